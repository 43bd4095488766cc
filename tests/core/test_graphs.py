"""Derivatives of expression graphs against independent ones; where there are none."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from explorer.core.graph_backward import (
    box_edges,
    local_factor,
    sweep,
    total_derivative,
)
from explorer.core.graph_edges import operation_edges
from explorer.core.graph_paths import count_paths, paths, sum_over_paths
from explorer.core.graph_values import UndefinedError, evaluate, sample
from explorer.core.graphs import Graph
from explorer.core.operators import FUNCTIONS, OPERATORS
from tests.core.random_graphs import programs

POINTS = st.tuples(*[st.floats(-3, 3).map(lambda x: round(x, 3))] * 2)
QUIET = settings(max_examples=200, deadline=None, derandomize=True)


def trace_or_skip(text, point):
    graph = Graph.from_text(text)
    inputs = {name: dict(zip("ab", point, strict=True))[name] for name in graph.inputs}
    try:
        return evaluate(graph, inputs)
    except UndefinedError:
        assume(False)


def size(edges, output, name):
    """What the sum over paths would be without cancellation."""
    positive = [replace(edge, factor=abs(edge.factor)) for edge in edges]
    return sweep(positive, output).totals.get(name, 0.0)


@given(programs(), POINTS)
@QUIET
def test_the_sweep_is_the_complex_step(program, point):
    text, value = program
    trace = trace_or_skip(text, point)
    output = trace.graph.output
    edges = operation_edges(trace)
    swept = sweep(edges, output)
    assume(not swept.notes)
    given_inputs = dict(zip("ab", point, strict=True))
    largest = max(map(abs, trace.values.values()))
    assume(largest < 1e6)
    assert abs(trace[output] - value(**given_inputs).real) <= 1e-9 * largest
    for name in trace.graph.inputs:
        shifted = given_inputs | {name: given_inputs[name] + 1e-20j}
        expected = value(**shifted).imag / 1e-20
        scale = size(edges, output, name)
        assume(scale < 1e6)
        found = swept.totals.get(name, 0.0)
        assert abs(found - expected) <= 1e-9 * scale + 1e-30, text
        assert total_derivative(trace, output, name) == found


@given(programs(kinks=True), POINTS)
@QUIET
def test_the_sweep_is_the_central_difference_beside_kinks(program, point):
    text, value = program
    trace = trace_or_skip(text, point)
    output = trace.graph.output
    edges = operation_edges(trace)
    swept = sweep(edges, output)
    assume(not swept.notes)
    assume(max(map(abs, trace.values.values())) < 100)
    start = dict(zip("ab", point, strict=True))
    for name in trace.graph.inputs:
        step = 1e-6
        near = [
            value(**(start | {name: start[name] + shift}))
            for shift in (-2 * step, -step, step, 2 * step)
        ]
        differences = np.diff(np.real([near[0], near[1], trace[output], *near[2:]]))
        # A kink or a pole within the step shows as slopes that differ.
        assume(np.ptp(differences / step) < 1e-3)
        expected = (near[2] - near[1]).real / (2 * step)
        scale = max(1.0, size(edges, output, name))
        assume(scale < 100)
        assert abs(swept.totals.get(name, 0.0) - expected) <= 1e-6 * scale, text


@given(programs(kinks=True), POINTS)
@QUIET
def test_paths_add_up_to_the_sweep_by_operations_and_by_boxes(program, point):
    text, _ = program
    trace = trace_or_skip(text, point)
    output = trace.graph.output
    fine, coarse = operation_edges(trace), box_edges(trace)
    for edges in (fine, coarse):
        totals = sweep(edges, output).totals
        for name in trace.graph.inputs:
            found = sum_over_paths(edges, name, output, limit=10_000)
            assert found.count == len(found.paths)
            for path in found.paths:
                assert path.edges[0].source == name
                assert path.edges[-1].target == output
                links = zip(path.edges, path.edges[1:], strict=False)
                assert all(a.target == b.source for a, b in links)
            assert len({path.edges for path in found.paths}) == found.count
            lengths = [len(path.edges) for path in found.paths]
            assert found.multiplications == sum(lengths) - len(lengths)
            tolerance = 1e-12 * size(edges, output, name)
            expected = totals.get(name, 0.0)
            assert found.total == pytest.approx(
                expected, rel=1e-9, abs=tolerance, nan_ok=True
            )
    for name in trace.graph.inputs:
        assert sweep(coarse, output).totals.get(name, 0.0) == pytest.approx(
            sweep(fine, output).totals.get(name, 0.0),
            **{"rel": 1e-9, "abs": 1e-12 * size(fine, output, name), "nan_ok": True},
        )


EXTREME = st.sampled_from(
    [0.0, -0.0, 5e-324, -5e-324, 1.0, -1.0, 0.5, -2.0, 40.0, -800.0, 1e200, -1.7e308]
)


@pytest.mark.parametrize("symbol", OPERATORS)
@given(arguments=st.tuples(EXTREME, EXTREME))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_argument_gives_finite_numbers_or_a_reason(symbol, arguments):
    operator = OPERATORS[symbol]
    used = arguments[: operator.arity]
    try:
        value = operator.value(*used)
    except ArithmeticError as error:
        assert str(error) != ""  # noqa: PT017
        return
    assert math.isfinite(value)
    for slot in range(operator.arity):
        factor, note = operator.slope(slot, *used)
        assert math.isfinite(factor) or note.startswith("no slope: ")


def test_every_operator_has_its_rules():
    assert set(FUNCTIONS) < set(OPERATORS)
    for symbol, operator in OPERATORS.items():
        assert operator.symbol == symbol
        assert len(operator.rules) == operator.arity in (1, 2)
        assert all(rule.startswith("d") and " = " in rule for rule in operator.rules)


@pytest.mark.parametrize(
    ("text", "node", "reason"),
    [
        ("y = ▸1/x; z = y**2", "y", "division by zero"),
        ("y = x + 1; z = 2 + ▸y/(x*x)", "z", "division by zero"),
        ("z = ▸x**-1", "z", "division by zero"),
        ("z = ▸log(x)", "z", "the logarithm of a number that is not positive"),
        ("z = 2*▸log(x - 1)", "z", "the logarithm of a number that is not positive"),
        ("z = ▸sqrt(x - 1)", "z", "the square root of a negative number"),
        ("z = ▸(x - 1)**.5", "z", "a power of a negative number that is not whole"),
        ("z = ▸10**10**10", "z", "a number beyond 1.8e308"),
        ("z = x + ▸exp(1000)", "z", "a number beyond 1.8e308"),
        ("z = ▸1e308 + 1e308", "z", "a number beyond 1.8e308"),
        ("z = 2*▸(1e200*1e200)", "z", "a number beyond 1.8e308"),
        ("z = 9**▸9**9**9", "z", "a number beyond 1.8e308"),
    ],
)
def test_a_node_without_a_value_is_named(text, node, reason):
    graph = Graph.from_text(text.replace("▸", ""))
    with pytest.raises(UndefinedError) as caught:
        evaluate(graph, dict.fromkeys(graph.inputs, 0.0))
    error = caught.value
    assert (error.node, error.reason) == (node, reason)
    place = text.index("▸")
    assert error.place.position == place
    assert str(error).startswith(f"Character {place + 1} (")
    assert str(error).endswith(f"): {reason}.")


@pytest.mark.parametrize(
    ("expression", "x", "expected"),
    [
        *[("x**2", -3.0, -6.0), ("x**3", -2.0, 12.0), ("x**-2", -2.0, 0.25)],
        *[("x**0", 0.0, 0.0), ("x**0", -5.0, 0.0), ("x**1", 0.0, 1.0)],
        *[("x**2", 0.0, 0.0), ("x**1.5", 0.0, 0.0), ("2**x", 0.0, math.log(2))],
        *[("0**x", 2.0, 0.0), ("x**x", 1.0, 1.0), ("x*x", -3.0, -6.0)],
        *[("x**(4/2)", -3.0, -6.0), ("(-2)**2*x", 1.0, 4.0), ("x - x", 7.0, 0.0)],
        *[("1/x", 1e-200, None), ("1/x", -2.0, -0.25), ("tanh(x)", 400.0, 0.0)],
    ],
)
def test_slopes_by_hand(expression, x, expected):
    trace = evaluate(Graph.from_text(f"z = {expression}"), {"x": x})
    if expected is None:
        with pytest.raises(UndefinedError, match=r"beyond 1\.8e308 at z: dz/dx"):
            total_derivative(trace, "z", "x")
        return
    assert total_derivative(trace, "z", "x") == pytest.approx(expected, rel=1e-14)
    assert local_factor(trace, "z", "x") == pytest.approx(expected, rel=1e-14)


def test_a_missing_slope_is_told_and_touches_only_what_needs_it():
    """A power of a negative base has a slope by the base, none by the exponent."""
    trace = evaluate(Graph.from_text("n = 3; z = x**n"), {"x": -2.0})
    assert total_derivative(trace, "z", "x") == 12.0
    swept = sweep(operation_edges(trace), "z")
    assert math.isnan(swept.totals["n"])
    assert swept.notes == {
        "n": "no slope: beside this exponent the power is not defined"
    }
    with pytest.raises(
        UndefinedError, match="No slope: beside this exponent"
    ) as caught:
        local_factor(trace, "z", "n")
    assert caught.value.node == "z"
    root = evaluate(Graph.from_text("y = sqrt(x); z = 3*y"), {"x": 0.0})
    assert root["z"] == 0.0
    with pytest.raises(UndefinedError, match="No slope: division by zero at z: dz/dx"):
        total_derivative(root, "z", "x")


def test_kinks_follow_a_convention_and_are_flagged():
    """relu: 0 at 0 (S2-27); max: half each at a tie, as in PyTorch."""
    graph = Graph.from_text("y = relu(x); z = max(x, w) + y + v")
    trace = evaluate(graph, {"x": 0.0, "w": 0.0, "v": 1.0})
    for edges in (operation_edges(trace), box_edges(trace)):
        swept = sweep(edges, "z")
        assert (swept.totals["x"], swept.totals["w"]) == (0.5, 0.5)
        assert swept.notes["x"] == swept.notes["w"]
        assert swept.notes["x"] == "a kink: the slope is a convention"
        assert "v" not in swept.notes
    away = evaluate(graph, {"x": 1.0, "w": 0.0, "v": 1.0})
    assert sweep(operation_edges(away), "z").notes == {}
    assert total_derivative(away, "z", "x") == 2.0
    twice = evaluate(Graph.from_text("z = max(x, x)"), {"x": 2.0})
    assert total_derivative(twice, "z", "x") == 1.0


def test_a_name_used_often_is_one_node_with_several_edges():
    graph = Graph.from_text("z = x*x + x")
    assert graph.inputs == ("x",)
    assert [node.name for node in graph.nodes if node.kind == "input"] == ["x"]
    edges = operation_edges(evaluate(graph, {"x": 3.0}))
    assert [(e.target, e.slot, e.factor) for e in edges if e.source == "x"] == [
        *[("z.1", 0, 3.0), ("z.1", 1, 3.0), ("z", 1, 1.0)],
    ]


def test_numbers_have_no_edges_but_named_numbers_do():
    graph = Graph.from_text("k = 2; z = (1 + 2)*x**k + 4")
    edges = operation_edges(evaluate(graph, {"x": 3.0}))
    assert {edge.source for edge in edges} == {"x", "k", "z.4", "z.5"}
    kinds = {node.name: node.kind for node in graph.nodes}
    assert (kinds["k"], kinds["x"], kinds["z.1"]) == ("number", "input", "number")
    assert [node.text for node in graph.nodes if node.box == "z"] == [
        *["1", "2", "(1 + 2)", "x**k", "(1 + 2)*x**k", "4", "(1 + 2)*x**k + 4"],
    ]


def test_exponentially_many_paths_are_counted_and_walked_one_by_one():
    lines = ["y0 = x", *(f"y{k + 1} = y{k} + y{k}" for k in range(200))]
    trace = evaluate(Graph.from_text("\n".join(lines)), {"x": 1.0})
    edges = operation_edges(trace)
    assert count_paths(edges, "x", "y200") == (2**200, 200 * 2**200)
    found = sum_over_paths(edges, "x", "y200", limit=5)
    assert (len(found.paths), found.count, found.total) == (5, 2**200, None)
    assert all(path.product == 1.0 for path in found.paths)
    assert len(list(islice(paths(edges, "x", "y200"), 100))) == 100
    swept = sweep(edges, "y200")
    assert (swept.totals["x"], swept.multiplications) == (2.0**200, 2 * 199 + 1)


def test_dead_ends_do_not_slow_the_walk():
    """Exponentially many ways lead to x, and only one to w."""
    lines = ["y0 = x", *(f"y{k + 1} = y{k}*y{k}" for k in range(100)), "z = w + y100"]
    trace = evaluate(Graph.from_text("\n".join(lines)), {"x": 1.0, "w": 1.0})
    found = sum_over_paths(operation_edges(trace), "w", "z")
    assert (found.count, found.total, found.multiplications) == (1, 1.0, 0)


def test_where_no_path_leads_the_derivative_is_0():
    trace = evaluate(Graph.from_text("y = 2*x; z = 3*w"), {"x": 1.0, "w": 1.0})
    assert total_derivative(trace, "z", "x") == 0.0
    assert total_derivative(trace, "y", "z") == 0.0
    assert total_derivative(trace, "z", "z") == 1.0
    found = sum_over_paths(operation_edges(trace), "x", "z")
    assert (found.paths, found.count, found.total) == ((), 0, 0.0)
    (empty,) = sum_over_paths(operation_edges(trace), "z", "z").paths
    assert (empty.edges, empty.product) == ((), 1.0)


def test_products_that_overflow_are_limited():
    lines = ["y = 1e200*x", "z = 1e200*y"]
    trace = evaluate(Graph.from_text("\n".join(lines)), {"x": 1e-200})
    edges = operation_edges(trace)
    assert sweep(edges, "z").totals["x"] == np.finfo(float).max
    assert sum_over_paths(edges, "x", "z").total == np.finfo(float).max


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ({}, "input x must have a value, got none"),
        ({"x": 1.0, "q": 2.0}, "input must be one of x, got 'q'"),
        ({"x": math.nan}, "input x must be a finite number, got nan"),
        ({"x": math.inf}, "input x must be a finite number, got inf"),
        ({"x": "1"}, "input x must be a finite number, got '1'"),
        ({"x": None}, "input x must be a finite number, got None"),
        ({"x": 10**400}, "input x must be a finite number, got 1000"),
    ],
)
def test_inputs_are_checked(inputs, message):
    with pytest.raises(ValueError, match=message):
        evaluate(Graph.from_text("z = x"), inputs)


def test_unknown_names_are_refused():
    trace = evaluate(Graph.from_text("y = 2*x; z = y*w"), {"x": 1.0, "w": 1.0})
    with pytest.raises(ValueError, match="argument must be one of y, w, got 'x'"):
        local_factor(trace, "z", "x")
    with pytest.raises(ValueError, match="node must be one of y, z, got 'x'"):
        total_derivative(trace, "x", "x")
    with pytest.raises(ValueError, match="name must be one of x, w, y, z, got 'q'"):
        total_derivative(trace, "z", "q")
    with pytest.raises(ValueError, match="limit must be at least 0, got -1"):
        sum_over_paths((), "x", "z", limit=-1)


def test_results_cannot_be_changed():
    trace = evaluate(Graph.from_text("z = x**2"), {"x": 1.0})
    with pytest.raises(TypeError):
        trace.values["z"] = 3.0
    with pytest.raises(TypeError):
        sweep(operation_edges(trace), "z").totals["x"] = 3.0
    curve = sample(trace.graph, {}, "x", [1.0, 2.0])["z"]
    with pytest.raises(ValueError, match="read-only"):
        curve[0] = 3.0


def test_a_curve_has_gaps_where_it_is_undefined():
    found = sample(Graph.from_text("y = 1/x; z = y*w"), {"w": 2.0}, "x", [-1, 0, 1])
    np.testing.assert_array_equal(found["z"], [-2.0, np.nan, 2.0])
    assert list(found) == ["x", "w", "y", "z"]
    with pytest.raises(ValueError, match="input w must have a value"):
        sample(Graph.from_text("z = x*w"), {}, "x", [1.0])


def test_an_argument_that_is_listed_twice_or_unused_counts_once_or_not():
    nodes = [{"id": "z", "expr": "3*x", "args": ["x", "x", "w"]}]
    trace = evaluate(Graph.from_nodes(nodes, ["x", "w"]), {"x": 1.0, "w": 1.0})
    assert [edge.factor for edge in box_edges(trace)] == [3.0, 0.0]
    assert sweep(box_edges(trace), "z").totals == {"z": 1.0, "x": 3.0, "w": 0.0}
