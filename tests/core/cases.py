"""Networks that several tests use."""

from __future__ import annotations

import itertools
import json
from importlib.resources import files
from typing import Any

import numpy as np

from explorer.core.arrays import Array
from explorer.core.network import Network
from explorer.core.parameters import parameter_names
from explorer.core.starts import comp755_start

SIGMOIDS = ("sigmoid", "sigmoid")
TRAINABLE = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "softmax"]
PAIRINGS = [
    *itertools.product(TRAINABLE, ["half_squared", "mean_squared"]),
    ("sigmoid", "binary_cross_entropy"),
    ("softmax", "categorical_cross_entropy"),
]


def network(parameters: Array) -> Network:
    return Network.from_parameters((2, 2, 1), SIGMOIDS, parameters)


def comp755() -> Network:
    return network(comp755_start())


def random_case(
    seed: int, output: str, names: list[str] = TRAINABLE
) -> tuple[Network, Array, Array, np.random.Generator]:
    """A network of depth 1-4 and widths 1-6, inputs and targets, N unlike any n."""
    rng = np.random.default_rng([seed, len(output)])
    depth = int(rng.integers(1, 5))
    sizes = tuple(int(n) for n in rng.integers(1, 7, depth + 1))
    hidden = rng.choice(names, depth - 1)
    count = len(parameter_names(sizes))
    net = Network.from_parameters(
        sizes, (*(str(name) for name in hidden), output), rng.normal(0, 1, count)
    )
    examples = int(rng.integers(7, 10))
    return (
        net,
        rng.normal(0, 1, (examples, sizes[0])),
        rng.random((examples, sizes[-1])),
        rng,
    )


def optimiser_example(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What one of the decks' worked examples is given, and what is expected."""
    text = files("explorer.decks").joinpath("worked_examples.json").read_text("utf-8")
    found = {example["id"]: example for example in json.loads(text)}
    return found[name]["given"], found[name]["expected"]
