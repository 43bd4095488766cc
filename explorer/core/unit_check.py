"""Difference quotients by what the units hold: the check of delta and of dE/dh.

`gradient_check` does the same by weights and biases. Decks: S3-15, S3-24, E-38.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, matrix, saturated
from explorer.core.layers import Layer, Network
from explorer.core.losses import half_squared
from explorer.core.network import forward

_RECTIFIERS = ("relu", "leaky_relu")


def unit_quotients(
    network: Network, x: Sequence[float], y: Sequence[float], epsilon: float = 1e-5
) -> dict[str, tuple[float, bool]]:
    """Differentiate half the squared error by every z and h, numerically.

    ``(E(v + epsilon/2) - E(v - epsilon/2)) / epsilon`` where v is one unit's z or h and
    everything above it follows.

    Parameters
    ----------
    network
        Elementwise activations.
    x, y
        One example, (n_0,) and (n_L,).
    epsilon
        Width of the difference, positive and finite.

    Returns
    -------
    dict
        ``delta1_2`` and ``dh1_2`` to the quotient, and whether a rectifier switches
        within the difference: then it is a mix of two slopes (S1-24).

    Raises
    ------
    ValueError
        If an argument does not fit.

    Examples
    --------
    S1-24: z of the second hidden unit is 0, where the rectifier has its kink.

    >>> hidden = Layer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], "relu")
    >>> network = Network((hidden, Layer([[1.0, 2.0]], [0.0], "linear")))
    >>> value, kink = unit_quotients(network, [1, 0], [2])["delta1_2"]
    >>> round(value, 3), kink
    (-1.0, True)
    """
    if not 0.0 < epsilon < np.inf:
        raise ValueError(f"epsilon must be positive and finite, got {epsilon}.")
    trace = forward(network, [x])
    target = matrix("y", [y], network.sizes[-1], 1)
    found: dict[str, tuple[float, bool]] = {}
    for layer, name in enumerate(network.activations, start=1):
        above = network.layers[layer:]
        for kind, start in (("delta", trace.z[layer - 1]), ("dh", trace.h[layer])):
            for i in range(network.sizes[layer]):
                sides = []
                for by in (epsilon / 2, -epsilon / 2):
                    moved = start.copy()
                    moved[0, i] += by
                    through = name if kind == "delta" else "linear"
                    sides.append(_finish(through, moved, above, target))
                (right, on), (left, off) = sides
                with np.errstate(all="ignore"):
                    slope = float(np.nan_to_num((right - left) / epsilon))
                found[f"{kind}{layer}_{i + 1}"] = slope, on != off
    return found


def _finish(
    name: str, z: Array, above: tuple[Layer, ...], target: Array
) -> tuple[np.float64, list[bool]]:
    """Go on from a layer's z; return the loss and which rectifiers are on."""
    names, zs = [name], [z]
    h = saturated(ACTIVATIONS[name].value(z))
    if above:
        rest = forward(Network(above), h)
        names, zs, h = [*names, *rest.activations], [z, *rest.z], rest.output
    pairs = zip(names, zs, strict=True)
    on = [b for n, z in pairs if n in _RECTIFIERS for b in (z > 0.0).ravel().tolist()]
    return np.float64(half_squared(h, target)[0]), on
