"""The activations by name, how an error passes back through them, where they are flat.

Decks: S2-26 (table), S2-03 (step), S2-23 (interior delta), S2-28 (saturation).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.core.arrays import Array, check_option
from explorer.core.elementwise import (
    identity,
    leaky_relu,
    leaky_relu_slope,
    one,
    relu,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    step,
    tanh_slope,
    zero,
)
from explorer.core.softmax import softmax, softmax_delta, softmax_slope

__all__ = [
    "ACTIVATIONS",
    "SATURATION",
    "Activation",
    "back_through",
    "check_trainable",
    "is_dead",
    "is_saturated",
    "saturated_intervals",
    "sigmoid",
    "sigmoid_slope",
    "tanh_slope",
]

SATURATION = 0.01
"""A unit is saturated where its slope phi'(z) is below this."""


@dataclass(frozen=True)
class Activation:
    """A function of a layer's pre-activations z and its derivative.

    Attributes
    ----------
    name
        Its key in `ACTIVATIONS`.
    value
        phi(z): an array, units along its last axis, to one of the same shape.
    derivative
        phi'(z) = dh_i/dz_i, also as a function of z, accurate where phi is flat.
    elementwise
        Whether h_i depends on z_i alone. Not for softmax: there the derivative is only
        the Jacobian's diagonal, and `back_through` uses all of it.
    trainable
        Whether an error passes back: not through a step, which is flat everywhere.
    """

    name: str
    value: Callable[[Array], Array]
    derivative: Callable[[Array], Array]
    elementwise: bool = True
    trainable: bool = True


ACTIVATIONS: dict[str, Activation] = {
    "linear": Activation("linear", identity, one),
    "step": Activation("step", step, zero, trainable=False),
    "sigmoid": Activation("sigmoid", sigmoid, sigmoid_slope),
    "tanh": Activation("tanh", np.tanh, tanh_slope),
    "relu": Activation("relu", relu, relu_slope),
    "leaky_relu": Activation("leaky_relu", leaky_relu, leaky_relu_slope),
    "softmax": Activation("softmax", softmax, softmax_slope, elementwise=False),
}
"""The activations by name."""


def back_through(name: str, z: Array, dh: Array) -> Array:
    """Carry dE/dh back to dE/dz: ``phi'(z) dh``, for a softmax ``J^T dh`` (S2-23).

    Parameters
    ----------
    name
        A key of `ACTIVATIONS`, trainable.
    z, dh
        Pre-activations and dE/dh of the layer, (N, n), finite.

    Returns
    -------
    Array
        delta, (N, n), finite.

    Examples
    --------
    >>> back_through("tanh", np.array([[0.0, 1e308]]), np.array([[2.0, 3.0]])).tolist()
    [[2.0, 0.0]]
    """
    if name == "softmax":
        return softmax_delta(z, dh)
    return np.asarray(dh * ACTIVATIONS[name].derivative(z))


def check_trainable(activations: Sequence[str]) -> None:
    """Refuse a network through which no error can pass back.

    Raises
    ------
    ValueError
        If a layer's activation is a step; the sentence names the layer, from 1.

    Examples
    --------
    >>> check_trainable(["step", "sigmoid"])
    Traceback (most recent call last):
    ValueError: step is for the forward pass only, it has no slope; layer 1 uses it.
    """
    for layer, name in enumerate(activations, start=1):
        if not ACTIVATIONS[name].trainable:
            raise ValueError(
                f"{name} is for the forward pass only, it has no slope; layer {layer} "
                "uses it."
            )


# phi'(z) = SATURATION: sigmoid h(1-h) = s and tanh 1 - h^2 = s solved for z.
_SIGMOID_EDGE = 2.0 * float(np.arctanh(np.sqrt(1.0 - 4.0 * SATURATION)))
_TANH_EDGE = float(np.arctanh(np.sqrt(1.0 - SATURATION)))

_SATURATED: dict[str, tuple[tuple[float, float], ...]] = {
    "linear": (),
    "step": ((-inf, inf),),
    "sigmoid": ((-inf, -_SIGMOID_EDGE), (_SIGMOID_EDGE, inf)),
    "tanh": ((-inf, -_TANH_EDGE), (_TANH_EDGE, inf)),
    "relu": ((-inf, 0.0),),
    "leaky_relu": (),
}


def saturated_intervals(name: str) -> tuple[tuple[float, float], ...]:
    """Return the intervals of z in which an activation's slope is below `SATURATION`.

    Parameters
    ----------
    name
        A key of `ACTIVATIONS`, but for softmax: where it is flat depends on all units.

    Returns
    -------
    tuple of (low, high)
        From left to right; the ends may be infinite. Rectifier: its dead half.

    Raises
    ------
    ValueError
        If there is no such activation, or it is softmax.

    Notes
    -----
    S2-28 calls a unit saturated at 1 % of the *largest* slope; this is 1 % outright.

    Examples
    --------
    >>> [round(high, 3) for low, high in saturated_intervals("tanh")]
    [-2.993, inf]
    """
    check_option("activation", name, tuple(_SATURATED))
    return _SATURATED[name]


def is_saturated(name: str, z: ArrayLike) -> NDArray[np.bool_]:
    """Tell where phi'(z) < `SATURATION`; of z's shape, (..., n) for a softmax's layer.

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
