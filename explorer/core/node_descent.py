"""A node's weights on their way downhill (S0-11).

The gradient is always a multiple of x, so one number is walked, not n; what
`descent.descend` does with any function gives the same, and takes much longer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, check_at_least, check_finite, frozen, saturated
from explorer.core.history import DIVERGED
from explorer.core.losses import half_squared
from explorer.core.node import Node


@dataclass(frozen=True, eq=False)
class Descent:
    """A node's way downhill: row t is what holds before update t; read-only, finite.

    Attributes
    ----------
    positions, loss
        The weights, (steps + 1, n), and E, (steps + 1,).
    diverged_at
        The row that would have come next, were it not beyond all bounds; else None.
    """

    positions: Array
    loss: Array
    diverged_at: int | None

    @property
    def steps(self) -> int:
        """Number of updates."""
        return len(self.loss) - 1


def descend_node(node: Node, w: ArrayLike, learning_rate: float, steps: int) -> Descent:
    """Walk the weights down E, each step ``w - learning_rate * gradient``.

    Parameters
    ----------
    node
        The unit; its inputs stay.
    w
        The start, (n,), finite.
    learning_rate
        Finite, at least 0.
    steps
        At least 0.

    Raises
    ------
    ValueError
        If a number is out of range.

    Examples
    --------
    S0-11's step: w_1 from 0.5 to 0.499985.

    >>> run = descend_node(Node([1.0, 3.0], "sigmoid"), [0.5, 2.0], 0.01, 1)
    >>> run.positions[1].round(6).tolist()
    [0.499985, 1.999955]
    """
    start = frozen(np.atleast_1d(w))
    check_finite("w", start)
    check_at_least("learning_rate", learning_rate)
    check_at_least("steps", steps)
    z, square = float(start @ node.x), float(node.x @ node.x)
    reach = DIVERGED / max(float(np.abs(node.x).max()), 1.0)
    along = [0.0]  # how far w has moved, in lengths of x
    with np.errstate(all="ignore"):
        while len(along) <= steps:
            delta = _delta(node, z + along[-1] * square)
            there = along[-1] - learning_rate * delta
            if not abs(there) <= reach:
                break
            along.append(there)
    positions = frozen(start + np.outer(along, node.x))
    diverged = len(along) if len(along) <= steps else None
    return Descent(positions, _losses(node, positions @ node.x), diverged)


def _delta(node: Node, z: float) -> float:
    """Return dE/dz."""
    rule, at = ACTIVATIONS[node.activation], np.array(z)
    error = 1.0
    if node.target is not None:
        error = node.later * float(rule.value(at)) - node.target
    return error * node.later * float(rule.derivative(at))


def _losses(node: Node, z: Array) -> Array:
    """Return E for each z, (n,)."""
    with np.errstate(all="ignore"):
        predictions = saturated(node.later * ACTIVATIONS[node.activation].value(z))
    if node.target is None:
        return frozen(predictions)
    return frozen(half_squared(predictions[:, None], np.full((len(z), 1), node.target)))
