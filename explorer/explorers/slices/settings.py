"""What a student may change in Slices, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.exercises import asked_by
from explorer.explorers._settings import PageSettings, learning_rate, step, steps
from explorer.state import choice, setting, text, toggle

ASKED = asked_by("slices")
NUMBERS = ("w1", "w2", "x1", "x2", "t")


def _number(default: float, label: str, help_: str) -> Any:
    return setting(
        default,
        limits=(-20.0, 20.0),
        range=(-4.0, 4.0),
        step=0.1,
        label=label,
        help=help_,
        format={"decimals": 2, "sign": True},
    )


@dataclass(frozen=True)
class SlicesSettings(PageSettings):
    """A node with two variables, a place in their plane, and how far to step."""

    by: str = choice(
        "weights",
        options=("weights", "inputs", "fan", "bowl"),
        labels={"fan": "fan-out: one t", "bowl": "weights of a bowl"},
        label="differentiate by",
        help="Choose what is variable; the rest is constant",
    )
    w1: float = _number(0.5, "weight w₁", "Move the dot across, or the constant")
    w2: float = _number(2.0, "weight w₂", "Move the dot up, or the constant")
    x1: float = _number(1.0, "input x₁", "Change what w₁ is multiplied by")
    x2: float = _number(3.0, "input x₂", "Change what w₂ is multiplied by")
    t: float = _number(2.0, "t", "Feed this number to both inputs")
    moves: str = choice(
        "both",
        options=("both", "first", "second"),
        labels={"first": "the first", "second": "the second"},
        label="let move",
        help="Let one variable move, or both; in a fan-out, show one path or both",
    )
    learning_rate: float = learning_rate(0.01, (1e-4, 10.0), (0.001, 0.2))
    step: int = step(20, 200)
    prediction: str = text(
        "",
        read=ASKED.tidy,
        longest=60,
        label="guess: both Δ, as −1; 2",
        help="Type the step or drag the tip of its arrow; leave it empty to skip",
    )
    arrow: bool = toggle(
        False, label="show arrow", help="Draw the step; guess where it points first"
    )
    solid: bool = toggle(
        False, label="surface in 3-D", help="See the surface from the side"
    )
    steps: int = steps(20, 200)
    log_loss: bool = toggle(
        False, label="log scale for the height", help="Spread out the small heights"
    )

    def normalised(self) -> dict[str, object]:
        """Keep the shown step inside the walk."""
        return {"step": min(self.step, self.steps)}

    @property
    def pair(self) -> tuple[str, str]:
        """The fields of the two variables, across and up."""
        return {"inputs": ("x1", "x2"), "fan": ("t", "t")}.get(self.by, ("w1", "w2"))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The fields of the numbers that make the height."""
        few = {"fan": ("t",), "bowl": ("w1", "w2")}
        return few.get(self.by, NUMBERS[:-1])

    @property
    def has_arrow(self) -> bool:
        """Whether the arrow has been asked for, or a step has been made."""
        return self.arrow or self.step > 0

    @property
    def guessing(self) -> bool:
        """Whether the arrow is still to be guessed, and can be drawn."""
        flat = self.by != "fan" and not self.solid
        return flat and self.tab == "look" and not self.has_arrow
