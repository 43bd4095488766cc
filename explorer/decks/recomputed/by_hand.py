"""Expression graphs beyond value and slope: steps, slices, curvature, paths.

Decks: S0-05 to S0-11, S2-17, S3-09.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from explorer.core.graph_backward import box_edges, total_derivative
from explorer.core.graph_paths import sum_over_paths
from explorer.core.graph_values import GraphTrace, evaluate, sample
from explorer.core.graphs import Graph
from explorer.core.stability import step_limit
from explorer.decks.forms import Told


def _graph(given: Mapping[str, Any]) -> Graph:
    graph = given["graph"]
    return Graph.from_nodes(graph["nodes"], graph["inputs"], graph["output"])


def _slope(trace: GraphTrace, name: str) -> float:
    return total_derivative(trace, trace.graph.output, name)


def _step(given: Mapping[str, Any]) -> dict[str, Any]:
    """Take one step downhill: S0-06, S0-07, S0-08, S0-09, S0-11."""
    inputs, rate = given["graph"]["inputs"], given["lr_for_step"]
    before = evaluate(_graph(given), inputs)
    new = {
        name: inputs[name] - rate * _slope(before, name)
        for name in given["graph"]["wrt"]
    }
    after = evaluate(before.graph, {**inputs, **new})
    found = {f"{name}_new": value for name, value in new.items()}
    for box in before.graph.boxes:
        value = after[box.name]
        found |= {f"{box.name}_new": value, f"{box.name}_after_both": value}
    return found


def _slice(given: Mapping[str, Any]) -> dict[str, Any]:
    """S0-05: the curve that is left when x2 is held fixed."""
    curve = Graph.from_text(f"z = {given['slice']['curve']}")
    trace = evaluate(curve, given["slice"]["point"])
    return {"tangent_in_slice": [trace[curve.output], _slope(trace, "x1")]}


def _valley(given: Mapping[str, Any]) -> dict[str, Any]:
    """S0-10: a quadratic, so that a difference of gradients is its curvature."""
    graph, start = _graph(given), given["graph"]["inputs"]
    names = given["graph"]["wrt"]

    def gradient(inputs: Mapping[str, float]) -> np.ndarray[Any, Any]:
        trace = evaluate(graph, inputs)
        return np.array([_slope(trace, name) for name in names])

    here = gradient(start)
    hessian = np.array(
        [gradient({**start, name: start[name] + 1.0}) - here for name in names]
    )
    values, directions = np.linalg.eigh(hessian)
    floor = directions[:, 0]
    across, up = given["grid"]["w1"], given["grid"]["w2"]
    return {
        "gradient": here,
        "grid_z_rows_w2_cols_w1": [
            sample(graph, {"w2": w2}, "w1", across)[graph.output] for w2 in up
        ],
        "hessian": hessian,
        "hessian_eigenvalues": values,
        "valley_floor": floor / -floor[1],
        "max_stable_lr": step_limit("gradient_descent", float(values[-1])),
    }


def _signs(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-17: what a slope's sign asks for."""
    graph = _graph(given)
    slopes = [_slope(evaluate(graph, {"x": x}), "x") for x in given["points"]]
    asked = {1.0: "decrease x", 0.0: "stationary", -1.0: "increase x"}
    return {"slopes": slopes, "action": [asked[float(np.sign(s))] for s in slopes]}


def _total(given: Mapping[str, Any]) -> dict[str, Any]:
    """S3-09: one input, several paths; their contributions add up."""
    graph = _graph(given)
    traces = [evaluate(graph, {"t": t}) for t in given["t_values"]]
    found: dict[str, Any] = {
        "g": [trace[graph.output] for trace in traces],
        "dg/dt": [_slope(trace, "t") for trace in traces],
    }
    for middle in ("x", "y", "z"):
        found[f"path_{middle}"] = [_through(trace, middle) for trace in traces]
    return found | {"formula": _fitted(found["dg/dt"], given["t_values"])}


def _through(trace: GraphTrace, middle: str) -> float:
    """Return what the paths from t through one node contribute; 0 without any."""
    paths = sum_over_paths(box_edges(trace), "t", trace.graph.output).paths
    return sum(p.product for p in paths if p.edges[0].target == middle) + 0.0


def _fitted(slopes: list[float], points: list[float]) -> str:
    """Write the slopes as a polynomial of t: four points determine a cubic."""
    powers = np.vander(points, increasing=True)
    terms = {0: "{:g}", 1: "{:g}*t", 2: "{:g}*t**2", 3: "{:g}*t**3"}
    fitted = np.linalg.solve(powers, slopes).round(9)
    return " + ".join(terms[k].format(c) for k, c in enumerate(fitted) if c)


TOLD: dict[str, Told] = {
    "S0-05": _slice,
    "S0-06": _step,
    "S0-07": _step,
    "S0-08": _step,
    "S0-09": _step,
    "S0-10": _valley,
    "S0-11": _step,
    "S2-17": _signs,
    "S3-09": _total,
}
