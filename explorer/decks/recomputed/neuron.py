"""A linear neuron, and a small network's step by hand. Decks: S1-05, S1-05b, S1-23."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from explorer.core.arrays import Array
from explorer.core.layers import Layer, Network
from explorer.core.network import backward, batch_loss, forward
from explorer.core.optimisers import GradientDescent
from explorer.decks.forms import Told


def _linear(given: Mapping[str, Any]) -> dict[str, Any]:
    """S1-05 and S1-05b: half the mean squared error and one step of it."""
    one = "x_augmented" in given
    columns = np.array(given["x_augmented" if one else "X_augmented_columns"], float)
    x = np.atleast_2d(columns[:2].T)
    y = np.reshape(np.array(given["t"], float), (len(x), 1))
    net = Network.from_parameters((2, 1), ("linear",), given["w"])
    trace = forward(net, x)
    gradients = backward(net, trace, y, reduction="mean")
    new = _moved(net, gradients.parameters, given["lr"])
    after = forward(new, x)
    z, z_after = trace.output[:, 0], after.output[:, 0]
    found: dict[str, Any] = {
        "z": z[0] if one else z,
        "J": gradients.loss,
        "gradient": gradients.parameters,
        "w_new": new.parameters,
        "z_after": z_after[0] if one else z_after,
        "J_after": batch_loss(after, y, reduction="mean"),
        "residual_z_minus_t": z - y[:, 0],
        "t-z": y[0, 0] - z[0],
    }
    for place, slope in enumerate(gradients.parameters, 1):
        found[f"dJ/dw{place}"] = slope
    return found


def _moved(net: Network, gradient: Array, rate: float) -> Network:
    rule, w = GradientDescent(), net.parameters
    new, _ = rule.step(w, rule.init(w), gradient, rate)
    return Network.from_parameters(net.sizes, net.activations, new)


def _rectifiers(given: Mapping[str, Any]) -> dict[str, Any]:
    """S1-23: the output's weights moved alone, and all weights together."""
    zero, x, y = np.zeros(2), [given["x"]], [[given["c"]]]
    slopes = [np.array(given["grad_W1"], float), np.array([given["grad_w2"]], float)]

    def after(rate: float, all_layers: bool) -> tuple[Network, float, float]:
        W1 = np.array(given["W1"], float) - (rate * slopes[0] if all_layers else 0.0)
        W2 = np.array([given["w2"]], float) - rate * slopes[1]
        net = Network((Layer(W1, zero, "relu"), Layer(W2, zero[:1], "linear")))
        trace = forward(net, x)
        return net, float(trace.output[0, 0]), batch_loss(trace, y)

    last, z_last, loss_last = after(given["lr"], False)
    both, z_both, loss_both = after(given["lr"], True)
    return {
        "w2_new": last.layers[1].W[0],
        "z_after_w2_only": z_last,
        "J_after_w2_only": loss_last,
        "W1_new_if_both": both.layers[0].W,
        "z_after_both": z_both,
        "J_after_both": loss_both,
        "eta_both_exact": _halved(lambda rate: after(rate, True)[1] - given["c"]),
    }


def _halved(error: Any, low: float = 0.0, high: float = 1.0) -> float:
    """Return where an error that rises from below 0 to above it is 0."""
    while low < (middle := 0.5 * (low + high)) < high:
        low, high = (middle, high) if error(middle) < 0.0 else (low, middle)
    return high


TOLD: dict[str, Told] = {"S1-05": _linear, "S1-05b": _linear, "S1-23": _rectifiers}
