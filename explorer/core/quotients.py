"""Difference quotients by every weight and bias: the slow, independent derivative.

Deck: S3-24. `gradient_check` holds them against backpropagation, `error_curve` for many
widths; `unit_check` does the same by what the units hold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.core.arrays import Array, sealed
from explorer.core.layers import Network
from explorer.core.network import batch_loss, forward
from explorer.core.trace import Trace

_RECTIFIERS = ("relu", "leaky_relu")


def quotients(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    loss: str,
    reduction: str,
    epsilon: float,
) -> tuple[Array, NDArray[np.bool_]]:
    """Return the difference quotient by every parameter, and whether it has a kink.

    Parameters
    ----------
    network, x, y, loss, reduction, epsilon
        As for `check_gradients`.

    Returns
    -------
    numeric, kinks
        (P,) each, read-only.
    """
    if not 0.0 < epsilon < np.inf:
        raise ValueError(f"epsilon must be positive and finite, got {epsilon}.")
    numeric = np.empty_like(network.parameters)
    kinks = np.zeros(len(numeric), dtype=bool)
    with np.errstate(all="ignore"):
        for index in range(len(numeric)):
            moved = _moved(network, x, index, epsilon)
            right, left = (batch_loss(side, y, loss, reduction) for side in moved)
            numeric[index] = (np.float64(right) - left) / epsilon
            kinks[index] = any(
                bool(((above > 0.0) != (below > 0.0)).any())
                for name, above, below in zip(
                    network.activations, moved[0].z, moved[1].z, strict=True
                )
                if name in _RECTIFIERS
            )
    kinks.setflags(write=False)
    return sealed(np.nan_to_num(numeric)), kinks


def sides(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    name: str,
    epsilon: float,
    loss: str = "half_squared",
    reduction: str = "sum",
) -> tuple[float, float]:
    """Return E at w + epsilon/2 and at w - epsilon/2: what a quotient is made of.

    Parameters
    ----------
    name
        The parameter w; others as for `check_gradients`.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> network = Network((Layer([[1.0]], [0.0], "linear"),))
    >>> sides(network, [[1.0]], [[0.0]], "W1_11", 0.2)  # 1.1² / 2 and 0.9² / 2
    (0.6050000000000001, 0.405)
    """
    right, left = (
        batch_loss(side, y, loss, reduction)
        for side in _moved(network, x, network.index(name), epsilon)
    )
    return right, left


def _moved(
    network: Network, x: ArrayLike, index: int, epsilon: float
) -> tuple[Trace, Trace]:
    """Run the examples with one parameter half a width higher, and lower."""
    found = []
    for by in (epsilon / 2, -epsilon / 2):
        there = network.parameters.copy()
        there[index] += by
        moved = Network.from_parameters(network.sizes, network.activations, there)
        found.append(forward(moved, x))
    return found[0], found[1]
