"""The settings that every explorer has: which view is open, whose letters are used."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from explorer.language.symbols import NOTATIONS, OURS
from explorer.state import Settings, choice, setting

Ends = tuple[float, float]
NO_GUESS = "skip"


def tabs(default: str, **more: str) -> Any:
    """Declare the three tabs, each showing more than the one before, and ``more``."""
    words = {"look": "Look", "step": "Step", "run": "Run", **more}
    return choice(
        default,
        options=tuple(words),
        labels=words,
        label="view",
        help="Choose what to look at",
    )


def learning_rate(default: float, limits: Ends, range: Ends) -> Any:
    """Declare the learning rate of a walk, on a slider of its powers of ten."""
    return setting(
        default,
        limits=limits,
        range=range,
        step=0.02,
        scale="log",
        label="learning rate η",
        help="Scale every step; one arrow key is 5 %",
        format={"digits": 3},
    )


def step(last: int, most: int, walk: str = "walk") -> Any:
    """Declare the step of a walk that is shown; the slider ends with the last."""
    return setting(
        0,
        limits=(0, most),
        range=(0, last),
        step=1,
        label="step",
        help=f"Move through the {walk}",
        format={"decimals": 0},
    )


def steps(default: int, most: int, walk: str = "walk") -> Any:
    """Declare how many steps a walk has at most."""
    return setting(
        default,
        limits=(1, most),
        range=(5, 100),
        step=5,
        label=f"steps in the {walk}",
        help="Choose when to stop at the latest",
        format={"decimals": 0},
    )


def gradient_below(label: str, help: str) -> Any:
    """Declare a slope below which a walk stops early; 0 never does."""
    return setting(
        0.0,
        limits=(0.0, 10.0),
        range=(0.0, 0.1),
        step=0.001,
        label=label,
        help=help,
        format={"digits": 3},
    )


def with_memory(s: Any, values: dict[str, Any], locked: Set[str]) -> dict[str, Any]:
    """Let plain descent that is given a momentum become the method that has one."""
    wakes = values.get("momentum") and s.method == "gradient_descent"
    if not wakes or "method" in values or locked & {"method", "momentum"}:
        return values
    return {**values, "method": "momentum"}


def guess(words: Sequence[str], label: str, help: str) -> Any:
    """Declare a guess that is one of a few words, or is skipped."""
    return choice(
        NO_GUESS,
        options=(NO_GUESS, *words),
        labels={NO_GUESS: "no guess"},
        label=label,
        help=help,
    )


def said_by(guess: str) -> str:
    """Return the word of a guess; empty if it was skipped."""
    return "" if guess == NO_GUESS else guess


@dataclass(frozen=True)
class PageSettings(Settings):
    """Base of an explorer's settings; a subclass may open with another tab."""

    tab: str = tabs("look")
    notation: str = choice(
        OURS,
        options=tuple(NOTATIONS),
        labels={OURS: "our letters"},
        label="letters of",
        help="Write the labels with the letters of a deck",
    )
