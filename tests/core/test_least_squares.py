"""The linear neuron: the decks' numbers, and agreement with what a network computes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.least_squares import LeastSquares
from explorer.core.losses import REDUCTIONS
from explorer.core.network import Layer, Network, backward, forward

CONVENTIONS = [(reduction, half) for reduction in REDUCTIONS for half in (True, False)]
START = [1.0, 0.0, 2.0]


def some(count, inputs, seed, reduction="mean", half=True):
    rng = np.random.default_rng(seed)
    made = LeastSquares(
        rng.normal(size=(count, inputs)), rng.normal(size=count), reduction, half
    )
    return made, rng.normal(size=inputs + 1)


def test_the_lectures_example_lands_in_one_step():
    one = LeastSquares([[1.0, 0.0]], [2.0])
    assert one.predictions(START).tolist() == [3.0]
    after = np.array(START) - 0.5 * one.gradient(START)
    assert after.tolist() == [0.5, 0.0, 1.5]
    assert one.loss(after) == 0.0


def test_the_exercise_with_two_examples():
    two = LeastSquares([[1.0, 0.0], [0.0, 1.0]], [2.0, 1.0])
    assert two.predictions(START).tolist() == [3.0, 2.0]
    assert two.gradient(START).tolist() == [0.5, 0.5, 1.0]
    after = np.array(START) - 0.5 * two.gradient(START)
    assert after.tolist() == [0.75, -0.25, 1.5]
    assert (two.loss(START), two.loss(after)) == (0.5, 0.03125)


@pytest.mark.parametrize(("reduction", "half"), CONVENTIONS)
@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 1000))
def test_it_is_a_network_of_one_linear_unit(reduction, half, count, inputs, seed):
    made, w = some(count, inputs, seed, reduction, half)
    network = Network((Layer([w[:-1]], [w[-1]], "linear"),))
    loss = "half_squared" if half else "mean_squared"
    y = made.targets[:, None]
    g = backward(network, forward(network, made.x), y, loss, reduction)
    assert made.loss(w) == pytest.approx(g.loss)
    assert made.gradient(w) == pytest.approx(g.parameters)
    assert made.factor * made.votes(w) == pytest.approx(g.example_gradient)


@pytest.mark.parametrize(("reduction", "half"), CONVENTIONS)
def test_curvature_and_plane_are_those_of_the_loss(reduction, half):
    made, w = some(5, 2, 3, reduction, half)
    moved = w + np.array([0.3, 0.0, -0.7])
    plane = made.plane(w, 0, 2, [w[0], moved[0]], [w[2], moved[2]])
    assert plane[0, 0] == pytest.approx(made.loss(w))
    assert plane[1, 1] == pytest.approx(made.loss(moved))
    step = moved - w
    change = made.gradient(w) @ step + step @ made.hessian @ step / 2
    assert made.loss(moved) - made.loss(w) == pytest.approx(change)
    assert made.curvatures == pytest.approx(np.linalg.eigvalsh(made.hessian))


@pytest.mark.parametrize(("reduction", "half"), CONVENTIONS)
def test_the_equivalent_rate_gives_the_same_step(reduction, half):
    made, w = some(3, 1, 5)
    other = LeastSquares(made.x, made.y, reduction, half)
    rate = made.same_steps(0.4, reduction, half)
    assert rate * other.gradient(w) == pytest.approx(0.4 * made.gradient(w))


def test_the_nearest_fit_is_where_small_steps_lead():
    made = LeastSquares([[1.0, 2.0], [0.5, -1.0]], [1.0, -2.0])
    w = np.array([3.0, -1.0, 0.5])
    best = made.nearest_fit(w)
    for _ in range(4000):
        w = w - 0.3 * made.gradient(w)
    assert w == pytest.approx(best, abs=1e-6)
    assert made.curvatures[0] == 0.0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (([1.0, 2.0], [1.0, 2.0]), "x must"),
        (([[1.0]], [1.0, 2.0]), "y must"),
        (([[np.nan]], [1.0]), "x"),
        (([[1.0]], [1.0], "median"), "reduction"),
    ],
)
def test_what_is_unusable_is_named(arguments, named):
    with pytest.raises(ValueError, match=named):
        LeastSquares(*arguments)


def test_a_plane_needs_two_parameters():
    with pytest.raises(ValueError, match="two different"):
        LeastSquares([[1.0]], [1.0]).plane([0.0, 0.0], 1, 1, [0.0], [0.0])
    with pytest.raises(ValueError, match="w must"):
        LeastSquares([[1.0]], [1.0]).loss([0.0, 0.0, 0.0])
