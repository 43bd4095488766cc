"""What Steering computes: its runs, one step of one of them, and what will come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core.adaptive import Adaptive
from explorer.core.descent import Trajectory, descend
from explorer.core.forecast import Forecast, forecast, principal
from explorer.core.landscapes import LANDSCAPES, Landscape
from explorer.core.noise import noisy
from explorer.core.rules import METHODS, rule_of
from explorer.core.schedules import Fixed
from explorer.core.stopping import Stopping
from explorer.explorers.steering.over_time import schedule_of
from explorer.explorers.steering.settings import SteeringSettings

Array = NDArray[np.float64]
_NEAR = 0.1  # of a minimum


@dataclass(frozen=True)
class Told:
    """All that a run depends on; equal values, equal runs."""

    surface: str
    x: float
    y: float
    method: str
    momentum: float
    schedule: Fixed
    stopping: Stopping
    noise: float
    seed: int


@dataclass(frozen=True, eq=False)
class Course:
    """A run, and what it was told."""

    told: Told
    land: Landscape
    run: Trajectory

    def shown(self, step: int) -> int:
        """Return the last step there is, if fewer were made than asked for."""
        return min(step, self.run.steps)

    @property
    def end(self) -> int | None:
        """The place in ``land.minima`` of the one it ended in, if it did."""
        last = self.run.positions[-1]
        for place, minimum in enumerate(self.land.minima):
            if np.abs(last - minimum).max() < _NEAR and self.run.diverged_at is None:
                return place
        return None


@lru_cache(maxsize=64)
def course(told: Told) -> Course:
    """Return the run; what was computed before is kept."""
    land = LANDSCAPES[told.surface]
    run = descend(
        land.value,
        noisy(land.gradient, told.noise, told.seed),
        (told.x, told.y),
        rule_of(told.method, told.momentum),
        told.schedule,
        told.stopping,
    )
    return Course(told, land, run)


def courses(s: SteeringSettings) -> list[Course]:
    """Return the main run, then those to compare with."""
    asked = [
        (s.method, s.learning_rate, s.momentum),
        (s.second, s.second_rate, s.second_momentum),
        (s.third, s.third_rate, s.third_momentum),
    ]
    stopping = Stopping(s.steps, s.gradient_below)
    return [
        course(
            Told(
                *(s.surface, s.x, s.y, method, momentum, schedule_of(s, rate)),
                *(stopping, s.noise, s.seed),
            )
        )
        for method, rate, momentum in asked
        if method != "none"
    ]


@dataclass(frozen=True, eq=False)
class Step:
    """One step of a run and its parts; all of shape (2,)."""

    gradient: Array
    rate: float
    downhill: Array  # −η times the gradient
    kept: Array  # α times the step before; of Nesterov's textbook form
    change: Array  # of the stored point
    rates: Array  # each weight's own


def step_at(c: Course, k: int) -> Step:
    """Return the step that leaves row k, whether or not it was still made."""
    run = c.run
    rate = float(run.learning_rates[k]) if k < run.steps else c.told.schedule(k)
    w, g = run.positions[k], run.gradients[k]
    state = {name: rows[k] for name, rows in run.state.items()}
    there, after = run.rule.step(w, state, g, rate)
    kept = c.told.momentum * state["velocity"] if "velocity" in state else np.zeros(2)
    own = np.full(2, rate)
    if isinstance(run.rule, Adaptive):
        own = run.rule.rates(after, rate)
    return Step(g, rate, -own * g, kept, there - w, own)


def rates_of(c: Course) -> Array:
    """Return each weight's own rate at every row of a run, shape (steps + 1, 2)."""
    run = c.run
    if isinstance(run.rule, Adaptive):
        return np.array([step_at(c, k).rates for k in range(run.steps + 1)])
    rates = np.append(run.learning_rates, c.told.schedule(run.steps))
    return np.column_stack([rates, rates])


@lru_cache(maxsize=16)
def curvatures(surface: str, x: float, y: float) -> tuple[float, ...]:
    """Return the curvatures at the minimum nearest to a point, the largest first.

    A surface without a minimum is looked at in its middle.
    """
    land = LANDSCAPES[surface]
    rest = min(
        land.minima or ((0.0, 0.0),), key=lambda m: (m[0] - x) ** 2 + (m[1] - y) ** 2
    )
    return tuple(principal(land.hessian(rest))[0].tolist())


def ahead(s: SteeringSettings) -> Forecast | None:
    """Return what the curvature foretells; AdaGrad's rates shrink, it has no limit."""
    if s.method not in METHODS:
        return None
    bends = curvatures(s.surface, s.x, s.y)
    return forecast(s.method, s.learning_rate, bends, s.momentum)
