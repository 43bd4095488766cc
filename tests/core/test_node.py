"""The four factors of a node's gradient, and what a stack of linear layers comes to."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.activations import ACTIVATIONS
from explorer.core.descent import descend
from explorer.core.linear_stack import collapsed
from explorer.core.network import Layer, Network, forward
from explorer.core.node import Node
from explorer.core.node_descent import descend_node
from explorer.core.optimisers import GradientDescent
from explorer.core.slopes import slope_products

ELEMENTWISE = ["linear", "sigmoid", "tanh", "relu", "leaky_relu"]


@pytest.mark.parametrize("activation", ELEMENTWISE)
@pytest.mark.parametrize("target", [None, 0.3])
def test_the_product_of_the_factors_is_the_derivative(activation, target):
    node = Node([1.5, -0.7], activation, 1.3, target)
    w, nudge = np.array([0.4, 0.9]), 1e-6
    found = node.blame(w)
    for i in range(2):
        there = np.eye(2)[i] * nudge
        slope = (node.blame(w + there).loss - node.blame(w - there).loss) / (2 * nudge)
        assert found.gradient[i] == pytest.approx(slope, rel=1e-6, abs=1e-9)
        product = found.error * found.later * found.slope * found.x[i]
        assert found.gradient[i] == pytest.approx(product, rel=1e-14)


def test_the_logistic_node_of_deck_1_takes_6784_steps_to_one_half():
    run = descend_node(Node([1.0, 3.0], "sigmoid"), [0.5, 2.0], 0.01, 6784)
    assert f"{run.positions[1, 0]:.6f}" == "0.499985"
    blame = Node([1.0, 3.0], "sigmoid").blame(run.positions[0])
    assert blame.gradient == pytest.approx([0.00149892870857, 0.00449678612571])
    assert run.loss[6783] > 0.5 >= run.loss[6784]


def test_a_dead_rectifier_never_moves():
    run = descend_node(Node([1.0, 1.0], "relu", 2.0, 1.0), [-0.5, 0.2], 10.0, 50)
    assert (run.positions == [-0.5, 0.2]).all()
    assert run.loss[-1] == 0.5


@pytest.mark.parametrize("activation", ELEMENTWISE)
@pytest.mark.parametrize("target", [None, -0.4])
def test_the_way_downhill_is_that_of_any_function(activation, target):
    node = Node([0.8, -1.2], activation, 1.5, target)
    run = descend_node(node, [0.3, 0.7], 0.2, 40)
    same = descend(
        lambda w: node.blame(w).loss,
        lambda w: node.blame(w).gradient,
        [0.3, 0.7],
        GradientDescent(),
        0.2,
        40,
    )
    np.testing.assert_allclose(run.positions, same.positions, rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(run.loss, same.objective, rtol=1e-11, atol=1e-12)


def test_extreme_weights_give_numbers():
    found = Node([1e300, -1e300], "linear", 1e300, -1e300).blame([1e300, 1e300])
    numbers = [found.z, found.h, found.loss, found.error, *found.gradient]
    assert np.isfinite(numbers).all()
    run = descend_node(Node([2.0, 1.0], "linear", 50.0, 0.0), [1, 1], 1.0, 99)
    assert run.diverged_at == len(run.positions) < 99
    assert np.isfinite(run.positions).all()
    assert np.isfinite(run.loss).all()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (([np.inf, 1.0], 0.1, 5), "w must be finite"),
        (([1.0, 1.0], -0.1, 5), "learning_rate must be finite and at least 0"),
        (([1.0, 1.0], 0.1, -5), "steps must be finite and at least 0"),
    ],
)
def test_a_way_downhill_needs_a_start_a_rate_and_steps(given, says):
    with pytest.raises(ValueError, match=says):
        descend_node(Node([1.0, 1.0], "tanh"), *given)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (([np.nan, 1.0], "sigmoid"), "x must be finite"),
        (([1.0], "softmax"), "activation must be one of"),
        (([1.0], "step"), "activation must be one of"),
        (([1.0], "tanh", np.inf), "later must be finite"),
        (([1.0], "tanh", 1.0, np.nan), "target must be finite"),
    ],
)
def test_a_node_refuses_what_is_none(given, says):
    with pytest.raises(ValueError, match=says):
        Node(*given)


@pytest.mark.parametrize("last", ["linear", "sigmoid", "softmax"])
def test_a_stack_of_linear_layers_is_one_layer(last):
    rng = np.random.default_rng(3)
    sizes, kinds = (3, 5, 4, 2), ("linear", "linear", last)
    draw = rng.standard_normal
    layers = [
        Layer(draw((n_out, n_in)), draw(n_out), kind)
        for n_in, n_out, kind in zip(sizes, sizes[1:], kinds, strict=False)
    ]
    network = Network(tuple(layers))
    one = collapsed(network)
    x = draw((7, 3))
    assert one.sizes == (3, 2)
    np.testing.assert_allclose(
        forward(one, x).output, forward(network, x).output, rtol=1e-12
    )


def test_bent_layers_stay():
    bent = Layer(np.ones((2, 3)), np.zeros(2), "tanh")
    straight = Layer(np.ones((2, 2)), np.zeros(2), "linear")
    network = collapsed(Network((bent, straight, straight)))
    assert network.activations == ("tanh", "linear")


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_no_chain_of_slopes_beats_the_steepest(name):
    best = slope_products(name, range(1, 6))
    for z in np.linspace(-6, 6, 49):
        product = slope_products(name, range(1, 6), z)
        slope = float(ACTIVATIONS[name].derivative(np.array(z)))
        assert product == pytest.approx([slope**n for n in range(1, 6)])
        assert (product <= best).all()


def test_a_chain_of_slopes_needs_a_place_and_depths():
    with pytest.raises(ValueError, match="z must be finite"):
        slope_products("tanh", [1], np.inf)
    with pytest.raises(ValueError, match="depths must be finite and at least 0"):
        slope_products("tanh", [-1])
    with pytest.raises(ValueError, match="activation must be one of"):
        slope_products("softmax", [1])
