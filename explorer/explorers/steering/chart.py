"""The map over learning rate and momentum: a run for every cell, and the forecast."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, inf, log10

import numpy as np
from numpy.typing import NDArray

from explorer.core.forecast import REGIMES, forecast
from explorer.core.landscapes import LANDSCAPES
from explorer.core.rules import METHODS
from explorer.core.stability import step_limit
from explorer.core.sweeps import descend_many
from explorer.explorers.steering.runs import curvatures
from explorer.explorers.steering.settings import SteeringSettings

Array = NDArray[np.float64]
CELLS, STEPS, TARGET = 40, 300, 1e-3
WITHIN = (10, 20, 40, 80, 160, STEPS)
"""Steps that tell one colour of the map from the next."""
MISSED, DIVERGED, ELSEWHERE = len(WITHIN), len(WITHIN) + 1, len(WITHIN) + 2
"""Kinds of cells after those that settle within so many steps."""
_DECADES = 3.0


@dataclass(frozen=True, eq=False)
class Chart:
    """A cell for every pair of a rate and a momentum; rows are momenta."""

    key: tuple[object, ...]
    kinds: NDArray[np.int64]  # (CELLS, CELLS), 0 to ELSEWHERE, or places in REGIMES
    rates: tuple[float, float]  # outer edges, powers of ten
    momenta: tuple[float, float]
    limits: Array  # (k, 2): power of ten and momentum at which settling ends


def chart_key(s: SteeringSettings) -> tuple[str, str, float, float, bool]:
    """Return what the map depends on: not on rate, momentum, schedule or noise."""
    return s.surface, s.method, s.x, s.y, s.forecast


@lru_cache(maxsize=8)
def chart(surface: str, method: str, x: float, y: float, foretold: bool) -> Chart:
    """Return the map of a method from a start; AdaGrad has none."""
    key = (surface, method, x, y, foretold)
    bends = curvatures(surface, x, y)
    plain = step_limit("gradient_descent", bends[0])
    top = float(ceil(log10(2.0 * plain))) if plain < inf else 0.0
    edges = (top - _DECADES, top)
    width = _DECADES / CELLS
    across = np.logspace(top - _DECADES + width / 2, top - width / 2, CELLS)
    up = np.arange(CELLS) / CELLS
    half = 0.5 / CELLS
    if method not in METHODS:
        kinds, limits = np.full((CELLS, CELLS), MISSED), np.empty((0, 2))
    else:
        made = _foretold if foretold else _run
        kinds = made(surface, method, x, y, across, up)
        limits = np.array([[log10(step_limit(method, bends[0], a)), a] for a in up])
    return Chart(key, kinds, edges, (-half, 1.0 - half), limits)


def _run(
    surface: str, method: str, x: float, y: float, across: Array, up: Array
) -> NDArray[np.int64]:
    """Return what became of a run in every cell."""
    land = LANDSCAPES[surface]
    runs = descend_many(
        *(land, (x, y)), method=method, learning_rate=across, momentum=up[:, None],
        steps=STEPS, target=TARGET,
    )  # fmt: skip
    kinds = np.searchsorted(WITHIN, runs.settled_at)
    if len(land.minima) > 1:
        away = [np.abs(runs.parameters - m).max(axis=-1) for m in land.minima]
        kinds[np.argmin(away, axis=0) > 0] = ELSEWHERE
    kinds[runs.settled_at < 0] = MISSED
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
