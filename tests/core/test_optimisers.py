"""The three update rules on the decks' surfaces, and in training."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core import optimisers

PLAIN = [0.5, 0.2, -0.04, -0.232, -0.3856, -0.50848]
HEAVY = [0.5, 0.2, -0.31, -0.907, -1.4629, -1.87063, -2.063461, -2.0243167, -1.78422349]
NESTEROV = [0.5, -0.07, -0.6664, -1.162528, -1.48723456, -1.6235763712]


def run(method, slope, start, rates, momentum):
    w = np.atleast_1d(np.array(start, float))
    v, path = optimisers.init(w), [w]
    for rate in rates:
        w, v = optimisers.step(method, w, v, slope(w), rate, momentum)
        path.append(w)
    return np.array(path), v


def parabola(w):  # of (x + 1)**2
    return 2 * (w + 1)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("gradient_descent", PLAIN),  # S2-32a
        ("momentum", HEAVY),  # S2-32
        ("nesterov", NESTEROV),  # S2-41
    ],
)
def test_paths_on_the_parabola(method, path):
    found, _ = run(method, parabola, 0.5, [0.1] * (len(path) - 1), 0.9)
    np.testing.assert_allclose(found[:, 0], path, rtol=1e-11, atol=1e-13)


def test_plane_surface():  # S2-32-2d: (w1 + 3 w2)**2
    def slope(w):
        return 2 * (w[0] + 3 * w[1]) * np.array([1.0, 3.0])

    found, _ = run("momentum", slope, [0.5, 2.0], [0.01] * 3, 0.9)
    np.testing.assert_allclose(found[3], [-0.1097, 0.1709], rtol=1e-12)


def test_the_deck_keeps_the_velocity_when_the_rate_drops():  # S2-32c
    found, _ = run("momentum", parabola, 0.5, [0.1] * 5 + [0.01] * 5, 0.9)
    assert found[6, 0] == pytest.approx(-2.2201744, rel=1e-11)
    assert found[10, 0] == pytest.approx(-3.031806709801984, rel=1e-11)


def test_nesterov_is_the_look_ahead_form():  # E-25
    def slope(w):
        return np.array([[3.0, 1.0], [1.0, 2.0]]) @ w + np.sin(w)

    rate, share = 0.05, 0.8
    path, v = run("nesterov", slope, [1.0, -2.0], [rate] * 50, share)
    theta, velocity = np.array([1.0, -2.0]), np.zeros(2)
    for stored in path[1:]:
        velocity = share * velocity - rate * slope(theta + share * velocity)
        theta = theta + velocity
        np.testing.assert_allclose(stored, theta + share * velocity, rtol=1e-13)
    deployed = optimisers.theta("nesterov", path[-1], v, share)
    np.testing.assert_allclose(deployed, theta, rtol=1e-12)


def test_nesterov_in_the_words_of_deck_3():  # S2-41: n, and (1 + a)
    w, n, rate, share = 0.5, 0.0, 0.1, 0.9
    found, _ = run("nesterov", parabola, 0.5, [rate] * 20, share)
    for stored in found[1:, 0]:
        before, n = n, share * n + rate * parabola(w)
        w += share * before - (1 + share) * n
        assert stored == pytest.approx(w, rel=1e-12)


def test_momentum_zero_is_plain_descent():
    plain, _ = run("gradient_descent", parabola, 0.5, [0.1] * 9, 0.7)
    for method in ("momentum", "nesterov"):
        np.testing.assert_allclose(run(method, parabola, 0.5, [0.1] * 9, 0.0)[0], plain)


@pytest.mark.parametrize(
    ("method", "limit"),
    [
        ("gradient_descent", 1.0),
        ("momentum", 1.9),  # (1 + a) for curvature 2
        ("nesterov", 1.9 / 2.8),  # (1 + a) / (1 + 2 a)
    ],
)
def test_stability_limits(method, limit):  # E-21
    inside, _ = run(method, parabola, 0.5, [limit * 0.999] * 8000, 0.9)
    outside, _ = run(method, parabola, 0.5, [limit * 1.001] * 8000, 0.9)
    assert abs(inside[-1, 0] + 1) < 0.01
    assert abs(outside[-1, 0] + 1) > 10


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="method must be one of gradient_descent"):
        optimisers.step("adam", np.zeros(1), np.zeros(1), np.zeros(1), 0.1)
