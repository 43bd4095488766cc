"""What a student may change in Steering, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.landscapes import LANDSCAPES
from explorer.core.rules import METHODS
from explorer.exercises import asked_by
from explorer.explorers._settings import guess, said_by
from explorer.explorers.steering.fields import (
    METHOD_NAMES,
    RULES,
    SURFACE_NAMES,
    beside_field,
    momentum_field,
    place_field,
    rate_field,
)
from explorer.explorers.steering.over_time import OverTimeSettings
from explorer.state import choice, setting, toggle

ASKED = asked_by("steering")


@dataclass(frozen=True)
class SteeringSettings(OverTimeSettings):
    """A surface, a start, how to step, and up to two runs to compare with."""

    surface: str = choice(
        "bowl",
        options=tuple(LANDSCAPES),
        labels=SURFACE_NAMES,
        label="surface",
        help="Choose what to walk on; the start moves to its usual place",
    )
    x: float = place_field(-2.5, "weight x")
    y: float = place_field(1.0, "weight y")
    method: str = choice(
        "gradient_descent",
        options=RULES,
        labels=METHOD_NAMES,
        label="method",
        help="Choose how a gradient becomes a step",
    )
    learning_rate: float = rate_field(0.07, "learning rate η", "Scale every step")
    momentum: float = momentum_field(
        0.0, "momentum α", "Keep this share of the last step"
    )
    step: int = setting(
        0,
        limits=(0, 500),
        range=(0, 60),
        step=1,
        label="step",
        help="Move through the run",
        format={"decimals": 0},
    )
    prediction: str = guess(
        ASKED.words,
        "guess: the run is",
        "Guess what the run will do before you step",
    )
    noise: float = setting(
        0.0,
        limits=(0.0, 100.0),
        range=(0.0, 5.0),
        step=0.1,
        label="noise in the slopes",
        help="Add random numbers of this spread to both slopes, as a mini-batch does",
        format={"decimals": 2},
    )
    seed: int = setting(
        1,
        limits=(0, 10_000),
        range=(0, 99),
        step=1,
        label="seed of the noise",
        help="Choose other random numbers",
        format={"decimals": 0},
    )
    second: str = beside_field("second run")
    second_rate: float = rate_field(0.07, "its η", "Scale the steps of the second run")
    second_momentum: float = momentum_field(0.5, "its α", "What the second run keeps")
    third: str = beside_field("third run")
    third_rate: float = rate_field(0.07, "its η", "Scale the steps of the third run")
    third_momentum: float = momentum_field(0.9, "its α", "What the third run keeps")
    forecast: bool = toggle(
        False,
        label="map: what the curvature foretells",
        help="Colour the map by the regime foretold, not by the runs",
    )
    guess_first: bool = toggle(
        False,
        label="guess before it runs",
        help="Cover what will come until you have guessed or stepped",
    )
    log_loss: bool = toggle(
        True, label="log scale for the loss", help="Spread out the small losses"
    )

    @property
    def inertia(self) -> float:
        """The share of the last step that the method keeps; some keep none."""
        return self.momentum if self.method in ("momentum", "nesterov") else 0.0

    @property
    def asks(self) -> bool:
        """Whether what will come is covered: it is asked for, and nothing is said."""
        waits = self.guess_first and not self.step and not self.said
        return waits and self.method in METHODS

    @property
    def said(self) -> str:
        """The regime that was guessed; empty if none was."""
        return said_by(self.prediction)

    @property
    def foretells(self) -> bool:
        """Whether the map tells regimes, not runs."""
        return (self.forecast or self.guess_first) and self.method in METHODS

    def normalised(self) -> dict[str, object]:
        """Keep the shown step inside the run."""
        return {"step": min(self.step, self.steps)}
