"""The settings that every explorer has: which view is open, whose letters are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.language.symbols import NOTATIONS, OURS
from explorer.state import Settings, choice


def tabs(default: str) -> Any:
    """Declare the three tabs, each showing more than the one before."""
    return choice(
        default,
        options=("look", "step", "run"),
        labels={"look": "Look", "step": "Step", "run": "Run"},
        label="view",
        help="Choose what to look at",
    )


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
