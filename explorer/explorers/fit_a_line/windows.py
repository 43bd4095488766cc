"""The parts of the planes that Fit a line shows, and the bowl over one of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from explorer.explorers.fit_a_line.fit import Fit, Moment

Array = NDArray[np.float64]
Pair = tuple[float, float]
_FINE, _QUICK = 101, 61  # values along each axis
_FAR = 60.0  # what lies farther out does not widen a window


@dataclass
class Windows:
    """The parts of the planes that are shown; they hold still during a drag."""

    data: tuple[Pair, Pair] = ((0.0, 1.0), (0.0, 1.0))
    bowl: tuple[Pair, Pair] = ((0.0, 1.0), (0.0, 1.0))
    votes: tuple[Pair, Pair] = ((0.0, 1.0), (0.0, 1.0))
    levels: Array = field(default_factory=lambda: np.linspace(0.0, 1.0, 12))
    top: float = 1.0


def _around(values: Array, margin: float, least: float) -> Pair:
    """Return ends a margin beyond the values, at least so far apart."""
    near = values[np.isfinite(values) & (np.abs(values) <= _FAR)]
    low, high = (float(near.min()), float(near.max())) if near.size else (0.0, 0.0)
    room = max(margin * (high - low), (least - (high - low)) / 2)
    return low - room, high + room


def frame(f: Fit, m: Moment) -> Windows:
    """Choose the windows; called when nothing is being dragged."""
    x, loss = f.loss.inputs[:, 0], f.loss
    made = Windows()
    heights = [loss.targets, loss.predictions(f.run.positions[0]), m.predictions]
    wide = _around(np.r_[x, 0.0, x.max() + 0.5], 0.12, 2.0)  # room for a note
    made.data = (wide, _around(np.concatenate([*heights, [0.0]]), 0.15, 2.0))
    seen = f.run.positions[: m.k + 2]
    points = np.vstack([seen, f.run.positions[:1], f.best, m.w])[:, [0, -1]]
    inside = points[(np.abs(points) <= _FAR).all(axis=1)]
    middle = (
        (inside.min(axis=0) + inside.max(axis=0)) / 2 if len(inside) else m.w[[0, -1]]
    )
    half = max(float(np.abs(inside - middle).max(initial=0.0)) * 1.3, 1.5)
    made.bowl = (
        (float(middle[0]) - half, float(middle[0]) + half),
        (float(middle[1]) - half, float(middle[1]) + half),
    )
    grid = bowl(made, f, m, fine=False)[0]
    low, high = float(grid.min()), float(np.quantile(grid, 0.97))
    low = low if low > 0.01 * high else 0.0
    steps = np.linspace(0.0, 1.0, 13) ** 2  # equal distances between the rings
    made.levels = low + max(high - low, 1e-6) * steps
    tips = np.vstack([np.zeros(len(m.w)), m.pushes.cumsum(axis=0)])
    reach = max(float(np.ptp(tips[:, [0, -1]], axis=0).max()), 1e-3)
    made.votes = (
        _around(tips[:, 0], 0.25, 0.6 * reach),
        _around(tips[:, -1], 0.25, 0.6 * reach),
    )
    made.top = float(max(np.abs(heights).max(), 1.0))
    return made


def bowl(
    windows: Windows, f: Fit, m: Moment, *, fine: bool
) -> tuple[Array, Array, Array]:
    """Return the loss over the window, and the values along both axes."""
    count = _FINE if fine else _QUICK
    across, up = (np.linspace(*ends, count) for ends in windows.bowl)
    return f.loss.plane(m.w, 0, len(m.w) - 1, across, up), across, up
