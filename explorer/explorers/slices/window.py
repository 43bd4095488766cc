"""The part of everything that Slices shows; it holds still during a drag."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from explorer.explorers.slices.ground import Moment, cut, surface
from explorer.explorers.slices.settings import SlicesSettings
from explorer.views.plot import Pair

_SIZES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 25.0, 50.0, 100.0)
_MAGNIFICATIONS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_SAMPLES = 81


@dataclass
class Window:
    """What part of everything is shown; it holds still during a drag."""

    key: object = None
    half: float = 3.0
    top: Pair = (0.0, 1.0)
    levels: list[float] = field(default_factory=list)
    magnification: float = 1.0
    zoomed_out: float = 1.0


def frame(m: Moment, s: SlicesSettings) -> Window:
    """Choose the window: around 0, with the first step in it.

    It is doubled as often as the walk up to the next step asks for.
    """
    seen = np.abs(m.walk.path[: m.k + 2]).max(axis=1) * 1.2
    need = float(seen[:2].max())
    first = half = next((size for size in _SIZES if size >= need), need)
    while half < float(seen.max()):
        half *= 2.0
    ends = np.linspace(-half, half, _SAMPLES)
    cuts = np.concatenate([cut(m.walk.land, m.point, k, ends) for k in (0, 1)])
    low, high = float(cuts.min()), float(cuts.max())
    high = min(high, max(2.2 * abs(m.z), 0.35 * high)) if high > 0 else m.z
    high = high if high > low else low + 1.0
    grid = surface(m.walk.land, ends[::4], ends[::4])
    least, most = float(grid.min()), float(np.quantile(grid, 0.98))
    levels = np.linspace(least, most if most > least else least + 1.0, 15)
    longest = max(np.hypot(*m.move), 1e-300)
    fits = (f for f in _MAGNIFICATIONS if f * longest >= 0.2 * half)
    times = float(next(fits, _MAGNIFICATIONS[-1]))
    room, zoom = 0.1 * (high - low), half / first
    return Window(s.by, half, (low - room, high + room), levels.tolist(), times, zoom)
