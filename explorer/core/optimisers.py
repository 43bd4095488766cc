"""Gradient descent, heavy ball and Nesterov, in the decks' forms, as pure functions.

Decks: S2-32 (momentum), S2-41 (Nesterov), E-25 (both are right), decks.md 5.3.
"""

from __future__ import annotations

import numpy as np

from explorer.core.arrays import Array, check_option

METHODS = ("gradient_descent", "momentum", "nesterov")
"""The update rules."""


def init(parameters: Array) -> Array:
    """Return the velocity before the first step: zero, of the parameters' shape.

    Examples
    --------
    >>> init(np.array([0.5, 2.0])).tolist()
    [0.0, 0.0]
    """
    return np.zeros_like(parameters)


def step(
    method: str,
    parameters: Array,
    velocity: Array,
    gradient: Array,
    learning_rate: float,
    momentum: float = 0.0,
) -> tuple[Array, Array]:
    """Take one step.

    Parameters
    ----------
    method
        One of `METHODS`. With learning rate g and momentum a:

        - ``"gradient_descent"``: ``v' = -g grad``, ``w' = w + v'``.
          PyTorch: ``SGD(lr=g)``.
        - ``"momentum"``, heavy ball (S2-32): ``v' = a v - g grad``, ``w' = w + v'``.
          PyTorch: ``SGD(lr=g, momentum=a)``, the same numbers while g is constant
          (its buffer is -v/g, so a change of g rescales the past too).
        - ``"nesterov"`` (S2-41): ``v' = a v - g grad``, ``w' = w - g grad + a v'``. The
          stored w is the look-ahead point ``theta + a v`` of the textbook form
          ``v' = a v - g grad(theta + a v)``, ``theta' = theta + v'``. The deck writes
          n = -v. PyTorch: ``SGD(lr=g, momentum=a, nesterov=True)``, constant g.
    parameters, velocity, gradient
        Arrays of one shape; the gradient is taken at ``parameters``.
    learning_rate, momentum
        Finite, at least 0. Plain gradient descent ignores the momentum.

    Returns
    -------
    parameters, velocity
        New arrays.

    Raises
    ------
    ValueError
        If there is no such method.

    Examples
    --------
    The parabola (x + 1)**2 of S2-32, slope 2(x + 1), from 0.5:

    >>> w, v = np.array([0.5]), np.array([0.0])
    >>> for _ in range(3):
    ...     w, v = step("momentum", w, v, 2 * (w + 1), 0.1, 0.9)
    >>> w.round(6).tolist()
    [-0.907]
    """
    check_option("method", method, METHODS)
    if method == "gradient_descent":
        velocity = -learning_rate * gradient
        return parameters + velocity, velocity
    descent = learning_rate * gradient
    velocity = momentum * velocity - descent
    if method == "momentum":
        return parameters + velocity, velocity
    return parameters - descent + momentum * velocity, velocity


def theta(method: str, parameters: Array, velocity: Array, momentum: float) -> Array:
    """Return the point that is deployed: for Nesterov ``w - a v``, else w itself.

    Examples
    --------
    >>> theta("nesterov", np.array([1.0]), np.array([2.0]), 0.25).tolist()
    [0.5]
    """
    check_option("method", method, METHODS)
    return parameters - momentum * velocity if method == "nesterov" else parameters
