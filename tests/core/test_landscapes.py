"""Curves and landscapes: derivatives against differences, minima, extremes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.curves import CURVES
from explorer.core.landscapes import LANDSCAPES, bowl, rosenbrock

POINTS = np.random.default_rng(5).uniform(-2, 2, (40, 2))


def central(function, points, epsilon=1e-5):
    """Differentiate along the last axis; the new axis is the last one."""
    parts = []
    for axis in range(points.shape[-1]):
        by = np.zeros(points.shape[-1])
        by[axis] = epsilon
        rise = function(points + by) - function(points - by)
        parts.append(rise / (2 * epsilon))
    return np.stack(parts, axis=-1)


@pytest.mark.parametrize("landscape", LANDSCAPES.values(), ids=list(LANDSCAPES))
def test_derivatives_of_landscapes(landscape):
    gradient, bend = landscape.gradient(POINTS), landscape.hessian(POINTS)
    scale = np.abs(bend).max()
    np.testing.assert_allclose(
        gradient, central(landscape.value, POINTS), rtol=1e-7, atol=1e-8 * scale
    )
    np.testing.assert_allclose(
        bend, central(landscape.gradient, POINTS), rtol=1e-7, atol=1e-8 * scale
    )


@pytest.mark.parametrize("curve", CURVES.values(), ids=list(CURVES))
def test_derivatives_of_curves(curve):
    x = np.linspace(*curve.window, 41)
    slope = central(lambda p: curve.value(p[..., 0]), x[:, None])[:, 0]
    bend = central(lambda p: curve.slope(p[..., 0]), x[:, None])[:, 0]
    np.testing.assert_allclose(curve.slope(x), slope, rtol=1e-7, atol=1e-8)
    np.testing.assert_allclose(curve.curvature(x), bend, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("landscape", LANDSCAPES.values(), ids=list(LANDSCAPES))
def test_minima_of_landscapes_are_minima_and_in_the_window(landscape):
    (left, right), (low, high) = landscape.window
    x, y = landscape.start
    assert left <= x <= right
    assert low <= y <= high
    heights = [float(landscape.value(point)) for point in landscape.minima]
    assert heights == sorted(heights)
    for x, y in landscape.minima:
        assert left < x < right
        assert low < y < high
        assert np.abs(landscape.gradient([x, y])).max() < 1e-12
        assert np.linalg.eigvalsh(landscape.hessian([x, y])).min() > -1e-12


@pytest.mark.parametrize("curve", CURVES.values(), ids=list(CURVES))
def test_minima_of_curves_are_minima_and_in_sight(curve):
    assert [*map(float, map(curve.value, curve.minima))] == sorted(
        map(float, map(curve.value, curve.minima))
    )
    assert curve.window[0] < curve.start < curve.window[1]
    assert curve.height[0] < curve.value(curve.start) < curve.height[1]
    for x in curve.minima:
        assert curve.window[0] < x < curve.window[1]
        assert curve.height[0] < curve.value(x) < curve.height[1]
        assert abs(curve.slope(x)) < 1e-12
        assert curve.curvature(x) > 0


def test_the_flat_side_is_flat_but_not_low():
    curve = CURVES["flat_side"]
    assert abs(curve.slope(10.0)) < 1e-4
    assert curve.value(10.0) > 0.25


def test_the_decks_two_valleys():
    """S2-34: the local minimum at .96015, the global one at -1.03558."""
    assert CURVES["two_valleys"].minima == pytest.approx((-1.03558, 0.96015), abs=5e-6)


EXTREME = st.sampled_from([0.0, -0.0, 5e-324, 1.0, -3.0, 1e154, -1e200, 1e308, -1e308])


@given(st.sampled_from(sorted(LANDSCAPES)), EXTREME, EXTREME)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_landscapes_stay_finite(name, x, y):
    landscape = LANDSCAPES[name]
    for array in (landscape.value, landscape.gradient, landscape.hessian):
        assert np.isfinite(array([x, y])).all()


@given(st.sampled_from(sorted(CURVES)), EXTREME)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_curves_stay_finite(name, x):
    curve = CURVES[name]
    assert np.isfinite([curve.value(x), curve.slope(x), curve.curvature(x)]).all()


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: bowl(a=0.0), "a must be positive and finite, got 0.0"),
        (lambda: bowl(b=np.inf), "b must be positive and finite, got inf"),
        (lambda: bowl(degrees=np.nan), "degrees must be finite, got nan"),
        (lambda: rosenbrock(-1.0), "b must be positive and finite, got -1.0"),
        (lambda: bowl().value([1.0]), r"points must have shape \(\.\.\., 2\)"),
    ],
)
def test_bad_numbers_are_refused(build, sentence):
    with pytest.raises(ValueError, match=sentence):
        build()
