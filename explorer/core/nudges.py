"""A nudge on its way through an expression graph: rescaled at every node.

The slope of every node by one input comes from a sweep forward: the sum over the edges
that enter the node of the edge's factor times the slope of its source.

Decks: S0-06 (two nodes), S3-09 (contributions add).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from explorer.core.arrays import check_option
from explorer.core.graph_edges import operation_edges
from explorer.core.graph_values import GraphTrace, UndefinedError, evaluate
from explorer.core.paths import bounded


@dataclass(frozen=True)
class Nudge:
    """What a small change of one input does to all inputs and boxes.

    Attributes
    ----------
    name, size
        The input and its change.
    slopes
        d(node)/d(input): what the size is multiplied by up to the node; NaN where a
        slope on the way does not exist, limited to the largest double.
    changes
        The differences between two forward passes, which the slopes only predict; NaN
        for all but the input where the second one has no value.
    """

    name: str
    size: float
    slopes: Mapping[str, float]
    changes: Mapping[str, float]

    def ratio(self, name: str) -> float:
        """Return the node's change by the input's: the slope, if the size is small.

        NaN without a change.
        """
        return self.changes[name] / self.size if self.size else math.nan


def nudge(trace: GraphTrace, name: str, size: float) -> Nudge:
    """Change one input a little.

    Raises
    ------
    ValueError
        If there is no such input, or the size is not finite.

    Examples
    --------
    S0-06 at x = 1: times 4, and times 4 again.

    >>> from explorer.core.graphs import Graph
    >>> graph = Graph.from_text("y = x + x**3; z = y**2")
    >>> found = nudge(evaluate(graph, {"x": 1.0}), "x", 0.001)
    >>> dict(found.slopes)
    {'x': 1.0, 'y': 4.0, 'z': 16.0}
    >>> round(found.changes["z"], 6)
    0.016028
    """
    graph = trace.graph
    check_option("input", name, graph.inputs)
    if not math.isfinite(size):
        raise ValueError(f"size must be a finite number, got {size}.")
    totals = {node.name: 0.0 for node in graph.nodes}
    totals[name] = 1.0
    for edge in operation_edges(trace):
        product = bounded(totals[edge.source] * edge.factor)
        # what does not depend on the input is not touched by a missing slope
        if totals[edge.source] != 0.0:
            totals[edge.target] = bounded(totals[edge.target] + product)
    names = (*graph.inputs, *(box.name for box in graph.boxes))
    inputs = {each: trace[each] for each in graph.inputs}
    try:
        after = evaluate(graph, {**inputs, name: inputs[name] + size}).values
        changes = {each: after[each] - trace[each] for each in names}
    except (UndefinedError, ValueError):
        changes = {each: 0.0 if each in inputs else math.nan for each in names}
    changes[name] = size
    slopes = {each: totals[each] for each in names}
    return Nudge(name, size, MappingProxyType(slopes), MappingProxyType(changes))
