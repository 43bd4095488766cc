"""The Hessian against differences of the exact gradient; limits against real runs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.curvature import hessian, hessian_products
from explorer.core.datasets import noisy_xor, xor
from explorer.core.descent import descend
from explorer.core.forecast import REGIMES, forecast, principal
from explorer.core.network import Layer, Network, backward, forward
from explorer.core.rules import METHODS, rule_of
from explorer.core.stability import roots, step_limit
from explorer.core.training import train
from tests.core.cases import PAIRINGS, comp755, random_case


def differences(net, x, y, loss, reduction, epsilon=1e-5):
    def gradient(flat):
        there = Network.from_parameters(net.sizes, net.activations, flat)
        return backward(there, forward(there, x), y, loss, reduction).parameters

    flat = net.parameters
    rows = [
        (gradient(flat + by) - gradient(flat - by)) / (2 * epsilon)
        for by in epsilon * np.eye(flat.size)
    ]
    return np.array(rows)


@pytest.mark.parametrize(("output", "loss"), PAIRINGS)
@pytest.mark.parametrize("seed", range(8))
def test_hessian_of_random_networks(output, loss, seed):
    net, x, y, _ = random_case(seed, output)
    reduction = ("sum", "mean")[seed % 2]
    found = hessian(net, x, y, loss, reduction)
    expected = differences(net, x, y, loss, reduction)
    size = max(1.0, np.abs(expected).max())
    np.testing.assert_allclose(found, expected, atol=1e-7 * size)
    assert np.array_equal(found, found.T)
    assert not found.flags.writeable


def test_many_directions_go_in_chunks(monkeypatch):
    net, (x, y) = comp755(), noisy_xor(50)
    whole = hessian(net, x, y)
    monkeypatch.setattr("explorer.core.curvature._CELLS", 200)
    np.testing.assert_allclose(hessian(net, x, y), whole, rtol=1e-13, atol=1e-13)


def test_products_are_the_matrix_times_the_direction():
    net, (x, y) = comp755(), xor()
    d = np.random.default_rng(3).normal(size=(4, 9))
    found = hessian_products(net, x, y, d)
    np.testing.assert_allclose(found, d @ hessian(net, x, y), rtol=1e-11, atol=1e-13)


def test_bad_directions_are_refused():
    net, (x, y) = comp755(), xor()
    with pytest.raises(ValueError, match=r"of shape \(K, 9\), got \(2, 3\)"):
        hessian_products(net, x, y, np.zeros((2, 3)))


def test_an_overflow_is_refused_with_a_sentence():
    net = Network((Layer([[1.0]], [0.0], "linear"),))
    with pytest.raises(ValueError, match="Hessian overflows"):
        hessian(net, [[1e200]], [[0.0]])


def test_principal_directions():
    curvatures, directions = principal(hessian(comp755(), *xor()))
    found = directions.T @ np.diag(curvatures) @ directions
    np.testing.assert_allclose(found, hessian(comp755(), *xor()), atol=1e-14)
    assert (np.diff(curvatures) <= 0).all()
    with pytest.raises(ValueError, match="must be square"):
        principal(np.zeros((2, 3)))


def error_after(method, learning_rate, curvature, momentum, steps):
    rule, w = rule_of(method, momentum), np.ones(1)
    state = rule.init(w)
    for _ in range(steps):
        w, state = rule.step(w, state, curvature * w, learning_rate)
    return abs(float(w[0]))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("momentum", [0.0, 0.3, 0.5, 0.9, 0.95])
@pytest.mark.parametrize("curvature", [2.0, 25.0])
def test_limits_within_a_thousandth_on_both_sides(method, momentum, curvature):
    limit = step_limit(method, curvature, momentum)
    assert error_after(method, 0.999 * limit, curvature, momentum, 20_000) < 1e-6
    assert error_after(method, 1.001 * limit, curvature, momentum, 10_000) > 1e4


@pytest.mark.parametrize("method", METHODS)
def test_a_linear_neuron_obeys_the_limit_of_its_hessian(method):
    neuron = Network((Layer([[0.4, -1.0]], [0.2], "linear"),))
    x, y = noisy_xor(30)
    curvatures, _ = principal(hessian(neuron, x, y))
    limit = step_limit(method, float(curvatures[0]), 0.5)
    settings = {"method": method, "momentum": 0.5, "steps": 15_000}
    below = train(neuron, x, y, learning_rate=0.999 * limit, **settings)
    above = train(neuron, x, y, learning_rate=1.001 * limit, **settings)
    assert below.diverged_at is None
    assert np.abs(below.gradient[-1]).max() < 1e-5
    assert above.diverged_at is not None


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("rate", "momentum"), [(0.3, 0.0), (0.7, 0.5), (0.05, 0.9)])
def test_roots_obey_the_recursion_of_a_real_run(method, rate, momentum):
    def slope(w):
        return 2.0 * w

    run = descend(lambda w: w[0] ** 2, slope, 1.0, rule_of(method, momentum), rate, 8)
    seen = run.theta[:, 0]
    first, second = roots(method, rate, [2.0], momentum)[0]
    s, p = (first + second).real, (first * second).real
    for before, now, after in zip(seen, seen[1:], seen[2:], strict=False):
        assert after == pytest.approx(s * now - p * before, abs=1e-12)


def test_the_lectures_rates_are_named_as_it_names_them():
    """(x + 1)**2, S2-33: slow, quick, at once, bouncing, for ever, away."""
    named = [
        forecast("gradient_descent", rate, [2.0]).regime
        for rate in (0.01, 0.1, 0.5, 0.9, 1.0, 1.1)
    ]
    expected = ["crawls", "converges", "converges", "rings", "diverges", "diverges"]
    assert named == expected


def test_curvatures_1_and_25():
    """teaching: momentum raises the limit, Nesterov's method lowers it."""
    limits = [step_limit(method, 25.0, 0.9) for method in METHODS]
    assert limits == pytest.approx([0.08, 0.152, 0.0542857], rel=1e-6)
    assert forecast("momentum", 0.0769, [1.0, 25.0], 0.9).regime == "rings"
    assert forecast("nesterov", 0.0769, [1.0, 25.0], 0.9).regime == "diverges"


