"""COMP755's training run, twice: as it was printed and as it should have been.

The printed weights come out only if every hidden bias gets the last hidden unit's
gradient (E-31). Data, start and order of the draws: `core.datasets`, `core.starts`.

Decks: S3-25, S3-26, S3-26c.
"""

from __future__ import annotations

from functools import lru_cache

from explorer.core.arrays import Array
from explorer.core.datasets import comp755_xor
from explorer.core.descent import Trajectory, descend
from explorer.core.faults import faulty_backward
from explorer.core.layers import Network
from explorer.core.network import batch_loss, forward
from explorer.core.optimisers import GradientDescent
from explorer.core.starts import comp755_start

RATE, STEPS = 0.03, 200


def comp755_network(parameters: Array) -> Network:
    """Return COMP755's 2-2-1 network of sigmoids, from (9,) in the order of names."""
    return Network.from_parameters((2, 2, 1), ("sigmoid", "sigmoid"), parameters)


def replay(as_printed: bool) -> Trajectory:
    """Run the deck's 200 steps on its thousand examples.

    Parameters
    ----------
    as_printed
        With the mistake in the biases, which gives every printed digit; else right.

    Returns
    -------
    Trajectory
        ``positions`` (201, 9) in the order of the names, ``objective`` (201,): E, a sum
        over the examples, and ``gradients`` (201, 9): with the mistake, what the
        listing took for the gradient.

    Notes
    -----
    The printed run forgets small changes of its start; the right one enlarges them four
    million times on the way, so that it is known to six digits only.

    Examples
    --------
    >>> printed, right = replay(True), replay(False)
    >>> printed.positions[-1, 4:6].round(8).tolist()
    [4.72145779, 3.46844846]
    >>> right.positions[-1, 4:6].round(4).tolist()
    [6.9761, 3.2194]
    """
    return train_with("bias_overwritten" if as_printed else None)


@lru_cache
def train_with(fault: str | None) -> Trajectory:
    """Run the same with another mistake, a key of `core.faults.FAULTS`, or none.

    Examples
    --------
    >>> bool(train_with("slope_at_h").objective[-1] > 100)  # this one learns nothing
    True
    """
    x, y = comp755_xor()
    faults = () if fault is None else (fault,)

    def loss(parameters: Array) -> float:
        return batch_loss(forward(comp755_network(parameters), x), y)

    def gradient(parameters: Array) -> Array:
        net = comp755_network(parameters)
        trace = forward(net, x)
        return faulty_backward(net, trace, y, faults, learning_rate=RATE).parameters

    return descend(loss, gradient, comp755_start(), GradientDescent(), RATE, STEPS)
