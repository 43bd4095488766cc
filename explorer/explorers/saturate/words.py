"""What the tabs of Squash and saturate say, and the few words they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.core.activations import ACTIVATIONS, is_saturated, saturated_intervals
from explorer.explorers.saturate.settings import WORDS
from explorer.language.numbers import significant
from explorer.views.curve import Band

Term = dict[str, Any]
Table = tuple[str, list[str], list[list[str]]]
Z = (-8.0, 8.0)
HEIGHTS = {
    "sigmoid": (-0.3, 1.6),
    "tanh": (-1.7, 2.2),
    "relu": (-1.5, 10.0),
    "leaky_relu": (-1.5, 10.0),
    "linear": (-10.0, 10.0),
}
"""What is shown of each function."""


@dataclass(frozen=True)
class Said:
    """What a tab says beside its pictures."""

    sentence: str
    equation: list[Term]
    table: Table


def word(activation: str) -> str:
    """Return what a function is called."""
    return WORDS.get(activation, activation)


def bands(activation: str) -> list[Band]:
    """Return the flat ends of a function, named."""
    name = "dead" if activation == "relu" else "flat"
    return [Band(low, high, name) for low, high in saturated_intervals(activation)]


def value_and_slope(activation: str, z: float) -> tuple[float, float]:
    """Return φ(z) and φ′(z)."""
    rule, at = ACTIVATIONS[activation], np.array(z)
    return float(rule.value(at)), float(rule.derivative(at))


def is_flat(activation: str, z: float) -> bool:
    """Tell whether the slope at z is below 0.01."""
    return bool(is_saturated(activation, z))


def operator(symbol: str) -> Term:
    """Return a piece of an equation without a number."""
    return {"symbol": symbol, "role": "plain"}


def term(symbol: str, value: float, role: str, digits: int = 3) -> Term:
    """Return a symbol with its number."""
    return {"symbol": symbol, "value": significant(value, digits), "role": role}
