"""The starts of Train XOR, each of which fills all parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explorer.core import starts
from explorer.core.arrays import Array
from explorer.explorers.train_xor.parameters import sizes


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
