"""Curves to walk down: value, slope and curvature of a function of one number.

Decks: S0-03 (the parabola), S2-34 (two valleys), S2-18 and S2-28 (a flat side).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import sigmoid, sigmoid_slope
from explorer.core.arrays import Array, saturated


@dataclass(frozen=True)
class Curve:
    """A function of one number, twice differentiated by hand.

    Attributes
    ----------
    name
        Its key in `CURVES`.
    formula
        As it is written on a board.
    value, slope, curvature
        f(x), f'(x) and f''(x): an array of any shape to one of the same shape;
        overflow saturates.
    minima
        Where f is least within a neighbourhood, the lowest first.
    window, height
        The part of the x and of the y axis that shows what there is to see.
    start
        Where to begin.
    """

    name: str
    formula: str
    value: Callable[[ArrayLike], Array]
    slope: Callable[[ArrayLike], Array]
    curvature: Callable[[ArrayLike], Array]
    minima: tuple[float, ...]
    window: tuple[float, float]
    height: tuple[float, float]
    start: float


def _number(x: ArrayLike) -> Array:
    return np.asarray(x, dtype=np.float64)


@np.errstate(all="ignore")
def parabola(x: ArrayLike) -> Array:
    """``(x + 1)**2`` (S0-03): curvature 2 everywhere, minimum at -1.

    Examples
    --------
    >>> float(parabola(0.5))
    2.25
    """
    return saturated((_number(x) + 1.0) ** 2)


@np.errstate(all="ignore")
def parabola_slope(x: ArrayLike) -> Array:
    """``2 (x + 1)``; S0-03 asks for it at 0.5.

    Examples
    --------
    >>> float(parabola_slope(0.5))
    3.0
    """
    return saturated(2.0 * (_number(x) + 1.0))


def _parabola_curvature(x: ArrayLike) -> Array:
    return np.full_like(_number(x), 2.0)


@np.errstate(all="ignore")
def two_valleys(x: ArrayLike) -> Array:
    """``x**4 - 2 x**2 + 0.3 x`` (S2-34): a deep valley and a shallow one.

    Examples
    --------
    >>> float(two_valleys(1.0))
    -0.7
    """
    x = _number(x)
    return saturated(saturated(x * x) * saturated(x * x - 2.0) + 0.3 * x)


@np.errstate(all="ignore")
def two_valleys_slope(x: ArrayLike) -> Array:
    """``4 x**3 - 4 x + 0.3`` (S2-34).

    Examples
    --------
    >>> float(two_valleys_slope(1.0))
    0.3
    """
    x = _number(x)
    return saturated(4.0 * x * saturated(x * x - 1.0) + 0.3)


@np.errstate(all="ignore")
def _two_valleys_curvature(x: ArrayLike) -> Array:
    x = _number(x)
    return saturated(12.0 * saturated(x * x) - 4.0)


def flat_side(x: ArrayLike) -> Array:
    """``(sigmoid(x) - 1/4)**2 / 2``: the error of one sigmoid with target 1/4.

    Its one minimum is at ``-ln 3``; to the right it is a plateau where the sigmoid is
    saturated (S2-28) and the slope, not the error, is nearly 0 (S2-18, E-18).

    Examples
    --------
    >>> float(flat_side(-np.log(3.0))), round(float(flat_side(20.0)), 6)
    (0.0, 0.28125)
    """
    return 0.5 * (sigmoid(x) - 0.25) ** 2


def flat_side_slope(x: ArrayLike) -> Array:
    """``(sigmoid(x) - 1/4) sigmoid'(x)``: two factors, and the second one vanishes.

    Examples
    --------
    >>> float(flat_side_slope(0.0))
    0.0625
    """
    return (sigmoid(x) - 0.25) * sigmoid_slope(x)


def _flat_side_curvature(x: ArrayLike) -> Array:
    slope = sigmoid_slope(x)
    return slope * (slope + (sigmoid(x) - 0.25) * (1.0 - 2.0 * sigmoid(x)))


def _valleys() -> tuple[float, ...]:
    """Return the two outer zeros of the slope, the deeper one first."""
    zeros = np.sort(np.roots([4.0, 0.0, -4.0, 0.3]).real)
    return float(zeros[0]), float(zeros[2])


CURVES: dict[str, Curve] = {
    "parabola": Curve(
        "parabola",
        "(x + 1)²",
        parabola,
        parabola_slope,
        _parabola_curvature,
        (-1.0,),
        (-4.0, 2.0),
        (-0.5, 9.0),
        0.5,
    ),
    "two_valleys": Curve(
        "two_valleys",
        "x⁴ − 2x² + 0.3x",
        two_valleys,
        two_valleys_slope,
        _two_valleys_curvature,
        _valleys(),
        (-2.0, 2.0),
        (-2.0, 5.0),
        1.8,
    ),
    "flat_side": Curve(
        "flat_side",
        "½(σ(x) − ¼)²",
        flat_side,
        flat_side_slope,
        _flat_side_curvature,
        (-float(np.log(3.0)),),
        (-6.0, 10.0),
        (-0.02, 0.32),
        6.0,
    ),
}
"""The curves by name."""
