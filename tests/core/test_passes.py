"""Both passes against complex step and central differences, on random networks."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.gradient_check import check_gradients
from explorer.core.network import Layer, Network, backward, forward
from tests.core.cases import PAIRINGS, comp755, random_case

CASES = [(seed, *pair) for seed in range(8) for pair in PAIRINGS]

COMPLEX = {
    "linear": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)),
}


def complex_loss(net, flat, x, y, loss):
    """Loss of all examples, written a second time, for complex parameters."""
    h, start = x.T.astype(complex), 0
    for n_in, n_out, name in zip(
        net.sizes[:-1], net.sizes[1:], net.activations, strict=True
    ):
        matrix = flat[start : start + n_out * n_in].reshape(n_out, n_in)
        start += n_out * n_in
        bias = flat[start : start + n_out]
        start += n_out
        h = COMPLEX[name](matrix @ h + bias[:, None])
    if loss == "half_squared":
        return ((h.T - y) ** 2).sum() / 2
    return -(y * np.log(h.T) + (1 - y) * np.log(1 - h.T)).sum()


@pytest.mark.parametrize(("seed", "output", "loss"), CASES)
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_gradient_of_random_networks(seed, output, loss, reduction):
    net, x, y, _ = random_case(seed, output)
    gradients = backward(net, forward(net, x), y, loss, reduction)
    if "relu" in net.activations:
        check = check_gradients(net, x, y, loss, reduction, epsilon=1e-6)
        np.testing.assert_allclose(
            gradients.parameters, check.numeric, rtol=1e-5, atol=1e-7
        )
        return
    flat, scale = net.parameters, len(x) if reduction == "mean" else 1
    steps = flat + 1e-30j * np.eye(len(flat))
    slopes = [complex_loss(net, step, x, y, loss).imag / 1e-30 for step in steps]
    np.testing.assert_allclose(
        gradients.parameters, np.array(slopes) / scale, rtol=1e-9, atol=1e-13
    )
    value = complex_loss(net, flat, x, y, loss).real / scale
    assert gradients.loss == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(("seed", "output", "loss"), CASES)
def test_examples_add_up(seed, output, loss):
    net, x, y, _ = random_case(seed, output)
    for reduction, scale in (("sum", 1.0), ("mean", 1.0 / len(x))):
        whole = backward(net, forward(net, x), y, loss, reduction)
        parts = whole.example_gradient
        assert parts.shape == (len(x), len(net.parameters))
        np.testing.assert_allclose(
            parts.sum(axis=0), whole.parameters, rtol=1e-11, atol=1e-14
        )
        assert whole.loss == pytest.approx(whole.example_loss.sum() * scale, rel=1e-13)
        one = backward(net, forward(net, x[2:3]), y[2:3], loss)
        np.testing.assert_allclose(
            parts[2], one.parameters * scale, rtol=1e-11, atol=1e-14
        )


def test_several_units_above_are_summed():  # S3-22, E-30: += and not =
    net, x, y, _ = random_case(5, "sigmoid")
    gradients = backward(net, forward(net, x), y)
    for layer, delta, dh in zip(
        net.layers, gradients.delta, gradients.dh, strict=False
    ):
        expected = np.einsum("nk,kj->nj", delta, layer.W)
        np.testing.assert_allclose(dh, expected, rtol=1e-12, atol=1e-15)


def test_each_bias_has_its_own_delta():  # S3-23, E-31
    gradients = backward(comp755(), forward(comp755(), [[1.0, 0.0]]), [[1.0]])
    assert gradients.db[0].tolist() == gradients.delta[0][0].tolist()
    assert gradients.db[0][0] != gradients.db[0][1]


def test_results_are_read_only():
    net, x, y, _ = random_case(1, "tanh")
    trace = forward(net, x)
    found = backward(net, trace, y)
    for array in (
        *(net.parameters, net.layers[0].W, trace.x, *trace.z, *trace.h),
        *(*found.dh, *found.delta, *found.dW, *found.db, found.parameters),
        *(found.example_loss, found.example_gradient),
    ):
        assert not array.flags.writeable


def test_data_changed_later_do_not_change_a_trace():
    x = np.array([[1.0, 0.0]])
    trace = forward(comp755(), x)
    x[0, 0] = 9.0
    assert trace.x[0, 0] == 1.0


@pytest.mark.parametrize(
    ("x", "sentence"),
    [
        ([[1.0]], r"x must have shape \(N, 2\), got \(1, 1\)"),
        ([1.0, 0.0], r"x must have shape \(N, 2\), got \(2,\)"),
        (np.zeros((0, 2)), r"x must have shape \(N, 2\), got \(0, 2\)"),
        ([[1.0, np.nan]], "x must be finite, got nan"),
        ([[np.inf, 0.0]], "x must be finite, got inf"),
    ],
)
def test_inputs_that_do_not_fit_are_refused(x, sentence):
    with pytest.raises(ValueError, match=sentence):
        forward(comp755(), x)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (([[1.0, 0.0]],), r"y must have shape \(1, 1\), got \(1, 2\)"),
        (([[np.nan]],), "y must be finite, got nan"),
        (([[2.0]], "binary_cross_entropy"), "targets from 0 to 1, got 2.0"),
        (([[1.0]], "hinge"), "loss must be one of .*, got 'hinge'"),
        (([[1.0]], "half_squared", "max"), "reduction must be one of sum, mean, got"),
    ],
)
def test_targets_and_options_that_do_not_fit_are_refused(arguments, sentence):
    trace = forward(comp755(), [[1.0, 0.0]])
    with pytest.raises(ValueError, match=sentence):
        backward(comp755(), trace, *arguments)


def test_cross_entropy_without_sigmoid_is_refused():
    net = Network((Layer([[1.0, 1.0]], [0.0], "tanh"),))
    with pytest.raises(ValueError, match="needs a sigmoid output layer, got tanh"):
        backward(net, forward(net, [[1.0, 0.0]]), [[1.0]], "binary_cross_entropy")
