"""Learning rates that change: the strategies of S2-36 as functions of the step.

The deck names the strategies and prints no formula; these are those of decks.md 5.4.
r is the first rate, t the step from 0. Wherever a schedule is asked for, any function
of the step will do: ``[0.1, 0.01].__getitem__`` is one for two steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.arrays import Array, check_at_least, frozen, sealed

Schedule = Callable[[int], float]


@dataclass(frozen=True)
class Fixed:
    """The same rate for ever, ``r_t = r``.

    Parameters
    ----------
    learning_rate
        r, finite, at least 0. All schedules refuse, with a ValueError, a number that
        is out of its range.

    Examples
    --------
    >>> Fixed(0.1)(1000)
    0.1
    """

    learning_rate: float

    name: ClassVar[str] = "fixed"

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            check_at_least(name, value, 1.0 if name in ("steps", "hold") else 0.0)
            if name == "factor" and value > 1.0:
                raise ValueError(f"factor must be at most 1, got {value}.")

    def __call__(self, step: int) -> float:
        """Return the rate of a step."""
        return self.learning_rate * self._left(step)

    def _left(self, step: int) -> float:
        """Return the share of the rate that is left, from 1 down to 0."""
        return 1.0


@dataclass(frozen=True)
class Linear(Fixed):
    """``r_t = r (1 - t / T)``, and 0 from T on. PyTorch: ``LinearLR(opt, 1, 0, T)``.

    Parameters
    ----------
    steps
        T, at least 1.

    Examples
    --------
    >>> [Linear(0.5, steps=4)(t) for t in (0, 1, 4, 5)]
    [0.5, 0.375, 0.0, 0.0]
    """

    steps: int = 300

    name = "linear"

    def _left(self, step: int) -> float:
        return max(0.0, 1.0 - step / self.steps)


@dataclass(frozen=True)
class Exponential(Fixed):
    """``r_t = r f**t``. PyTorch: ``ExponentialLR(opt, f)``.

    Parameters
    ----------
    factor
        f, from 0 to 1.

    Examples
    --------
    >>> Exponential(0.5, factor=0.5)(2)
    0.125
    """

    factor: float = 0.99

    name = "exponential"

    def _left(self, step: int) -> float:
        return float(self.factor**step)


@dataclass(frozen=True)
class InverseTime(Fixed):
    """``r_t = r / (1 + k t)``. PyTorch: ``LambdaLR(opt, lambda t: 1 / (1 + k * t))``.

    Parameters
    ----------
    slowing
        k, finite, at least 0: after 1 / k steps the rate is halved.

    Examples
    --------
    >>> InverseTime(0.5, slowing=0.25)(4)
    0.25
    """

    slowing: float = 0.01

    name = "inverse_time"

    def _left(self, step: int) -> float:
        return 1.0 / (1.0 + self.slowing * step)


@dataclass(frozen=True)
class FixedThenExponential(Exponential):
    """Fixed for H steps, then ``r_t = r f**(t - H)``.

    PyTorch: ``SequentialLR(opt, [ConstantLR(opt, 1), ExponentialLR(opt, f)], [H])``.

    Parameters
    ----------
    factor
        f, from 0 to 1.
    hold
        H, at least 1.

    Examples
    --------
    >>> [FixedThenExponential(0.5, factor=0.5, hold=4)(t) for t in (3, 4, 5)]
    [0.5, 0.5, 0.25]
    """

    hold: int = 100

    name = "fixed_then_exponential"

    def _left(self, step: int) -> float:
        return super()._left(max(0, step - self.hold))


@dataclass(frozen=True)
class FixedThenInverse(Fixed):
    """Fixed for H steps, then ``r_t = r H / t`` (Bengio 2012, cited by the deck).

    PyTorch: ``LambdaLR(opt, lambda t: H / max(t, H))``.

    Parameters
    ----------
    hold
        H, at least 1.

    Examples
    --------
    >>> [FixedThenInverse(0.5, hold=4)(t) for t in (3, 4, 8)]
    [0.5, 0.5, 0.25]
    """

    hold: int = 100

    name = "fixed_then_inverse"

    def _left(self, step: int) -> float:
        return self.hold / max(step, self.hold)


_ALL = (Fixed, Linear, Exponential, InverseTime, FixedThenExponential, FixedThenInverse)
SCHEDULES: dict[str, type[Fixed]] = {kind.name: kind for kind in _ALL}
"""The schedules by name."""


def schedule_of(learning_rate: float | Schedule) -> Schedule:
    """Return a schedule as it is, and a number as a fixed one."""
    return learning_rate if callable(learning_rate) else Fixed(float(learning_rate))


def rates(schedule: Schedule, steps: int) -> Array:
    """Return the rates of the first ``steps`` steps, (steps,).

    Examples
    --------
    >>> rates(Exponential(1.0, factor=0.5), 4).tolist()
    [1.0, 0.5, 0.25, 0.125]
    """
    if type(schedule) is Fixed:
        return sealed(np.full(steps, schedule.learning_rate))
    return frozen([schedule(step) for step in range(steps)])
