"""Activations of many networks at once, into buffers that are made once.

The formulas are those of `elementwise`, in the form that is quickest over whole arrays.
"""

from __future__ import annotations

import numpy as np

from explorer.core.arrays import Array
from explorer.core.elementwise import LEAK

LANE_ACTIVATIONS = ("linear", "sigmoid", "tanh", "relu", "leaky_relu")
"""Those that sweeps train: elementwise, with a slope."""


def activate(activation: str, z: Array, h: Array) -> None:
    """Fill h from z; a sigmoid is ``1/2 + tanh(z/2) / 2``, the quickest exact form."""
    if activation == "sigmoid":
        np.multiply(z, 0.5, out=h)
        np.tanh(h, out=h)
        h *= 0.5
        h += 0.5
    elif activation == "tanh":
        np.tanh(z, out=h)
    elif activation == "relu":
        np.maximum(z, 0.0, out=h)
    elif activation == "leaky_relu":
        np.multiply(z, LEAK, out=h)
        np.maximum(z, h, out=h)
    else:
        np.copyto(h, z)


def gate(activation: str, z: Array, h: Array, dh: Array, delta: Array) -> None:
    """Fill delta with ``dh * phi'(z)``; z is free to be overwritten.

    Here ``h (1 - h)`` and ``1 - h^2`` will do: what they lose where h is within 1e-16
    of an end is no part of a double in the parameters.
    """
    if activation == "sigmoid":
        np.subtract(1.0, h, out=z)
        z *= h
    elif activation == "tanh":
        np.multiply(h, h, out=z)
        np.subtract(1.0, z, out=z)
    elif activation == "relu":
        np.heaviside(z, 0.0, out=z)
    elif activation == "leaky_relu":
        np.heaviside(z, 0.0, out=z)
        np.maximum(z, LEAK, out=z)
    else:
        z.fill(1.0)
    np.multiply(dh, z, out=delta)
