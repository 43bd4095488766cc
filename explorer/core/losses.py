"""Losses per example, with derivatives that never become NaN.

Decks: S2-08 and S3-05 (half squared error), S2-22 and S3-05 (cross-entropy), E-14.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, check_option, saturated, total

REDUCTIONS = ("sum", "mean")
"""How the examples' losses become E: their sum, or their mean (1/N of the sum)."""


@dataclass(frozen=True)
class Loss:
    """A loss of one example, summed over the outputs.

    Attributes
    ----------
    name
        Its key in `LOSSES`.
    value
        (y_hat, y), both (N, n_L), to the examples' losses (N,).
    derivative
        (y_hat, y) to the derivative by y_hat, (N, n_L).
    output_activation
        The only output activation it may be paired with in a network; None: any.
    at_z
        For such a pair: (z, y) to the losses, the derivative by y_hat and the delta
        (derivative by z), computed from z, so that a saturated output loses nothing.
    """

    name: str
    value: Callable[[Array, Array], Array]
    derivative: Callable[[Array, Array], Array]
    output_activation: str | None = None
    at_z: Callable[[Array, Array], tuple[Array, Array, Array]] | None = None


def half_squared(y_hat: ArrayLike, y: ArrayLike) -> Array:
    """Half the squared error, ``1/2 sum_k (y_hat_k - y_k)**2``.

    Parameters
    ----------
    y_hat, y
        Outputs and targets, (N, n_L).

    Returns
    -------
    Array
        One loss per example, (N,). PyTorch: ``0.5 * MSELoss(reduction='none')``
        summed over the outputs.

    Notes
    -----
    COMP755's convention (S3-05), and deck 3's ``1/2 sum (y - t)**2`` (S2-08); deck 3's
    MSE has no 1/2 and the mean over the outputs (E-14).

    Examples
    --------
    >>> half_squared([[1.0]], [[2.0]]).tolist()
    [0.5]
    """
    error = half_squared_slope(y_hat, y)
    with np.errstate(all="ignore"):
        return total(saturated(0.5 * error * error), axis=1)


@np.errstate(all="ignore")
def half_squared_slope(y_hat: ArrayLike, y: ArrayLike) -> Array:
    """Differentiate half the squared error by the output: ``y_hat - y``, (N, n_L)."""
    return saturated(np.subtract(y_hat, y))


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
    y_hat, y = _probabilities("outputs", y_hat), _probabilities("targets", y)
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
    """
    y_hat, y = _probabilities("outputs", y_hat), _probabilities("targets", y)
    right = np.where(y > 0.0, y / y_hat, 0.0)
    wrong = np.where(y < 1.0, (1.0 - y) / (1.0 - y_hat), 0.0)
    return np.asarray(wrong - right)


@np.errstate(all="ignore")
def _cross_entropy_at_z(z: Array, y: Array) -> tuple[Array, Array, Array]:
    """Cross-entropy behind a sigmoid: losses, derivative by y_hat, delta (S2-22).

    ``softplus(z) = ln(1 + exp(z))``; the delta is ``y_hat - y`` without cancellation.
    """
    y = _probabilities("targets", y)
    losses = y * np.logaddexp(0.0, -z) + (1.0 - y) * np.logaddexp(0.0, z)
    grown, shrunk = saturated(1.0 + np.exp(z)), saturated(1.0 + np.exp(-z))
    slope = (1.0 - y) * grown - y * shrunk
    delta = (1.0 - y) / shrunk - y / grown
    return total(losses, axis=1), slope, delta


def _probabilities(name: str, values: ArrayLike) -> Array:
    array = np.asarray(values, dtype=np.float64)
    wrong = array[~((array >= 0.0) & (array <= 1.0))]
    if wrong.size:
        raise ValueError(
            f"binary_cross_entropy needs {name} from 0 to 1, got {wrong.flat[0]}."
        )
    return array


def check_targets(loss: str, y: ArrayLike) -> None:
    """Raise a ValueError if a loss cannot use the targets: [0, 1] for cross-entropy."""
    if loss == "binary_cross_entropy":
        _probabilities("targets", y)


LOSSES: dict[str, Loss] = {
    "half_squared": Loss("half_squared", half_squared, half_squared_slope),
    "binary_cross_entropy": Loss(
        "binary_cross_entropy",
        binary_cross_entropy,
        binary_cross_entropy_slope,
        "sigmoid",
        _cross_entropy_at_z,
    ),
}
"""The losses by name."""


def check_pairing(loss: str, output_activation: str) -> None:
    """Refuse a loss whose formula does not hold for the output layer.

    Parameters
    ----------
    loss, output_activation
        Keys of `LOSSES` and of the activations.

    Raises
    ------
    ValueError
        For an unknown loss, and for cross-entropy without a sigmoid output (E-20).

    Examples
    --------
    >>> check_pairing("binary_cross_entropy", "linear")
    Traceback (most recent call last):
    ValueError: binary_cross_entropy needs a sigmoid output layer, got linear.
    """
    check_option("loss", loss, tuple(LOSSES))
    needed = LOSSES[loss].output_activation
    if needed is not None and output_activation != needed:
        raise ValueError(
            f"{loss} needs a {needed} output layer, got {output_activation}."
        )
