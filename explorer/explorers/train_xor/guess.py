"""The guess before the gallery: a slider that says nothing until it is moved."""

from __future__ import annotations

from explorer.explorers.train_xor.settings import ASKED, SEEDS, TrainXorSettings
from explorer.widgets import Slider

UNSAID = "?"
"""What stands in the slider's box as long as nothing was said."""
MIDDLE = SEEDS // 2
"""Where its thumb waits until then."""


def guess_slider() -> Slider:
    """Return the slider on which somebody says how many seeds will solve XOR."""
    return Slider(
        value=MIDDLE, min=0, max=SEEDS, step=1, integer=True, setting="prediction",
        label=f"your guess: solved of {SEEDS}", help=ASKED.question,
        format={"decimals": 0},
    )  # fmt: skip


def said(s: TrainXorSettings) -> float:
    """Return where the thumb stands."""
    return float(s.prediction or MIDDLE)


def mark_unsaid(slider: Slider, s: TrainXorSettings) -> None:
    """Let the box tell a guess from a thumb that was never touched."""
    written = s.prediction or UNSAID
    if slider.text != written:
        slider.text = written
