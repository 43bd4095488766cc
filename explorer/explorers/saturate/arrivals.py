"""What arrives below a stack of layers, measured in real networks and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from explorer.core.arrays import Array, sealed
from explorer.core.depths import DepthMap, depth_map
from explorer.explorers.saturate.settings import MOST_DEPTH, SaturateSettings
from explorer.state import declared
from explorer.widgets.pointing import SpotEvent

DEPTHS = range(1, MOST_DEPTH + 1)
POWERS = np.linspace(-1.5, 1.0, 21)  # of ten: the start scales of the map
_LEAST = -30.0  # power of ten that stands for 0
_WIDTH, _SEEDS = 16, 20
STARTS = {
    "small": ("0.01", "weights of size 0.01", 0.01),
    "xavier": ("Xavier", "Xavier: equal variance, not equal weights", _WIDTH**-0.5),
    "he": ("He", "He's: twice the variance", (2 / _WIDTH) ** 0.5),
    "one": ("1", "weights of size 1", 1.0),
}
"""Label, words and the weights' standard deviation of the starts that people use."""
HOW = f"Measured: {_SEEDS} networks, {_WIDTH} units per layer."


@lru_cache(maxsize=64)
def measured(activation: str, scales: tuple[float, ...]) -> DepthMap:
    """Return the error signals of real networks, all depths."""
    return depth_map(scales, DEPTHS, activation, width=_WIDTH, seeds=_SEEDS)


def scale_of(start: str) -> float:
    """Return the start scale of one of `STARTS`; 1 keeps a linear unit's variance."""
    return float(STARTS[start][2] * _WIDTH**0.5)


def start_in_words(scale: float) -> str:
    """Return what a start scale is known as, or nothing."""
    known = (name for name in STARTS if abs(scale / scale_of(name) - 1) < 1e-2)
    return "".join(f" ({STARTS[name][1]})" for name in known)


def power(sizes: Array) -> Array:
    """Return the powers of ten of sizes at least 0; 0 gets the least one shown."""
    with np.errstate(divide="ignore"):
        return np.maximum(np.log10(sizes), _LEAST)


@lru_cache(maxsize=8)
def grid(activation: str) -> Array:
    """Return the map: powers of ten, a row for each start scale."""
    scales = tuple((10.0**POWERS).tolist())
    return sealed(power(measured(activation, scales).delta[:, :, 0]))


def arrivals(s: SaturateSettings) -> Array:
    """Return what arrives at the first layer of an error of size 1, for each depth."""
    return measured(s.activation, (s.scale,)).delta[0, :, 0]


def moved(s: SaturateSettings, event: SpotEvent) -> dict[str, Any]:
    """Return layers and start scale of a place on the map, or a key's step away."""
    known = declared(SaturateSettings)
    layers, scale = event.x, 10.0 ** min(max(event.y, POWERS[0]), POWERS[-1])
    if event.event == "nudge":
        step = known["scale"].step * (0.1 if event.fine else 1.0)
        layers, scale = s.depth + event.dx, s.scale * 10.0 ** (event.dy * step)
    (least, most), (low, high) = known["depth"].limits, known["scale"].limits
    return {
        "depth": round(min(max(layers, least), most)),
        "scale": min(max(round(float(scale), 6), low), high),
    }
