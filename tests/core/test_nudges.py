"""A nudge's slopes and true changes, against other ways to find them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.graph_backward import total_derivative
from explorer.core.graph_values import evaluate
from explorer.core.graphs import Graph
from explorer.core.nudges import nudge

TEXT = "p = sin(x) + 1.5; q = p*x - y; r = exp(q/4); f = r*p + tanh(y)"


@given(st.floats(-2, 2), st.floats(-2, 2), st.sampled_from("xy"))
@settings(derandomize=True, deadline=None, max_examples=50)
def test_forward_slopes_are_the_backward_ones_and_predict_the_changes(x, y, name):
    trace = evaluate(Graph.from_text(TEXT.replace("sin", "tanh")), {"x": x, "y": y})
    found = nudge(trace, name, 1e-6)
    for box in trace.graph.boxes:
        slope = total_derivative(trace, box.name, name)
        assert found.slopes[box.name] == pytest.approx(slope, rel=1e-9, abs=1e-12)
        assert found.changes[box.name] == pytest.approx(
            slope * 1e-6, rel=1e-3, abs=1e-9
        )


def test_the_exercise_with_a_nudge():
    trace = evaluate(Graph.from_text("y = x + x**3; z = y**2"), {"x": 2.0})
    found = nudge(trace, "x", 0.001)
    assert found.slopes["z"] * found.size == pytest.approx(0.26)
    assert found.changes["y"] == pytest.approx(0.013, rel=1e-2)
    assert found.ratio("z") == pytest.approx(260, rel=1e-2)
    assert math.isnan(nudge(trace, "x", 0.0).ratio("z"))


def test_what_does_not_depend_on_the_input_stays():
    trace = evaluate(Graph.from_text("a = sqrt(y); z = x + a"), {"x": 1.0, "y": 0.0})
    found = nudge(trace, "x", 0.5)
    assert (found.slopes["a"], found.changes["a"], found.changes["y"]) == (0, 0, 0)
    assert found.slopes["z"] == 1.0
    assert math.isnan(nudge(trace, "y", 0.5).slopes["z"])


def test_a_nudge_into_nowhere_is_a_result():
    trace = evaluate(Graph.from_text("z = 1/x"), {"x": 1.0})
    found = nudge(trace, "x", -1.0)
    assert found.changes["x"] == -1.0
    assert math.isnan(found.changes["z"])
    assert found.slopes["z"] == -1.0


def test_what_cannot_be_nudged_is_refused():
    trace = evaluate(Graph.from_text("z = x"), {"x": 1.0})
    with pytest.raises(ValueError, match="input"):
        nudge(trace, "z", 0.1)
    with pytest.raises(ValueError, match="size must be a finite number"):
        nudge(trace, "x", math.inf)
