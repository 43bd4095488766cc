"""The parts of the planes that Fit a line shows, and the bowl over one of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from explorer.explorers.fit_a_line.fit import Fit, Moment, moment_of
from explorer.explorers.fit_a_line.settings import FitALineSettings

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
    zoomed_out: float = 1.0  # the bowl, against the first step
    data_zoomed_out: float = 1.0
    enlarged: float = 1.0  # the votes, against those of the first step


def _around(values: Array, margin: float, least: float) -> Pair:
    """Return ends a margin beyond the values, at least so far apart."""
    near = values[np.isfinite(values) & (np.abs(values) <= _FAR)]
    low, high = (float(near.min()), float(near.max())) if near.size else (0.0, 0.0)
    room = max(margin * (high - low), (least - (high - low)) / 2)
    return low - room, high + room


def frame(f: Fit, m: Moment, s: FitALineSettings) -> Windows:
    """Choose the windows; called when nothing is being dragged.

    They are those of the first step, and change by whole factors where a later one
    asks for it.
    """
    x, made = f.loss.inputs[:, 0], Windows()
    _frame_data(made, f, m, _around(np.r_[x, 0.0, x.max() + 0.5], 0.12, 2.0))
    _frame_bowl(made, f, m)
    grid = bowl(made, f, m, fine=False)[0]
    low, high = float(grid.min()), float(np.quantile(grid, 0.97))
    low = low if low > 0.01 * high else 0.0
    steps = np.linspace(0.0, 1.0, 13) ** 2  # equal distances between the rings
    made.levels = low + max(high - low, 1e-6) * steps
    _frame_votes(made, m, moment_of(f, s.replace(step=0)))
    return made


def _doubled(size: float, need: float) -> float:
    """Return the power of 2 by which a size holds what is needed."""
    return 2.0 ** max(math.ceil(math.log2(max(need, 1e-300) / size)), 0)


def _frame_data(made: Windows, f: Fit, m: Moment, wide: Pair) -> None:
    """Show the targets, and the predictions of all steps that stay near them."""
    w = f.run.positions
    later = (w @ f.loss.inputs.T).ravel()
    heights = np.concatenate([f.loss.targets, f.loss.predictions(w[0]), [0.0]])
    far = 2.0 * max(float(np.ptp(heights)), 2.0)
    heights = np.r_[heights, later[np.abs(later - heights.mean()) <= far]]
    low, high = _around(heights, 0.15, 2.0)
    middle, half = (low + high) / 2, (high - low) / 2
    seen = (w[: m.k + 1] @ f.loss.inputs.T).ravel()
    need = float(np.abs(seen[np.abs(seen) <= _FAR] - middle).max(initial=0.0))
    made.data_zoomed_out = _doubled(half, need)
    half *= made.data_zoomed_out
    made.data = (wide, (middle - half, middle + half))
    made.top = max(float(np.abs(heights).max()), 1.0)
    made.top *= _doubled(made.top, float(np.abs(seen).max()))


def _frame_bowl(made: Windows, f: Fit, m: Moment) -> None:
    """Show the start, the first step and the best place, and the walk up to the next.

    Doubled as often as that asks for.
    """
    seen = np.vstack([f.best, f.run.positions[: m.k + 2], m.w])[:, [0, -1]]
    near = np.abs(seen).max(axis=1) <= _FAR
    inside = seen[:3][near[:3]]
    middle = (
        (inside.min(axis=0) + inside.max(axis=0)) / 2 if len(inside) else m.w[[0, -1]]
    )
    half = max(float(np.abs(inside - middle).max(initial=0.0)) * 1.3, 1.5)
    need = float(np.abs(seen[near] - middle).max(initial=0.0)) * 1.05
    made.zoomed_out = _doubled(half, need)
    half *= made.zoomed_out
    made.bowl = (
        (float(middle[0]) - half, float(middle[0]) + half),
        (float(middle[1]) - half, float(middle[1]) + half),
    )


def _frame_votes(made: Windows, m: Moment, first: Moment) -> None:
    """Show the votes on both sides of 0, doubled as often as they get smaller."""
    reach, now = (
        np.abs(np.cumsum(one.pushes, axis=0))[:, [0, -1]].max(axis=0)
        for one in (first, m)
    )
    reach = np.maximum(reach, max(0.3 * float(reach.max()), 1e-3)) * 1.25
    share = float((now / reach).max()) * 1.05 or 1.0
    made.enlarged = 2.0 ** min(max(math.floor(-math.log2(share)), -20), 20)
    across, up = (reach / made.enlarged).tolist()
    made.votes = ((-across, across), (-up, up))


def bowl(
    windows: Windows, f: Fit, m: Moment, *, fine: bool
) -> tuple[Array, Array, Array]:
    """Return the loss over the window, and the values along both axes."""
    count = _FINE if fine else _QUICK
    across, up = (np.linspace(*ends, count) for ends in windows.bowl)
    return f.loss.plane(m.w, 0, len(m.w) - 1, across, up), across, up
