"""Losses: the decks' values, slopes, hard answers, pairings."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.activations import ACTIVATIONS
from explorer.core.losses import LOSSES, check_pairing
from explorer.core.network import Layer, Network, backward, forward


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
    network = Network((Layer([[z]], [0.0], "sigmoid"),))
    trace = forward(network, [[1.0]])
    for loss, delta in (("half_squared", quadratic), ("binary_cross_entropy", entropy)):
        found = backward(network, trace, [[y]], loss).delta[0][0, 0]
        assert found == pytest.approx(delta, rel=1e-7)


@pytest.mark.parametrize("output", ["linear", "tanh", "relu", "leaky_relu", "softmax"])
def test_cross_entropy_needs_a_sigmoid(output):  # E-20
    with pytest.raises(ValueError, match=f"needs a sigmoid output layer, got {output}"):
        check_pairing("binary_cross_entropy", output)


@pytest.mark.parametrize("output", ["linear", "sigmoid", "tanh", "relu", "step"])
def test_cross_entropy_of_classes_needs_a_softmax(output):
    with pytest.raises(ValueError, match=f"needs a softmax output layer, got {output}"):
        check_pairing("categorical_cross_entropy", output)


@pytest.mark.parametrize("loss", ["half_squared", "mean_squared"])
@pytest.mark.parametrize("output", ACTIVATIONS)
def test_squared_errors_go_with_any_output(loss, output):
    check_pairing(loss, output)


def test_mean_squared_error_is_the_mean_of_all_numbers():  # S2-21, E-14
    rng = np.random.default_rng(4)
    network = Network((Layer(rng.normal(size=(3, 2)), np.zeros(3), "tanh"),))
    x, y = rng.normal(size=(5, 2)), rng.normal(size=(5, 3))
    trace = forward(network, x)
    found = backward(network, trace, y, "mean_squared", "mean")
    assert found.loss == pytest.approx(np.mean((trace.output - y) ** 2), rel=1e-14)
    half = backward(network, trace, y)
    np.testing.assert_allclose(found.dW[0], half.dW[0] * 2 / 15, rtol=1e-13)


def test_classes_whose_targets_do_not_add_up_to_1():  # decks.md 5.2
    network = Network((Layer(np.eye(3), np.zeros(3), "softmax"),))
    trace, y = forward(network, [[1.0, 2.0, 3.0]]), np.array([[0.5, 0.0, 1.0]])
    found = backward(network, trace, y, "categorical_cross_entropy")
    np.testing.assert_allclose(found.delta[0], 1.5 * trace.output - y, rtol=1e-12)
    value = LOSSES["categorical_cross_entropy"].value(trace.output, y)
    np.testing.assert_allclose(found.example_loss, value, rtol=1e-14)


def test_cross_entropy_of_hard_classes_is_0_or_infinite():
    value = LOSSES["categorical_cross_entropy"].value
    y_hat = np.array([[1.0, 0.0], [1.0, 0.0]])
    y = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert value(y_hat, y).tolist() == [0.0, np.inf]
    slope = LOSSES["categorical_cross_entropy"].derivative(y_hat, y)
    assert slope.tolist() == [[-1.0, 0.0], [0.0, -np.inf]]


@pytest.mark.parametrize("wrong", [-0.1, 1.5, np.nan])
@pytest.mark.parametrize("name", ["binary", "categorical"])
def test_cross_entropies_name_a_target_that_is_no_probability(name, wrong):
    loss = f"{name}_cross_entropy"
    with pytest.raises(ValueError, match=f"{loss} needs targets from 0 to 1, got"):
        LOSSES[loss].value(np.array([[0.5]]), np.array([[wrong]]))
    with pytest.raises(ValueError, match=f"{loss} needs outputs from 0 to 1, got"):
        LOSSES[loss].derivative(np.array([[wrong]]), np.array([[0.5]]))
