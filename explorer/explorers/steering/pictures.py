"""How the runs become pictures: the surface, the loss, the darts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core.forecast import Forecast
from explorer.core.landscapes import LANDSCAPES
from explorer.explorers.steering.ground import GroundView, OtherPath
from explorer.explorers.steering.runs import Course, Step
from explorer.explorers.steering.settings import SteeringSettings
from explorer.explorers.steering.words import axes, called, told
from explorer.language.numbers import significant
from explorer.language.symbols import symbol
from explorer.views.darts import DartsView
from explorer.views.step_arrows import Arrow

Array = NDArray[np.float64]
_GRID = 161
_BANDS = 14
_MAGNIFICATIONS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


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
    end = 1 if s.asks else None
    view.update(
        surface.grid, surface.x, surface.y,
        path=main.run.positions[:end],
        theta_path=main.run.theta[:end] if main.told.method == "nesterov" else None,
        point=_pair(main.run.positions[k]),
        loss=float(main.run.objective[k]),
        arrows=arrows(main, k, step, s),
        magnification=times,
        levels=surface.levels,
        names=axes(s),
        pending_from=k + 1,
        caption=told(main, k, s, coming),
    )  # fmt: skip


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
