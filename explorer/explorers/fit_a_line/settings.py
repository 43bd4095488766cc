"""What a student may change in Fit a line, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.core.losses import REDUCTIONS
from explorer.exercises import Asked, asked_by
from explorer.explorers._settings import (
    NO_GUESS,
    PageSettings,
    guess,
    learning_rate,
    step,
    steps,
)
from explorer.explorers.fit_a_line.examples import Example, read, tidy
from explorer.state import choice, setting, text, toggle

WEIGHTS = ("w1", "w2", "b")
GUESSES = ("guess_w1", "guess_w2", "guess_b")
FARTHEST_WEIGHT = 1000.0
_WORDS = {"w1": "w₁", "w2": "w₂", "b": "bias b"}


def _weight(name: str, default: float) -> Any:
    return setting(
        default,
        limits=(-FARTHEST_WEIGHT, FARTHEST_WEIGHT),
        range=(-4.0, 4.0),
        step=0.1,
        label=_WORDS[name],
        help="Set the weight; after the first step this is a new start",
        format={"decimals": 2, "sign": True},
    )


def _guess(name: str) -> Any:
    words = asked_by("fit_a_line").words
    return guess(words, f"guess: {_WORDS[name]}", "Guess before you step")


@dataclass(frozen=True)
class FitALineSettings(PageSettings):
    """Examples, the weights at the start, and how the errors become steps."""

    examples: str = text(
        "1, 2; 2, 1.5; 3, 3.5; 4, 3",
        read=tidy,
        longest=200,
        label="examples x, y; or x₁, x₂, y",
        help="Type them parted by semicolons, or drag them in the picture",
    )
    learning_rate: float = learning_rate(0.16, (1e-4, 100.0), (0.001, 2.0))
    step: int = step(30, 500, "run")
    reduction: str = choice(
        "mean",
        options=REDUCTIONS,
        labels={"sum": "sum of all", "mean": "mean of all"},
        label="the loss is the",
        help="Choose how the examples' votes are joined",
    )
    half: bool = toggle(
        True, label="½ in the loss", help="Halve each squared error, or not"
    )
    w1: float = _weight("w1", 0.0)
    w2: float = _weight("w2", 0.0)
    b: float = _weight("b", 0.0)
    guess_w1: str = _guess("w1")
    guess_w2: str = _guess("w2")
    guess_b: str = _guess("b")
    example: int = setting(
        1,
        limits=(1, 8),
        range=(1, 8),
        step=1,
        label="example",
        help="Choose the example that is taken apart, and that is removed",
        format={"decimals": 0},
    )
    explained: str = choice(
        "w1", options=WEIGHTS, labels=_WORDS, label="explained weight",
        help="Choose the weight whose gradient is taken apart",
    )  # fmt: skip
    slide_sign: bool = toggle(
        False,
        label="with the slide's sign",
        help="Step with the sign that lecture 2 prints, and see what E does",
    )
    steps: int = steps(30, 500, "run")
    log_loss: bool = toggle(
        False, label="log scale for the loss", help="Spread out the small losses"
    )

    @property
    def data(self) -> tuple[Example, ...]:
        """The examples as numbers."""
        return read(self.examples)

    @property
    def inputs(self) -> int:
        """How many inputs the neuron has, 1 or 2."""
        return len(self.data[0]) - 1

    @property
    def weights(self) -> tuple[str, ...]:
        """The fields of the weights that there are, the bias last."""
        return ("w1", "b") if self.inputs == 1 else WEIGHTS

    @property
    def guessing(self) -> bool:
        """Whether the first step is still to be guessed: it is not shown yet."""
        return self.tab == "look" and self.step == 0

    @property
    def guesses(self) -> dict[str, str]:
        """Which way each weight was said to move; without those that were skipped."""
        said = {name: getattr(self, f"guess_{name}") for name in self.weights}
        return {name: word for name, word in said.items() if word != NO_GUESS}

    @property
    def asked(self) -> Asked:
        """What is asked before the first step, of the weights that were guessed."""
        asked = asked_by("fit_a_line")
        names = ("w", "b") if self.inputs == 1 else asked.names
        of = dict(zip(self.weights, names, strict=True))
        names = tuple(of[name] for name in self.guesses)
        return Asked(asked.question, names, asked.words)

    def normalised(self) -> dict[str, object]:
        """Keep step and example inside the run, explain a weight that there is."""
        explained = self.explained if self.explained in self.weights else "w1"
        return {
            "step": min(self.step, self.steps),
            "example": min(self.example, len(self.data)),
            "explained": explained,
        }
