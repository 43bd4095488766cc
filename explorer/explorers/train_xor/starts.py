"""The starts of Train XOR, each of which fills all parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explorer.core import starts
from explorer.core.arrays import Array
from explorer.explorers.train_xor.parameters import sizes
from explorer.widgets import Slider


def seed_slider() -> Slider:
    """Return the slider for the seed of a start that is drawn."""
    return Slider(
        value=3, min=0, max=99, step=1, integer=True, label="seed of the start",
        format={"decimals": 0}, action="start-seed",
    )  # fmt: skip


def f_slider() -> Slider:
    """Return the slider for F, the size of the weights that are set by hand."""
    return Slider(
        value=5.0, min=1.0, max=20.0, step=0.1, label="F of the start by hand",
        format={"decimals": 1}, action="start-f",
    )  # fmt: skip


class Start(NamedTuple):
    """A way to fill the parameters: from hidden units, seed and F, or for two alone."""

    label: str
    help: str
    make: Callable[[int, int, float], Array]
    hidden: int | None = None


STARTS = {
    "xavier": Start(
        "Xavier",
        "Draw every weight anew; many inputs, small weights",
        lambda hidden, seed, f: starts.xavier(sizes(hidden), seed),
    ),
    "normal": Start(
        "Normal(0, 1)",
        "Just shoot: draw all weights and biases from one bell",
        lambda hidden, seed, f: starts.normal(sizes(hidden), seed),
    ),
    "equal": Start(
        "All equal",
        "Give all weights one value, biases 0",
        lambda hidden, seed, f: starts.equal(sizes(hidden)),
    ),
    "comp755": Start(
        "COMP755, by hand",
        "Start from what is known of the task; where nothing is, layers can be "
        "trained first without answers, as auto-encoders",
        lambda hidden, seed, f: starts.comp755_hand_set(f),
        hidden=2,
    ),
}
