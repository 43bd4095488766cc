"""Layers without an activation between them are one layer (S2-25)."""

from __future__ import annotations

from explorer.core.arrays import product, saturated
from explorer.core.layers import Layer, Network


def collapsed(network: Network) -> Network:
    """Join every linear layer with the one above it.

    ``W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2)``: what comes back gives
    the same output for every input, and only its last layer can be linear.

    Parameters
    ----------
    network
        Any; layers that are not linear stay as they are. Overflow saturates.

    Examples
    --------
    >>> first = Layer([[1.0, 2.0], [0.0, 1.0]], [1.0, 0.0], "linear")
    >>> second = Layer([[3.0, 4.0]], [0.5], "sigmoid")
    >>> [only] = collapsed(Network((first, second))).layers
    >>> only.W.tolist(), only.b.tolist(), only.activation
    ([[3.0, 10.0]], [3.5], 'sigmoid')
    """
    layers = [network.layers[0]]
    for above in network.layers[1:]:
        below = layers[-1]
        if below.activation != "linear":
            layers.append(above)
            continue
        W = product(above.W, below.W)
        b = saturated(product(above.W, below.b[:, None])[:, 0] + above.b)
        layers[-1] = Layer(W, b, above.activation)
    return Network(tuple(layers))
