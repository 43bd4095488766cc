"""What several settings of Steering have in common: kinds of fields and names."""

from __future__ import annotations

from typing import Any

from explorer.core.landscapes import LANDSCAPES
from explorer.core.rules import METHODS
from explorer.state import choice, setting

RULES = (*METHODS, "adagrad")
METHOD_NAMES = {
    "gradient_descent": "gradient descent",
    "momentum": "momentum",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
}
SURFACE_NAMES = {
    "bowl": "bowl, curvatures 1 and 25",
    "ravine": "ravine, curvatures 0 and 20",
    "rotated_bowl": "the bowl, turned by 30°",
    "parabola": "parabola (x + 1)² + y²",
    "double_well": "double well",
    "rosenbrock": "Rosenbrock's valley",
    "saddle": "saddle",
    "xor": "the XOR network's loss",
}


_RATE = {"xor": 5.0, "rosenbrock": 0.001}
"""Where a rate of the other surfaces would hardly move, or not stay."""


def rate_field(default: float, label: str, help: str) -> Any:
    """Declare a learning rate."""
    return setting(
        default, limits=(1e-6, 100.0), range=(0.001, 1.0), step=0.02, scale="log",
        label=label, help=help, format={"digits": 3},
    )  # fmt: skip


def momentum_field(default: float, label: str, help: str) -> Any:
    """Declare a momentum."""
    return setting(
        default, limits=(0.0, 0.999), range=(0.0, 0.99), step=0.01,
        label=label, help=help, format={"decimals": 3},
    )  # fmt: skip


def beside_field(label: str) -> Any:
    """Declare the method of a run to compare with."""
    return choice(
        "none",
        options=("none", *RULES),
        labels=METHOD_NAMES,
        label=label,
        help="Draw another run from the same start",
    )


def place_field(default: float, label: str) -> Any:
    """Declare where the point stands along an axis."""
    return setting(
        default, limits=(-100.0, 100.0), range=(-3.0, 3.0), step=0.05,
        label=label, help="Move the point; after the first step this is a new start",
        format={"decimals": 2, "sign": True},
    )  # fmt: skip


def usual(surface: str, before: str) -> dict[str, float]:
    """Return the usual start on a surface; its rate, if that before does not serve."""
    x, y = LANDSCAPES[surface].start
    found = {"x": x, "y": y, "step": 0}
    if rate := _RATE.get(surface, 0.07 if before in _RATE else 0.0):
        found["learning_rate"] = rate
    return found
