"""The networks of Backprop by hand, with the numbers of the decks and the exercises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from explorer.core.layers import Layer, Network
from explorer.decks.examples import deck_examples
from explorer.decks.network_form import network_values
from explorer.exercises import numbers_of

NAMES = {
    "relu": "A: deck 2's ReLU net",
    "eight": "B: eight weights",
    "deck1": "B with deck 1's numbers",
    "xor": "C: COMP755's XOR net",
    "linear331": "deck 3: 3-3-1, linear",
    "sigmoid331": "deck 3: 3-3-1, sigmoid",
}
"""What each network is called."""

_EXAMPLES = {
    "relu": "S1-20",
    "deck1": "S0-12",
    "xor": "S3-21",
    "linear331": "S2-07",
    "sigmoid331": "S2-46",
}


@dataclass(frozen=True, eq=False)
class Net:
    """A network and its examples."""

    network: Network
    x: tuple[tuple[float, ...], ...]
    y: tuple[tuple[float, ...], ...]


@lru_cache(maxsize=1)
def nets() -> Mapping[str, Net]:
    """Return the networks as they are printed, by name."""
    found = {}
    for name, example in _EXAMPLES.items():
        values = network_values(deck_examples()[example].given)
        x, y = (tuple(map(tuple, a.tolist())) for a in (values.x, values.y))
        found[name] = Net(values.network, x, y)
    given = numbers_of("E7.f")
    layers = (
        Layer(given["W1"], given["b1"], given["activation"]),
        Layer(given["W2"], given["b2"], given["activation"]),
    )
    found["eight"] = Net(Network(layers), (tuple(given["x"]),), (tuple(given["y"]),))
    return MappingProxyType(found)


@lru_cache(maxsize=64)
def drawn(name: str, seed: int) -> Net:
    """Return a network as printed (seed 0), or with other round numbers.

    Weights and biases are tenths between −1 and 1, inputs are multiples of 0.5, targets
    stay; biases that are 0 stay 0.
    """
    net = nets()[name]
    if seed == 0:
        return net
    pool = np.random.default_rng(seed)
    tenths = pool.integers(1, 10, len(net.network.parameters)) / 10
    signs = pool.choice([-1.0, 1.0], len(tenths))
    flat = np.where(net.network.parameters == 0, 0.0, tenths * signs)
    for at, parameter in enumerate(net.network.parameter_names):
        if parameter[0] == "W":
            flat[at] = tenths[at] * signs[at]
    made = Network.from_parameters(net.network.sizes, net.network.activations, flat)
    halves = pool.choice([0.5, 1.0, 1.5, 2.0], (len(net.x), len(net.x[0])))
    x = net.x if name == "xor" else tuple(map(tuple, halves.tolist()))
    return replace(net, network=made, x=x)
