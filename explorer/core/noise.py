"""Noise in a gradient: what a mini-batch does to it, without the batch (S2-41)."""

from __future__ import annotations

import numpy as np

from explorer.core.arrays import Array, check_at_least
from explorer.core.descent import Gradient


def noisy(gradient: Gradient, spread: float, seed: int) -> Gradient:
    """Return the gradient with normal numbers added, new ones at every call.

    Parameters
    ----------
    gradient
        Function of a position, as for `descent.descend`.
    spread
        Standard deviation of what is added to each slope, finite, at least 0.
    seed
        Of the noise. A run repeats itself only with a function of its own.

    Raises
    ------
    ValueError
        If the spread is out of range.

    Examples
    --------
    >>> rough = noisy(lambda x: 2.0 * x, 0.1, seed=1)
    >>> rough(np.ones(2)).round(3).tolist(), rough(np.ones(2)).round(3).tolist()
    ([2.035, 2.082], [2.033, 1.87])
    """
    check_at_least("spread", spread)
    if spread == 0.0:
        return gradient
    rng = np.random.default_rng(seed)

    def rough(position: Array) -> Array:
        """Return the gradient there, with the next numbers of the noise."""
        return np.asarray(gradient(position)) + spread * rng.normal(size=position.shape)

    return rough
