"""The two passes: forward gives a `Trace`, backward gives the `Gradients`.

Decks: S3-18 (both passes), S2-19 (four steps), S1-12 (matrix form), decks.md 5.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import (
    Array,
    check_option,
    matrix,
    product,
    saturated,
    sealed,
    total,
)
from explorer.core.layers import Layer, Network
from explorer.core.losses import LOSSES, REDUCTIONS, check_pairing
from explorer.core.parameters import parameter_names

__all__ = [
    "Gradients",
    "Layer",
    "Network",
    "Trace",
    "backward",
    "check_pairing",
    "forward",
    "parameter_names",
]


@dataclass(frozen=True, eq=False)
class Trace:
    """Everything a forward pass computed; rows are examples, arrays read-only.

    Attributes
    ----------
    x
        Inputs, (N, n_0).
    z
        Pre-activations; ``z[0]`` is layer 1's, (N, n_1).
    h
        Activations; ``h[0]`` is x, ``h[l]`` layer l's, (N, n_l).
    activations
        The activation of each layer.
    """

    x: Array
    z: tuple[Array, ...]
    h: tuple[Array, ...]
    activations: tuple[str, ...]

    @property
    def output(self) -> Array:
        """The last layer's activation, y_hat, (N, n_L)."""
        return self.h[-1]


def forward(network: Network, x: ArrayLike) -> Trace:
    """Run examples through a network (S3-04, S3-11).

    Per layer ``z = W h + b``, ``h = phi(z)``, from ``h_0 = x`` up; with examples in
    rows ``Z = H W^T + b``, as in PyTorch.

    Parameters
    ----------
    network
        Any depth and width.
    x
        Inputs, (N, n_0), finite.

    Raises
    ------
    ValueError
        If x has another shape or is not finite.

    Examples
    --------
    >>> network = Network((Layer([[2.0, 1.0]], [0.5], "relu"),))
    >>> forward(network, [[1.0, 3.0], [0.0, -1.0]]).output.tolist()
    [[5.5], [0.0]]
    """
    h = [matrix("x", x, network.sizes[0])]
    z = []
    for layer in network.layers:
        with np.errstate(all="ignore"):
            z.append(sealed(saturated(product(h[-1], layer.W.T) + layer.b)))
        h.append(sealed(ACTIVATIONS[layer.activation].value(z[-1])))
    return Trace(h[0], tuple(z), tuple(h), network.activations)


@dataclass(frozen=True, eq=False)
class Gradients:
    """Everything a backward pass computed; arrays read-only.

    The 1/N of ``reduction="mean"`` is in ``dh`` and ``delta`` and so in all below.

    Attributes
    ----------
    loss
        E of the batch: sum or mean of the examples' losses.
    example_loss
        Each example's own loss, never divided by N, (N,).
    dh
        dE/dh; ``dh[0]`` by the inputs, ``dh[l]`` by layer l's activation, (N, n_l).
    delta
        dE/dz; ``delta[0]`` is layer 1's, (N, n_1).
    dW, db
        Gradient of E by each layer's weights, (n_l, n_l-1), and biases, (n_l,).
    h
        The activations of the trace: what the deltas were multiplied by.
    """

    loss: float
    example_loss: Array
    dh: tuple[Array, ...]
    delta: tuple[Array, ...]
    dW: tuple[Array, ...]
    db: tuple[Array, ...]
    h: tuple[Array, ...]

    @cached_property
    def parameters(self) -> Array:
        """The gradient as a flat vector, (P,), in the order of the names."""
        pairs = zip(self.dW, self.db, strict=True)
        return sealed(np.concatenate([p for W, b in pairs for p in (W.ravel(), b)]))

    @cached_property
    def example_gradient(self) -> Array:
        """Each example's contribution, (N, P); the rows add up to `parameters`."""
        parts = []
        with np.errstate(all="ignore"):
            for delta, below in zip(self.delta, self.h, strict=False):
                outer = saturated(delta[:, :, None] * below[:, None, :])
                parts += [outer.reshape(len(delta), -1), delta]
        return sealed(np.concatenate(parts, axis=1))


def backward(
    network: Network,
    trace: Trace,
    y: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
) -> Gradients:
    """Carry the error back through a network (S3-15, S3-18, S2-23).

    From the output down ``delta = dE/dh * phi'(z)`` and ``dE/dh_below = W^T delta``;
    then ``dW = sum_t delta h_below^T`` and ``db = sum_t delta``: each bias has its own
    delta (COMP755's listing gives all the last one's, E-31).

    Parameters
    ----------
    network, trace
        The network, and what `forward` returned for it.
    y
        Targets, (N, n_L).
    loss
        ``"half_squared"`` or ``"binary_cross_entropy"``.
    reduction
        ``"sum"`` over the examples, or ``"mean"``: divided by N, not by n_L.

    Raises
    ------
    ValueError
        If y's shape is not the output's, a target is not finite (cross-entropy: not in
        [0, 1]), the loss needs another output, or an option is unknown.

    Examples
    --------
    >>> network = Network((Layer([[1.0, 0.0]], [2.0], "linear"),))  # S1-05
    >>> backward(network, forward(network, [[1.0, 0.0]]), [[2.0]]).parameters.tolist()
    [1.0, 0.0, 1.0]
    """
    check_pairing(loss, network.activations[-1])
    check_option("reduction", reduction, REDUCTIONS)
    count, outputs = trace.output.shape
    y = matrix("y", y, outputs, count)
    scale = 1.0 / count if reduction == "mean" else 1.0
    rule, slopes = LOSSES[loss], [ACTIVATIONS[a].derivative for a in trace.activations]
    with np.errstate(all="ignore"):
        if rule.at_z is not None:
            example_loss, dh, delta = rule.at_z(trace.z[-1], y)
            dhs, deltas = [dh * scale], [delta * scale]
        else:
            example_loss = rule.value(trace.output, y)
            dhs = [rule.derivative(trace.output, y) * scale]
            deltas = [dhs[0] * slopes[-1](trace.z[-1])]
        for depth in range(len(network.layers) - 1, -1, -1):
            dhs.insert(0, product(deltas[0], network.layers[depth].W))
            if depth:
                deltas.insert(0, dhs[0] * slopes[depth - 1](trace.z[depth - 1]))
        pairs = list(zip(deltas, trace.h, strict=False))
        return Gradients(
            float(total(example_loss * scale)),
            sealed(example_loss),
            tuple(sealed(dh) for dh in dhs),
            tuple(sealed(delta) for delta in deltas),
            tuple(sealed(product(delta.T, below)) for delta, below in pairs),
            tuple(sealed(total(delta, axis=0)) for delta, _ in pairs),
            trace.h,
        )
