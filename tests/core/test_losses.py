"""Losses: the decks' values, slopes, hard answers, pairings."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.losses import LOSSES, check_pairing


def test_squared_error_has_the_half_and_adds_the_outputs():  # S3-05, E-14
    losses = LOSSES["half_squared"].value(
        np.array([[1.0, 4.0]]), np.array([[2.0, 2.0]])
    )
    assert losses.tolist() == [2.5]


def test_cross_entropy_of_comp755():  # S3-05
    value = LOSSES["binary_cross_entropy"].value
    one = np.ones((2, 1))
    np.testing.assert_allclose(
        value(np.array([[0.9], [0.5]]), one), [0.1053605157, 0.6931471806], rtol=1e-9
    )


def test_cross_entropy_of_hard_answers_is_0_or_infinite():  # S3-05: 0 log 0 = 0
    value = LOSSES["binary_cross_entropy"].value
    y_hat, y = np.array([[0.0], [1.0], [0.0], [1.0]]), np.array([[0.0], [1], [1], [0]])
    assert value(y_hat, y).tolist() == [0.0, 0.0, np.inf, np.inf]
    slope = LOSSES["binary_cross_entropy"].derivative(y_hat, y)
    assert slope.ravel().tolist() == [1.0, -1.0, -np.inf, np.inf]


@pytest.mark.parametrize("name", LOSSES)
def test_derivative_is_the_slope_of_the_value(name):
    rng = np.random.default_rng(0)
    y_hat, y = rng.uniform(0.1, 0.9, (20, 1)), rng.random((20, 1))
    value, h = LOSSES[name].value, 1e-6
    slope = (value(y_hat + h, y) - value(y_hat - h, y)) / (2 * h)
    np.testing.assert_allclose(
        LOSSES[name].derivative(y_hat, y)[:, 0], slope, rtol=1e-6
    )


@pytest.mark.parametrize(
    ("z", "y", "quadratic", "entropy"),
    [(6.5, 0.0, 0.0014966785, 0.9984988177), (-4.0, 1.0, -0.0173450211, -0.9820137900)],
)
def test_deltas_of_both_losses(z, y, quadratic, entropy):  # S2-22
    from explorer.core.network import Layer, Network, backward, forward

    network = Network((Layer([[z]], [0.0], "sigmoid"),))
    trace = forward(network, [[1.0]])
    for loss, delta in (("half_squared", quadratic), ("binary_cross_entropy", entropy)):
        found = backward(network, trace, [[y]], loss).delta[0][0, 0]
        assert found == pytest.approx(delta, rel=1e-7)


@pytest.mark.parametrize("output", ["linear", "tanh", "relu"])
def test_cross_entropy_needs_a_sigmoid(output):  # E-20
    with pytest.raises(ValueError, match=f"needs a sigmoid output layer, got {output}"):
        check_pairing("binary_cross_entropy", output)


def test_squared_error_goes_with_any_output():
    for output in ("linear", "sigmoid", "tanh", "relu"):
        check_pairing("half_squared", output)


@pytest.mark.parametrize("wrong", [-0.1, 1.5, np.nan])
def test_cross_entropy_names_a_target_that_is_no_probability(wrong):
    with pytest.raises(ValueError, match=f"targets from 0 to 1, got {wrong}"):
        LOSSES["binary_cross_entropy"].value(np.array([[0.5]]), np.array([[wrong]]))
