"""Runs of every learning rate from one start: what settles, and how soon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, inf, log10

import numpy as np
from numpy.typing import NDArray

from explorer.core.landscapes import LANDSCAPES
from explorer.core.many import Runs
from explorer.core.rules import METHODS
from explorer.core.stability import step_limit
from explorer.core.sweeps import descend_many
from explorer.explorers.steering.runs import curvatures

Array = NDArray[np.float64]
STEPS = 300
_DECADES = 3.0
_FAR = 0.1  # of the window: who rests so far from every minimum has not arrived
_RATES = 121  # in the strip


@dataclass(frozen=True, eq=False)
class Strip:
    """How long every learning rate takes, at one momentum."""

    rates: Array  # powers of ten
    steps: Array  # NaN where it does not settle in time
    limit: float  # a power of ten, or infinite


def powers(surface: str, x: float, y: float) -> tuple[float, float]:
    """Return the three decades of rates that end above plain descent's limit."""
    plain = step_limit("gradient_descent", curvatures(surface, x, y)[0])
    top = float(ceil(log10(2.0 * plain))) if plain < inf else 0.0
    return top - _DECADES, top


def target(surface: str) -> float:
    """Return the slope below which a run counts as settled: less where all is flat."""
    return 1e-4 if surface == "xor" else 1e-3


def swept(
    surface: str, method: str, x: float, y: float, across: Array, up: Array
) -> Runs:
    """Run every pair of a rate and a momentum from one start."""
    return descend_many(
        LANDSCAPES[surface], (x, y), method=method, learning_rate=across, momentum=up,
        steps=STEPS, target=target(surface),
    )  # fmt: skip


def arrived(surface: str, runs: Runs) -> NDArray[np.bool_]:
    """Return which runs settled, and did so at a minimum if there is one."""
    land, found = LANDSCAPES[surface], runs.settled_at >= 0
    if land.minima:
        away = [np.abs(runs.parameters - m).max(axis=-1) for m in land.minima]
        (left, right), _ = land.window
        found &= np.min(away, axis=0) <= _FAR * (right - left)
    return found


@lru_cache(maxsize=32)
def strip(surface: str, method: str, momentum: float, x: float, y: float) -> Strip:
    """Return how many steps every rate takes from a start."""
    across = np.linspace(*powers(surface, x, y), _RATES)
    runs = swept(surface, method, x, y, 10.0**across, np.array(momentum))
    settled = np.where(arrived(surface, runs), runs.settled_at, np.nan)
    limit = inf
    if method in METHODS:
        limit = step_limit(method, curvatures(surface, x, y)[0], momentum)
    return Strip(across, settled, log10(limit) if limit < inf else inf)
