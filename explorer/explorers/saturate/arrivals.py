"""What arrives below a stack of layers, measured in real networks and kept."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from explorer.core.arrays import Array, sealed
from explorer.core.depths import DepthMap, depth_map
from explorer.explorers.saturate.settings import MOST_DEPTH, SaturateSettings

DEPTHS = range(1, MOST_DEPTH + 1)
POWERS = np.linspace(-1.0, 1.0, 17)  # of ten: the start scales of the map
_LEAST = -30.0  # power of ten that stands for 0
_WIDTH, _SEEDS = 16, 20
HOW = f"Measured: {_SEEDS} networks, {_WIDTH} units per layer."


@lru_cache(maxsize=64)
def measured(activation: str, scales: tuple[float, ...]) -> DepthMap:
    """Return the error signals of real networks, all depths."""
    return depth_map(scales, DEPTHS, activation, width=_WIDTH, seeds=_SEEDS)


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
