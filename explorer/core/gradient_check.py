"""Gradient check: backpropagation against difference quotients, biases included.

Deck: S3-24, which checks weights only and so missed its own bug in the biases (E-38).
`error_curve` shows what the width of the difference does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.core.arrays import Array, sealed
from explorer.core.faults import faulty_backward
from explorer.core.layers import Network
from explorer.core.network import forward
from explorer.core.quotients import quotients


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """The two gradients side by side, (P,) each, in the order of the names.

    Attributes
    ----------
    names
        The parameters.
    analytic
        From the backward pass.
    numeric
        Difference quotients.
    relative_error
        Their distance over the larger of the two; a distance that the rounding of the
        loss explains (4 machine epsilons of E, over epsilon) counts as 0.
    kinks
        Whether a rectifier switches within the difference: then the quotient is a mix
        of two slopes and need not agree with the convention's (S1-24, E-45).
    epsilon
        The width of the difference.
    """

    names: tuple[str, ...]
    analytic: Array
    numeric: Array
    relative_error: Array
    kinks: NDArray[np.bool_]
    epsilon: float

    @property
    def distance(self) -> Array:
        """The relative error with the part that rounding explains, (P,)."""
        larger = np.maximum(np.abs(self.analytic), np.abs(self.numeric))
        with np.errstate(all="ignore"):
            apart = np.abs(self.analytic - self.numeric) / larger
        return sealed(np.nan_to_num(apart))

    @property
    def worst(self) -> tuple[str, float]:
        """The parameter with the largest relative error, and that error."""
        index = int(self.relative_error.argmax())
        return self.names[index], float(self.relative_error[index])

    def suspects(self, tolerance: float = 1e-4) -> tuple[str, ...]:
        """Return the parameters, kinks aside, whose relative error is larger."""
        found = (self.relative_error > tolerance) & ~self.kinks
        return tuple(name for name, bad in zip(self.names, found, strict=True) if bad)

    def weights_only(self) -> GradientCheck:
        """Return what S3-24 looks at: the check without the biases (E-38)."""
        kept = np.array([name.startswith("W") for name in self.names])
        return GradientCheck(
            tuple(name for name in self.names if name.startswith("W")),
            sealed(self.analytic[kept]),
            sealed(self.numeric[kept]),
            sealed(self.relative_error[kept]),
            self.kinks[kept],
            self.epsilon,
        )


def check_gradients(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
    epsilon: float = 1e-5,
    faults: Collection[str] = (),
) -> GradientCheck:
    """Compare every partial derivative with a central difference quotient.

    ``(E(w + epsilon/2) - E(w - epsilon/2)) / epsilon``, S3-24's scheme. About 1e-5 is
    best: the deck's 1e-7 loses two digits to rounding (E-38).

    Parameters
    ----------
    network, x, y, loss, reduction
        As for `network.backward`.
    epsilon
        Width of the difference, positive and finite.
    faults
        Mistakes to make on the way back, keys of `faults.FAULTS`: the check finds them.

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
    >>> check_gradients(network, [[1, 2]], [[1]], faults=["half_lost"]).suspects()
    ('W1_11', 'W1_12', 'b1_1')
    """
    trace = forward(network, x)
    analytic = faulty_backward(network, trace, y, faults, loss, reduction)
    numeric, kinks = quotients(network, x, y, loss, reduction, epsilon)
    with np.errstate(all="ignore"):
        rounding = 4.0 * np.finfo(np.float64).eps * abs(analytic.loss) / epsilon
        distance = np.abs(analytic.parameters - numeric)
        larger = np.maximum(np.abs(analytic.parameters), np.abs(numeric))
        error = np.where(distance > rounding, distance / larger, 0.0)
    return GradientCheck(
        network.parameter_names,
        analytic.parameters,
        numeric,
        sealed(np.nan_to_num(error)),
        kinks,
        epsilon,
    )
