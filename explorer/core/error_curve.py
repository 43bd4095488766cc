"""How far difference quotients are off, by the width of the difference: a V.

Wide differences miss the curve's bend, narrow ones drown in the rounding of E; about
1e-5 lies between (E-38).

Deck: S3-24.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.core.arrays import Array, frozen, sealed
from explorer.core.faults import faulty_backward
from explorer.core.layers import Network
from explorer.core.network import forward
from explorer.core.quotients import quotients

EPSILONS = tuple(float(f"1e-{power}") for power in range(1, 13))


@dataclass(frozen=True, eq=False)
class ErrorCurve:
    """The distance of every quotient from the derivative, for every width.

    Attributes
    ----------
    names
        The parameters, P of them.
    epsilon
        The widths, (K,).
    error
        ``abs(numeric - analytic)``, (K, P).
    kinks
        Whether a rectifier switches within the difference, (K, P).
    """

    names: tuple[str, ...]
    epsilon: Array
    error: Array
    kinks: NDArray[np.bool_]

    @property
    def largest(self) -> Array:
        """The error of the worst parameter for each width, (K,)."""
        return self.error.max(axis=1)

    @property
    def best(self) -> float:
        """The width whose worst parameter is off least."""
        return float(self.epsilon[self.largest.argmin()])


def error_curve(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
    epsilons: ArrayLike = EPSILONS,
    faults: Collection[str] = (),
) -> ErrorCurve:
    """Repeat the gradient check for many widths.

    Parameters
    ----------
    network, x, y, loss, reduction, faults
        As for `gradient_check.check_gradients`. With a fault the curve is flat: no
        width makes a wrong derivative right.
    epsilons
        The widths, (K,), positive and finite.

    Raises
    ------
    ValueError
        If an argument is not usable.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> network = Network((Layer([[0.3, -0.8]], [0.1], "sigmoid"),))
    >>> curve = error_curve(network, [[1.0, 2.0]], [[1.0]], epsilons=[0.1, 1e-4, 1e-12])
    >>> curve.error.shape, curve.best
    ((3, 3), 0.0001)
    """
    trace = forward(network, x)
    analytic = faulty_backward(network, trace, y, faults, loss, reduction).parameters
    widths = frozen(np.ravel(np.asarray(epsilons, dtype=np.float64)))
    if not len(widths):
        raise ValueError("epsilons must be at least one, got none.")
    rows = [
        quotients(network, x, y, loss, reduction, width) for width in widths.tolist()
    ]
    with np.errstate(all="ignore"):
        error = np.abs(np.array([numeric for numeric, _ in rows]) - analytic)
    kinks = np.array([switched for _, switched in rows])
    kinks.setflags(write=False)
    return ErrorCurve(
        network.parameter_names, widths, sealed(np.nan_to_num(error)), kinks
    )
