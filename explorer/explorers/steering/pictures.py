"""How the runs become pictures: the surface, the loss, the darts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core.forecast import Forecast
from explorer.core.landscapes import LANDSCAPES
from explorer.explorers.steering.ground import GroundView, OtherPath, other_colours
from explorer.explorers.steering.runs import Course, Step
from explorer.explorers.steering.settings import SteeringSettings
from explorer.explorers.steering.words import axes, called, fate
from explorer.language.numbers import significant
from explorer.language.symbols import symbol
from explorer.views.curve import Curve, CurveView, Point
from explorer.views.darts import DartsView
from explorer.views.step_arrows import Arrow

Array = NDArray[np.float64]
_GRID = 81
_BANDS = 14
_LOWEST, _HIGHEST = 1e-12, 1e12  # of what the loss curve shows
_MAGNIFICATIONS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class LossesView(CurveView):
    """The loss of every run, step by step."""

    name = "losses"
    title = "Loss of every step"


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
        names=axes(s),
        pending_from=k + 1,
        caption=fate(main, k, coming),
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


def show_darts(view: DartsView, c: Course, s: SteeringSettings) -> None:
    """Show a dart for every step of the main run; the eye is no error at all.

    Where the surface goes below 0 the eye is its lowest point.
    """
    run, letter = c.run, symbol("loss", s.notation)
    least = c.land.minima[0] if c.land.minima else (0.0, 0.0)
    floor = min(float(c.land.value(least)), 0.0)
    off = np.sqrt(np.maximum(run.objective - floor, 0.0))
    dx, dy = (run.positions - np.array(least)).T
    k = c.shown(s.step)
    share = off[k] / off[0] if off[0] > 0 else 0.0
    of = letter if floor == 0.0 else f"{letter} above the lowest point"
    view.update(
        off, np.arctan2(dy, dx), k,
        f"Off by √ of {of}: step {k} is {significant(float(share))} times as far off "
        "as the first dart.",
    )  # fmt: skip


def _pair(point: Array) -> tuple[float, float]:
    x, y = point.tolist()
    return x, y
