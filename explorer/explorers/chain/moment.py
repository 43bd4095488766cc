"""Every number of Chain that is shown, computed from its settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from explorer.core.arrays import Array
from explorer.core.expansion import expand, slope_of
from explorer.core.graph_backward import Sweep, box_edges, contributions, sweep
from explorer.core.graph_edges import Edge
from explorer.core.graph_paths import PathSum, sum_over_paths
from explorer.core.graph_values import GraphTrace, evaluate
from explorer.core.graphs import Graph
from explorer.core.nudges import Nudge, nudge
from explorer.explorers.chain.settings import ChainSettings
from explorer.explorers.chain.typed import derivative, graph_of


@dataclass(frozen=True)
class Expanded:
    """The output as one polynomial, its derivative, and the slope at the input."""

    whole: Array
    derivative: Array
    slope: float


@dataclass(frozen=True)
class Moment:
    """A graph at its inputs: forward, backward, nudged, path by path.

    ``parts`` are what the edges carry back, ``name`` is the input that is nudged;
    ``after`` is the forward pass after a step of this input against its slope, None
    where it has none.
    """

    trace: GraphTrace
    edges: tuple[Edge, ...]
    back: Sweep
    parts: tuple[float, ...]
    name: str
    nudged: Nudge
    paths: PathSum
    expanded: Expanded | None
    after: GraphTrace | None

    @property
    def graph(self) -> Graph:
        """The graph."""
        return self.trace.graph

    @property
    def output(self) -> str:
        """The name of the last box."""
        return self.graph.output

    @property
    def boxes(self) -> tuple[str, ...]:
        """The names of all boxes, in order."""
        return tuple(box.name for box in self.graph.boxes)

    @property
    def slope(self) -> float:
        """d(output)/d(input)."""
        return self.slope_by(self.name)

    def slope_by(self, name: str) -> float:
        """d(output)/d(node); 0 where the output does not depend on it."""
        return self.back.totals.get(name, 0.0)

    def symbol(self, name: str) -> str:
        """Write d(output)/d(node)."""
        inputs = self.graph.inputs
        return derivative(self.output, name, partial=name in inputs and len(inputs) > 1)


def moment(s: ChainSettings) -> Moment:
    """Return every number of these settings."""
    inputs = tuple(s.inputs.items())
    return _moment(s.expression, inputs, int(s.by) - 1, s.nudge, s.learning_rate)


@lru_cache(maxsize=8)
def _moment(
    text: str,
    inputs: tuple[tuple[str, float], ...],
    by: int,
    size: float,
    learning_rate: float,
) -> Moment:
    graph, values = graph_of(text), dict(inputs)
    name = graph.inputs[by]
    trace = evaluate(graph, values)
    edges = box_edges(trace)
    back = sweep(edges, graph.output)
    whole = expand(trace, name)
    expanded = None
    if whole is not None:
        expanded = Expanded(whole, *slope_of(whole, values[name]))
    try:
        moved = values[name] - learning_rate * back.totals.get(name, 0.0)
        after = evaluate(graph, {**values, name: moved})
    except ValueError:  # no slope, too far, or no value there
        after = None
    return Moment(
        trace, edges, back, contributions(edges, back), name,
        nudge(trace, name, size), sum_over_paths(edges, name, graph.output),
        expanded, after,
    )  # fmt: skip
