"""Recompute an example that gives a network; columns are examples there.

Decks: S0-12, S1-12 to S1-24, S2-07, S2-14, S2-46, S3-21 to S3-25, decks.md 5.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, check_option
from explorer.core.layers import Layer, Network
from explorer.core.network import Gradients, Trace, backward, batch_loss, forward
from explorer.decks.forms import number, numbers, part, unknown
from explorer.decks.schema import UnusableError, shown

LOSSES = {
    "half_se": "half_squared",
    "bce": "binary_cross_entropy",
    "cce": "categorical_cross_entropy",
}
"""What a file calls a loss, and what the core does."""

_NAME = re.compile(r"(z|h|dE_dh|fprime|delta|dW|db)(0|[1-9][0-9]?)")


@dataclass(frozen=True, eq=False)
class NetworkExample:
    """A network with its data, rows being examples, and its two passes.

    Called with a name it returns the value in the file's orientation: columns are
    examples, ``db`` is a list. The names are ``E``, ``z<l>``, ``h<l>``, ``fprime<l>``
    (not of a softmax), ``delta<l>``, ``dW<l>``, ``db<l>`` for the layers from 1, and
    ``dE_dh<l>`` from 0.
    """

    network: Network
    x: Array
    y: Array
    loss: str
    scale: float

    @cached_property
    def trace(self) -> Trace:
        """The forward pass."""
        return forward(self.network, self.x)

    @cached_property
    def gradients(self) -> Gradients:
        """The backward pass, of the loss as it is scaled."""
        return backward(self.network, self.trace, self.y, self.loss, "sum", self.scale)

    def __call__(self, name: str) -> Any:
        """Return a value as the file writes it; UnusableError if there is none."""
        if name == "E":
            return batch_loss(self.trace, self.y, self.loss, "sum", self.scale)
        match = _NAME.fullmatch(name)
        if match is None:
            raise unknown("a network", name)
        kind, layer = match[1], int(match[2])
        lowest = 0 if kind == "dE_dh" else 1
        if not lowest <= layer <= len(self.network.layers):
            raise unknown(f"a network of {len(self.network.layers)} layers", name)
        if kind == "z":
            return self.trace.z[layer - 1].T
        if kind == "h":
            return self.trace.h[layer].T
        if kind == "fprime":
            activation = self.network.activations[layer - 1]
            if not ACTIVATIONS[activation].elementwise:
                raise unknown(f"a layer that is a {activation}", name)
            return self.trace.slope[layer - 1].T
        if kind == "dE_dh":
            return self.gradients.dh[layer].T
        if kind == "delta":
            return self.gradients.delta[layer - 1].T
        return (self.gradients.dW if kind == "dW" else self.gradients.db)[layer - 1]


def network_values(given: Mapping[str, Any]) -> NetworkExample:
    """Read ``layers`` (``W, b, activation``), ``X``, ``Y``, ``loss``, ``loss_scale``.

    Raises
    ------
    ValueError
        If they do not fit; the sentence names what and where.

    Examples
    --------
    >>> values = network_values({
    ...     "layers": [{"W": [[1.0, 0.0]], "b": [2.0], "activation": "linear"}],
    ...     "X": [[1.0, 0.0], [0.0, 1.0]], "Y": [[2.0, 1.0]],
    ...     "loss": "half_se", "loss_scale": 0.5})
    >>> values("z1").tolist(), values("E"), values("dW1").tolist()
    ([[3.0, 2.0]], 0.5, [[0.5, 0.5]])
    """
    layers = [
        _layer(place, layer)
        for place, layer in enumerate(part(given, "layers", list), 1)
    ]
    network = Network(tuple(layers))
    x, y = numbers("X", part(given, "X"), 2), numbers("Y", part(given, "Y"), 2)
    outputs, inputs = network.sizes[-1], network.sizes[0]
    if len(x) != inputs or len(y) != outputs or x.shape[1] != y.shape[1]:
        raise UnusableError(
            f"X and Y must have {inputs} and {outputs} rows and a column for each "
            f"example, got shapes {x.shape} and {y.shape}."
        )
    loss = part(given, "loss", str)
    check_option("loss", loss, tuple(LOSSES))
    scale = number("loss_scale", part(given, "loss_scale"))
    return NetworkExample(network, x.T.copy(), y.T.copy(), LOSSES[loss], scale)


def _layer(place: int, given: Any) -> Layer:
    where = f"layer {place}"
    if not isinstance(given, dict):
        raise UnusableError(f"{where} must be an object, got {shown(given)}.")
    W = numbers(f"W of {where}", part(given, "W"), 2)
    b = numbers(f"b of {where}", part(given, "b"), 1)
    activation = part(given, "activation", str)
    try:
        return Layer(W, b, activation)
    except ValueError as error:
        raise UnusableError(f"{where}: {error}") from None
