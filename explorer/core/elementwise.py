"""Functions of one number: the activations that act on each unit alone.

Decks: S0-11 and S1-06 (sigmoid), S2-03 (step), S2-26 (table), S2-27 (ReLU at 0).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array

LEAK = 0.01
"""Slope of the leaky rectifier below 0, PyTorch's default."""


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
    >>> f"{sigmoid_slope(np.array(40.0)):.10e}"
    '4.2483542553e-18'
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
    """Rectifier, ``max(0, z)`` (S1-19, S2-26).

    Examples
    --------
    >>> relu([-1.0, 2.0]).tolist()
    [0.0, 2.0]
    """
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


def leaky_relu(z: ArrayLike) -> Array:
    """Rectifier that leaks, ``max(z, LEAK z)``; PyTorch: ``LeakyReLU(LEAK)``.

    Examples
    --------
    >>> leaky_relu(np.array([-2.0, 3.0])).tolist()
    [-0.02, 3.0]
    """
    z = np.asarray(z, dtype=np.float64)
    return np.maximum(z, LEAK * z)


def leaky_relu_slope(z: ArrayLike) -> Array:
    """Slope of the leaky rectifier: 1 where z > 0, else `LEAK`, at 0 as in PyTorch.

    Examples
    --------
    >>> leaky_relu_slope(np.array([-1.0, 0.0, 2.0])).tolist()
    [0.01, 0.01, 1.0]
    """
    return np.where(np.asarray(z) > 0.0, 1.0, LEAK)


def step(z: ArrayLike) -> Array:
    """Threshold: 1 where z > 0, else 0 (S2-03).

    Examples
    --------
    >>> step(np.array([-0.5, 0.0, 0.5])).tolist()
    [0.0, 0.0, 1.0]
    """
    return np.heaviside(np.asarray(z, dtype=np.float64), 0.0)


def identity(z: ArrayLike) -> Array:
    """Linear activation: z itself, as a new array (S2-26).

    Examples
    --------
    >>> identity([-1.0, 2.0]).tolist()
    [-1.0, 2.0]
    """
    return np.array(z, dtype=np.float64)


def one(z: ArrayLike) -> Array:
    """Slope of the linear activation: 1 everywhere.

    Examples
    --------
    >>> one([-1.0, 2.0]).tolist()
    [1.0, 1.0]
    """
    return np.ones_like(z, dtype=np.float64)


def zero(z: ArrayLike) -> Array:
    """Slope of the threshold: 0 wherever it has one.

    Examples
    --------
    >>> zero([-1.0, 2.0]).tolist()
    [0.0, 0.0]
    """
    return np.zeros_like(z, dtype=np.float64)
