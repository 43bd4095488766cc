"""The backward pass; `trace` has the forward pass, `gradients` what this one gives.

Decks: S3-15 and S3-18 (both passes), S2-23 (interior delta), decks.md 5.1.
"""

from __future__ import annotations

from math import isfinite

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import back_through, check_trainable
from explorer.core.arrays import (
    Array,
    check_option,
    matrix,
    product,
    saturated,
    sealed,
    total,
)
from explorer.core.gradients import Gradients
from explorer.core.layers import Layer, Network
from explorer.core.losses import LOSSES, REDUCTIONS, check_pairing, check_targets
from explorer.core.parameters import parameter_names
from explorer.core.trace import Trace, forward

__all__ = [
    "Gradients",
    "Layer",
    "Network",
    "Trace",
    "backward",
    "batch_loss",
    "check_pairing",
    "forward",
    "parameter_names",
]


def backward(
    network: Network,
    trace: Trace,
    y: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
    scale: float = 1.0,
) -> Gradients:
    """Carry the error back through a network (S3-15, S3-18, S2-23).

    From the output down ``delta = dE/dh * phi'(z)`` (a softmax: ``J^T dE/dh``) and
    ``dE/dh_below = W^T delta``; then ``dW = sum_t delta h_below^T`` and
    ``db = sum_t delta``: each bias has its own delta (COMP755's listing gives all the
    last one's, E-31).

    Parameters
    ----------
    network, trace
        The network, and what `forward` returned for it.
    y
        Targets, (N, n_L).
    loss
        A key of `LOSSES`: ``"half_squared"``, ``"mean_squared"``,
        ``"binary_cross_entropy"``, ``"categorical_cross_entropy"``.
    reduction
        ``"sum"`` over the examples, or ``"mean"``: divided by N, not by n_L.
    scale
        Multiplies E besides: decks.md's s, which enters once, at the output.

    Raises
    ------
    ValueError
        If y's shape is not the output's, a target is not finite (cross-entropy: not in
        [0, 1]), the loss needs another output, a layer is a step, or an option is
        unknown.

    Examples
    --------
    >>> network = Network((Layer([[1.0, 0.0]], [2.0], "linear"),))  # S1-05
    >>> backward(network, forward(network, [[1.0, 0.0]]), [[2.0]]).parameters.tolist()
    [1.0, 0.0, 1.0]
    """
    check_trainable(network.activations)
    scale = _scale(trace, loss, reduction, scale)
    y, top = _targets(trace, y, loss), network.activations[-1]
    rule = LOSSES[loss]
    with np.errstate(all="ignore"):
        if rule.at_z is not None:
            example_loss, dh, delta = rule.at_z(trace.z[-1], y)
            dhs, deltas = [saturated(dh * scale)], [saturated(delta * scale)]
        else:
            example_loss = rule.value(trace.output, y)
            dhs = [saturated(rule.derivative(trace.output, y) * scale)]
            deltas = [back_through(top, trace.z[-1], dhs[0])]
        for depth in range(len(network.layers) - 1, -1, -1):
            dhs.insert(0, product(deltas[0], network.layers[depth].W))
            if depth:
                name, z = network.activations[depth - 1], trace.z[depth - 1]
                deltas.insert(0, back_through(name, z, dhs[0]))
        pairs = list(zip(deltas, trace.h, strict=False))
        return Gradients(
            float(total(saturated(example_loss * scale))),
            sealed(example_loss),
            tuple(sealed(dh) for dh in dhs),
            tuple(sealed(delta) for delta in deltas),
            tuple(sealed(product(delta.T, below)) for delta, below in pairs),
            tuple(sealed(total(delta, axis=0)) for delta, _ in pairs),
            trace.h,
        )


def batch_loss(
    trace: Trace,
    y: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
    scale: float = 1.0,
) -> float:
    """Compute E alone, also of a network with steps, which has no gradient (S2-03).

    Parameters
    ----------
    trace, y, loss, reduction, scale
        As for `backward`.

    Raises
    ------
    ValueError
        As `backward` does, but not for a step.

    Examples
    --------
    >>> network = Network((Layer([[2.0]], [-1.0], "step"),))
    >>> batch_loss(forward(network, [[1.0], [0.0]]), [[0.0], [0.0]])
    0.5
    """
    scale = _scale(trace, loss, reduction, scale)
    y, rule = _targets(trace, y, loss), LOSSES[loss]
    with np.errstate(all="ignore"):
        if rule.at_z is not None:
            example_loss, _, _ = rule.at_z(trace.z[-1], y)
        else:
            example_loss = rule.value(trace.output, y)
        return float(total(saturated(example_loss * scale)))


def _scale(trace: Trace, loss: str, reduction: str, scale: float) -> float:
    """Check the options; return what each example's loss is multiplied by."""
    check_pairing(loss, trace.activations[-1])
    check_option("reduction", reduction, REDUCTIONS)
    if not isfinite(scale):
        raise ValueError(f"scale must be finite, got {scale}.")
    return scale / len(trace.x) if reduction == "mean" else scale


def _targets(trace: Trace, y: ArrayLike, loss: str) -> Array:
    count, outputs = trace.output.shape
    y = matrix("y", y, outputs, count)
    check_targets(loss, y)
    return y
