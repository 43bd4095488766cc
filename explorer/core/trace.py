"""The forward pass, and everything it computed.

Decks: S3-04 and S3-11 (forward recursion), S2-07 (with live numbers).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, matrix, product, saturated, sealed
from explorer.core.layers import Layer, Network

__all__ = ["Layer", "Network", "Trace", "forward"]


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

    @cached_property
    def slope(self) -> tuple[Array, ...]:
        """phi'(z) of each layer; ``slope[0]`` is layer 1's, (N, n_1).

        Of a softmax the diagonal of its Jacobian, see `jacobians` for all of it.
        """
        pairs = zip(self.activations, self.z, strict=True)
        return tuple(sealed(ACTIVATIONS[name].derivative(z)) for name, z in pairs)

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
