"""The losses by name, what each goes with, and the squared errors.

Decks: S2-08 and S3-05 (half squared error), S2-21 (mean squared error), E-14 and E-20.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, check_option, saturated, total
from explorer.core.cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_at_z,
    binary_cross_entropy_slope,
    categorical_cross_entropy,
    categorical_cross_entropy_at_z,
    categorical_cross_entropy_slope,
    probabilities,
)

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
    """Differentiate half the squared error by the output: ``y_hat - y``, (N, n_L).

    Examples
    --------
    >>> half_squared_slope([[1.0, 4.0]], [[2.0, 2.0]]).tolist()
    [[-1.0, 2.0]]
    """
    return saturated(np.subtract(y_hat, y))


def mean_squared(y_hat: ArrayLike, y: ArrayLike) -> Array:
    """Mean of the squared errors, ``1/n_L sum_k (y_hat_k - y_k)**2``, without a 1/2.

    Parameters
    ----------
    y_hat, y
        Outputs and targets, (N, n_L).

    Returns
    -------
    Array
        One loss per example, (N,). With ``reduction="mean"`` E is the mean over all
        N n_L numbers, deck 3's MSE (S2-21, E-14) and PyTorch's ``MSELoss()``.

    Examples
    --------
    >>> mean_squared([[1.0, 5.0]], [[2.0, 2.0]]).tolist()
    [5.0]
    """
    error = half_squared_slope(y_hat, y)
    with np.errstate(all="ignore"):
        return total(saturated(error * error / error.shape[1]), axis=1)


@np.errstate(all="ignore")
def mean_squared_slope(y_hat: ArrayLike, y: ArrayLike) -> Array:
    """Differentiate the mean of the squared errors: ``2/n_L (y_hat - y)``, (N, n_L).

    Examples
    --------
    >>> mean_squared_slope([[1.0, 5.0]], [[2.0, 2.0]]).tolist()
    [[-1.0, 3.0]]
    """
    error = half_squared_slope(y_hat, y)
    return saturated(2.0 / error.shape[1] * error)


LOSSES: dict[str, Loss] = {
    "half_squared": Loss("half_squared", half_squared, half_squared_slope),
    "mean_squared": Loss("mean_squared", mean_squared, mean_squared_slope),
    "binary_cross_entropy": Loss(
        "binary_cross_entropy",
        binary_cross_entropy,
        binary_cross_entropy_slope,
        "sigmoid",
        binary_cross_entropy_at_z,
    ),
    "categorical_cross_entropy": Loss(
        "categorical_cross_entropy",
        categorical_cross_entropy,
        categorical_cross_entropy_slope,
        "softmax",
        categorical_cross_entropy_at_z,
    ),
}
"""The losses by name."""


def check_targets(loss: str, y: ArrayLike) -> None:
    """Raise a ValueError if a cross-entropy's targets are not in [0, 1].

    Examples
    --------
    >>> check_targets("half_squared", [[-3.0]])
    """
    if LOSSES[loss].at_z is not None:
        probabilities(loss, "targets", y)


def check_pairing(loss: str, output_activation: str) -> None:
    """Refuse a loss whose formula does not hold for the output layer.

    Parameters
    ----------
    loss, output_activation
        Keys of `LOSSES` and of the activations.

    Raises
    ------
    ValueError
        For an unknown loss, binary cross-entropy without a sigmoid output and
        categorical cross-entropy without a softmax (E-20).

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
