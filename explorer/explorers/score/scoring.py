"""What Score the output computes: both losses at one z, the way down, three shares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent import Trajectory, descend
from explorer.core.optimisers import GradientDescent
from explorer.core.pairings import (
    TWO_LOSSES,
    Score,
    SoftmaxScore,
    score,
    softmax_score,
)
from explorer.core.softmax import softmax_jacobian
from explorer.explorers.score.settings import ScoreSettings

Array = NDArray[np.float64]
STEPS = 30
_SAMPLES = 241


@dataclass(frozen=True, eq=False)
class Both:
    """One z, seen by the half squared error and by the cross-entropy."""

    squared: Score
    entropy: Score

    @property
    def pushes(self) -> tuple[float, float]:
        """The deltas of the two."""
        return float(self.squared.delta[0]), float(self.entropy.delta[0])


@lru_cache(maxsize=64)
def _scores(output: str, target: str, minus: bool, z: tuple[float, ...]) -> Both:
    squared, entropy = (
        score(output, loss, z, float(target), minus=minus) for loss in TWO_LOSSES
    )
    return Both(squared, entropy)


def both(s: ScoreSettings) -> Both:
    """Return both losses at the shown z."""
    return _scores(s.output, s.target, not s.lost_minus, (s.z,))


def window(s: ScoreSettings) -> tuple[float, float]:
    """Return the part of the z axis that is shown; it doubles until z is inside."""
    middle, half = (0.0, 8.0) if s.output == "sigmoid" else (0.5, 1.5)
    while abs(s.z - middle) > half:
        half *= 2
    return middle - half, middle + half


def curves(s: ScoreSettings) -> Both:
    """Return both losses across the window."""
    z = np.linspace(*window(s), _SAMPLES)
    return _scores(s.output, s.target, not s.lost_minus, tuple(z.tolist()))


@lru_cache(maxsize=64)
def _ways(
    output: str, target: str, minus: bool, z: float, rate: float
) -> tuple[Trajectory, Trajectory | None]:
    squared, entropy = (
        _way(output, loss, target, minus, z, rate) for loss in TWO_LOSSES
    )
    assert squared is not None  # noqa: S101 (a square always has a value)
    return squared, entropy


def _way(
    output: str, loss: str, target: str, minus: bool, z: float, rate: float
) -> Trajectory | None:
    @lru_cache(maxsize=1)  # value and slope are asked for at the same place
    def at(place: float) -> Score:
        return score(output, loss, place, float(target), minus=minus)

    start = at(z)
    if not np.isfinite((start.loss[0], start.delta[0])).all():
        return None

    def value(place: Array) -> Array:
        return at(float(place[0])).loss

    def slope(place: Array) -> Array:
        return at(float(place[0])).delta

    return descend(value, slope, z, GradientDescent(), rate, STEPS)


def ways(s: ScoreSettings) -> tuple[Trajectory, Trajectory | None]:
    """Return where each loss moves z from the same start; None if it has no value."""
    return _ways(s.output, s.target, not s.lost_minus, s.z, s.learning_rate)


@dataclass(frozen=True, eq=False)
class Shares:
    """Three scores, before one is raised and after."""

    z: Array
    before: SoftmaxScore
    now: SoftmaxScore
    jacobian: Array
    raised: int  # from 0
    right: int  # from 0


def shares(s: ScoreSettings) -> Shares:
    """Return the softmax of the scores."""
    start = np.array([s.score_1, s.score_2, s.score_3])
    raised, right = int(s.raised) - 1, int(s.right) - 1
    z = start + s.raise_by * np.eye(3)[raised]
    return Shares(
        z, softmax_score(start, right), softmax_score(z, right), softmax_jacobian(z),
        raised, right,
    )  # fmt: skip