def test_slopes_without_a_floor():
    saddle = forecast("gradient_descent", 0.3, [1.0, -1.0])
    assert (saddle.regime, saddle.falls) == ("converges", True)
    flat = forecast("momentum", 0.3, [0.0], 0.5)
    assert (flat.regime, flat.limit, flat.falls) == ("crawls", np.inf, False)


@given(
    st.sampled_from(METHODS),
    st.sampled_from([0.0, 5e-324, 1e-3, 1.0, 1e308]),
    st.lists(
        st.sampled_from([0.0, 5e-324, -1e-300, 1.0, 25.0, 1e308, -1e308]), min_size=1
    ),
    st.sampled_from([0.0, 0.5, 0.999999]),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_forecast_always_has_a_name(method, rate, curvatures, momentum):
    found = forecast(method, rate, curvatures, momentum)
    assert found.regime in REGIMES
    assert np.isfinite([found.steepest, found.left, found.overshoot]).all()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: step_limit("adam", 1.0), "method must be one of"),
        (lambda: step_limit("momentum", 1.0, 1.0), "less than 1, got 1.0"),
        (lambda: step_limit("momentum", np.nan), "curvature must be finite, got nan"),
        (lambda: forecast("momentum", -1.0, [1.0]), "learning_rate must be finite"),
        (lambda: forecast("momentum", 1.0, []), "at least one number"),
        (lambda: forecast("momentum", 1.0, [np.inf]), "curvatures must be finite"),
    ],
)
def test_bad_arguments_are_refused(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
