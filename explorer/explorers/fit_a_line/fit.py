"""What Fit a line computes: the run its settings describe, and the moment shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent import Trajectory, descend
from explorer.core.forecast import Forecast, forecast
from explorer.core.least_squares import LeastSquares
from explorer.core.optimisers import GradientDescent
from explorer.explorers.fit_a_line.examples import read
from explorer.explorers.fit_a_line.settings import FARTHEST_WEIGHT, FitALineSettings

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fit:
    """A descent of the linear neuron on the examples, from the start."""

    loss: LeastSquares
    run: Trajectory
    ahead: Forecast
    best: Array  # where small steps lead from the start

    def shown(self, step: int) -> int:
        """Return the last step there is, if fewer were made than asked for."""
        return min(step, self.run.steps)


@lru_cache(maxsize=32)
def _fit(
    examples: str,
    start: tuple[float, ...],
    rate: float,
    steps: int,
    reduction: str,
    half: bool,
    uphill: bool,
) -> Fit:
    rows = np.array(read(examples))
    loss = LeastSquares(rows[:, :-1], rows[:, -1], reduction, half)
    run = descend(
        loss.loss,
        (lambda w: -loss.gradient(w)) if uphill else loss.gradient,
        start,
        GradientDescent(),
        rate,
        steps,
        bound=FARTHEST_WEIGHT,
    )
    ahead = forecast("gradient_descent", rate, loss.curvatures)
    return Fit(loss, run, ahead, loss.nearest_fit(start))


def fit_of(s: FitALineSettings) -> Fit:
    """Return the run of these settings; what was computed before is kept."""
    start = tuple(getattr(s, name) for name in s.weights)
    return _fit(
        *(s.examples, start, s.learning_rate, s.steps),
        *(s.reduction, s.half, s.slide_sign),
    )


@dataclass(frozen=True, eq=False)
class Moment:
    """Every number of one step; N examples, P weights with the bias last."""

    k: int
    w: Array  # (P,)
    loss: float
    predictions: Array  # (N,), as are the errors
    errors: Array
    votes: Array  # (N, P): error times input
    gradient: Array  # (P,)
    pushes: Array  # (N, P): what each vote moves; they add up to the step
    step: Array  # (P,)


def moment_of(f: Fit, s: FitALineSettings) -> Moment:
    """Return the numbers of the step shown."""
    k = f.shown(s.step)
    w = f.run.positions[k]
    votes = f.loss.votes(w)
    toward = s.learning_rate if s.slide_sign else -s.learning_rate
    pushes = toward * f.loss.factor * votes
    return Moment(
        *(k, w, float(f.run.objective[k]), f.loss.predictions(w), f.loss.errors(w)),
        *(votes, f.loss.gradient(w), pushes, pushes.sum(axis=0)),
    )


def moves(f: Fit) -> tuple[str, ...]:
    """Return which way each weight moves in the first step."""
    changes = f.run.positions[1] - f.run.positions[0] if f.run.steps else []
    return tuple("up" if c > 0 else "down" if c < 0 else "the same" for c in changes)
