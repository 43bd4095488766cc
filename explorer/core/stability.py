"""How long a step may be where the surface bends: the limit of each method.

Decks: S2-33 (choosing the rate), S2-34 and S2-41 (momentum, Nesterov), decks.md 5.3.
"""

from __future__ import annotations

from math import inf, isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.core.arrays import check_at_least, check_finite, check_option, check_share
from explorer.core.rules import METHODS


def step_limit(method: str, curvature: float, momentum: float = 0.0) -> float:
    """Return the learning rate at and above which a method does not settle.

    Along a direction of curvature c a quadratic's error e obeys, with learning rate g,
    momentum a and q = g c,

    - gradient descent: ``e' = (1 - q) e``, stable for q < 2;
    - heavy ball: ``e'' = (1 + a - q) e' - a e``, stable for q < 2 (1 + a);
    - Nesterov (the textbook's theta, the deck's stored w less ``a v``):
      ``e'' = (1 + a)(1 - q) e' - a (1 - q) e``, stable for
      q < 2 (1 + a) / (1 + 2 a): *below* the heavy ball's, for the look-ahead
      overreaches first.

    A recursion ``e'' = s e' - p e`` settles if and only if ``abs(p) < 1`` and
    ``abs(s) < 1 + p`` (Jury's conditions); in both cases ``-s < 1 + p`` gives the
    limit: a root leaves the unit circle at -1.

    Parameters
    ----------
    method
        One of `rules.METHODS`.
    curvature
        Second derivative along the direction, finite; the largest one decides.
    momentum
        From 0, below 1; gradient descent ignores it.

    Returns
    -------
    float
        2/c, 2(1+a)/c or 2(1+a)/((1+2a)c); infinite where the curvature is not
        positive: there no learning rate is too large, and none settles either.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    decks.md 5.3. The learning rate belongs to E as it is: for a mean over the
    examples the curvature is that of the mean.

    Examples
    --------
    Curvatures 1 and 25, the three methods with momentum 0.9:

    >>> [round(step_limit(method, 25.0, 0.9), 4) for method in METHODS]
    [0.08, 0.152, 0.0543]
    """
    _check(method, momentum)
    if not isfinite(curvature):
        raise ValueError(f"curvature must be finite, got {curvature}.")
    if curvature <= 0.0:
        return inf
    share = 0.0 if method == "gradient_descent" else momentum
    limit = 2.0 * (1.0 + share) / float(curvature)
    return limit / (1.0 + 2.0 * share) if method == "nesterov" else limit


def roots(
    method: str, learning_rate: float, curvatures: ArrayLike, momentum: float = 0.0
) -> NDArray[np.complex128]:
    """Return by what the error is multiplied per step, along each curvature.

    The two roots of ``r**2 = s r - p`` with `step_limit`'s recursions; for gradient
    descent ``1 - q`` and 0. In the long run a step multiplies the error by the larger
    absolute value; a negative root jumps from side to side, a complex one swings
    through a full turn in ``2 pi / angle`` steps.

    Parameters
    ----------
    method, momentum
        As for `step_limit`.
    learning_rate
        Finite, at least 0.
    curvatures
        (K,), finite.

    Returns
    -------
    Array
        Complex, (K, 2), the larger absolute value first.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    (x + 1)**2 has curvature 2 (S2-33): learning rate 0.5 lands at once, 1 cycles.

    >>> [roots("gradient_descent", g, [2.0])[0, 0].real.item() for g in (0.25, 0.5, 1)]
    [0.5, 0.0, -1.0]
    """
    _check(method, momentum)
    check_at_least("learning_rate", learning_rate)
    c = np.atleast_1d(np.asarray(curvatures, dtype=np.float64))
    check_finite("curvatures", c)
    with np.errstate(all="ignore"):
        q = np.clip(learning_rate * c, -1e100, 1e100)  # its square stays finite
    share = 0.0 if method == "gradient_descent" else momentum
    if method == "nesterov":
        s, p = (1.0 + share) * (1.0 - q), share * (1.0 - q)
    else:
        s, p = 1.0 + share - q, np.full_like(q, share)
    half = s / 2.0
    spread = np.sqrt((half * half - p).astype(np.complex128))
    first = half + np.where(half < 0.0, -1.0, 1.0) * spread
    size = np.maximum(np.abs(first), 1e-300)
    return np.stack([first, p * np.conj(first) / size / size], axis=-1)


def _check(method: str, momentum: float) -> None:
    check_option("method", method, METHODS)
    check_share("momentum", momentum)
