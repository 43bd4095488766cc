"""The matrix form: Jacobians against differences, the chain against both passes."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.activations import ACTIVATIONS
from explorer.core.jacobians import (
    activation_jacobian,
    matrix_form,
    unfolded,
    weight_tensor,
)
from explorer.core.network import Layer, Network, backward, forward
from tests.core.cases import PAIRINGS, TRAINABLE, comp755, random_case


def deck_2():
    hidden = Layer([[0.1, 0.2], [0.3, 0.4]], [0.0, 0.0], "sigmoid")
    return Network((hidden, Layer([[0.5, 0.6]], [0.0], "sigmoid")))


def test_s1_12_five_factors():
    net = deck_2()
    trace = forward(net, [[1.0, 0.5]])
    gradients = backward(net, trace, [[1.0]])
    form = matrix_form(net, trace, gradients, 1, 0)
    expected = [
        [[-0.34335185319689165]],
        [[0.22546135810315182]],
        [[0.5, 0.6]],
        [[0.24751657271185995, 0.0], [0.0, 0.2350037122015945]],
        [[1.0, 0.5, 0.0, 0.0], [0.0, 0.0, 1.0, 0.5]],
    ]
    for factor, value in zip(form.factors, expected, strict=True):
        np.testing.assert_allclose(factor.value, value, rtol=1e-12)
    assert [f.value.shape for f in form.factors] == [
        *((1, 1), (1, 1), (1, 2), (2, 2), (2, 4))
    ]
    assert [f.diagonal for f in form.factors] == [False, True, False, True, False]
    flat = [-0.009580447640365369, -0.0047902238201826845]
    flat += [-0.01091534551584063, -0.005457672757920315]
    np.testing.assert_allclose(form.products[-1], [flat], rtol=1e-12)
    np.testing.assert_allclose(form.gradient.ravel(), flat, rtol=1e-12)
    outer = np.outer(gradients.delta[0][0], [1.0, 0.5])  # S1-17
    np.testing.assert_allclose(form.gradient, outer, rtol=1e-13)
    top = matrix_form(net, trace, gradients, 2, 0)
    assert [f.symbol for f in top.factors] == ["∂E/∂ŷ", "∂ŷ/∂z²", "∂z²/∂W²"]
    np.testing.assert_allclose(
        top.gradient, [[-0.042564065625433446, -0.048186179741413905]], rtol=1e-12
    )


@pytest.mark.parametrize(("output", "loss"), PAIRINGS)
@pytest.mark.parametrize("seed", range(3))
def test_chain_of_random_networks(output, loss, seed):
    net, x, y, rng = random_case(seed, output)
    trace = forward(net, x)
    gradients = backward(net, trace, y, loss, "mean")
    example = int(rng.integers(len(x)))
    for layer in range(1, len(net.layers) + 1):
        form = matrix_form(net, trace, gradients, layer, example)
        expected = gradients.example_outer[layer - 1][example]
        np.testing.assert_allclose(form.gradient, expected, rtol=1e-11, atol=1e-15)
        for place, factor in enumerate(form.factors[1:]):
            np.testing.assert_allclose(
                form.products[place] @ factor.value,
                form.products[place + 1],
                rtol=1e-9,
                atol=1e-14,
            )
            assert not factor.value.flags.writeable
            if factor.diagonal:
                np.testing.assert_allclose(
                    form.products[place] * np.diag(factor.value),
                    form.products[place + 1],
                    rtol=1e-9,
                    atol=1e-14,
                )


@pytest.mark.parametrize("name", TRAINABLE)
def test_activation_jacobian_is_the_derivative(name):
    z, step = np.array([0.3, -1.2, 2.0, 0.7]), 1e-6
    found = activation_jacobian(name, z)
    value = ACTIVATIONS[name].value
    columns = [
        (value(z + by) - value(z - by)) / (2 * step) for by in step * np.eye(z.size)
    ]
    np.testing.assert_allclose(found, np.transpose(columns), atol=1e-9)


def test_tensor_is_the_derivative_of_z_by_every_weight():  # S1-13, S1-15
    h, rng = np.array([0.5, -2.0, 3.0]), np.random.default_rng(1)
    W, tensor = rng.normal(size=(2, 3)), weight_tensor(h, 2)
    assert tensor.shape == (2, 2, 3)
    np.testing.assert_allclose(np.einsum("ikj,kj->i", tensor, W), W @ h)
    np.testing.assert_allclose(unfolded(tensor) @ W.ravel(), W @ h)
    np.testing.assert_array_equal(unfolded(tensor), np.kron(np.eye(2), h))


@pytest.mark.parametrize(
    ("layer", "example", "sentence"),
    [
        (0, 0, "layer must be from 1 to 2, got 0"),
        (3, 0, "layer must be from 1 to 2, got 3"),
        (1, 1, "example must be from 0 to 0, got 1"),
        (1, -1, "example must be from 0 to 0, got -1"),
    ],
)
def test_unknown_layers_and_examples_are_refused(layer, example, sentence):
    trace = forward(comp755(), [[1.0, 0.0]])
    gradients = backward(comp755(), trace, [[1.0]])
    with pytest.raises(ValueError, match=sentence):
        matrix_form(comp755(), trace, gradients, layer, example)
