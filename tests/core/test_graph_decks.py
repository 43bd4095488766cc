"""Expression graphs of the decks: their nodes, factors and derivatives."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from explorer.core.graph_backward import (
    box_edges,
    local_factor,
    sweep,
    total_derivative,
)
from explorer.core.graph_edges import operation_edges
from explorer.core.graph_paths import sum_over_paths
from explorer.core.graph_values import evaluate, sample
from explorer.core.graphs import Graph

SIGMOID = 1 / (1 + exp(-6.5))
SLOPE = exp(-6.5) / (1 + exp(-6.5)) ** 2
WEIGHTS = {"w1": 0.5, "w2": 2.0, "x1": 1.0, "x2": 3.0}
NEURON = ("y", "w1*x1 + w2*x2", ["w1", "w2", "x1", "x2"])

# Item, inputs, nodes (id, expr, args), and what is to come out: an id is a value,
# d<node>/d<name> the local factor if the node has that argument, else the total.
CASES = {
    "S0-03": (
        {"x": 0.5},
        [("y", "(x+1)**2", ["x"])],
        {"y": 2.25, "dy/dx": 3.0},
    ),
    "S0-05": (
        {"x1": 1.0, "x2": 3.0},
        [("z", "(x1+2*x2)**2", ["x1", "x2"])],
        {"z": 49.0, "dz/dx1": 14.0, "dz/dx2": 28.0},
    ),
    "S0-06": (
        {"x": 1.0},
        [("y", "x + x**3", ["x"]), ("z", "y**2", ["y"])],
        {"y": 2.0, "z": 4.0, "dz/dy": 4.0, "dy/dx": 4.0, "dz/dx": 16.0},
    ),
    "S0-07 and S0-08": (
        {"x1": 1.0, "x2": 3.0},
        [("y", "x1 + 2*x2", ["x1", "x2"]), ("z", "y**2", ["y"])],
        {
            **{"y": 7.0, "z": 49.0, "dz/dy": 14.0, "dy/dx1": 1.0, "dy/dx2": 2.0},
            **{"dz/dx1": 14.0, "dz/dx2": 28.0},
        },
    ),
    "S0-09": (
        WEIGHTS,
        [NEURON, ("z", "y**2", ["y"])],
        {
            **{"y": 6.5, "z": 42.25, "dz/dy": 13.0, "dy/dw1": 1.0, "dy/dw2": 3.0},
            **{"dz/dw1": 13.0, "dz/dw2": 39.0},
        },
    ),
    "S0-10": (
        {"w1": 0.5, "w2": 2.0},
        [("z", "(1*w1 + 3*w2)**2", ["w1", "w2"])],
        {"z": 42.25, "dz/dw1": 13.0, "dz/dw2": 39.0},
    ),
    "S0-11": (
        WEIGHTS,
        [NEURON, ("z", "1/(1+exp(-y))", ["y"])],
        {
            **{"y": 6.5, "z": SIGMOID, "dz/dy": SLOPE, "dz/dw1": SLOPE},
            **{"dy/dw1": 1.0, "dz/dw2": 3.0 * SLOPE},
        },
    ),
    "S2-17": ({"x": -2.0}, [("y", "(x+1)**2", ["x"])], {"y": 1.0, "dy/dx": -2.0}),
    "S3-10": (
        {"z1": 1.0, "z2": -1.0},
        [("f", "z1**2 + z2", ["z1", "z2"])],
        {"f": 0.0, "df/dz1": 2.0, "df/dz2": 1.0},
    ),
    "E2.b": (
        {"x": 2.0},
        [("y", "x + x**3", ["x"]), ("z", "y**2", ["y"])],
        {"y": 10.0, "dz/dy": 20.0, "dy/dx": 13.0, "dz/dx": 260.0},
    ),
}


def graph_of(nodes, inputs):
    keys = ("id", "expr", "args")
    return Graph.from_nodes(
        [dict(zip(keys, node, strict=True)) for node in nodes], inputs
    )


@pytest.mark.parametrize("item", CASES)
def test_the_decks_numbers(item):
    inputs, nodes, expected = CASES[item]
    from_nodes = graph_of(nodes, inputs)
    typed = Graph.from_text("; ".join(f"{name} = {expr}" for name, expr, _ in nodes))
    arguments = {name: args for name, _, args in nodes}
    for graph in (from_nodes, typed):
        trace = evaluate(graph, inputs)
        for name, value in expected.items():
            if name.startswith("d"):
                node, by = name[1:].split("/d")
                local = by in arguments[node]
                found = (local_factor if local else total_derivative)(trace, node, by)
                # The same from the coarse graph: boxes are one node each.
                coarse = sweep(box_edges(trace), node).totals[by]
                assert coarse == pytest.approx(value, rel=1e-12, abs=1e-14)
            else:
                found = trace[name]
            assert found == pytest.approx(value, rel=1e-12, abs=1e-14), name


def test_s0_11_published_digits():
    inputs, nodes, _ = CASES["S0-11"]
    trace = evaluate(graph_of(nodes, inputs), inputs)
    assert trace["z"] == pytest.approx(0.998498817743263, rel=1e-13)
    slope = total_derivative(trace, "z", "w1")
    assert slope == pytest.approx(0.0014989287085690683, rel=1e-12)


def test_s3_09_contributions_of_paths_add_up():
    """f(t, t, 1): the constant z has a factor but no way to t."""
    nodes = [
        *[("x", "t", ["t"]), ("y", "t", ["t"]), ("z", "1", [])],
        ("f", "x**2 + y**3 + z**4", ["x", "y", "z"]),
    ]
    graph = graph_of(nodes, ["t"])
    expected = zip(
        *[(0.0, 1.0, 2.0, -1.0), (1.0, 3.0, 13.0, 1.0), (0.0, 5.0, 16.0, 1.0)],
        *[(0.0, 2.0, 4.0, -2.0), (0.0, 3.0, 12.0, 3.0)],
        strict=True,
    )
    for t, value, slope, by_x, by_y in expected:
        trace = evaluate(graph, {"t": t})
        assert trace["f"] == value
        assert total_derivative(trace, "f", "t") == slope
        assert local_factor(trace, "f", "z") == 4.0
        assert total_derivative(trace, "z", "t") == 0.0
        found = sum_over_paths(box_edges(trace), "t", "f")
        assert [path.product for path in found.paths] == [by_x, by_y]
        assert [path.edges[0].target for path in found.paths] == ["x", "y"]
        assert found.total == slope


def test_s0_10_the_grid_of_the_surface():
    graph = Graph.from_text("z = (1*w1 + 3*w2)**2")
    expected = [
        *[[16, 9, 6.25, 4], [1, 0, 0.25, 1]],
        *[[4, 9, 12.25, 16], [25, 36, 42.25, 49]],
    ]
    rows = [
        sample(graph, {"w2": w2}, "w1", [-1.0, 0.0, 0.5, 1.0])["z"]
        for w2 in (-1.0, 0.0, 1.0, 2.0)
    ]
    np.testing.assert_allclose(rows, expected, rtol=1e-12)


def test_s0_06_both_approaches_at_every_point():
    """Approach 1 expands the square; approach 2 is the chain rule."""
    chain = Graph.from_text("y = x + x**3; z = y**2")
    expanded = Graph.from_text("z = x**2 + 2*x**4 + x**6")
    for x in (-2.0, -0.5, 0.0, 1.0, 2.0):
        slopes = [
            total_derivative(evaluate(graph, {"x": x}), "z", "x")
            for graph in (chain, expanded)
        ]
        assert slopes[0] == pytest.approx(slopes[1], rel=1e-12)


def test_s0_06_by_operations_costs_are_counted():
    """x goes to the sum directly and through the cube: two paths, 1 + 2 products."""
    trace = evaluate(Graph.from_text("y = x + x**3; z = y**2"), {"x": 1.0})
    edges = operation_edges(trace)
    found = sum_over_paths(edges, "x", "z")
    assert [path.product for path in found.paths] == [4.0, 12.0]
    assert (found.count, found.total, found.multiplications) == (2, 16.0, 3)
    swept = sweep(edges, "z")
    assert (swept.totals["x"], swept.multiplications) == (16.0, 3)
    rules = {edge.rule for edge in edges}
    assert rules == {"d(u + v)/du = 1", "d(u + v)/dv = 1", "d(uᵛ)/du = v uᵛ⁻¹"}
