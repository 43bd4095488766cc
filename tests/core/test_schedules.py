"""The strategies of S2-36, and when to stop (S2-10)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core import schedules
from explorer.core.schedules import SCHEDULES, Fixed, rates
from explorer.core.stopping import NORMS, Stopping
from tests.core.cases import optimiser_example

OURS = {
    "fixed": Fixed(0.1),
    "steadily_decreasing_linear": schedules.Linear(0.1, steps=10),
    "steadily_decreasing_exponential(rho=0.8)": schedules.Exponential(0.1, factor=0.8),
    "steadily_decreasing_inverse_time(k=0.5)": schedules.InverseTime(0.1, slowing=0.5),
    "fixed_then_exponential(T0=4,rho=0.8)": schedules.FixedThenExponential(
        0.1, factor=0.8, hold=4
    ),
    "fixed_then_1_over_t(tau=4)": schedules.FixedThenInverse(0.1, hold=4),
}


def test_the_decks_strategies():  # S2-36
    _, expected = optimiser_example("S2-36")
    sequences = expected["lr_sequences"]["value"]
    assert sequences.keys() == OURS.keys()
    assert {type(ours) for ours in OURS.values()} == set(SCHEDULES.values())
    for name, values in sequences.items():
        np.testing.assert_allclose(rates(OURS[name], 10), values, rtol=1e-12)


def test_any_function_of_the_step_is_a_schedule():
    assert rates([0.5, 0.25].__getitem__, 2).tolist() == [0.5, 0.25]


@given(
    st.sampled_from(sorted(SCHEDULES)),
    st.floats(0, 1e308),
    st.floats(0, 1),
    st.integers(1, 10**9),
)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_rates_never_grow_and_stay_finite(name, rate, share, count):
    kind = SCHEDULES[name]
    given = {"factor": share, "slowing": share * 1e308, "hold": count, "steps": count}
    fields = kind.__dataclass_fields__
    schedule = kind(rate, **{key: given[key] for key in given if key in fields})
    found = [schedule(t) for t in (0, 1, 2, 50, 10**6, 2 * 10**9)]
    assert found[0] == rate
    assert found == sorted(found, reverse=True)
    assert all(0 <= value < math.inf for value in found)


@pytest.mark.parametrize(
    ("name", "numbers", "sentence"),
    [
        ("fixed", {"learning_rate": -0.1}, "learning_rate must be finite and at least"),
        ("linear", {"steps": 0}, "steps must be finite and at least 1, got 0"),
        ("exponential", {"factor": 1.01}, r"factor must be at most 1, got 1\.01"),
        ("exponential", {"factor": math.nan}, "factor must be finite"),
        ("inverse_time", {"slowing": -1.0}, "slowing must be finite and at least 0"),
        ("fixed_then_exponential", {"hold": 0}, "hold must be finite and at least 1"),
        ("fixed_then_inverse", {"hold": -3}, "hold must be finite and at least 1"),
    ],
)
def test_bad_schedules_are_refused(name, numbers, sentence):
    with pytest.raises(ValueError, match=sentence):
        SCHEDULES[name](**{"learning_rate": 0.1, **numbers})


def test_the_norm_of_the_gradient_is_chosen():
    gradient = np.array([0.3, -0.4])
    found = [
        [Stopping(9, below, norm).reason(1, gradient) for below in (0.4, 0.45, 0.6)]
        for norm in NORMS
    ]
    assert found == [[None, "gradient", "gradient"], [None, None, "gradient"]]


def test_steps_stop_and_a_small_gradient_is_named_first():
    stopping = Stopping(3, 0.1)
    assert [stopping.reason(t, np.ones(2)) for t in (2, 3)] == [None, "steps"]
    assert stopping.reason(3, np.zeros(2)) == "gradient"
    assert Stopping(3).reason(2, np.zeros(2)) is None


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"steps": -1}, "steps must be at least 0, got -1"),
        ({"gradient_below": math.inf}, "gradient_below must be finite"),
        ({"norm": "sum"}, "norm must be one of max, euclidean, got 'sum'"),
    ],
)
def test_bad_stopping_is_refused(numbers, sentence):
    with pytest.raises(ValueError, match=sentence):
        Stopping(**numbers)
