"""What Downhill computes: the walk its settings describe, and what will come of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core.curves import CURVES, Curve
from explorer.core.descent import Trajectory, descend
from explorer.core.forecast import Forecast, forecast
from explorer.core.optimisers import GradientDescent
from explorer.core.stopping import Stopping
from explorer.explorers.downhill.settings import DownhillSettings

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Walk:
    """A descent on one curve, as plain rows of numbers."""

    curve: Curve
    run: Trajectory
    x: Array  # (n+1,), as are y and slope
    y: Array
    slope: Array
    ahead: Forecast  # near the minimum it would reach

    def shown(self, step: int) -> int:
        """Return the last step there is, if fewer were walked than asked for."""
        return min(step, self.run.steps)


@lru_cache(maxsize=64)
def walk(name: str, x: float, rate: float, steps: int, below: float) -> Walk:
    """Return the walk from x; what was walked before is kept."""
    curve = CURVES[name]
    run = descend(
        lambda w: curve.value(w[0]),
        curve.slope,
        x,
        GradientDescent(),
        rate,
        Stopping(steps, below),
    )
    minimum = min(curve.minima, key=lambda m: abs(m - x))
    ahead = forecast("gradient_descent", rate, [float(curve.curvature(minimum))])
    return Walk(
        curve, run, run.positions[:, 0], run.objective, run.gradients[:, 0], ahead
    )


def walk_of(s: DownhillSettings) -> Walk:
    """Return the walk of these settings."""
    return walk(s.curve, s.x, s.learning_rate, s.steps, s.gradient_below)


def other_walk(s: DownhillSettings) -> Walk | None:
    """Return the walk to compare with, if there is one."""
    if s.compare == 0:
        return None
    return walk(s.curve, s.x, s.compare, s.steps, s.gradient_below)


@dataclass(frozen=True)
class Step:
    """One step, its forecast by the slope, and what it really did."""

    x: float
    y: float
    slope: float
    run: float  # −η times the slope
    drop: float  # the slope times the run: what the tangent promises
    there: float  # x after the step
    height: float  # y there
    change: float  # y there, less y here


def step_at(w: Walk, k: int, rate: float) -> Step:
    """Return the step that leaves row k."""
    x, y, slope = float(w.x[k]), float(w.y[k]), float(w.slope[k])
    run = -rate * slope
    there = x + run
    height = float(w.curve.value(there))
    return Step(x, y, slope, run, slope * run, there, height, height - y)
