"""Paths and factors: their products are the gradient."""

from __future__ import annotations

from itertools import pairwise
from math import prod

import numpy as np
import pytest

from explorer.core.factors import weight_factors
from explorer.core.network import Layer, Network, backward, forward
from tests.core.cases import PAIRINGS, comp755, random_case


@pytest.mark.parametrize(("output", "loss"), PAIRINGS)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_paths_add_up_to_the_gradient(output, loss, seed, reduction):
    net, x, y, rng = random_case(seed, output)
    trace = forward(net, x)
    gradients = backward(net, trace, y, loss, reduction)
    example = int(rng.integers(len(x)))
    for name in rng.permutation(net.parameter_names)[:8].tolist():
        index = net.index(name)
        found = weight_factors(net, trace, gradients, name, example)
        close = {"rel": 1e-10, "abs": 1e-14}
        for path in found.paths:
            assert path.product == pytest.approx(
                prod(f.value for f in path.factors), **close
            )
        together = sum(path.product for path in found.paths)
        if found.slope is None:
            assert together == pytest.approx(found.delta, **close)
        else:
            assert together == pytest.approx(found.dh, **close)
            assert found.dh * found.slope.value == pytest.approx(found.delta, **close)
        product = found.delta * found.incoming.value
        assert found.gradient == pytest.approx(product, **close)
        expected = gradients.example_gradient[example, index]
        assert found.gradient == pytest.approx(expected, **close)


def test_s1_10_five_factors_by_name():
    """Deck 2's network: w1_11 through the one path there is."""
    net = Network(
        (
            Layer([[0.1, 0.2], [0.3, 0.4]], [0.0, 0.0], "sigmoid"),
            Layer([[0.5, 0.6]], [0.0], "sigmoid"),
        )
    )
    trace = forward(net, [[1.0, 0.5]])
    found = weight_factors(net, trace, backward(net, trace, [[1.0]]), "W1_12", 0)
    (path,) = found.paths
    factors = (*path.factors, found.slope, found.incoming)
    assert [f.symbol for f in factors] == [
        *("∂E/∂ŷ", "φ′(z²₁)", "w²₁₁", "φ′(z¹₁)", "x₂"),
    ]
    assert [f.where for f in factors] == ["h2_1", "z2_1", "W2_11", "z1_1", "x_2"]
    assert [f.direction for f in factors] == [
        *("backward", "backward", "weight", "backward", "forward"),
    ]
    expected = [-0.34335185320, 0.22546135810, 0.5, 0.2475165727, 0.5]
    np.testing.assert_allclose([f.value for f in factors], expected, rtol=1e-9)
    assert (path.edges, path.units) == (("W2_11",), ("h2_1", "h1_1"))
    assert found.gradient == pytest.approx(-0.00479022382, rel=1e-8)


def test_s0_12_two_paths_with_their_products():
    """Deck 1's network of eight weights, w_k = k / 10, no biases."""
    net = Network(
        (
            Layer([[0.1, 0.2], [0.3, 0.4]], [0.0, 0.0], "sigmoid"),
            Layer([[0.5, 0.6], [0.7, 0.8]], [0.0, 0.0], "sigmoid"),
        )
    )
    trace = forward(net, [[0.5, 1.0]])
    gradients = backward(net, trace, [[0.0, 1.0]])
    assert gradients.loss == pytest.approx(0.25927027864, rel=1e-10)
    found = weight_factors(net, trace, gradients, "W1_11", 0)
    parts = [p.product * found.slope.value * found.incoming.value for p in found.paths]
    np.testing.assert_allclose(parts, [0.00911303709, -0.00511230266], rtol=1e-8)
    assert [path.factors[0].symbol for path in found.paths] == ["∂E/∂ŷ₁", "∂E/∂ŷ₂"]
    assert found.gradient == pytest.approx(0.00400073443, rel=1e-8)


def test_paths_of_a_deep_net_visit_every_unit_above():
    rng = np.random.default_rng(3)
    sizes = (2, 3, 2, 2)
    layers = tuple(
        Layer(rng.normal(0, 1, (b, a)), rng.normal(0, 1, b), "tanh")
        for a, b in pairwise(sizes)
    )
    net = Network(layers)
    trace = forward(net, rng.normal(0, 1, (4, 2)))
    gradients = backward(net, trace, rng.normal(0, 1, (4, 2)))
    found = weight_factors(net, trace, gradients, "W1_32", 2)
    assert len(found.paths) == 2 * 2
    assert {path.edges for path in found.paths} == {
        (f"W3_{k}{j}", f"W2_{j}3") for k in (1, 2) for j in (1, 2)
    }
    assert all(path.units[-1] == "h1_3" for path in found.paths)


def test_a_bias_multiplies_1_and_a_top_weight_has_no_edge():
    net = comp755()
    trace = forward(net, [[1.0, 0.0]])
    gradients = backward(net, trace, [[1.0]])
    bias = weight_factors(net, trace, gradients, "b1_2", 0)
    assert (bias.incoming.symbol, bias.incoming.value) == ("1", 1.0)
    assert bias.gradient == bias.delta == gradients.delta[0][0, 1]
    top = weight_factors(net, trace, gradients, "W2_12", 0)
    assert top.paths[0].edges == ()
    assert (top.incoming.symbol, top.incoming.where) == ("h¹₂", "h1_2")


def test_unknown_names_and_examples_are_refused():
    net = comp755()
    trace = forward(net, [[1.0, 0.0]])
    gradients = backward(net, trace, [[1.0]])
    with pytest.raises(ValueError, match="parameter must be one of"):
        weight_factors(net, trace, gradients, "W3_11", 0)
    for example in (-1, 1):
        with pytest.raises(
            ValueError, match=f"example must be from 0 to 0, got {example}"
        ):
            weight_factors(net, trace, gradients, "W1_11", example)
