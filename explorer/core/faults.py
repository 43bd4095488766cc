"""Mistakes that programs for backpropagation really have, to be switched on and found.

Decks: S3-22 and S3-23 (two of them stand in a listing), S3-24 (the check that found
neither), S2-23 (the order of the weights), S2-21 (the 1/2).
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import back_through
from explorer.core.arrays import (
    check_at_least,
    check_option,
    product,
    saturated,
    sealed,
    total,
)
from explorer.core.gradients import Gradients
from explorer.core.layers import Network
from explorer.core.losses import LOSSES
from explorer.core.network import backward
from explorer.core.trace import Trace

FAULTS = {
    "bias_overwritten": "All biases of a layer get its last unit's gradient: an index "
    "is missing (E-31). Seen where a layer has two units.",
    "assigned": "A unit is blamed through the last unit above it alone: = for += "
    "(E-30). Seen where a layer above another has two units.",
    "transposed": "The weights are read column by column on the way back (E-17). Seen "
    "where a layer above another has two units and two inputs.",
    "updated_weights": "The error passes back through weights that have been changed "
    "already. Seen in every network of two layers.",
    "half_lost": "The error's slope is 2 (y_hat - y) for a loss with a 1/2 (E-14): all "
    "is twice too large.",
    "slope_at_h": "The slope phi' is taken at h and not at z. Seen wherever phi bends; "
    "a rectifier does not show it.",
}
"""The faults by name: what goes wrong, and what a network needs to show it."""


def faulty_backward(
    network: Network,
    trace: Trace,
    y: ArrayLike,
    faults: Collection[str],
    loss: str = "half_squared",
    reduction: str = "sum",
    learning_rate: float = 0.1,
) -> Gradients:
    """Carry the error back as `network.backward` does, but with mistakes.

    Parameters
    ----------
    network, trace, y, loss, reduction
        As for `network.backward`.
    faults
        Keys of `FAULTS`; without any, `network.backward` it is.
    learning_rate
        Of the update that comes too early, finite, at least 0; for "updated_weights".

    Raises
    ------
    ValueError
        As `network.backward` does, and if there is no such fault, or "half_lost" goes
        with a loss that has no 1/2.

    Examples
    --------
    >>> from explorer.core.network import Layer, forward
    >>> net = Network((Layer([[1.0], [2.0]], [0.0, 0.0], "linear"),))
    >>> trace, y = forward(net, [[1.0]]), [[0.0, 0.0]]
    >>> backward(net, trace, y).db[0].tolist()
    [1.0, 2.0]
    >>> faulty_backward(net, trace, y, {"bias_overwritten"}).db[0].tolist()
    [2.0, 2.0]
    """
    for fault in faults:
        check_option("fault", fault, tuple(FAULTS))
    check_at_least("learning_rate", learning_rate)
    if "half_lost" in faults and loss != "half_squared":
        raise ValueError(f"half_lost needs the loss half_squared, got {loss}.")
    right = backward(network, trace, y, loss, reduction)
    if not faults:
        return right
    at = trace.h[1:] if "slope_at_h" in faults else trace.z
    with np.errstate(all="ignore"):
        lost = 2.0 if "half_lost" in faults else 1.0
        dhs, delta = [saturated(lost * right.dh[-1])], saturated(lost * right.delta[-1])
        if LOSSES[loss].at_z is None:  # else the slope has cancelled
            delta = back_through(trace.activations[-1], at[-1], dhs[0])
        deltas = [delta]
        for depth in range(len(network.layers) - 1, -1, -1):
            W, delta = network.layers[depth].W, deltas[0]
            if "updated_weights" in faults:
                dW = product(delta.T, trace.h[depth])
                W = saturated(W - saturated(learning_rate * dW))
            if "transposed" in faults:
                W = W.ravel(order="F").reshape(W.shape)
            if "assigned" in faults:
                W, delta = W[-1:], delta[:, -1:]
            dhs.insert(0, product(delta, W))
            if depth:
                name = trace.activations[depth - 1]
                deltas.insert(0, back_through(name, at[depth - 1], dhs[0]))
        pairs = list(zip(deltas, trace.h, strict=False))
        db = [total(delta, axis=0) for delta in deltas]
        if "bias_overwritten" in faults:
            db = [np.full_like(slopes, slopes[-1]) for slopes in db]
        return Gradients(
            right.loss,
            right.example_loss,
            tuple(sealed(dh) for dh in dhs),
            tuple(sealed(delta) for delta in deltas),
            tuple(sealed(product(delta.T, below)) for delta, below in pairs),
            tuple(sealed(slopes) for slopes in db),
            trace.h,
        )
