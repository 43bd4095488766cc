"""One unit and one weight after it: the four factors of a weight's gradient.

Decks: S0-11 (the logistic node, whose output itself is made small), S2-28 (why a
gradient can be nearly 0), S2-21 (the error of a squared loss).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, check_finite, check_option, frozen, saturated
from explorer.core.losses import half_squared, half_squared_slope


@dataclass(frozen=True, eq=False)
class Blame:
    """The derivative by a node's weights, taken apart; numbers finite.

    ``gradient = error * later * slope * x``: a tiny one has a tiny factor.

    Attributes
    ----------
    z, h, prediction, loss
        Weighted sum, ``phi(z)``, ``later * h`` and E.
    error
        dE/d(prediction): 1 where the prediction itself is E.
    later
        The weight that the unit's output meets.
    slope
        ``phi'(z)``.
    x, gradient
        The inputs and dE/dw, (n,), read-only.
    """

    z: float
    h: float
    prediction: float
    loss: float
    error: float
    later: float
    slope: float
    x: Array
    gradient: Array


@dataclass(frozen=True, eq=False)
class Node:
    """A unit ``phi(w . x)`` without a bias, and what is made of its output.

    Attributes
    ----------
    x
        Inputs, (n,), finite; read-only.
    activation
        An elementwise, trainable key of `ACTIVATIONS`.
    later
        The weight after the unit: ``prediction = later * phi(w . x)``.
    target
        ``E = (prediction - target)**2 / 2``, or None: E is the prediction, as in S0-11.

    Raises
    ------
    ValueError
        If a number is not finite, or there is no such activation.

    Examples
    --------
    S0-11: confident, and frozen.

    >>> blame = Node([1.0, 3.0], "sigmoid").blame([0.5, 2.0])
    >>> blame.z, round(blame.slope, 4), round(float(blame.gradient[0]), 4)
    (6.5, 0.0015, 0.0015)
    """

    x: Array
    activation: str
    later: float = 1.0
    target: float | None = None

    def __post_init__(self) -> None:
        known = [n for n, a in ACTIVATIONS.items() if a.elementwise and a.trainable]
        check_option("activation", self.activation, known)
        object.__setattr__(self, "x", frozen(np.atleast_1d(self.x)))
        check_finite("x", self.x)
        check_finite("later", np.array(self.later))
        check_finite("target", np.array(0.0 if self.target is None else self.target))

    @np.errstate(all="ignore")
    def blame(self, w: ArrayLike) -> Blame:
        """Return the factors at these weights, (n,), finite; overflow saturates."""
        rule = ACTIVATIONS[self.activation]
        z = saturated(np.asarray(np.nan_to_num(np.dot(w, self.x))))
        h, slope = rule.value(z), rule.derivative(z)
        prediction = saturated(self.later * h)
        loss, error = prediction, np.array(1.0)
        if self.target is not None:
            given, wanted = np.array([[prediction]]), np.array([[self.target]])
            loss = half_squared(given, wanted)[0]
            error = half_squared_slope(given, wanted)[0, 0]
        delta = saturated(saturated(error * self.later) * slope)
        return Blame(
            z=float(z),
            h=float(h),
            prediction=float(prediction),
            loss=float(loss),
            error=float(error),
            later=self.later,
            slope=float(slope),
            x=self.x,
            gradient=frozen(saturated(delta * self.x)),
        )
