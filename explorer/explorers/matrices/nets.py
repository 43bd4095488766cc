"""The networks of Matrices and check, with the numbers of the decks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from explorer.core.arrays import Array, sealed
from explorer.core.datasets import comp755_xor
from explorer.core.layers import Layer, Network
from explorer.core.starts import comp755_start
from explorer.decks.examples import deck_examples
from explorer.decks.network_form import network_values
from explorer.decks.replay import comp755_network

_EXAMPLES = {"deck2": "S1-12", "relu": "S1-24", "check": "S3-24", "two": "S3-22"}
NAMES = {
    "deck2": "deck 2: 2-2-1, sigmoid",
    "relu": "deck 2: 2-2-1, ReLU",
    "check": "deck 4: its gradient check",
    "two": "deck 4: with two outputs",
    "comp755": "deck 4: start of its training",
    "own": "own sizes",
}
"""What each network is called."""
MOST = 4  # examples that are drawn side by side


@dataclass(frozen=True, eq=False)
class Net:
    """A network of two layers with its examples, (N, n_0) and (N, n_2)."""

    network: Network
    x: Array
    y: Array


@lru_cache(maxsize=1)
def printed() -> Mapping[str, Net]:
    """Return the decks' networks; behind a deck's example stand more, drawn here."""
    found = {}
    for name, example in _EXAMPLES.items():
        values = network_values(deck_examples()[example].given)
        found[name] = _with_more(values.network, values.x, values.y)
    found["comp755"] = Net(comp755_network(comp755_start()), *comp755_xor())
    return MappingProxyType(found)


def _with_more(network: Network, x: Array, y: Array) -> Net:
    rng = np.random.default_rng(1)
    more = MOST - len(x)
    drawn = rng.choice([-1.0, -0.5, 0.5, 1.0, 1.5], (more, x.shape[1]))
    targets = rng.integers(0, 2, (more, y.shape[1])).astype(float)
    return Net(network, sealed(np.vstack([x, drawn])), sealed(np.vstack([y, targets])))


@lru_cache(maxsize=64)
def drawn(inputs: int, hidden: int, outputs: int, seed: int) -> Net:
    """Return a network of sigmoids with these sizes and round numbers."""
    rng, sizes = np.random.default_rng(seed), (inputs, hidden, outputs)

    def tenths(*shape: int) -> Array:
        return rng.integers(1, 10, shape) * rng.choice([-0.1, 0.1], shape)

    layers = tuple(
        Layer(tenths(n, below).round(1), tenths(n).round(1), "sigmoid")
        for n, below in zip(sizes[1:], sizes[:-1], strict=True)
    )
    x = rng.choice([-1.0, 0.5, 1.0, 2.0], (MOST, inputs))
    y = rng.integers(0, 2, (MOST, outputs)).astype(float)
    return Net(Network(layers), sealed(x), sealed(y))
