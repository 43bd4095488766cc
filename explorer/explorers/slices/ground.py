"""What Slices computes: the surface, the walk on it, and the node's slopes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent import Trajectory, descend
from explorer.core.forecast import Forecast, forecast
from explorer.core.graph_backward import Sweep, box_edges, sweep
from explorer.core.graph_edges import Edge
from explorer.core.graph_values import GraphTrace, evaluate
from explorer.core.graphs import Graph
from explorer.core.landscapes import Landscape, bowl, squared_sum, two_paths
from explorer.core.optimisers import GradientDescent
from explorer.explorers.slices.settings import SlicesSettings

Array = NDArray[np.float64]
_FARTHEST = 1e6  # a walk that gets there has diverged
_SUM = "y = w1*x1 + w2*x2; z = y**2"
_TEXTS = {
    "weights": _SUM,
    "inputs": _SUM,
    "fan": "x = t; y = t; z = 1; f = x**2 + y**3 + z**4",
    "bowl": "z = w1**2 + 9*w2**2",
}
_BOWL, _FAN = bowl(2.0, 18.0), two_paths()
_MOVING = {"both": (1.0, 1.0), "first": (1.0, 0.0), "second": (0.0, 1.0)}


@dataclass(frozen=True, eq=False)
class Walk:
    """A descent on the surface."""

    land: Landscape
    run: Trajectory
    path: Array  # (n+1, 2)
    z: Array  # (n+1,)
    ahead: Forecast | None  # none where the curvature changes on the way


@lru_cache(maxsize=64)
def _walk(
    by: str, start: tuple[float, float], other: tuple[float, float], moves: str,
    rate: float, steps: int,
) -> Walk:  # fmt: skip
    land = {"fan": _FAN, "bowl": _BOWL}.get(by) or squared_sum(*other)
    if by == "fan":
        run = descend(
            lambda t: land.value([t[0], t[0]]),
            lambda t: land.gradient([t[0], t[0]]).sum(keepdims=True),
            start[0], GradientDescent(), rate, steps, _FARTHEST,
        )  # fmt: skip
        return Walk(land, run, np.repeat(run.positions, 2, axis=1), run.objective, None)
    free = np.array(_MOVING[moves])
    run = descend(
        land.value,
        lambda point: land.gradient(point) * free,
        start, GradientDescent(), rate, steps, _FARTHEST,
    )  # fmt: skip
    bends = np.linalg.eigvalsh(land.hessian(start) * np.outer(free, free))
    ahead = forecast("gradient_descent", rate, bends)
    return Walk(land, run, run.positions, run.objective, ahead)


def walk_of(s: SlicesSettings) -> Walk:
    """Return the walk of these settings; a recent one is kept."""
    start = (float(getattr(s, s.pair[0])), float(getattr(s, s.pair[1])))
    held = ("w1", "w2") if s.by == "inputs" else ("x1", "x2")
    other = (float(getattr(s, held[0])), float(getattr(s, held[1])))
    moves = "both" if s.by == "fan" else s.moves
    return _walk(s.by, start, other, moves, s.learning_rate, s.steps)


@dataclass(frozen=True, eq=False)
class Moment:
    """Every number of the shown step."""

    walk: Walk
    k: int
    point: tuple[float, float]
    z: float
    gradient: tuple[float, float]
    move: tuple[float, float]  # the step about to be made
    there: tuple[float, float]
    z_there: float
    trace: GraphTrace
    edges: tuple[Edge, ...]
    back: Sweep


def moment_of(s: SlicesSettings) -> Moment:
    """Return the shown step of the walk, and the node's two passes there."""
    w = walk_of(s)
    k = min(s.step, w.run.steps)
    point = (float(w.path[k, 0]), float(w.path[k, 1]))
    first, second = w.land.gradient(point).tolist()
    slopes = w.run.gradients[k]
    move = np.broadcast_to(-s.learning_rate * slopes, 2).tolist()
    there = (point[0] + move[0], point[1] + move[1])
    graph = graph_of(s.by)
    values = {name: float(getattr(s, name)) for name in graph.inputs}
    values.update(zip(s.pair, point, strict=True))
    trace = evaluate(graph, values)
    edges = box_edges(trace)
    return Moment(
        w, k, point, float(w.z[k]), (first, second), (move[0], move[1]), there,
        float(w.land.value(there)), trace, edges, sweep(edges, graph.output),
    )  # fmt: skip


@lru_cache
def graph_of(by: str) -> Graph:
    """Return the node as an expression graph."""
    return Graph.from_text(_TEXTS[by])


def surface(land: Landscape, across: Array, up: Array) -> Array:
    """Return the heights over a grid, a row for each of the second values."""
    return land.value(np.stack(np.meshgrid(across, up), axis=-1))


def cut(land: Landscape, point: tuple[float, float], along: int, at: Array) -> Array:
    """Return the heights along one variable, the other held."""
    points = np.tile(point, (len(at), 1))
    points[:, along] = at
    return land.value(points)
