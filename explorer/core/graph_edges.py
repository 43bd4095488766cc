"""The edges of an expression graph, each with its local factor.

Decks: S0-06 (factors of a chain), S0-07 and S3-10 (several inputs).
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.graph_values import GraphTrace
from explorer.core.operators import OPERATORS


@dataclass(frozen=True)
class Edge:
    """From an argument to what works on it.

    Attributes
    ----------
    source, target
        The names of two nodes.
    slot
        Which argument it is, from 0.
    factor
        The local derivative d(target)/d(source) by this argument alone; NaN where it
        does not exist.
    rule
        Where the factor comes from: ``"d(u v)/du = v"``.
    note
        Empty, or that the factor is a convention at a kink, or why it is NaN.
    """

    source: str
    target: str
    slot: int
    factor: float
    rule: str
    note: str = ""


def operation_edges(trace: GraphTrace) -> tuple[Edge, ...]:
    """Take the local factors of every operation.

    Returns
    -------
    tuple of Edge
        By target in the graph's order, then by slot; none from what is made of numbers
        alone, unless it has a name.

    Examples
    --------
    >>> from explorer.core.graphs import Graph
    >>> from explorer.core.graph_values import evaluate
    >>> trace = evaluate(Graph.from_text("z = x*x"), {"x": 3.0})
    >>> [(edge.source, edge.target, edge.factor) for edge in operation_edges(trace)]
    [('x', 'z', 3.0), ('x', 'z', 3.0)]
    """
    found = []
    fixed = {node.name for node in trace.graph.nodes if node.is_fixed}
    for node in trace.graph.nodes:
        values = [trace[argument] for argument in node.arguments]
        for slot, argument in enumerate(node.arguments):
            if argument not in fixed:
                operator = OPERATORS[node.operator]
                factor, note = operator.slope(slot, *values)
                rule = operator.rules[slot]
                found.append(Edge(argument, node.name, slot, factor, rule, note))
    return tuple(found)
