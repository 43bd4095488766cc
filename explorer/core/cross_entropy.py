"""Cross-entropies per example, with derivatives that never become NaN.

Decks: S2-22 and S3-05 (log loss), S2-29 and E-20 (what they go with), decks.md 5.2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, saturated, total
from explorer.core.softmax import others, softmax


@np.errstate(all="ignore")
def binary_cross_entropy(y_hat: ArrayLike, y: ArrayLike) -> Array:
    """Cross-entropy, ``-sum_k [y ln(y_hat) + (1-y) ln(1-y_hat)]`` with 0 ln 0 = 0.

    Parameters
    ----------
    y_hat, y
        Outputs and targets in [0, 1], (N, n_L).

    Returns
    -------
    Array
        One loss per example, (N,); infinite for a hard, wrong answer (S3-05).
        PyTorch: ``BCELoss(reduction='none')``, which stops at 100 instead.

    Raises
    ------
    ValueError
        If an output or a target lies outside [0, 1].

    Notes
    -----
    The minus is missing in deck 3 (S2-22, E-15).

    Examples
    --------
    >>> binary_cross_entropy([[1.0], [0.5], [1.0]], [[1.0], [1.0], [0.0]]).tolist()
    [0.0, 0.6931471805599453, inf]
    """
    y_hat = probabilities("binary_cross_entropy", "outputs", y_hat)
    y = probabilities("binary_cross_entropy", "targets", y)
    right = np.where(y > 0.0, y * np.log(y_hat), 0.0)
    wrong = np.where(y < 1.0, (1.0 - y) * np.log1p(-y_hat), 0.0)
    return np.asarray(0.0 - (right + wrong).sum(axis=1))


@np.errstate(all="ignore")
def binary_cross_entropy_slope(y_hat: ArrayLike, y: ArrayLike) -> Array:
    """Differentiate the cross-entropy by the output, (N, n_L).

    ``-y/y_hat + (1-y)/(1-y_hat)`` with 0/0 = 0; infinite for a hard, wrong answer.

    Raises
    ------
    ValueError
        If an output or a target lies outside [0, 1].

    Examples
    --------
    >>> binary_cross_entropy_slope([[0.5, 0.0]], [[1.0, 0.0]]).tolist()
    [[-2.0, 1.0]]
    """
    y_hat = probabilities("binary_cross_entropy", "outputs", y_hat)
    y = probabilities("binary_cross_entropy", "targets", y)
    right = np.where(y > 0.0, y / y_hat, 0.0)
    wrong = np.where(y < 1.0, (1.0 - y) / (1.0 - y_hat), 0.0)
    return np.asarray(wrong - right)


@np.errstate(all="ignore")
def binary_cross_entropy_at_z(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Compute the same behind a sigmoid: losses, derivative by y_hat, delta (S2-22).

    The loss is ``y ln(1 + exp(-z)) + (1 - y) ln(1 + exp(z))``; the delta is
    ``y_hat - y`` without cancellation. z and y are finite, y in [0, 1], both (N, n_L).

    Examples
    --------
    >>> losses, slope, delta = binary_cross_entropy_at_z(np.zeros((1, 1)), np.ones(1))
    >>> slope.tolist(), delta.tolist()
    ([[-2.0]], [[-0.5]])
    """
    losses = y * np.logaddexp(0.0, -z) + (1.0 - y) * np.logaddexp(0.0, z)
    grown, shrunk = saturated(1.0 + np.exp(z)), saturated(1.0 + np.exp(-z))
    slope = (1.0 - y) * grown - y * shrunk
    delta = (1.0 - y) / shrunk - y / grown
    return total(losses, axis=1), slope, delta


@np.errstate(all="ignore")
def categorical_cross_entropy(y_hat: ArrayLike, y: ArrayLike) -> Array:
    """Cross-entropy of classes, ``-sum_k y_k ln(y_hat_k)`` with 0 ln 0 = 0 (5.2).

    Parameters
    ----------
    y_hat, y
        Outputs and targets in [0, 1], (N, n_L). Targets need not add up to 1.

    Returns
    -------
    Array
        One loss per example, (N,); infinite for a hard, wrong answer. PyTorch:
        ``CrossEntropyLoss(reduction='none')``, which takes z, not the softmax of it.

    Raises
    ------
    ValueError
        If an output or a target lies outside [0, 1].

    Examples
    --------
    >>> categorical_cross_entropy([[0.5, 0.5], [1.0, 0.0]], [[1, 0], [0, 1]]).tolist()
    [0.6931471805599453, inf]
    """
    y_hat = probabilities("categorical_cross_entropy", "outputs", y_hat)
    y = probabilities("categorical_cross_entropy", "targets", y)
    return np.asarray(0.0 - np.where(y > 0.0, y * np.log(y_hat), 0.0).sum(axis=1))


@np.errstate(all="ignore")
def categorical_cross_entropy_slope(y_hat: ArrayLike, y: ArrayLike) -> Array:
    """Differentiate the cross-entropy of classes by the output, (N, n_L).

    ``-y/y_hat`` with 0/0 = 0; infinite for a hard, wrong answer.

    Raises
    ------
    ValueError
        If an output or a target lies outside [0, 1].

    Examples
    --------
    >>> categorical_cross_entropy_slope([[0.5, 0.5]], [[1.0, 0.0]]).tolist()
    [[-2.0, 0.0]]
    """
    y_hat = probabilities("categorical_cross_entropy", "outputs", y_hat)
    y = probabilities("categorical_cross_entropy", "targets", y)
    return np.where(y > 0.0, -y / y_hat, 0.0)


@np.errstate(all="ignore")
def categorical_cross_entropy_at_z(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Compute the same behind a softmax: losses, derivative by y_hat, delta (5.2).

    ``-ln y_hat_k = ln(1 + exp(ln(sum_{j != k} exp(z_j)) - z_k))``, with the largest z
    taken off first. The delta is ``y_hat_k sum_j y_j - y_k``, so ``y_hat - y`` if the
    targets add up to 1, without cancellation. z and y are finite, y in [0, 1], both
    (N, n_L).

    Examples
    --------
    >>> z, y = np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]])
    >>> losses, slope, delta = categorical_cross_entropy_at_z(z, y)
    >>> losses.round(4).tolist(), slope.tolist(), delta.tolist()
    ([0.6931], [[-2.0, 0.0]], [[-0.5, 0.5]])
    """
    rest, below = others(z.shape[1]), saturated(z.max(axis=1, keepdims=True) - z)
    surprise = saturated(np.logaddexp(0.0, np.log(np.exp(-below) @ rest) + below))
    slope, h = np.where(y > 0.0, -y * saturated(np.exp(surprise)), 0.0), softmax(z)
    delta = h * (y @ rest) - y * (h @ rest)
    return total(saturated(y * surprise), axis=1), slope, delta


def probabilities(loss: str, name: str, values: ArrayLike) -> Array:
    """Check that outputs or targets lie in [0, 1]; ``name`` says which they are.

    Raises
    ------
    ValueError
        With the loss, what it needs and the first value that is not.

    Examples
    --------
    >>> probabilities("binary_cross_entropy", "targets", [[2.0]])
    Traceback (most recent call last):
    ValueError: binary_cross_entropy needs targets from 0 to 1, got 2.0.
    """
    array = np.asarray(values, dtype=np.float64)
    wrong = array[~((array >= 0.0) & (array <= 1.0))]
    if wrong.size:
        raise ValueError(f"{loss} needs {name} from 0 to 1, got {wrong.flat[0]}.")
    return array
