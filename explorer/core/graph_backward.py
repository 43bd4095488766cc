"""The backward pass of an expression graph: all derivatives in one sweep.

The chain rule: the derivative of the output by a node is the sum, over the edges that
leave the node, of the edge's factor times the derivative of the output by its target.

Decks: S0-06 (factors of a chain), S0-07 (several inputs), S3-09 (contributions add).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from explorer.core.arrays import check_option
from explorer.core.graph_edges import Edge, operation_edges
from explorer.core.graph_values import GraphTrace, UndefinedError
from explorer.core.paths import bounded


@dataclass(frozen=True)
class Sweep:
    """All derivatives of one node.

    Attributes
    ----------
    output
        The node.
    totals
        d(output)/d(node) for every node that it depends on and for itself; NaN where a
        factor on the way does not exist, limited to the largest double.
    notes
        For the nodes whose derivative passes a kink or a missing slope, that note.
    multiplications
        How many were made: one per edge, but none by the 1 that the sweep starts with.
    """

    output: str
    totals: Mapping[str, float]
    notes: Mapping[str, str]
    multiplications: int


def box_edges(trace: GraphTrace) -> tuple[Edge, ...]:
    """Take the local factors of every statement, by each of its arguments.

    Returns
    -------
    tuple of Edge
        By target in the graph's order, then in the order of the arguments. The factor
        holds the other arguments fixed, whatever they depend on.

    Examples
    --------
    S0-06 at x = 1, the 4 and the 4 of the deck:

    >>> from explorer.core.graphs import Graph
    >>> from explorer.core.graph_values import evaluate
    >>> trace = evaluate(Graph.from_text("y = x + x**3; z = y**2"), {"x": 1.0})
    >>> [(edge.rule, edge.factor) for edge in box_edges(trace)]
    [('dy/dx', 4.0), ('dz/dy', 4.0)]
    """
    box_of = {node.name: node.box for node in trace.graph.nodes}
    inner: dict[str, list[Edge]] = {box.name: [] for box in trace.graph.boxes}
    for edge in operation_edges(trace):
        inner[box_of[edge.target]].append(edge)
    found = []
    for box in trace.graph.boxes:
        swept = sweep(inner[box.name], box.name)
        for slot, argument in enumerate(box.arguments):
            factor = swept.totals.get(argument, 0.0)
            note = swept.notes.get(argument, "")
            rule = f"d{box.name}/d{argument}"
            found.append(Edge(argument, box.name, slot, factor, rule, note))
    return tuple(found)


def sweep(edges: Sequence[Edge], output: str) -> Sweep:
    """Go back once over edges, the last target first.

    Parameters
    ----------
    edges
        As `operation_edges` or `box_edges` returns them.
    output
        Whose derivatives are wanted.

    Examples
    --------
    >>> edges = (Edge("x", "y", 0, 4.0, "dy/dx"), Edge("y", "z", 0, 4.0, "dz/dy"))
    >>> swept = sweep(edges, "z")
    >>> swept.totals["x"], swept.multiplications
    (16.0, 1)
    """
    totals = {output: 1.0}
    notes: dict[str, str] = {}
    multiplications = 0
    for edge in reversed(edges):
        if edge.target not in totals:
            continue
        product = edge.factor
        if edge.target != output:
            product = bounded(totals[edge.target] * edge.factor)
            multiplications += 1
        totals[edge.source] = bounded(totals.get(edge.source, 0.0) + product)
        # A missing slope is more to know than a kink.
        missing = math.isnan(edge.factor)
        note = edge.note if missing else notes.get(edge.target) or edge.note
        if note and (edge.source not in notes or math.isnan(product)):
            notes[edge.source] = note
    return Sweep(
        output, MappingProxyType(totals), MappingProxyType(notes), multiplications
    )


def contributions(edges: Sequence[Edge], swept: Sweep) -> tuple[float, ...]:
    """Return what each edge carries back: its part of the derivative by its source.

    Returns
    -------
    tuple of float
        As many as edges; 0 where the output does not depend on the edge's target.

    Examples
    --------
    S3-09 at t = 1: both parts of d(output)/dt come back, 2 and 3.

    >>> edges = (Edge("t", "x", 0, 1.0, ""), Edge("t", "y", 0, 1.0, ""),
    ...          Edge("x", "f", 0, 2.0, ""), Edge("y", "f", 1, 3.0, ""))
    >>> contributions(edges, sweep(edges, "f"))
    (2.0, 3.0, 2.0, 3.0)
    """
    totals = swept.totals
    return tuple(
        bounded(totals[edge.target] * edge.factor) if edge.target in totals else 0.0
        for edge in edges
    )


def local_factor(trace: GraphTrace, node: str, argument: str) -> float:
    """Return the local derivative of a statement by one of its arguments.

    Raises
    ------
    UndefinedError
        If it does not exist.
    ValueError
        If there is no such statement or argument.

    Examples
    --------
    >>> from explorer.core.graphs import Graph
    >>> from explorer.core.graph_values import evaluate
    >>> trace = evaluate(Graph.from_text("y = x**2; z = x*y"), {"x": 3.0})
    >>> local_factor(trace, "z", "x"), total_derivative(trace, "z", "x")
    (9.0, 27.0)
    """
    boxes = {box.name: box for box in trace.graph.boxes}
    check_option("node", node, tuple(boxes))
    check_option("argument", argument, boxes[node].arguments)
    for edge in box_edges(trace):
        if (edge.source, edge.target) == (argument, node):
            return _existing(edge.factor, edge.note, node, edge.rule)
    return 0.0


def total_derivative(trace: GraphTrace, node: str, name: str) -> float:
    """Return the derivative of a statement by an input or another statement.

    All that lies between them moves along; 0 if the one does not depend on the other.

    Raises
    ------
    UndefinedError
        If a slope on the way does not exist.
    ValueError
        If there is no such statement, or no such name.
    """
    boxes = tuple(box.name for box in trace.graph.boxes)
    check_option("node", node, boxes)
    check_option("name", name, (*trace.graph.inputs, *boxes))
    swept = sweep(operation_edges(trace), node)
    note = swept.notes.get(name, "")
    return _existing(swept.totals.get(name, 0.0), note, node, f"d{node}/d{name}")


def _existing(value: float, note: str, node: str, what: str) -> float:
    if math.isnan(value):
        raise UndefinedError(node, what, note)
    return value
