"""An output unit with a loss behind it: the loss, its slope, and what reaches z.

Decks: S2-21 and S2-22 (delta of both losses), S2-29 and E-20 (which pair is sound),
S2-26 and E-23 (softmax), S3-05 (0 ln 0 = 0).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, check_option, saturated, sealed
from explorer.core.cross_entropy import categorical_cross_entropy_at_z
from explorer.core.losses import LOSSES, half_squared, half_squared_slope
from explorer.core.softmax import softmax, softmax_delta, softmax_slope

OUTPUTS = ("sigmoid", "linear")
TWO_LOSSES = ("half_squared", "binary_cross_entropy")


@dataclass(frozen=True, eq=False)
class Score:
    """A loss of one output at each of some z; all arrays (n,), read-only.

    Attributes
    ----------
    z, prediction
        Before and after the activation.
    loss
        NaN where the loss has no value: a logarithm outside 0 to 1.
    loss_slope, slope
        The two factors: dE/dy_hat, and phi'(z).
    delta
        dE/dz, without the rounding of their product where one of them saturates.
    """

    z: Array
    prediction: Array
    loss: Array
    loss_slope: Array
    slope: Array
    delta: Array


@np.errstate(all="ignore")
def score(
    activation: str, loss: str, z: ArrayLike, target: float, *, minus: bool = True
) -> Score:
    """Score one output unit at each z, sound pair or not (S2-21, S2-22, E-20).

    Parameters
    ----------
    activation, loss
        One of `OUTPUTS` and one of `TWO_LOSSES`.
    z
        Finite, (n,), or a number.
    target
        From 0 to 1.
    minus
        Whether the cross-entropy has its minus, which deck 3 leaves out (E-15).

    Raises
    ------
    ValueError
        If there is no such activation or loss, or the target lies outside [0, 1].

    Examples
    --------
    >>> score("sigmoid", "half_squared", 6.0, 0.0).delta.round(5).tolist()
    [0.00246]
    >>> score("sigmoid", "binary_cross_entropy", 6.0, 0.0).delta.round(3).tolist()
    [0.998]
    >>> score("linear", "binary_cross_entropy", 0.7, 1.0).delta.round(4).tolist()
    [-1.4286]
    """
    check_option("activation", activation, OUTPUTS)
    check_option("loss", loss, TWO_LOSSES)
    if not 0 <= target <= 1:
        raise ValueError(f"target must be from 0 to 1, got {target}.")
    z = np.array(z, dtype=np.float64, ndmin=1)
    kind, pair = ACTIVATIONS[activation], LOSSES[loss]
    column, y = z[:, None], np.full((len(z), 1), float(target))
    y_hat, slope = kind.value(column), kind.derivative(column)
    if pair.at_z is not None and pair.output_activation == activation:
        losses, by_y_hat, delta = pair.at_z(column, y)
    else:
        has_value = ((y_hat >= 0) & (y_hat <= 1)) | (pair.at_z is None)
        inside = np.where(has_value, y_hat, 0.5)
        losses = np.where(has_value[:, 0], pair.value(inside, y), np.nan)
        by_y_hat = np.where(has_value, pair.derivative(inside, y), np.nan)
        delta = by_y_hat * slope
    sign = -1.0 if pair.at_z is not None and not minus else 1.0
    found = (y_hat[:, 0], sign * losses, sign * by_y_hat[:, 0], slope[:, 0])
    return Score(*map(sealed, (z, *found, sign * delta[:, 0])))


def strongest_push(loss: str, target: float) -> float:
    """Return the z where a loss pushes a sigmoid's z hardest, target 0 or 1.

    The half squared error's ``h**2 (1 - h)`` is largest at h = 2/3, z = ln 2; that of
    the cross-entropy, h, nowhere: it grows without end.

    Examples
    --------
    >>> round(strongest_push("half_squared", 0.0), 4)
    0.6931
    >>> strongest_push("binary_cross_entropy", 1.0)
    -inf
    """
    check_option("loss", loss, TWO_LOSSES)
    away = 1.0 if target == 0 else -1.0
    return away * (math.log(2.0) if loss == "half_squared" else math.inf)


@dataclass(frozen=True, eq=False)
class SoftmaxScore:
    """What two losses send back through a softmax; arrays (n,), read-only.

    Attributes
    ----------
    shares
        The softmax of the scores.
    cross_entropy, half_squared
        The losses.
    delta, squared_delta
        dE/dz of the cross-entropy and of the half squared error.
    diagonal_delta
        What the cross-entropy would send through the Jacobian's diagonal alone (E-23).
    """

    shares: Array
    cross_entropy: float
    half_squared: float
    delta: Array
    squared_delta: Array
    diagonal_delta: Array


@np.errstate(all="ignore")
def softmax_score(z: ArrayLike, right: int) -> SoftmaxScore:
    """Score a softmax whose right answer is unit ``right``, counted from 0.

    Raises
    ------
    ValueError
        If there is no such unit.

    Examples
    --------
    >>> scored = softmax_score([1.0, 2.0, 3.0], 2)
    >>> scored.delta.round(3).tolist(), scored.diagonal_delta.round(3).tolist()
    ([0.09, 0.245, -0.335], [0.0, 0.0, -0.335])
    """
    z = np.asarray(z, dtype=np.float64)
    if not 0 <= right < len(z):
        raise ValueError(f"right must be from 0 to {len(z) - 1}, got {right}.")
    y = np.eye(len(z))[right : right + 1]
    row, shares = z[None, :], softmax(z)
    losses, by_share, delta = categorical_cross_entropy_at_z(row, y)
    error = half_squared_slope(shares[None, :], y)
    through = saturated(by_share[0] * softmax_slope(z)) + 0.0  # no negative zero
    return SoftmaxScore(
        sealed(shares),
        float(losses[0]),
        float(half_squared(shares[None, :], y)[0]),
        sealed(delta[0]),
        sealed(softmax_delta(row, error)[0]),
        sealed(through),
    )
