"""Softmax: shares of a whole, the one activation that mixes the units of its layer.

Decks: S2-26 (table; it gives the Jacobian's diagonal only, E-23), S1-14 (why a full
Jacobian is no elementwise product), decks.md 5.2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, product, saturated


@np.errstate(all="ignore")
def softmax(z: ArrayLike) -> Array:
    """Softmax over the last axis, ``h_i = exp(z_i) / sum_j exp(z_j)`` (S2-26).

    The largest z is subtracted first, which changes nothing but keeps exp finite.

    Parameters
    ----------
    z
        Finite, (..., n): one set of units in each row.

    Returns
    -------
    Array
        Of z's shape, in [0, 1]; rows add up to 1. PyTorch: ``softmax(z, dim=-1)``.

    Examples
    --------
    >>> softmax([1.0, 2.0, 3.0]).round(10).tolist()
    [0.0900305732, 0.2447284711, 0.6652409558]
    """
    z = np.asarray(z, dtype=np.float64)
    grown = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True))


def softmax_slope(z: ArrayLike) -> Array:
    """Diagonal of the Jacobian, ``dh_i/dz_i = h_i (1 - h_i)``, of z's shape.

    This is all that deck 3's table gives (E-23); a derivative needs `softmax_jacobian`.

    Examples
    --------
    >>> softmax_slope([0.0, 0.0]).tolist()
    [0.25, 0.25]
    """
    h = softmax(z)
    return h * (h @ others(h.shape[-1]))


def softmax_jacobian(z: ArrayLike) -> Array:
    """Full Jacobian, ``J_ij = dh_i/dz_j = h_i (1[i = j] - h_j)`` (S2-26, E-23).

    Parameters
    ----------
    z
        Finite, (..., n).

    Returns
    -------
    Array
        (..., n, n), symmetric; rows and columns add up to 0.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0]).tolist()
    [[0.25, -0.25], [-0.25, 0.25]]
    """
    h = softmax(z)
    full = np.asarray(-h[..., :, None] * h[..., None, :])
    unit = np.arange(h.shape[-1])
    full[..., unit, unit] = softmax_slope(z)
    return full


def softmax_delta(z: Array, dh: Array) -> Array:
    """Carry dE/dh back through a softmax: ``delta = J^T dh``.

    ``delta_i = h_i (dh_i sum_{j != i} h_j - sum_{j != i} h_j dh_j)`` is decks.md 5.2's
    ``h_i (dh_i - sum_j h_j dh_j)`` without its cancellation where h_i is close to 1.

    Parameters
    ----------
    z, dh
        Pre-activations and dE/dh, (N, n), finite.

    Returns
    -------
    Array
        dE/dz, (N, n), finite.

    Examples
    --------
    >>> softmax_delta(np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]])).tolist()
    [[0.25, -0.25]]
    """
    h, rest = softmax(z), others(z.shape[1])
    with np.errstate(all="ignore"):
        own = saturated(dh * (h @ rest))
        return np.asarray(h * saturated(own - product(h * dh, rest)))


def others(count: int) -> Array:
    """Return the matrix that sums all units but one's own: 1 off the diagonal, else 0.

    Examples
    --------
    >>> others(2).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    return 1.0 - np.eye(count)
