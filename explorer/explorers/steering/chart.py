"""The map over learning rate and momentum: a run for every cell, and the forecast.

It is made in bands of rows, so that a slow surface shows what is ready and the page
stays free; the strip is one row of it, of the momentum shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log10

import numpy as np
from numpy.typing import NDArray

from explorer.core.forecast import REGIMES, forecast
from explorer.core.landscapes import LANDSCAPES
from explorer.core.rules import METHODS
from explorer.core.stability import step_limit
from explorer.explorers.steering.runs import curvatures
from explorer.explorers.steering.settings import SteeringSettings
from explorer.explorers.steering.sweep import STEPS, arrived, powers, swept, target

Array = NDArray[np.float64]
CELLS, BAND = 40, 5
WITHIN = (10, 20, 40, 80, 160, STEPS)
"""Steps that tell one colour of the map from the next."""
MISSED, DIVERGED, ELSEWHERE = len(WITHIN), len(WITHIN) + 1, len(WITHIN) + 2
"""Kinds of cells after those that settle within so many steps."""
PENDING = -1

Key = tuple[str, str, float, float, bool]


@dataclass(frozen=True, eq=False)
class Chart:
    """A cell for every pair of a rate and a momentum; rows are momenta."""

    key: Key
    ready: int  # rows computed
    kinds: NDArray[np.int64]  # (CELLS, CELLS), PENDING to ELSEWHERE, or of REGIMES
    rates: tuple[float, float]  # outer edges, powers of ten
    momenta: tuple[float, float]
    limits: Array  # (k, 2): power of ten and momentum at which settling ends
    target: float  # both slopes stay below it where a run has settled


def chart_key(s: SteeringSettings) -> Key:
    """Return what the map depends on: not on rate, momentum, schedule or noise.

    Plain descent is the lowest row of momentum's map.
    """
    method = "momentum" if s.method == "gradient_descent" else s.method
    return s.surface, method, s.x, s.y, s.foretells


def chart(key: Key, ready: int = CELLS) -> Chart:
    """Return the map of a method from a start, as far as so many rows."""
    surface, method, x, y, _ = key
    edges, half = powers(surface, x, y), 0.5 / CELLS
    steepest = curvatures(surface, x, y)[0]
    kinds = np.full((CELLS, CELLS), PENDING)
    for low in range(0, ready, BAND):
        kinds[low : low + BAND] = _band(key, 0 if method == "adagrad" else low)
    limits = np.empty((0, 2))
    if method in METHODS:
        up = _momenta(0, CELLS)
        limits = np.array([[log10(step_limit(method, steepest, a)), a] for a in up])
    momenta = (-half, 1.0 - half)
    return Chart(key, ready, kinds, edges, momenta, limits, target(surface))


def _momenta(low: int, high: int) -> Array:
    return np.arange(low, min(high, CELLS)) / CELLS


@lru_cache(maxsize=8 * CELLS // BAND)
def _band(key: Key, low: int) -> NDArray[np.int64]:
    """Return some rows of cells."""
    surface, method, x, y, foretold = key
    left, right = powers(surface, x, y)
    half = (right - left) / CELLS / 2
    across = np.logspace(left + half, right - half, CELLS)
    up = _momenta(low, low + BAND)
    if method == "adagrad":  # without momentum one row tells all of them
        return _ran(surface, method, x, y, across, np.zeros(1))
    made = _foretold if foretold else _ran
    return made(surface, method, x, y, across, up)


def _ran(
    surface: str, method: str, x: float, y: float, across: Array, up: Array
) -> NDArray[np.int64]:
    """Return what became of a run in every cell."""
    land = LANDSCAPES[surface]
    runs = swept(surface, method, x, y, across, up[:, None])
    kinds = np.searchsorted(WITHIN, runs.settled_at)
    if len(land.minima) > 1:
        away = [np.abs(runs.parameters - m).max(axis=-1) for m in land.minima]
        kinds[np.argmin(away, axis=0) > 0] = ELSEWHERE
    kinds[~arrived(surface, runs)] = MISSED
    kinds[runs.diverged_at >= 0] = DIVERGED
    return kinds


def _foretold(
    surface: str, method: str, x: float, y: float, across: Array, up: Array
) -> NDArray[np.int64]:
    """Return which regime the curvature foretells in every cell."""
    bends = curvatures(surface, x, y)
    return np.array(
        [
            [REGIMES.index(forecast(method, r, bends, a).regime) for r in across]
            for a in up
        ]
    )
