"""Activations: the decks' values, slopes far out, saturated ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.activations import (
    ACTIVATIONS,
    SATURATION,
    back_through,
    check_trainable,
    is_dead,
    is_saturated,
    saturated_intervals,
    sigmoid,
    sigmoid_slope,
    tanh_slope,
)
from explorer.core.softmax import softmax, softmax_jacobian, softmax_slope

FAR = np.array([-1e308, -800.0, -40.0, -1e-308, 0.0, 1e-308, 40.0, 800.0, 1e308])


def test_values_printed_in_deck_1():  # S0-11
    assert sigmoid(np.array(6.5)) == pytest.approx(0.998498817743263, rel=1e-14)
    assert sigmoid_slope(np.array(6.5)) == pytest.approx(0.00149892870857, rel=1e-11)


@pytest.mark.parametrize(
    ("z", "slope"),
    [
        (0, 0.25),
        (1, 0.1966119332),
        (2, 0.1049935854),
        (5, 0.0066480567),
        (10, 4.539580774e-5),
    ],
)
def test_sigmoid_slopes_of_the_table(z, slope):  # S2-26
    assert sigmoid_slope(np.array(float(z))) == pytest.approx(slope, rel=1e-7)
    assert sigmoid_slope(np.array(float(-z))) == pytest.approx(slope, rel=1e-7)


@pytest.mark.parametrize(
    ("z", "slope"), [(1, 0.4199743416), (2, 0.0706508249), (5, 1.815832309e-4)]
)
def test_tanh_slopes_of_the_table(z, slope):  # S2-26
    assert tanh_slope(np.array(float(z))) == pytest.approx(slope, rel=1e-8)


def test_slopes_keep_their_digits_where_the_curve_is_flat():
    z = np.array([-40.0, -20.0, 20.0, 40.0, 300.0])
    np.testing.assert_allclose(sigmoid_slope(z), np.exp(-np.abs(z)), rtol=1e-8)
    np.testing.assert_allclose(tanh_slope(z), 4 * np.exp(-2 * np.abs(z)), rtol=1e-13)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_any_finite_input_gives_finite_numbers(name):
    activation = ACTIVATIONS[name]
    assert np.isfinite(activation.value(FAR)).all()
    slope = activation.derivative(FAR)
    assert ((slope >= 0) & (slope <= 1)).all()


def test_slope_of_the_leaky_rectifier_is_that_of_pytorch():
    leaky = ACTIVATIONS["leaky_relu"]
    z = np.array([-1e308, -1e-300, 0.0, 1e-300])
    assert leaky.derivative(z).tolist() == [0.01, 0.01, 0.01, 1]
    assert leaky.value(np.array([-2.0, 3.0])).tolist() == [-0.02, 3.0]


def test_a_step_is_on_above_0_only():  # S2-03: step(z > 0)
    z = np.array([-1e308, -0.5, -0.0, 0.0, 5e-324, 1e308])
    assert ACTIVATIONS["step"].value(z).tolist() == [0, 0, 0, 0, 1, 1]


def test_a_step_passes_no_error_back():
    for names, layer in ((["step", "linear"], 1), (["tanh", "step"], 2)):
        with pytest.raises(ValueError, match=f"forward pass only.* layer {layer} uses"):
            check_trainable(names)
    check_trainable([name for name in ACTIVATIONS if name != "step"])


def test_softmax_of_the_table():  # S2-26
    z = np.array([1.0, 2.0, 3.0])
    expected = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218]
    np.testing.assert_allclose(softmax(z), expected, rtol=1e-14)
    jacobian = [
        [0.08192506906499324, -0.022033044520174298, -0.05989202454481893],
        [-0.022033044520174298, 0.1848364465099787, -0.1628034019898044],
        [-0.05989202454481893, -0.1628034019898044, 0.22269542653462338],
    ]
    np.testing.assert_allclose(softmax_jacobian(z), jacobian, rtol=1e-13)
    np.testing.assert_allclose(softmax_slope(z), np.diag(jacobian), rtol=1e-13)


def test_the_diagonal_of_softmax_is_not_its_derivative():  # E-23
    z, error = np.array([[1.0, 2.0, 3.0]]), np.array([[0.0, 0.0, -1.5032147244080551]])
    full = [[0.09003057317038046, 0.24472847105479764, -0.3347590442251782]]
    np.testing.assert_allclose(back_through("softmax", z, error), full, rtol=1e-13)
    diagonal = ACTIVATIONS["softmax"].derivative(z) * error
    assert diagonal.round(12).tolist() == [[0.0, 0.0, -0.334759044225]]


@given(st.lists(st.sampled_from([*FAR, 3.0, -2.0]), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_softmax_shares_a_whole(z):
    h, jacobian = softmax(z), softmax_jacobian(z)
    assert ((h >= 0) & (h <= 1)).all()
    assert h.sum() == pytest.approx(1.0, rel=1e-14)
    np.testing.assert_allclose(jacobian.sum(axis=0), 0.0, atol=1e-16)
    np.testing.assert_allclose(jacobian.sum(axis=1), 0.0, atol=1e-16)


def test_softmax_does_not_feel_a_shift():
    z = np.array([0.5, -1.0, 2.0])
    np.testing.assert_allclose(softmax(z + 64.0), softmax(z), rtol=1e-14)


def test_softmax_has_no_flat_interval():
    with pytest.raises(ValueError, match="got 'softmax'"):
        saturated_intervals("softmax")
    flat = is_saturated("softmax", [[0.0, 0.0], [9.0, 0.0]])
    assert flat.tolist() == [[False, False], [True, True]]


@pytest.mark.parametrize("name", ["linear", "sigmoid", "tanh", "leaky_relu"])
def test_derivative_is_the_slope_of_the_value(name):
    z = np.linspace(-4, 4.1, 41)
    rise = ACTIVATIONS[name].value(z + 1e-5) - ACTIVATIONS[name].value(z - 1e-5)
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(z), rise / 2e-5, rtol=1e-6)


def test_relu_has_slope_0_at_the_kink():  # S2-27
    relu = ACTIVATIONS["relu"]
    assert relu.derivative(np.array([-1e-300, 0.0, 1e-300])).tolist() == [0, 0, 1]


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name != "softmax"])
def test_saturated_intervals_agree_with_is_saturated(name):
    z = np.linspace(-9, 9, 3601)
    inside = np.zeros(z.shape, bool)
    for low, high in saturated_intervals(name):
        inside |= (z >= low) & (z <= high)
    np.testing.assert_array_equal(is_saturated(name, z), inside)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_interval_ends_where_the_slope_is_one_percent(name):
    (_, low), (high, _) = saturated_intervals(name)
    assert low == -high
    slope = ACTIVATIONS[name].derivative(np.array(high))
    assert slope == pytest.approx(SATURATION, rel=1e-12)


def test_only_a_rectifier_is_dead():
    z = np.array([-2.0, 0.0, 2.0])
    assert is_dead("relu", z).tolist() == [True, True, False]
    assert not is_dead("sigmoid", z).any()


@pytest.mark.parametrize("ask", [saturated_intervals, lambda n: is_saturated(n, 0.0)])
def test_an_unknown_name_is_refused_with_the_options(ask):
    with pytest.raises(ValueError, match="one of linear, step, sigmoid"):
        ask("gelu")
