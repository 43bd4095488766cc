"""How the runs become pictures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core.forecast import REGIMES, Forecast
from explorer.core.landscapes import LANDSCAPES
from explorer.explorers.steering.chart import ELSEWHERE, STEPS, WITHIN, Chart
from explorer.explorers.steering.ground import GroundView, OtherPath, other_colours
from explorer.explorers.steering.runs import Course, Step, step_at
from explorer.explorers.steering.settings import SteeringSettings
from explorer.explorers.steering.words import REGIME_NAMES, called, fate
from explorer.language.numbers import significant
from explorer.language.palette import blend
from explorer.language.symbols import symbol
from explorer.views.cells import CellsView, Kind
from explorer.views.colours import ramp
from explorer.views.curve import Curve, CurveView, Point
from explorer.views.step_arrows import Arrow

Array = NDArray[np.float64]
_GRID = 81
_BANDS = 14
_LOWEST, _HIGHEST = 1e-12, 1e12  # of what the loss curve shows
_MAGNIFICATIONS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class ChartView(CellsView):
    """The map over learning rate and momentum."""

    name = "map"
    title = "Every rate and momentum"


class LossesView(CurveView):
    """The loss of every run, step by step."""

    name = "losses"
    title = "Loss of every step"


class RatesView(CurveView):
    """The learning rate of every step."""

    name = "rates"
    title = "Learning rate of every step"


@dataclass(frozen=True, eq=False)
class Ground:
    """A surface sampled over its window, and where its bands end."""

    grid: Array
    x: Array
    y: Array
    levels: tuple[float, ...]


@lru_cache(maxsize=8)
def ground(surface: str) -> Ground:
    """Return the surface; half of the picture lies below the middle level."""
    land = LANDSCAPES[surface]
    x, y = (np.linspace(*ends, _GRID) for ends in land.window)
    grid = land.value(np.stack(np.meshgrid(x, y), axis=-1))
    low, middle, high = (float(n) for n in np.quantile(grid, (0.0, 0.5, 0.98)))
    power = np.log((middle - low) / (high - low)) / np.log(0.5)
    levels = low + (high - low) * np.linspace(0.0, 1.0, _BANDS + 1) ** power
    return Ground(grid, x, y, tuple(levels.tolist()))


def magnification(step: Step, surface: str) -> float:
    """Return how often as long the arrows are drawn, so that they can be seen."""
    (x0, x1), _ = LANDSCAPES[surface].window
    longest = max(float(np.hypot(*v)) for v in (step.change, step.downhill, step.kept))
    fits = [f for f in _MAGNIFICATIONS if f * longest <= 0.25 * (x1 - x0)]
    return float(fits[-1]) if fits and longest > 0 else 1.0


def arrows(c: Course, k: int, step: Step, s: SteeringSettings) -> list[Arrow]:
    """Return the step about to be made and its parts; Nesterov's start at θ."""
    eta, alpha = symbol("learning_rate", s.notation), symbol("momentum", s.notation)
    nabla = f"∇{symbol('loss', s.notation)}"
    stored, theta = _pair(c.run.positions[k]), _pair(c.run.theta[k])
    rate = f"{eta}/√Σ·" if c.told.method == "adagrad" else eta
    made = [Arrow("gradient", stored, _pair(step.downhill), f"−{rate}{nabla}")]
    if c.told.method in ("momentum", "nesterov"):
        name = f"{alpha}·previous step"
        made.append(Arrow("momentum", theta, _pair(step.kept), name))
    made.append(Arrow("step", theta, _pair(step.downhill + step.kept)))
    return made


def show_ground(
    view: GroundView,
    all_: list[Course],
    step: Step,
    s: SteeringSettings,
    times: float,
    coming: Forecast | None,
) -> None:
    """Show the surface with the paths and the next step."""
    main, *others = all_
    k = main.shown(s.step)
    land, surface = main.land, ground(s.surface)
    if (view.ax.get_xlim(), view.ax.get_ylim()) != land.window:
        view.set_window(*land.window)
    view.set_others(
        [OtherPath(o.run.positions, o.shown(s.step), called(o, s)) for o in others]
    )
    view.update(
        surface.grid, surface.x, surface.y,
        path=main.run.positions,
        theta_path=main.run.theta if main.told.method == "nesterov" else None,
        point=_pair(main.run.positions[k]),
        loss=float(main.run.objective[k]),
        arrows=arrows(main, k, step, s),
        magnification=times,
        levels=surface.levels,
        names=("x", "y"),
        pending_from=k + 1,
        caption=fate(main, k, coming),
    )  # fmt: skip


