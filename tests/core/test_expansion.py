"""A graph as one polynomial: its values and slopes are the graph's own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.expansion import HIGHEST, expand, slope_of
from explorer.core.graph_backward import total_derivative
from explorer.core.graph_values import evaluate
from explorer.core.graphs import Graph


def traced(text, **inputs):
    return evaluate(Graph.from_text(text), inputs)


@given(st.floats(-3, 3), st.floats(-3, 3))
@settings(derandomize=True, deadline=None, max_examples=40)
def test_both_approaches_agree(x, w):
    text = "a = w*x - x**2/4; b = -(a + 3)**2; c = a*b + 2**3; d = c"
    trace = traced(text, x=x, w=w)
    for name, at in (("x", x), ("w", w)):
        whole = expand(trace, name)
        assert np.polynomial.polynomial.polyval(at, whole) == pytest.approx(
            trace["d"], rel=1e-9, abs=1e-9
        )
        slope = total_derivative(trace, "d", name)
        assert slope_of(whole, at)[1] == pytest.approx(slope, rel=1e-8, abs=1e-8)


@pytest.mark.parametrize(
    "text",
    ["z = exp(x)", "z = 1/x", "z = x**0.5", "z = 2**x", "z = (x + 1)**13",
     "y = x**4; z = y**4", "y = 1e200*(x - 1); z = y*y", "y = exp(x); z = y*0 + x"],
)  # fmt: skip
def test_what_is_no_small_polynomial_has_none(text):
    assert expand(traced(text, x=1.0), "x") is None


def test_terms_that_cancel_leave_no_power_behind():
    assert expand(traced("z = x**2 - x*x + 3", x=1.0), "x").tolist() == [3.0]
    assert len(expand(traced("z = x**12", x=1.0), "x")) == HIGHEST + 1


def test_other_inputs_stand_at_their_values_and_unknown_ones_are_refused():
    trace = traced("y = x1 + 2*x2; z = y**2", x1=1.0, x2=3.0)
    assert expand(trace, "x2").tolist() == [1.0, 4.0, 4.0]
    with pytest.raises(ValueError, match="input"):
        expand(trace, "y")
