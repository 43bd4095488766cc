"""How long a run lasts, and its learning rate over that time."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.schedules import (
    SCHEDULES,
    Exponential,
    Fixed,
    FixedThenExponential,
    FixedThenInverse,
    InverseTime,
    Linear,
)
from explorer.explorers._settings import PageSettings, gradient_below
from explorer.state import choice, setting


@dataclass(frozen=True)
class OverTimeSettings(PageSettings):
    """When a run ends, and how its rate changes until then."""

    steps: int = setting(
        60,
        limits=(1, 500),
        range=(10, 300),
        step=10,
        label="steps in the run",
        help="Choose when to stop at the latest",
        format={"decimals": 0},
    )
    gradient_below: float = gradient_below(
        "stop when both slopes are below", "Stop early where it is flat; 0 never does"
    )
    schedule: str = choice(
        "fixed",
        options=tuple(SCHEDULES),
        labels={
            "fixed": "fixed",
            "linear": "decreasing, linear",
            "exponential": "decreasing, exponential",
            "inverse_time": "decreasing, 1/(1 + kt)",
            "fixed_then_exponential": "fixed, then exponential",
            "fixed_then_inverse": "fixed, then 1/t",
        },
        label="learning rate over time",
        help="Choose how the learning rate changes from step to step",
    )
    factor: float = setting(
        0.95,
        limits=(0.0, 1.0),
        range=(0.8, 1.0),
        step=0.01,
        label="exponential: kept per step",
        help="Choose what share of the rate is left after each step",
        format={"decimals": 3},
    )
    slowing: float = setting(
        0.1,
        limits=(0.0, 10.0),
        range=(0.0, 1.0),
        step=0.01,
        label="k of 1/(1 + kt)",
        help="After 1/k steps the rate is halved",
        format={"decimals": 2},
    )
    hold: int = setting(
        20,
        limits=(1, 500),
        range=(1, 100),
        step=1,
        label="steps before it decreases",
        help="Choose how long the rate stays fixed at first",
        format={"decimals": 0},
    )


def schedule_of(s: OverTimeSettings, rate: float) -> Fixed:
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
