"""Hand-set networks, starts and batches. Decks: S2-03, S2-05, S2-39, S2-40."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from explorer.core import starts
from explorer.core.layers import Layer, Network
from explorer.core.network import forward
from explorer.core.priority import pool_shares
from explorer.core.sampling import Sampling
from explorer.core.training import train
from explorer.decks.forms import Told


def _hand_set(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-03: OR, NAND and AND as thresholds, then ever steeper sigmoids."""
    x = np.array(given["X"], float).T

    def output(activation: str, F: float) -> tuple[Any, Any]:
        layers = [
            Layer(F * np.array(given[W], float), F * np.array(given[b]), activation)
            for W, b in (("W1", "b1"), ("W2", "b2"))
        ]
        trace = forward(Network(tuple(layers)), x)
        return trace.h[1].T, trace.output.T

    h, y = output("step", 1.0)
    soft = {str(F): output("sigmoid", F)[1] for F in (1, 2, 5, 10, 20)}
    return {"h": h, "y": y, "sigmoid_version_by_F": soft}


def _xavier(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-05: the spread of the start, told from one draw of `starts.xavier`.

    A draw is the spread times a standard normal number, the same one for every width.
    """
    deviations = [_spread(*sizes) for sizes in given["layer_sizes_in_out"]]
    return {"variance": np.square(deviations), "std": deviations}


def _spread(inputs: int, outputs: int) -> float:
    drawn = starts.xavier((inputs, outputs), seed=0)[0]
    unscaled = np.random.default_rng(0).standard_normal((outputs, inputs))
    return float(drawn / unscaled[0, 0])


def _equal(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-05b: units that start equal stay equal."""
    x, y = (np.array(given[name], float).T for name in ("X", "Y"))
    sizes = (2, 2, 1)
    start = Network.from_parameters(
        sizes, [given["activation"]] * 2, starts.equal(sizes)
    )
    rate, steps = given["lr"], given["iterations"]
    history = train(start, x, y, learning_rate=rate, steps=steps)
    last = history.parameters[-1]
    net = Network.from_parameters(sizes, start.activations, last)
    W1 = net.layers[0].W
    return {
        **_columns(net),
        "outputs": forward(net, x).output.T,
        "E": history.loss[-1],
        "rows_of_W1_identical": bool((W1[0] == W1[1]).all()),
    }


def _columns(net: Network) -> dict[str, Any]:
    """Return weights and biases as decks.md writes them: a bias is a column."""
    found: dict[str, Any] = {}
    for depth, layer in enumerate(net.layers, 1):
        found |= {f"W{depth}": layer.W, f"b{depth}": layer.b[:, None]}
    return found


def _batches(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-39: one pass over XOR in batches of four, two and one."""
    x, y = (np.array(given[name], float).T for name in ("X", "Y"))
    init = given["init"]
    layers = [
        Layer(init[W], np.ravel(init[b]), given["activation"])
        for W, b in (("W1", "b1"), ("W2", "b2"))
    ]
    start, found = Network(tuple(layers)), {}
    for size in (4, 2, 1):
        history = train(
            start,
            x,
            y,
            reduction="mean",
            learning_rate=given["lr"],
            steps=len(x) // size,
            batch_size=size,
            sampling=Sampling("given"),
        )
        nets = [
            Network.from_parameters(start.sizes, start.activations, row)
            for row in history.parameters[1:]
        ]
        found[f"after_each_update_B{size}"] = [_columns(net) for net in nets]
    return found


def _pools(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-40: what a batch takes from each pool, and the weights that make up for it."""
    high, low = pool_shares(
        given["N_high"], given["N_low"], given["B"], given["share_high"]
    )
    return {
        "from_high": high.taken,
        "from_low": low.taken,
        "inclusion_probability_high": high.inclusion,
        "inclusion_probability_low": low.inclusion,
        "importance_weight_high": high.weight,
        "importance_weight_low": low.weight,
    }


TOLD: dict[str, Told] = {
    "S2-03": _hand_set,
    "S2-05": _xavier,
    "S2-05b": _equal,
    "S2-39": _batches,
    "S2-40": _pools,
}
