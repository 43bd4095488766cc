"""What every learning rate does: the map, the strip, and the rate of every step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.core.forecast import REGIMES, Forecast
from explorer.explorers.steering.chart import (
    CELLS,
    ELSEWHERE,
    PENDING,
    STEPS,
    WITHIN,
    Chart,
    Strip,
)
from explorer.explorers.steering.runs import Course, step_at
from explorer.explorers.steering.settings import SteeringSettings
from explorer.explorers.steering.words import REGIME_NAMES
from explorer.language.numbers import significant
from explorer.language.palette import blend
from explorer.language.symbols import symbol
from explorer.views.cells import CellsView, Kind
from explorer.views.colours import ramp
from explorer.views.curve import Band, Curve, CurveView, Point

Array = NDArray[np.float64]
_FLAT = (50.0, 14.0, 66.0, 26.0)  # margins of a view that has half the height
_PARTS = 10  # of the progress bar


class ChartView(CellsView):
    """The map over learning rate and momentum."""

    name = "map"
    title = "Every rate and momentum"


class RatesView(CurveView):
    """The learning rate of every step."""

    name = "rates"
    title = "Learning rate of every step"
    margins = _FLAT


class StripView(CurveView):
    """How many steps every learning rate takes."""

    name = "strip"
    title = "Every rate: steps until it settles"
    margins = _FLAT


def progress(share: float) -> str:
    """Draw a bar and write the share done."""
    full = round(_PARTS * share)
    return f"{'▰' * full}{'▱' * (_PARTS - full)} {100 * share:.0f} %"


def show_map(view: ChartView, c: Chart, s: SteeringSettings, *, old: bool) -> None:
    """Show what becomes of every pair of settings, and where the present run is."""
    palette = view.palette
    fast_first = list(ramp(palette.loss_colours, len(WITHIN)))[::-1]
    leaves = blend(palette.panel, palette.negative, 0.55)
    foretold = s.forecast and s.method != "adagrad"
    if foretold:
        tints = (fast_first[-1], fast_first[0], fast_first[2], leaves)
        kinds = [
            Kind(REGIME_NAMES[regime], tint)
            for regime, tint in zip(REGIMES, tints, strict=True)
        ]
    else:
        kinds = [
            Kind(f"≤ {n}", tint) for n, tint in zip(WITHIN, fast_first, strict=True)
        ]
        kinds += [Kind(f"not in {STEPS} steps", palette.grid), Kind("diverges", leaves)]
        if (c.kinds == ELSEWHERE).any():
            kinds.append(Kind("worse valley", palette.momentum_step))
        else:
            kinds.append(Kind("", palette.grid))
    eta, alpha = symbol("learning_rate", s.notation), symbol("momentum", s.notation)
    place = (
        f"{eta} = {significant(s.learning_rate)}, {alpha} = {significant(s.momentum)}"
    )
    told = "foretold by the curvature"
    if not foretold:
        told = f"steps until both slopes stay below {significant(c.target)}"
    if s.method == "adagrad":
        told += "; without momentum every row is the same"
    if s.noise or s.schedule != "fixed":
        told += "; fixed rate, no noise"
    if old:
        told += "; of the start before, until you let go"
    if c.ready < CELLS:
        told = f"{progress(c.ready / CELLS)} of the map"
    kinds.append(Kind("", palette.panel))  # of the cells still to come
    cells = np.where(c.kinds == PENDING, len(kinds) - 1, c.kinds)
    point = (float(np.log10(s.learning_rate)), s.momentum)
    handle = f"The run at {place}; click, drag or use the arrow keys"
    view.update(
        cells, kinds, (*c.rates, *c.momenta), c.limits, point,
        names=(eta, alpha),
        labels=("limit", "this run"),
        caption=told,
        words=f"Map of learning rate and momentum with this run at {place}: {told}.",
        handle=handle,
    )  # fmt: skip


def show_strip(view: StripView, found: Strip, s: SteeringSettings) -> None:
    """Show the strip with the present rate on it, which is a handle."""
    palette, eta = view.palette, symbol("learning_rate", s.notation)
    left, right = float(found.rates[0]), float(found.rates[-1])
    view.set_window((left, right), (0.0, 1.05 * STEPS))
    here = float(np.log10(s.learning_rate))
    there = np.isfinite(found.steps)
    at = min(max(here, left), right)
    nearest = int(np.abs(found.rates - at).argmin())
    taken = found.steps[nearest]
    written = "not in time" if np.isnan(taken) else f"{taken:.0f} steps"
    bands = (Band(found.limit, right, "leaves"),) if found.limit < right else ()
    rate = significant(s.learning_rate)
    best = ""
    if there.any():
        fastest = int(np.nanargmin(found.steps))
        fast = significant(float(10.0 ** found.rates[fastest]), 2)
        best = f"fastest: {eta} about {fast}, {found.steps[fastest]:.0f} steps"
    view.update(
        [Curve("steps", found.rates, found.steps, "", palette.text, "solid", 2.2)],
        [Point("rate", at, STEPS if np.isnan(taken) else float(taken),
               f"{eta} = {rate}: {written}", palette.accent, size=6.0,
               handle=f"{eta} = {rate}; drag it or use the arrow keys")],
        bands=bands,
        names=(f"log₁₀ of {eta}", "steps"),
        caption=best or f"no rate settles in {STEPS} steps",
        words=f"Steps until it settles for every learning rate; at {rate}: {written}.",
    )  # fmt: skip


def show_rates(
    view: RatesView,
    all_: list[Course],
    s: SteeringSettings,
    coming: Forecast | None,
) -> None:
    """Show the rate of every step, AdaGrad's of each weight, and the limit."""
    palette, c = view.palette, all_[0]
    eta = symbol("learning_rate", s.notation)
    own = np.array([step_at(c, k).rates for k in range(c.run.steps + 1)])
    steps, k = np.arange(len(own)), c.shown(s.step)
    if c.told.method == "adagrad":
        curves = [
            Curve("of_x", steps, own[:, 0], f"{eta} of x", palette.text),
            Curve("of_y", steps, own[:, 1], f"{eta} of y", palette.backward, "dashed"),
        ]
        top = float(own.max())
    else:
        curves = [Curve("rate", steps, own[:, 0], eta, palette.text)]
        top = float(own.max())
    if coming is not None and np.isfinite(coming.limit):
        limit = f"limit {significant(coming.limit)}"
        if coming.limit < 3.0 * top:
            top = max(top, coming.limit)
            curves.append(Curve("limit", [0, s.steps], [coming.limit] * 2, limit,
                                palette.target, "dotted", 1.8))  # fmt: skip
    view.set_window((0.0, float(s.steps)), (0.0, round_up(1.1 * top)))
    now = " and ".join(significant(float(n)) for n in dict.fromkeys(own[k].tolist()))
    view.update(
        curves,
        [Point("now", k, float(own[k, 0]), f"step {k}: {eta} = {now}", palette.accent,
               size=5.5)],
        names=("step", eta),
        words=f"Learning rate of every step: {now} at step {k}.",
    )  # fmt: skip


def round_up(top: float) -> float:
    """Return the next of 1, 2, 5 times a power of ten, which holds still in a drag."""
    power = 10.0 ** np.floor(np.log10(max(top, 1e-12)))
    return float(next(n * power for n in (1.0, 2.0, 5.0, 10.0) if n * power >= top))