def show_map(view: ChartView, c: Chart, s: SteeringSettings, *, old: bool) -> None:
    """Show what becomes of every pair of settings, and where the present run is."""
    palette = view.palette
    fast_first = list(ramp(palette.loss_colours, len(WITHIN)))[::-1]
    leaves = blend(palette.panel, palette.negative, 0.55)
    if s.forecast:
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
    if not s.forecast:
        told = "steps until both slopes stay below 0.001"
    if s.noise or s.schedule != "fixed":
        told += "; fixed rate, no noise"
    if old:
        told += "; of the start before, until you let go"
    point: tuple[float, float] | None
    point = (float(np.log10(s.learning_rate)), s.momentum)
    handle = f"The run at {place}; click, drag or use the arrow keys"
    if s.method == "adagrad":
        told = "AdaGrad has no momentum and no limit: there is no map of it."
        kinds, point, handle = [Kind("", palette.panel)] * (ELSEWHERE + 1), None, ""
    view.update(
        c.kinds, kinds, (*c.rates, *c.momenta), c.limits, point,
        names=(eta, alpha),
        labels=("limit", "this run"),
        caption=told,
        words=f"Map of learning rate and momentum with this run at {place}: {told}.",
        handle=handle,
    )  # fmt: skip


def show_losses(
    view: LossesView, all_: list[Course], s: SteeringSettings, *, hold: bool
) -> None:
    """Show how far above the lowest point every run is, step by step."""
    palette, letter = view.palette, symbol("loss", s.notation)
    land = all_[0].land
    floor = float(land.value(land.minima[0])) if land.minima else 0.0
    log = s.log_loss and bool(land.minima)
    rows = []
    for c in all_:
        above = np.clip(c.run.objective - floor, -_HIGHEST, _HIGHEST)
        rows.append(np.log10(np.maximum(above, _LOWEST)) if log else above)
    if not hold or view.ax.get_xlim() != (0.0, float(s.steps)):
        view.set_window((0.0, float(s.steps)), _heights(rows, log=log))
    colours = (palette.text, *other_colours(palette))
    curves = [
        Curve(f"run_{i}", np.arange(len(row)), row, called(c, s), colour,
              "solid" if i == 0 else ("dashed", "dotted")[i - 1], 2.4)
        for i, (c, row, colour) in enumerate(zip(all_, rows, colours, strict=False))
    ]  # fmt: skip
    k = all_[0].shown(s.step)
    value = significant(float(all_[0].run.objective[k]))
    name = f"{letter} above the minimum" if floor else letter
    view.update(
        curves,
        [Point("now", k, float(rows[0][k]), f"step {k}: {letter} = {value}",
               palette.accent, size=5.5)],
        names=("step", f"log₁₀ of {name}" if log else name),
        words=f"Loss of every step: {value} at step {k} of {all_[0].run.steps}.",
    )  # fmt: skip


def _heights(rows: list[Array], *, log: bool) -> tuple[float, float]:
    """Return a window that holds still while the numbers change a little."""
    first = float(rows[0][0])
    if log:
        top = np.ceil(min(max(float(row.max()) for row in rows), first + 3.0) + 0.05)
        bottom = np.floor(min(float(row.min()) for row in rows) - 0.05)
        return float(min(bottom, top - 1.0)), float(top)
    low = max(min(float(row.min()) for row in rows), first - 20.0 * abs(first) - 1.0)
    high = min(max(float(row.max()) for row in rows), first + 3.0 * abs(first) + 0.1)
    return min(0.0, low) * 1.08, max(high, 0.01) * 1.08


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
    view.set_window((0.0, float(s.steps)), (0.0, _round_up(1.1 * top)))
    now = " and ".join(significant(float(n)) for n in dict.fromkeys(own[k].tolist()))
    view.update(
        curves,
        [Point("now", k, float(own[k, 0]), f"step {k}: {eta} = {now}", palette.accent,
               size=5.5)],
        names=("step", eta),
        words=f"Learning rate of every step: {now} at step {k}.",
    )  # fmt: skip


def _round_up(top: float) -> float:
    """Return the next of 1, 2, 5 times a power of ten, which holds still in a drag."""
    power = 10.0 ** np.floor(np.log10(max(top, 1e-12)))
    return float(next(n * power for n in (1.0, 2.0, 5.0, 10.0) if n * power >= top))


def _pair(point: Array) -> tuple[float, float]:
    x, y = point.tolist()
    return x, y
