"""What a run will do near a minimum, named before the run.

Decks: S2-33 (choosing the rate), S2-35 (high and low), decks.md 5.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, check_finite, sealed
from explorer.core.stability import roots, step_limit

REGIMES = ("crawls", "converges", "rings", "diverges")
"""What a run can do near a minimum; `forecast` says when it does which."""

LEFT, AHEAD, OVERSHOOT = 0.1, 100, 0.5  # the thresholds of `forecast`


def principal(matrix: ArrayLike) -> tuple[Array, Array]:
    """Return a symmetric matrix's curvatures and the directions they belong to.

    Parameters
    ----------
    matrix
        A Hessian, (P, P), finite and symmetric.

    Returns
    -------
    curvatures, directions
        Eigenvalues, (P,), the largest (lambda_max) first, and unit vectors, (P, P), a
        row each, their largest component positive; read-only.

    Raises
    ------
    ValueError
        If the matrix is not square or not finite.

    Examples
    --------
    >>> curvatures, directions = principal([[1.0, 3.0], [3.0, 9.0]])
    >>> curvatures.round(12).tolist()
    [10.0, 0.0]
    >>> (directions[0] / directions[0, 0]).round(12).tolist()
    [1.0, 3.0]
    """
    square = np.asarray(matrix, dtype=np.float64)
    if square.ndim != 2 or square.shape[0] != square.shape[1] or not square.size:
        raise ValueError(f"matrix must be square, got shape {square.shape}.")
    check_finite("matrix", square)
    values, vectors = np.linalg.eigh(square)
    rows = vectors.T[::-1]
    largest = np.take_along_axis(rows, np.abs(rows).argmax(axis=1)[:, None], axis=1)
    return sealed(values[::-1].copy()), sealed(rows * np.sign(largest))


@dataclass(frozen=True)
class Forecast:
    """What will happen near a point, said before the run.

    Attributes
    ----------
    regime
        One of `REGIMES`.
    limit
        The learning rate from which on the method does not settle.
    steepest
        The largest curvature, which sets the limit.
    left
        What share of the distance is left along the slowest direction after `AHEAD`
        steps.
    overshoot
        How far the most restless direction swings beyond, per swing: 0 for none.
    falls
        Whether some curvature is negative: along it every run moves away from here,
        whatever the learning rate; the regime speaks of the other directions.
    """

    regime: str
    limit: float
    steepest: float
    left: float
    overshoot: float
    falls: bool


def forecast(
    method: str, learning_rate: float, curvatures: ArrayLike, momentum: float = 0.0
) -> Forecast:
    """Name the regime of a run from the curvatures, as if the surface were quadratic.

    The first of these that holds:

    1. **diverges**: the learning rate is at or above `step_limit` of the largest
       curvature (at the limit itself it never settles);
    2. **rings**: along some direction the error swings beyond the minimum by at least
       half of the last swing: ``abs(r) ** (pi / angle) >= 0.5`` for the larger root r
       of `roots`, its angle being pi where it is negative;
    3. **crawls**: along some direction more than a tenth of the distance is left
       after 100 steps, ``abs(r) ** 100 > 0.1``, or nothing is curved upwards at all;
    4. **converges** otherwise.

    Parameters
    ----------
    method, momentum
        As for `step_limit`.
    learning_rate
        Finite, at least 0.
    curvatures
        Eigenvalues of the Hessian, (K,), at least one, finite. Those within 1e-12 of
        0, relative to the largest, are flat: nothing moves along them.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> [forecast("gradient_descent", g, [1.0, 25.0]).regime
    ...  for g in (0.005, 0.04, 0.0769, 0.08)]
    ['crawls', 'converges', 'rings', 'diverges']
    """
    multipliers = roots(method, learning_rate, curvatures, momentum)[:, 0]
    c = np.atleast_1d(np.asarray(curvatures, dtype=np.float64))
    if not c.size:
        raise ValueError("curvatures must hold at least one number, got none.")
    flat = 1e-12 * float(np.abs(c).max())
    upwards, steepest = multipliers[c > flat], float(c.max())
    size, angle = np.abs(upwards), np.abs(np.angle(upwards))
    swings = size[angle > 0.0] ** (pi / angle[angle > 0.0])
    limit = step_limit(method, steepest, momentum)
    left = float(min(size.max(), 2.0) ** AHEAD) if size.size else 1.0
    overshoot = float(swings.max()) if swings.size else 0.0
    if learning_rate >= limit:
        regime = "diverges"
    elif overshoot >= OVERSHOOT:
        regime = "rings"
    else:
        regime = "crawls" if left > LEFT else "converges"
    return Forecast(regime, limit, steepest, left, overshoot, bool((c < -flat).any()))
