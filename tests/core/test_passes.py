"""Both passes: examples add up, results are values, what does not fit is refused."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.network import Layer, Network, backward, batch_loss, forward
from tests.core.cases import PAIRINGS, comp755, random_case

CASES = [(seed, *pair) for seed in range(4) for pair in PAIRINGS]


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
        *(found.example_loss, found.example_gradient, *found.example_outer),
        *trace.slope,
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
        (np.zeros((0, 2)), r"x needs at least one example, got shape \(0, 2\)"),
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


def test_scale_multiplies_everything_but_the_examples_own_losses():
    net, x, y, _ = random_case(3, "tanh")
    trace = forward(net, x)
    plain, scaled = (backward(net, trace, y, "mean_squared", "mean", s) for s in (1, 3))
    assert scaled.loss == pytest.approx(3 * plain.loss, rel=1e-14)
    assert scaled.example_loss.tolist() == plain.example_loss.tolist()
    for name in ("dh", "delta", "dW", "db"):
        pairs = zip(getattr(scaled, name), getattr(plain, name), strict=True)
        for big, small in pairs:
            np.testing.assert_allclose(big, 3 * small, rtol=1e-12)
    with pytest.raises(ValueError, match="scale must be finite, got inf"):
        backward(net, trace, y, scale=np.inf)


@pytest.mark.parametrize(("output", "loss"), PAIRINGS)
def test_the_loss_alone_is_that_of_the_backward_pass(output, loss):
    net, x, y, _ = random_case(2, output)
    trace = forward(net, x)
    for reduction in ("sum", "mean"):
        expected = backward(net, trace, y, loss, reduction).loss
        assert batch_loss(trace, y, loss, reduction) == expected


def test_slopes_belong_to_their_layer():
    net, x, _, _ = random_case(7, "sigmoid")
    trace = forward(net, x)
    assert [s.shape for s in trace.slope] == [z.shape for z in trace.z]
    h = trace.output
    np.testing.assert_allclose(trace.slope[-1], h * (1 - h), rtol=1e-10)


def test_cross_entropy_without_sigmoid_is_refused():
    net = Network((Layer([[1.0, 1.0]], [0.0], "tanh"),))
    with pytest.raises(ValueError, match="needs a sigmoid output layer, got tanh"):
        backward(net, forward(net, [[1.0, 0.0]]), [[1.0]], "binary_cross_entropy")
