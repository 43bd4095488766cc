"""What every learning rate does: the map, the strip, and the rate of every step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.core.forecast import REGIMES
from explorer.exercises import Prediction
from explorer.explorers.steering.chart import (
    CELLS,
    ELSEWHERE,
    PENDING,
    WITHIN,
    Chart,
)
from explorer.explorers.steering.settings import ASKED, SteeringSettings
from explorer.explorers.steering.sweep import STEPS
from explorer.explorers.steering.words import REGIME_NAMES
from explorer.language.numbers import significant
from explorer.language.palette import blend
from explorer.language.symbols import symbol
from explorer.views.cells import CellsView, Kind
from explorer.views.colours import ramp

Array = NDArray[np.float64]
_PARTS = 10  # of the progress bar


class ChartView(CellsView):
    """The map over learning rate and momentum."""

    name = "map"
    title = "Every rate and momentum"


def progress(share: float) -> str:
    """Draw a bar and write the share done."""
    full = round(_PARTS * share)
    return f"{'▰' * full}{'▱' * (_PARTS - full)} {100 * share:.0f} %"


def show_map(
    view: ChartView, c: Chart, s: SteeringSettings, fared: Prediction, *, old: bool
) -> None:
    """Show what becomes of every pair of settings, and where the present run is.

    Where regimes are named, the guess and what came are named with them.
    """
    palette = view.palette
    fast_first = list(ramp(palette.loss_colours, len(WITHIN)))[::-1]
    leaves = blend(palette.panel, palette.negative, 0.55)
    if s.foretells:
        tints = (fast_first[-1], fast_first[0], fast_first[2], leaves)
        kinds = [
            Kind(
                _named(name := REGIME_NAMES[regime], fared),
                tint,
                "" if s.step else f"Guess: {name}",
            )
            for regime, tint in zip(REGIMES, tints, strict=True)
        ]
    else:
        kinds = [  # a list that begins with ≤: the caption needs a line of its own
            Kind(f"≤ {n}" if n == WITHIN[0] else str(n), tint)
            for n, tint in zip(WITHIN, fast_first, strict=True)
        ]
        kinds += [Kind(f"not in {STEPS}", palette.grid), Kind("diverges", leaves)]
        if (c.kinds == ELSEWHERE).any():
            kinds.append(Kind("worse valley", palette.momentum_step))
        else:
            kinds.append(Kind("", palette.grid))
    eta, alpha = symbol("learning_rate", s.notation), symbol("momentum", s.notation)
    place = (
        f"{eta} = {significant(s.learning_rate)}, {alpha} = {significant(s.inertia)}"
    )
    told = "foretold by the curvature"
    if not s.foretells:
        told = f"steps until both slopes < {significant(c.target)}"
    if s.method == "adagrad":
        told = f"steps to slopes < {significant(c.target)}; rows alike"
    if s.noise or s.schedule != "fixed":
        told += "; fixed rate, no noise"
    if old:
        told = "of the start before, until you let go"
    if c.ready < CELLS:
        told = f"{progress(c.ready / CELLS)} of the map"
    if s.asks:
        told = f"{ASKED.question} Press its name; the map comes after your guess."
    row = {
        "gradient_descent": "; gradient descent is its lowest row",
        "adagrad": "; without momentum every row is the same",
    }.get(s.method, "")
    kinds.append(Kind("", palette.panel))  # of the cells still to come
    covered = (c.kinds == PENDING) | s.asks
    cells = np.where(covered, len(kinds) - 1, c.kinds)
    point = (float(np.log10(s.learning_rate)), s.inertia)
    handle = f"The run at {place}; click, drag or use the arrow keys"
    limits = c.limits[:0] if s.asks else c.limits
    view.update(
        cells, kinds, (*c.rates, *c.momenta), limits, point,
        names=(eta, alpha),
        labels=("limit", "this run"),
        caption=told,
        words=f"Map of learning rate and momentum with this run at {place}: {told}"
        f"{row}.",
        handle=handle,
    )  # fmt: skip


def _named(regime: str, fared: Prediction) -> str:
    """Name a regime; the guessed one and the one that came in those words."""
    for mark in fared.marks:
        if mark.said == mark.came == regime:
            return f"{regime}, as you said"
        if regime == mark.said:
            return mark.said_in_words
        if regime == mark.came:
            return mark.came_in_words
    return regime
