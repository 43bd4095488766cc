"""Gradient check: backpropagation against difference quotients, biases included.

Deck: S3-24, which checks weights only and so missed its own bug in the biases (E-38).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, sealed
from explorer.core.layers import Network
from explorer.core.network import backward, batch_loss, forward


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """The two gradients side by side, (P,) each, in the order of the names.

    Attributes
    ----------
    names
        The parameters.
    analytic
        From `network.backward`.
    numeric
        Difference quotients.
    relative_error
        Their distance over the larger of the two; a distance that the rounding of the
        loss explains (4 machine epsilons of E, over epsilon) counts as 0.
    epsilon
        The width of the difference.
    """

    names: tuple[str, ...]
    analytic: Array
    numeric: Array
    relative_error: Array
    epsilon: float

    @property
    def worst(self) -> tuple[str, float]:
        """The parameter with the largest relative error, and that error."""
        index = int(self.relative_error.argmax())
        return self.names[index], float(self.relative_error[index])


def check_gradients(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
    epsilon: float = 1e-5,
) -> GradientCheck:
    """Compare every partial derivative with a central difference quotient.

    ``(E(w + epsilon/2) - E(w - epsilon/2)) / epsilon``, S3-24's scheme. About 1e-5 is
    best: the deck's 1e-7 loses two digits to rounding (E-38). At the kink of a
    rectifier the quotient is not the convention's slope (E-45).

    Parameters
    ----------
    network, x, y, loss, reduction
        As for `network.backward`.
    epsilon
        Width of the difference, positive and finite.

    Raises
    ------
    ValueError
        If an argument is not usable.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> network = Network((Layer([[0.3, -0.8]], [0.1], "sigmoid"),))
    >>> check = check_gradients(network, [[1.0, 2.0]], [[1.0]])
    >>> check.names, check.worst[1] < 1e-8
    (('W1_11', 'W1_12', 'b1_1'), True)
    """
    if not 0.0 < epsilon < np.inf:
        raise ValueError(f"epsilon must be positive and finite, got {epsilon}.")
    analytic = backward(network, forward(network, x), y, loss, reduction)
    numeric = np.empty_like(analytic.parameters)
    size, activations, flat = network.sizes, network.activations, network.parameters

    def moved(index: int, by: float) -> float:
        there = flat.copy()
        there[index] += by
        other = Network.from_parameters(size, activations, there)
        return batch_loss(forward(other, x), y, loss, reduction)

    with np.errstate(all="ignore"):
        for index in range(len(flat)):
            rise = moved(index, epsilon / 2) - moved(index, -epsilon / 2)
            numeric[index] = np.float64(rise) / epsilon
        rounding = 4.0 * np.finfo(np.float64).eps * abs(analytic.loss) / epsilon
        distance = np.abs(analytic.parameters - numeric)
        larger = np.maximum(np.abs(analytic.parameters), np.abs(numeric))
        error = np.where(distance > rounding, distance / larger, 0.0)
    return GradientCheck(
        network.parameter_names,
        analytic.parameters,
        sealed(np.nan_to_num(numeric)),
        sealed(np.nan_to_num(error)),
        epsilon,
    )
