"""Starts: flat parameter vectors in the order of `parameters.parameter_names`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from explorer.core.arrays import (
    Array,
    check_at_least,
    check_finite,
    check_option,
    sealed,
)
from explorer.core.parameters import parameter_names


def xavier(sizes: Sequence[int], seed: int = 0) -> Array:
    """Draw Xavier's start: weights N(0, 2 / (n_in + n_out)), biases 0 (S2-05).

    Parameters
    ----------
    sizes
        Units per layer, inputs first.
    seed
        Seed of the generator (numpy's ``default_rng``), at least 0.

    Returns
    -------
    Array
        (P,). Independent draws from one distribution per layer, not equal values as
        deck 3 has it (E-13). PyTorch: ``xavier_normal_`` and zero biases.

    Raises
    ------
    ValueError
        If the sizes or the seed are not usable.

    Examples
    --------
    >>> xavier((2, 2, 1), seed=3)[[4, 5, 8]].tolist()
    [0.0, 0.0, 0.0]
    """
    rng = _generator(seed)

    def draw(n_out: int, n_in: int) -> Array:
        return rng.standard_normal((n_out, n_in)) * np.sqrt(2.0 / (n_in + n_out))

    return _weights_only(sizes, draw)


def normal(sizes: Sequence[int], seed: int = 0, scale: float = 1.0) -> Array:
    """Draw weights and biases from N(0, scale**2), as COMP755 does with 0.5 (S3-25).

    Parameters
    ----------
    sizes, seed
        As for `xavier`.
    scale
        Standard deviation, finite, at least 0.

    Raises
    ------
    ValueError
        If an argument is not usable.

    Examples
    --------
    >>> normal((2, 1), seed=4).shape
    (3,)
    """
    check_at_least("scale", scale)
    rng = _generator(seed)
    flat = rng.standard_normal(len(parameter_names(sizes)))
    with np.errstate(all="ignore"):
        return sealed(np.nan_to_num(scale * flat))


def uniform(sizes: Sequence[int], seed: int = 0, limit: float = 0.5) -> Array:
    """Draw weights and biases evenly from -limit to limit: S2-06, "just shoot".

    Parameters
    ----------
    sizes, seed
        As for `xavier`.
    limit
        Finite, at least 0.

    Raises
    ------
    ValueError
        If an argument is not usable.

    Examples
    --------
    >>> bool((abs(uniform((2, 2, 1), seed=4, limit=0.1)) <= 0.1).all())
    True
    """
    check_at_least("limit", limit)
    drawn = _generator(seed).random(len(parameter_names(sizes)))
    return sealed(limit * (2.0 * drawn - 1.0))


def equal(sizes: Sequence[int], value: float = 0.5) -> Array:
    """Give every weight the same value, biases 0: symmetry never breaks (S2-05b).

    Parameters
    ----------
    sizes
        Units per layer, inputs first.
    value
        Finite.

    Raises
    ------
    ValueError
        If an argument is not usable.

    Examples
    --------
    >>> equal((2, 1)).tolist()
    [0.5, 0.5, 0.0]
    """
    check_finite("value", np.array(value))
    return _weights_only(sizes, lambda n_out, n_in: np.full((n_out, n_in), value))


def hand_set(sizes: Sequence[int], **values: float) -> Array:
    """Set parameters by name, all others 0.

    Raises
    ------
    ValueError
        If there is no such parameter or a value is not finite.

    Examples
    --------
    >>> hand_set((2, 1), W1_12=3.0).tolist()
    [0.0, 3.0, 0.0]
    """
    names = parameter_names(sizes)
    for name, value in values.items():
        check_option("parameter", name, names)
        check_finite(name, np.array(value))
    return sealed(np.array([values.get(name, 0.0) for name in names]))


def comp755_hand_set(F: float = 5.0) -> Array:
    """Return COMP755's hand-set XOR net, sizes (2, 2, 1), all sigmoid (S3-19, S3-21).

    ``h1 = s(F(-1/2 + x1 - x2))``, ``h2 = s(F(-1/2 - x1 + x2))``,
    ``y = s(F(-1/2 + h1 + h2))``: two ANDs and an OR, sharper the larger F is.

    Parameters
    ----------
    F
        Scale of all weights, finite.

    Raises
    ------
    ValueError
        If F is not finite.

    Examples
    --------
    >>> comp755_hand_set().tolist()
    [5.0, -5.0, -5.0, 5.0, -2.5, -2.5, 5.0, 5.0, -2.5]
    """
    check_finite("F", np.array(F))
    signs = np.array([1.0, -1.0, -1.0, 1.0, -0.5, -0.5, 1.0, 1.0, -0.5])
    return sealed(F * signs)


def comp755_start() -> Array:
    """Return the start of COMP755's training run, sizes (2, 2, 1) (S3-25).

    ``RandomState(1)``: 0.5 randn for W1, W2, b1, b2, drawn in that order.

    Examples
    --------
    >>> comp755_start()[:4].round(8).tolist()
    [0.81217268, -0.30587821, -0.26408588, -0.53648431]
    """
    drawn = 0.5 * np.random.RandomState(1).randn(9)
    return sealed(drawn[[0, 1, 2, 3, 6, 7, 4, 5, 8]])


def _generator(seed: int) -> np.random.Generator:
    check_at_least("seed", seed)
    return np.random.default_rng(seed)


def _weights_only(sizes: Sequence[int], weights: Callable[[int, int], Array]) -> Array:
    parameter_names(sizes)
    parts: list[Array] = []
    for n_in, n_out in pairwise(sizes):
        parts += [weights(n_out, n_in).ravel(), np.zeros(n_out)]
    return sealed(np.concatenate(parts))
