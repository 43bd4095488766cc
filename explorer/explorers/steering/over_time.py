"""The learning rate over time, as the settings describe it."""

from __future__ import annotations

from explorer.core.schedules import (
    Exponential,
    Fixed,
    FixedThenExponential,
    FixedThenInverse,
    InverseTime,
    Linear,
)
from explorer.explorers.steering.settings import SteeringSettings


def schedule_of(s: SteeringSettings, rate: float) -> Fixed:
    """Return the schedule these settings describe, from this rate on."""
    made: dict[str, Fixed] = {
        "fixed": Fixed(rate),
        "linear": Linear(rate, s.steps),
        "exponential": Exponential(rate, s.factor),
        "inverse_time": InverseTime(rate, s.slowing),
        "fixed_then_exponential": FixedThenExponential(rate, s.factor, s.hold),
        "fixed_then_inverse": FixedThenInverse(rate, s.hold),
    }
    return made[s.schedule]
