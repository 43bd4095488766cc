"""Activations, their slopes, and losses beside them.

Decks: S2-22, S2-26 to S2-29, S2-43, S3-05.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from explorer.core.activations import ACTIVATIONS, back_through
from explorer.core.arrays import Array
from explorer.core.cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_slope,
    categorical_cross_entropy,
    categorical_cross_entropy_slope,
)
from explorer.core.elementwise import sigmoid_slope
from explorer.core.losses import LOSSES, half_squared, half_squared_slope
from explorer.core.softmax import softmax_delta, softmax_jacobian
from explorer.decks.forms import Told

SIGMOID = ACTIVATIONS["sigmoid"]


def _row(value: Any) -> Array:
    return np.array([value], dtype=np.float64)


def _table(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-26: an activation and its slope at many z."""
    activation, z = ACTIVATIONS[given["activation"]], _row(given["z"])
    return {"phi": activation.value(z)[0], "phi_prime": activation.derivative(z)[0]}


def _softmax(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-26: the full Jacobian, and what is lost with the diagonal alone (E-23)."""
    softmax, z, y = ACTIVATIONS["softmax"], _row(given["z"]), _row(given["y_onehot"])
    phi, diagonal = softmax.value(z), softmax.derivative(z)
    dphi = categorical_cross_entropy_slope(phi, y)
    error = half_squared_slope(phi, y)
    return {
        "phi": phi[0],
        "deck_diagonal_only": diagonal[0],
        "jacobian": softmax_jacobian(z)[0],
        "E_cce": categorical_cross_entropy(phi, y)[0],
        "dE/dphi": dphi[0],
        "delta_cce = J^T dE/dphi": softmax_delta(z, dphi)[0],
        "delta_cce_if_diagonal_only(wrong)": (diagonal * dphi)[0],
        "delta_half_se_full": softmax_delta(z, error)[0],
        "delta_half_se_diagonal_only(wrong)": (diagonal * error)[0],
    }


def _deltas(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-22: the output's delta for the two losses."""
    cross = LOSSES["binary_cross_entropy"].at_z
    assert cross is not None  # noqa: S101 (for the type checker)
    rows = []
    for z, y in given["cases_z_y"]:
        z, y = _row([z]), _row([y])
        output, (bce, _, delta) = SIGMOID.value(z), cross(z, y)
        quadratic = back_through("sigmoid", z, half_squared_slope(output, y))
        columns = {
            "z": z,
            "y": y,
            "yhat": output,
            "phi_prime": SIGMOID.derivative(z),
            "E_half_se": half_squared(output, y),
            "delta_quadratic": quadratic,
            "E_bce": bce,
            "delta_cross_entropy": delta,
        }
        rows.append({name: value.item() for name, value in columns.items()})
    return {"rows": rows}


def _saturation(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-28: slopes, their products over depth, and where 1 % of them is left."""
    z, depths = _row(given["z"]), np.array(given["depths"])
    slopes = {
        name: ACTIVATIONS[name].derivative(z)[0] for name in ("sigmoid", "tanh", "relu")
    }
    largest = {name: float(slope.max()) for name, slope in slopes.items()}
    at_1 = ACTIVATIONS["tanh"].derivative(_row(1.0)).item()
    return {
        "sigmoid_prime": slopes["sigmoid"],
        "tanh_prime": slopes["tanh"],
        "relu_prime_positive_side": slopes["relu"],
        "max_sigmoid_product_0.25^n": largest["sigmoid"] ** depths,
        "tanh_product_at_z=1": at_1**depths,
        "relu_product": largest["relu"] ** depths,
        "z_where_sigmoid_prime_is_1pct_of_max": _falls_to("sigmoid", 0.01),
        "z_where_tanh_prime_is_1pct_of_max": _falls_to("tanh", 0.01),
    }


def _falls_to(name: str, share: float) -> float:
    """Return the z > 0 where a slope has fallen to a share of the one at 0."""
    slope = ACTIVATIONS[name].derivative
    level = share * slope(_row(0.0)).item()
    low, high = 0.0, 100.0
    while low < (middle := 0.5 * (low + high)) < high:
        above = slope(_row(middle)).item() > level
        low, high = (middle, high) if above else (low, middle)
    return high


def _cancelling(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-29: the slope cancels against the sigmoid's, not against a linear one's."""
    z, y = _row([given["z"]]), _row([given["y"]])
    output, slope = SIGMOID.value(z), SIGMOID.derivative(z)
    by_output = binary_cross_entropy_slope(output, y)
    linear, linear_y = _row([given["linear_output_yhat"]]), _row([given["linear_y"]])
    by_linear = binary_cross_entropy_slope(linear, linear_y)
    one = ACTIVATIONS["linear"].derivative(linear)
    return {
        "sigmoid_bce": {
            "dE/dyhat": by_output.item(),
            "phi_prime": slope.item(),
            "delta": back_through("sigmoid", z, by_output).item(),
        },
        "linear_bce": {
            "yhat": linear.item(),
            "dE/dyhat": by_linear.item(),
            "phi_prime": one.item(),
            "delta": back_through("linear", linear, by_linear).item(),
            "yhat_minus_y": (linear - linear_y).item(),
        },
    }


def _sigmoid_slope(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-43: the slope, and the deck's last line with the sign lost (E-26)."""
    t = np.array(given["t"], float)
    h = SIGMOID.value(t)
    deck = h * (h - 1.0)
    return {"S": h, "dS/dt": sigmoid_slope(t), "deck_final_line_S(S-1)": deck}


def _losses(given: Mapping[str, Any]) -> dict[str, Any]:
    """S3-05: 0 where output and target agree, infinity for a hard, wrong answer."""
    y, output = (
        np.array([column], float).T
        for column in zip(*given["pairs_y_yhat"], strict=True)
    )
    return {
        "half_squared": half_squared(output, y),
        "binary_cross_entropy": binary_cross_entropy(output, y),
    }


TOLD: dict[str, Told] = {
    **{f"S2-26-{name}": _table for name in ("linear", "sigmoid", "tanh", "relu")},
    "S2-26-softmax": _softmax,
    "S2-22": _deltas,
    "S2-28": _saturation,
    "S2-29": _cancelling,
    "S2-43": _sigmoid_slope,
    "S3-05": _losses,
}
