"""The update rules beside plain loops, at fixed and at changing learning rates."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.adaptive import AdaGrad, Adam, Adaptive, RMSProp
from explorer.core.descent import descend
from explorer.core.optimisers import GradientDescent, HeavyBall, Nesterov
from explorer.core.rules import METHODS, RULES, rule_of
from explorer.core.schedules import Exponential, FixedThenInverse, rates
from explorer.core.torch_forms import TorchHeavyBall, TorchNesterov
from tests.core import descents

STEPS = 200
SCHEDULES = [
    [0.05] * STEPS,
    [0.05] * 10 + [0.01] * 90 + [0.02] * 100,
    list(rates(Exponential(0.08, factor=0.97), STEPS)),
    list(rates(FixedThenInverse(0.06, hold=20), STEPS)),
]
PAIRS = [
    (GradientDescent(), lambda *a: descents.torch_sgd(*a)),
    (HeavyBall(0.8), lambda *a: descents.deck_heavy_ball(*a, 0.8)),
    (Nesterov(0.8), lambda *a: descents.deck_nesterov(*a, 0.8)),
    (TorchHeavyBall(0.8), lambda *a: descents.torch_sgd(*a, 0.8)),
    (TorchNesterov(0.8), lambda *a: descents.torch_sgd(*a, 0.8, nesterov=True)),
    (AdaGrad(eps=0.0), lambda *a: descents.adagrad(*a, 0.0)),
    (AdaGrad(eps=0.1), lambda *a: descents.adagrad(*a, 0.1)),
    (RMSProp(0.1, 0.9), lambda *a: descents.rmsprop(*a, 0.9, 0.1)),
    (Adam(0.8, 0.99, 0.1), lambda *a: descents.adam(*a, 0.8, 0.99, 0.1)),
]


def bowl(w):
    return 1.5 * w[0] ** 2 + w[0] * w[1] + w[1] ** 2 - np.cos(w[0])


def bowl_slope(w):
    return [3 * w[0] + w[1] + np.sin(w[0]), w[0] + 2 * w[1]]


def run(rule, slope, start, changing):
    """Return the positions; ``changing`` lists the rates."""
    schedule = list(changing).__getitem__
    return descend(lambda w: 0.0, slope, start, rule, schedule, len(changing)).positions


def parabola(w):  # of (x + 1)**2
    return 2 * (w + 1)


@pytest.mark.parametrize("changing", SCHEDULES, ids=["fixed", "steps", "exp", "1/t"])
@pytest.mark.parametrize(("rule", "loop"), PAIRS, ids=lambda p: getattr(p, "name", ""))
def test_rules_agree_with_plain_loops(rule, loop, changing):
    if isinstance(rule, AdaGrad) and not isinstance(rule, RMSProp):
        changing = [8 * rate for rate in changing]
    found = run(rule, bowl_slope, [1.0, -2.0], changing)
    expected = np.array(loop(bowl_slope, [1.0, -2.0], changing))
    assert np.abs(expected[-1]).max() < 0.2
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("deck", "torch"),
    [(HeavyBall(0.9), TorchHeavyBall(0.9)), (Nesterov(0.9), TorchNesterov(0.9))],
)
def test_the_decks_forms_are_pytorchs_while_the_rate_is_constant(deck, torch):
    ours, theirs = (
        descend(bowl, bowl_slope, [1.0, -2.0], rule, 0.05, STEPS)
        for rule in (deck, torch)
    )
    np.testing.assert_allclose(ours.positions, theirs.positions, atol=1e-12)
    np.testing.assert_allclose(
        ours.velocity, -0.05 * theirs.state["buffer"], atol=1e-12
    )


@pytest.mark.parametrize("changing", SCHEDULES[1:])
@pytest.mark.parametrize("look", [0.0, 0.8])
def test_pytorchs_forms_are_the_decks_with_a_rescaled_velocity(look, changing):
    rule = TorchNesterov(0.8) if look else TorchHeavyBall(0.8)
    w, v, before = np.array([1.0, -2.0]), np.zeros(2), changing[0]
    path = [w]
    for rate in changing:
        g = np.array(bowl_slope(w))
        v = 0.8 * rate / before * v - rate * g
        w = w - rate * g + look * v if look else w + v
        before = rate
        path.append(w)
    found = run(rule, bowl_slope, [1.0, -2.0], changing)
    np.testing.assert_allclose(found, path, atol=1e-12)
    deck = run(
        (Nesterov if look else HeavyBall)(0.8), bowl_slope, [1.0, -2.0], changing
    )
    assert np.abs(found - deck).max() > 1e-3


def test_nesterov_is_the_look_ahead_form():  # E-25
    def slope(w):
        return np.array([[3.0, 1.0], [1.0, 2.0]]) @ w + np.sin(w)

    rate, share = 0.05, 0.8
    found = descend(lambda w: 0.0, slope, [1.0, -2.0], Nesterov(share), rate, 50)
    theta, velocity = np.array([1.0, -2.0]), np.zeros(2)
    for t, stored in enumerate(found.positions[1:], start=1):
        velocity = share * velocity - rate * slope(theta + share * velocity)
        theta = theta + velocity
        np.testing.assert_allclose(stored, theta + share * velocity, rtol=1e-13)
        np.testing.assert_allclose(found.theta[t], theta, rtol=1e-12)


def test_the_averaging_form_is_the_heavy_ball_at_a_smaller_rate():
    w, v, path = np.array([0.5]), np.zeros(1), [0.5]
    for _ in range(50):
        v = 0.8 * v + 0.2 * parabola(w)
        w = w - 0.3 * v
        path.append(w.item())
    found = run(HeavyBall(0.8), parabola, 0.5, [0.3 * 0.2] * 50)
    np.testing.assert_allclose(found[:, 0], path, atol=1e-13)


@pytest.mark.parametrize("method", [*METHODS, "torch_momentum", "torch_nesterov"])
def test_momentum_zero_is_plain_descent(method):
    plain = run(GradientDescent(), parabola, 0.5, [0.1] * 9)
    found = run(rule_of(method, 0.0), parabola, 0.5, [0.1] * 9)
    np.testing.assert_allclose(found, plain, rtol=1e-14)


def test_adagrads_first_step_is_the_rate_in_every_direction():  # S2-37, E9.d
    for g in ([1.0, 25.0], [1e200, -1e-200], [5e-324, 1e308]):
        w, state = np.zeros(2), AdaGrad(eps=0.0).init(np.zeros(2))
        w, state = AdaGrad(eps=0.0).step(w, state, np.array(g), 0.1)
        np.testing.assert_allclose(w, -0.1 * np.sign(g), rtol=1e-15)


def test_adagrad_without_eps_stays_where_no_gradient_came():
    def slope(w):
        return np.array([2 * w[0], 0.0])

    rule = AdaGrad(eps=0.0)
    found = descend(lambda w: w[0] ** 2, slope, [1.0, 3.0], rule, 0.1, 5)
    assert found.positions[:, 1].tolist() == [3.0] * 6
    last = {name: rows[-1] for name, rows in found.state.items()}
    total = np.sqrt(np.square(found.gradients[:-1, 0]).sum())
    np.testing.assert_allclose(rule.rates(last, 0.1), [0.1 / total, 0.0], rtol=1e-14)


@pytest.mark.parametrize("rule", [AdaGrad(), RMSProp(), Adam(momentum=0.0)])
def test_rates_are_what_the_step_uses(rule):
    found = descend(bowl, bowl_slope, [1.0, -2.0], rule, 0.1, 5)
    for t in range(5):
        state = {name: rows[t + 1] for name, rows in found.state.items()}
        change = -rule.rates(state, 0.1) * found.gradients[t]
        np.testing.assert_allclose(found.velocity[t + 1], change, rtol=1e-10)


def test_a_step_changes_nothing_that_is_given():
    for rule in map(rule_of, RULES):
        w, g = np.array([0.5, 1.0]), np.array([1.0, -1.0])
        state = rule.init(w)
        for array in (w, g, *state.values()):
            array.setflags(write=False)
        _, after = rule.step(w, state, g, 0.1)
        assert after.keys() == state.keys()


@pytest.mark.parametrize("method", RULES)
def test_extremes_warn_nobody(method):
    numbers = [0.0, 5e-324, 1e-200, 1.0, -1e200, 1e308, -1e308]
    w, g = (array.ravel() for array in np.meshgrid(numbers, numbers))
    rule, state = rule_of(method, 0.9), None
    for rate in (0.0, 5e-324, 0.1, 1e308):
        state = state or rule.init(w)
        after, state = rule.step(w, state, g, rate)
        moved = after != w
        assert not moved[g == 0].any()
        assert np.isfinite(rule.step(w, rule.init(w), g / 2, 1e-3)[0]).all()
        if isinstance(rule, Adaptive):
            assert not np.isnan(rule.rates(state, rate)).any()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: rule_of("newton"), "method must be one of gradient_descent"),
        (lambda: rule_of("adam", -1.0), "momentum must be finite and at least 0"),
        (lambda: HeavyBall(np.nan), "momentum must be finite and at least 0, got nan"),
        (lambda: TorchNesterov(-0.5), "momentum must be finite and at least 0"),
        (lambda: AdaGrad(eps=-1.0), "eps must be finite and at least 0, got -1"),
        (lambda: RMSProp(decay=1.0), "decay must be at least 0 and less than 1"),
        (lambda: Adam(momentum=1.5), "momentum must be at least 0 and less than 1"),
    ],
)
def test_bad_numbers_are_refused(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()
