"""What a student may change in Squash and saturate, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.exercises import asked_by
from explorer.explorers._settings import PageSettings
from explorer.state import choice, setting, text, toggle

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "linear")
WORDS = {"relu": "ReLU", "leaky_relu": "leaky ReLU"}
ASKED = asked_by("saturate")
MOST_DEPTH, MOST_TRAINED = 20, 500


def _weight(default: float, label: str, help: str) -> Any:
    return setting(
        default, limits=(-1e3, 1e3), range=(-4.0, 4.0), step=0.05, label=label,
        help=help, format={"decimals": 2, "sign": True},
    )  # fmt: skip


def _count(default: int, low: int, high: int, label: str, help: str) -> Any:
    return setting(default, limits=(low, high), label=label, help=help)


@dataclass(frozen=True)
class SaturateSettings(PageSettings):
    """A function and where on it; a node; a deep network; a small one that learns."""

    tab: str = choice(
        "look",
        options=("look", "step", "depth", "boundary"),
        labels={
            "look": "Look",
            "step": "Step",
            "depth": "Depth",
            "boundary": "Bend",
        },
        label="view",
        help="Choose what to look at",
    )
    activation: str = choice(
        "sigmoid",
        options=ACTIVATIONS,
        labels=WORDS,
        label="function φ",
        help="Choose how a unit squashes its sum",
    )
    z: float = setting(
        2.0, limits=(-1e3, 1e3), range=(-8.0, 8.0), step=0.05, label="weighted sum z",
        help="Slide along the curve and read the slope",
        format={"decimals": 2, "sign": True},
    )  # fmt: skip
    slope: bool = toggle(
        True, label="show φ′", help="Hide the slope to draw it yourself first"
    )
    prediction: str = text(
        "",
        read=ASKED.tidy,
        label="your φ′ at −4, −2, 0, 2, 4",
        help="Say how steep the curve is there; parted by semicolons",
    )
    w1: float = _weight(0.5, "weight w₁", "Move the first weight")
    w2: float = _weight(2.0, "weight w₂", "Move the second weight")
    x1: float = _weight(1.0, "input x₁", "Change what comes in")
    x2: float = _weight(3.0, "input x₂", "Change what comes in")
    later: float = _weight(1.0, "later weight v", "Scale what comes back")
    loss: str = choice(
        "output",
        options=("output", "half_squared"),
        labels={"output": "the output itself", "half_squared": "½ squared error"},
        label="made small",
        help="Choose what the steps make small",
    )
    target: float = _weight(0.0, "target y", "Say what the output should be")
    learning_rate: float = setting(
        0.01, limits=(1e-6, 1e4), range=(1e-3, 100.0), step=0.05, scale="log",
        label="learning rate η", help="Scale every step",
    )  # fmt: skip
    step: int = setting(
        0, limits=(0, 10_000), range=(0, 100), label="step", help="Walk downhill"
    )
    steps: int = setting(
        100, limits=(1, 10_000), range=(10, 1000), step=10, label="steps in the run",
        help="Choose how far to walk",
    )  # fmt: skip
    depth: int = _count(5, 1, MOST_DEPTH, "layers", "Stack more layers")
    scale: float = setting(
        1.0, limits=(0.032, 10.0), step=0.025, scale="log", label="start scale",
        help="Scale the weights of the start; 1 is Xavier's",
    )  # fmt: skip
    units: int = _count(4, 1, 8, "hidden units", "Give both networks more units")
    trained: int = setting(
        MOST_TRAINED, limits=(0, MOST_TRAINED), step=10, label="training steps",
        help="Train both networks",
    )  # fmt: skip
    seed: int = _count(0, 0, 99, "seed of the start", "Draw another start")

    def normalised(self) -> dict[str, object]:
        """Keep the shown step inside the run."""
        return {"step": min(self.step, self.steps)}
