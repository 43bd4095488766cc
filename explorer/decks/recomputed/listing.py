"""COMP755's program: its network, its recursion, its check and its run.

Decks: S3-21, S3-22, S3-24, S3-26, S3-26c.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from explorer.core.arrays import Array
from explorer.core.datasets import comp755_xor, xor
from explorer.core.error_curve import error_curve
from explorer.core.faults import faulty_backward
from explorer.core.gradient_check import GradientCheck, check_gradients
from explorer.core.layers import Layer, Network
from explorer.core.network import forward
from explorer.core.parameters import split
from explorer.core.starts import comp755_hand_set
from explorer.decks.forms import Told
from explorer.decks.network_form import network_values
from explorer.decks.replay import comp755_network, replay


def _hand_set(given: Mapping[str, Any]) -> dict[str, Any]:
    """S3-21: the network by its sharpness F; the table is the limit."""
    values = network_values(given)
    steps = [Layer(layer.W, layer.b, "step") for layer in values.network.layers]
    limit = forward(Network(tuple(steps)), values.x)
    return {
        "outputs": values.trace.output[:, 0],
        "outputs_by_F": {
            str(F): forward(comp755_network(comp755_hand_set(F)), values.x).output[:, 0]
            for F in (1, 2, 3, 4, 5, 6, 8, 10, 20)
        },
        "table_h1": limit.h[1][:, 0],
        "table_h2": limit.h[1][:, 1],
        "table_y": limit.output[:, 0],
    }


def _recursion(given: Mapping[str, Any]) -> dict[str, Any]:
    """S3-22: what the listing computes with two outputs (E-30, E-31)."""
    values = network_values(given)
    passes = (values.network, values.trace, values.y)
    wrong = faulty_backward(*passes, {"assigned", "bias_overwritten"}, values.loss)
    return {
        "deck_code_dE_dh1(wrong)": wrong.dh[1][0],
        "deck_code_dW1(wrong)": wrong.dW[0],
        "deck_code_db1(wrong, also missing [i])": wrong.db[0],
    }


def _check(given: Mapping[str, Any]) -> dict[str, Any]:
    """S3-24: the check of the weights, and of the biases, which the deck leaves out."""
    values = network_values(given)
    setting = (values.network, values.x, values.y, values.loss)
    right = check_gradients(*setting, epsilon=given["eps"])
    deck = check_gradients(*setting, epsilon=given["eps"], faults={"bias_overwritten"})
    curve = error_curve(*setting)
    weights = [name.startswith("W") for name in curve.names]  # all that the deck checks
    largest = curve.error[:, weights].max(axis=1)
    return {
        "analytic_weights": right.weights_only().analytic,
        "finite_difference_weights": right.weights_only().numeric,
        "analytic_biases_correct": _of_biases(right, right.analytic),
        "finite_difference_biases": _of_biases(right, right.numeric),
        "analytic_biases_deck_code(wrong)": _of_biases(deck, deck.analytic),
        "max_abs_error_by_eps": {
            f"1e-{power}": error for power, error in enumerate(largest, 1)
        },
    }


def _of_biases(check: GradientCheck, values: Array) -> Array:
    return values[[name.startswith("b") for name in check.names]]


def _run(given: Mapping[str, Any], *, as_printed: bool) -> dict[str, Any]:
    """S3-26 and S3-26c: where the run ends, and how it got there."""
    made = replay(as_printed)
    end, losses = comp755_network(made.positions[-1]), made.objective[:-1]
    x, y = comp755_xor()
    right = (forward(end, x).output > 0.5) == (y > 0.5)
    found: dict[str, Any] = _columns(end.parameters, "")
    b1 = end.layers[0].b
    return found | {
        "outputs_00_01_10_11": forward(end, xor()[0]).output[:, 0],
        "loss_curve_E_before_each_update": losses,
        "E_first": losses[0],
        "E_last_in_list": losses[-1],
        "E_after_last_update": made.objective[-1],
        "E_max": losses.max(),
        "argmax_E": losses.argmax(),
        "first_iteration_below": {
            str(level): int((losses < level).argmax()) for level in (100, 50, 10, 5)
        },
        "training_accuracy": right.mean(),
        "first_gradient": _columns(made.gradients[0], "d"),
        "b1_difference_constant": b1[0] - b1[1],
    }


def _columns(flat: Array, prefix: str) -> dict[str, Any]:
    """Return a flat vector as the listing has it: a bias is a column."""
    found: dict[str, Any] = {}
    for depth, (W, b) in enumerate(split((2, 2, 1), flat), 1):
        found |= {f"{prefix}W{depth}": W, f"{prefix}b{depth}": np.array(b)[:, None]}
    return found


TOLD: dict[str, Told] = {
    "S3-21": _hand_set,
    "S3-22": _recursion,
    "S3-24": _check,
    "S3-26": partial(_run, as_printed=True),
    "S3-26c": partial(_run, as_printed=False),
}
