"""Data: XOR's four points and noisy XOR."""

from __future__ import annotations

import numpy as np

from explorer.core.arrays import Array, sealed


def xor() -> tuple[Array, Array]:
    """Return XOR's truth table (S2-03, S3-19).

    Returns
    -------
    x, y
        (4, 2) in the order (0,0), (0,1), (1,0), (1,1), and (4, 1).

    Examples
    --------
    >>> xor()[1].ravel().tolist()
    [0.0, 1.0, 1.0, 0.0]
    """
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return sealed(x), sealed(_labels(x))


def noisy_xor(n: int = 1000, noise: float = 0.1, seed: int = 1) -> tuple[Array, Array]:
    """Draw noisy XOR: random corners plus Gaussian noise (after S3-25).

    Parameters
    ----------
    n
        Number of examples, at least 1.
    noise
        Standard deviation around the corners, finite, at least 0.
    seed
        Seed of the generator (numpy's ``default_rng``), at least 0.

    Returns
    -------
    x, y
        (n, 2) and (n, 1). Labels are computed from the noisy x, as in COMP755: where
        noise carries a point across 1/2 its label goes with it.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> x, y = noisy_xor(5, noise=0.0)
    >>> sorted(set(x.ravel().tolist())), y.shape
    ([0.0, 1.0], (5, 1))
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}.")
    if not 0.0 <= noise < np.inf:
        raise ValueError(f"noise must be finite and at least 0, got {noise}.")
    if seed < 0:
        raise ValueError(f"seed must be at least 0, got {seed}.")
    rng = np.random.default_rng(seed)
    corners = (rng.random((n, 2)) > 0.5).astype(np.float64)
    with np.errstate(all="ignore"):
        x = np.nan_to_num(corners + noise * rng.standard_normal((n, 2)))
    return sealed(x), sealed(_labels(x))


def comp755_xor() -> tuple[Array, Array]:
    """Return COMP755's thousand examples, number for number (S3-25, decks.md 4).

    ``RandomState(1)`` draws the start first (`starts.comp755_start`), then
    ``x = (rand(2, 1000) > 0.5) + 0.1 * randn(2, 1000)``, one column per example.

    Returns
    -------
    x, y
        (1000, 2) and (1000, 1); 495 labels are 1.

    Examples
    --------
    >>> x, y = comp755_xor()
    >>> x[0].round(8).tolist(), int(y.sum())
    ([-0.02493704, -0.14014962], 495)
    """
    rng = np.random.RandomState(1)
    rng.randn(9)
    corners = (rng.rand(2, 1000) > 0.5).astype(np.float64)
    x = np.ascontiguousarray((corners + 0.1 * rng.randn(2, 1000)).T)
    return sealed(x), sealed(_labels(x))


def _labels(x: Array) -> Array:
    right = x > 0.5
    return (right[:, :1] ^ right[:, 1:]).astype(np.float64)
