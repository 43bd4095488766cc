"""Activation functions, their derivatives and where they are flat.

Decks: S0-11 and S1-06 (sigmoid), S2-26 (table), S2-27 (ReLU at 0), S2-28 (saturation).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.core.arrays import Array, check_option

SATURATION = 0.01
"""A unit is saturated where its slope phi'(z) is below this."""


@dataclass(frozen=True)
class Activation:
    """An elementwise function of the pre-activation z and its derivative.

    Attributes
    ----------
    name
        Its key in `ACTIVATIONS`.
    value
        phi(z): an array of any shape to one of the same shape.
    derivative
        phi'(z), also as a function of z, accurate where the function is flat.
    """

    name: str
    value: Callable[[Array], Array]
    derivative: Callable[[Array], Array]


@np.errstate(all="ignore")
def sigmoid(z: ArrayLike) -> Array:
    """Logistic function, ``1 / (1 + exp(-z))`` (S1-06); range [0, 1].

    Examples
    --------
    >>> sigmoid(np.array([-800.0, 0.0, 800.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    return 1.0 / (1.0 + np.exp(np.negative(z)))


@np.errstate(all="ignore")
def sigmoid_slope(z: ArrayLike) -> Array:
    """Slope of the logistic function, ``sigmoid(z) * sigmoid(-z)`` (S1-06).

    Equal to ``h * (1 - h)``, but without the cancellation of ``1 - h`` where h is
    close to 1. Range [0, 0.25].

    Examples
    --------
    >>> f"{sigmoid_slope(np.array(40.0)):.12g}"
    '4.24835425529e-18'
    """
    return sigmoid(z) * sigmoid(np.negative(z))


@np.errstate(all="ignore")
def tanh_slope(z: ArrayLike) -> Array:
    """Slope of the hyperbolic tangent, ``1 / cosh(z)**2`` (S2-26); range [0, 1].

    Equal to ``1 - h**2``, without the cancellation where abs(h) is close to 1.

    Examples
    --------
    >>> float(tanh_slope(np.array(0.0))), float(tanh_slope(np.array(-1e308)))
    (1.0, 0.0)
    """
    return np.square(np.reciprocal(np.cosh(np.asarray(z, dtype=np.float64))))


def relu(z: ArrayLike) -> Array:
    """Rectifier, ``max(0, z)`` (S1-19, S2-26)."""
    return np.maximum(np.asarray(z, dtype=np.float64), 0.0)


def relu_slope(z: ArrayLike) -> Array:
    """Slope of the rectifier: 1 where z > 0, else 0, at 0 by convention (S2-27).

    PyTorch uses the same convention.

    Examples
    --------
    >>> relu_slope(np.array([-1.0, 0.0, 2.0])).tolist()
    [0.0, 0.0, 1.0]
    """
    return np.heaviside(np.asarray(z, dtype=np.float64), 0.0)


def _identity(z: ArrayLike) -> Array:
    return np.array(z, dtype=np.float64)


def _one(z: ArrayLike) -> Array:
    return np.ones_like(z, dtype=np.float64)


ACTIVATIONS: dict[str, Activation] = {
    "linear": Activation("linear", _identity, _one),
    "sigmoid": Activation("sigmoid", sigmoid, sigmoid_slope),
    "tanh": Activation("tanh", np.tanh, tanh_slope),
    "relu": Activation("relu", relu, relu_slope),
}
"""The activations by name."""

# phi'(z) = SATURATION: sigmoid h(1-h) = s and tanh 1 - h^2 = s solved for z.
_SIGMOID_EDGE = 2.0 * float(np.arctanh(np.sqrt(1.0 - 4.0 * SATURATION)))
_TANH_EDGE = float(np.arctanh(np.sqrt(1.0 - SATURATION)))

_SATURATED: dict[str, tuple[tuple[float, float], ...]] = {
    "linear": (),
    "sigmoid": ((-inf, -_SIGMOID_EDGE), (_SIGMOID_EDGE, inf)),
    "tanh": ((-inf, -_TANH_EDGE), (_TANH_EDGE, inf)),
    "relu": ((-inf, 0.0),),
}


def saturated_intervals(name: str) -> tuple[tuple[float, float], ...]:
    """Return the intervals of z in which an activation's slope is below `SATURATION`.

    Parameters
    ----------
    name
        A key of `ACTIVATIONS`.

    Returns
    -------
    tuple of (low, high)
        From left to right; the ends may be infinite. Rectifier: its dead half.

    Raises
    ------
    ValueError
        If there is no such activation.

    Notes
    -----
    S2-28 calls a unit saturated at 1 % of the *largest* slope; this is 1 % outright.

    Examples
    --------
    >>> [round(high, 3) for low, high in saturated_intervals("tanh")]
    [-2.993, inf]
    """
    check_option("activation", name, tuple(ACTIVATIONS))
    return _SATURATED[name]


def is_saturated(name: str, z: ArrayLike) -> NDArray[np.bool_]:
    """Tell where phi'(z) < `SATURATION`; an array of z's shape.

    Examples
    --------
    >>> is_saturated("sigmoid", np.array([0.0, 5.0])).tolist()
    [False, True]
    """
    check_option("activation", name, tuple(ACTIVATIONS))
    slope = ACTIVATIONS[name].derivative(np.asarray(z, dtype=np.float64))
    return np.asarray(slope < SATURATION)


def is_dead(name: str, z: ArrayLike) -> NDArray[np.bool_]:
    """Tell where a rectifier is off (z <= 0, slope 0); False for the others.

    Examples
    --------
    >>> is_dead("relu", np.array([-1.0, 1.0])).tolist()
    [True, False]
    """
    check_option("activation", name, tuple(ACTIVATIONS))
    return np.asarray((np.asarray(z) <= 0.0) & (name == "relu"))
