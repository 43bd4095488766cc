"""Networks beyond their two passes: paths, matrices, examples one by one, single edges.

Decks: S0-12, S1-12, S1-18, S1-20, S1-24, S2-07, S2-23.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from explorer.core.activations import ACTIVATIONS, back_through
from explorer.core.arrays import product
from explorer.core.factors import weight_factors
from explorer.core.jacobians import matrix_form, weight_tensor
from explorer.core.losses import mean_squared
from explorer.core.network import batch_loss, forward
from explorer.decks.forms import Told
from explorer.decks.network_form import NetworkExample, network_values


def _eight_weights(given: Mapping[str, Any]) -> dict[str, Any]:
    """S0-12: the first weights reach the error by two paths."""
    values = network_values(given)
    names = {
        deck: f"{layer}_{row}{column}"
        for layer, rows in given["weight_names"].items()
        for row, line in enumerate(rows, 1)
        for column, deck in enumerate(line, 1)
    }
    flat = dict(
        zip(values.network.parameter_names, values.gradients.parameters, strict=True)
    )
    lower = {deck: name for deck, name in names.items() if name.startswith("W1")}
    return {
        "gradient_w1_to_w8": [flat[name] for name in names.values()],
        "per_path_contributions": {
            deck: _contributions(values, name) for deck, name in lower.items()
        },
    }


def _contributions(values: NetworkExample, name: str) -> list[float]:
    found = weight_factors(values.network, values.trace, values.gradients, name, 0)
    slope = 1.0 if found.slope is None else found.slope.value
    return [path.product * slope * found.incoming.value for path in found.paths]


def _matrices(given: Mapping[str, Any]) -> dict[str, Any]:
    """S1-12: the five factors as matrices, and what they multiply to."""
    values = network_values(given)
    passes = (values.network, values.trace, values.gradients)
    upper, lower = matrix_form(*passes, 2, 0), matrix_form(*passes, 1, 0)
    error, slope, weights, diagonal, unfolded = (f.value for f in lower.factors)
    x = values.trace.h[0][0]
    return {
        "dJ/dz": error[0, 0],
        "dz/da2": slope[0, 0],
        "da2/dw2": upper.factors[-1].value,
        "dJ/dw2_row": upper.gradient,
        "da2/dh": weights,
        "dh/da1_diag_jacobian": diagonal,
        "dJ/da1_row": lower.products[3],
        "da1/dW1_tensor_2x2x2": weight_tensor(x, 2),
        "da1/dW1_unfolded_2x4": unfolded,
        "dJ/dW1_flat_1x4": lower.products[-1],
        "dJ/dW1_2x2": lower.gradient,
        "dJ/dW1_outer_form": np.outer(values.gradients.delta[0][0], x),
    }


def _one_by_one(given: Mapping[str, Any]) -> dict[str, Any]:
    """S1-18: each example's own gradient, not divided by their number."""
    values = network_values(given)
    alone = [part / values.scale for part in values.gradients.example_outer]
    return {
        "per_example_dW1": alone[0],
        "per_example_dW2": alone[1],
        "per_example_E": values.gradients.example_loss,
    }


def _output_layer(given: Mapping[str, Any]) -> dict[str, Any]:
    """S1-20: the forward pass and the last layer's gradient."""
    values = network_values(given)
    trace, gradients = values.trace, values.gradients
    first, second = gradients.dW[1][0]
    return {
        "a1": trace.z[0][0],
        "h": trace.h[1][0],
        "z": trace.output[0, 0],
        "J_half": gradients.loss,
        "J_without_half": mean_squared(trace.output, values.y)[0],
        "dJ/dz": gradients.dh[2][0, 0],
        "dz/da2": trace.slope[1][0, 0],
        "dJ/dw2_1": first,
        "dJ/dw2_2": second,
        "dJ/dw2": gradients.dW[1][0],
    }


def _first_layer(given: Mapping[str, Any]) -> dict[str, Any]:
    """S1-24: a unit exactly on the kink, and what differences make of it."""
    values = network_values(given)
    net, gradients = values.network, values.gradients
    form = matrix_form(net, values.trace, gradients, 1, 0)
    dW, start, width = gradients.dW[0], net.layers[0].W[1, 0], 1e-6

    def loss(by: float) -> float:
        moved = net.replace(W1_21=start + by)
        return batch_loss(forward(moved, values.x), values.y, values.loss)

    right, left = loss(width) - loss(0.0), loss(0.0) - loss(-width)
    # The other convention: at z = 0 the slope from the right.
    other = gradients.dh[1] * np.where(values.trace.z[0] >= 0.0, 1.0, 0.0)
    found = {
        "dh/da1": form.factors[3].value,
        "da2/dh": form.factors[2].value[0],
        "dJ/da1_row": gradients.delta[0][0],
        "dJ/dW1": dW,
        "fd_w21_central": (right + left) / (2.0 * width),
        "fd_w21_right": right / width,
        "fd_w21_left": left / width,
        "dJ/dW1_if_relu_prime_at_0_is_1": product(other.T, values.x),
    }
    places = ("11", "12", "21", "22")
    return found | {
        f"dJ/dw{place}": slope for place, slope in zip(places, dW.ravel(), strict=True)
    }


def _one_edge(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-07: the long sum term by term, and two edges of it."""
    values = network_values(given)
    output = values.network.layers[1].W[0]
    return {
        "Y": values.trace.output[0, 0],
        "hidden_terms_phi_j_times_W_j": values.trace.h[1][0] * output,
        "dE/dW11_HO": values.gradients.dW[1][0, 0],
        "dE/dW11_IH": values.gradients.dW[0][0, 0],
    }


def _interior(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-23: the deltas above, weighted, summed, and times one's own slope."""
    z = np.array([given["z_i"]], float)
    above = np.array([given["delta_next"]], float)
    dh = product(above, np.array(given["W_next_k_by_i"], float))
    return {
        "sum_k_wki_deltak": dh[0],
        "phi_prime": ACTIVATIONS[given["activation"]].derivative(z)[0],
        "delta": back_through(given["activation"], z, dh)[0],
    }


TOLD: dict[str, Told] = {
    "S0-12": _eight_weights,
    "S1-12": _matrices,
    "S1-18": _one_by_one,
    "S1-20": _output_layer,
    "S1-24": _first_layer,
    "S2-07": _one_edge,
    "S2-23": _interior,
}
