"""The loss over one parameter or over the plane of any two of them.

Decks: S0-10 (a function of two weights), S2-18 (the error depends on the weight).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import (
    Array,
    check_finite,
    check_option,
    matrix,
    saturated,
    sealed,
)
from explorer.core.grid import grid_losses
from explorer.core.layers import Network
from explorer.core.losses import REDUCTIONS, check_pairing, check_targets
from explorer.core.network import batch_loss, forward


def loss_plane(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    first: str,
    second: str,
    first_values: ArrayLike,
    second_values: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
) -> Array:
    """Compute the loss of all examples over the plane of two parameters.

    Parameters
    ----------
    network
        Gives all other parameters.
    x, y
        Inputs (N, n_0) and targets (N, n_L).
    first, second
        Two different parameter names.
    first_values, second_values
        What they are set to, (n,) and (m,), finite.
    loss, reduction
        As for `network.backward`.

    Returns
    -------
    Array
        E, shape (m, n), read-only: a row per value of ``second``. Overflow saturates.

    Raises
    ------
    ValueError
        If a name is unknown or given twice, or an argument is not usable.

    Examples
    --------
    ``z = (w1 x1 + w2 x2)**2`` at x = (1, 3), S0-10: a valley along w1 = -3 w2. Here
    with half of it, the target being 0:

    >>> from explorer.core.layers import Layer
    >>> network = Network((Layer([[0.5, 2.0]], [0.0], "linear"),))
    >>> x, y = [[1.0, 3.0]], [[0.0]]
    >>> loss_plane(network, x, y, "W1_11", "W1_12", [0.5, -6.0], [2.0, 1.0]).tolist()
    [[21.125, 0.0], [6.125, 4.5]]
    """
    if first == second:
        raise ValueError(f"A plane needs two different parameters, got {first} twice.")
    along, up = axis_values(first, first_values), axis_values(second, second_values)
    varied = {first: along.reshape(1, 1, -1), second: up.reshape(1, -1, 1)}
    return checked_losses(network, x, y, varied, (up.size, along.size), loss, reduction)


def loss_slice(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    name: str,
    values: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
) -> Array:
    """Compute the loss of all examples as a function of one parameter (S2-18).

    Parameters
    ----------
    network, x, y, loss, reduction
        As for `loss_plane`.
    name
        A parameter.
    values
        What it is set to, (n,), finite.

    Returns
    -------
    Array
        E, shape (n,), read-only.

    Raises
    ------
    ValueError
        If the name is unknown or an argument is not usable.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> neuron = Network((Layer([[1.0]], [0.0], "linear"),))
    >>> loss_slice(neuron, [[2.0]], [[2.0]], "W1_11", [0.0, 1.0, 2.0]).tolist()
    [2.0, 0.0, 2.0]
    """
    along = axis_values(name, values)
    varied = {name: along.reshape(1, 1, -1)}
    return checked_losses(network, x, y, varied, (1, along.size), loss, reduction)[0]


def axis_values(name: str, values: ArrayLike) -> Array:
    """Check what a parameter is set to, (n,), and return it as an array."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or not array.size:
        raise ValueError(
            f"The values of {name} must be a row of numbers, got shape {array.shape}."
        )
    check_finite(f"The values of {name}", array)
    return array


def checked_losses(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    varied: Mapping[str, Array],
    shape: tuple[int, int],
    loss: str,
    reduction: str,
) -> Array:
    """Check the arguments; repair what overflowed into NaN, point by point."""
    for name in varied:
        check_option("parameter", name, network.parameter_names)
    x = matrix("x", x, network.sizes[0])
    y = matrix("y", y, network.sizes[-1], len(x))
    check_pairing(loss, network.activations[-1])
    check_targets(loss, y)
    check_option("reduction", reduction, REDUCTIONS)
    with np.errstate(all="ignore"):
        losses = grid_losses(network, x, y, varied, shape, loss)
        losses *= 1.0 / len(x) if reduction == "mean" else 1.0
    if not np.isfinite(losses).all():
        spread = {n: np.broadcast_to(v, (1, *shape))[0] for n, v in varied.items()}
        for row, column in np.argwhere(np.isnan(losses)):
            values = {n: float(v[row, column]) for n, v in spread.items()}
            there = network.replace(**values)
            losses[row, column] = batch_loss(forward(there, x), y, loss, reduction)
    return sealed(saturated(losses))
