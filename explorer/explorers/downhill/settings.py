"""What a student may change in Downhill, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.curves import CURVES
from explorer.exercises import asked_by
from explorer.explorers._settings import (
    PageSettings,
    gradient_below,
    learning_rate,
    step,
    steps,
)
from explorer.state import choice, setting, text, toggle

ASKED = asked_by("downhill")


@dataclass(frozen=True)
class DownhillSettings(PageSettings):
    """A curve, a place on it, how far to step, and how far to walk."""

    curve: str = choice(
        "parabola",
        options=tuple(CURVES),
        labels={name: curve.formula for name, curve in CURVES.items()},
        label="curve",
        help="Choose what to walk down",
    )
    x: float = setting(
        0.5,
        limits=(-1000.0, 1000.0),
        range=(-4.0, 4.0),
        step=0.1,
        label="weight x",
        help="Move the point; after the first step this is a new start",
        format={"decimals": 2, "sign": True},
    )
    learning_rate: float = learning_rate(0.01, (1e-4, 100.0), (0.001, 2.0))
    step: int = step(30, 500)
    prediction: str = text(
        "",
        read=ASKED.tidy,
        longest=60,
        label="guess: x after one step",
        help="Type it or drag the flag, then step; leave it empty to skip",
    )
    steps: int = steps(30, 500)
    gradient_below: float = gradient_below(
        "stop at a slope below", "Stop early on flat ground; 0 never does"
    )
    compare: float = setting(
        0.0,
        limits=(0.0, 100.0),
        range=(0.0, 2.0),
        step=0.01,
        label="compare with η",
        help="Draw a second walk with this learning rate; 0 draws none",
        format={"digits": 3},
    )
    ground: bool = toggle(
        True, label="show the curve", help="Hide it: slope and η alone say how far"
    )
    log_loss: bool = toggle(
        False, label="log scale for the height", help="Spread out the small heights"
    )

    @property
    def guessing(self) -> bool:
        """Whether the first step is still to be guessed: it is not shown yet."""
        return self.tab == "look" and self.step == 0

    def normalised(self) -> dict[str, object]:
        """Keep the shown step inside the walk."""
        return {"step": min(self.step, self.steps)}
