"""Which pictures a tab of Steering has, and where its controls stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer.core.landscapes import LANDSCAPES
from explorer.core.rules import METHODS
from explorer.explorers.steering.ground import GroundView
from explorer.explorers.steering.losses import LossesView
from explorer.explorers.steering.maps import ChartView
from explorer.explorers.steering.settings import SteeringSettings
from explorer.explorers.steering.strips import RatesView, StripView
from explorer.views.darts import DartsView
from explorer.views.view import View

TABS = {
    "look": {"ground": 1.4, "map": 1.0},
    "step": {"ground": 1.4, "rates/strip": 1.0},
    "run": {"ground": 1.1, "losses": 1.0, "darts": 0.8},
}
VIEWS: dict[str, Callable[..., View]] = {
    "ground": GroundView,
    "map": ChartView,
    "losses": LossesView,
    "darts": DartsView,
    "rates": RatesView,
    "strip": StripView,
}
HANDLES: dict[str, tuple[str | None, str | None]] = {
    "point": ("x", "y"),
    "setting": ("learning_rate", "momentum"),
    "rate": ("learning_rate", None),
}
BESIDE = (
    "tab",
    "step",
    "learning_rate",
    "momentum",
    "method",
    "surface",
    "prediction",
)
DRAWERS: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "Presets": ("presets",),
    "Compare": (
        *("second", ("second_rate", "second_momentum")),
        *("third", ("third_rate", "third_momentum")),
    ),
    "Rate over time": ("schedule", "factor", "slowing", "hold"),
    "Options": (
        *(("x", "y"), "steps", "gradient_below", ("noise", "seed")),
        *("guess_first", "forecast", "log_loss"),
    ),
}


def arrange(controls: dict[str, Any], s: SteeringSettings) -> None:
    """Let the player end with the run, x and y span the surface; hide what is idle."""
    if controls["step"].max != s.steps:
        controls["step"].max = s.steps
    for letter, ends in zip("xy", LANDSCAPES[s.surface].window, strict=True):
        control = controls[letter]
        if (control.min, control.max) != ends:
            control.min, control.max = ends
    idle = _idle(s)
    if s.method == "gradient_descent" and controls["method"].locked:
        idle.add("momentum")
    for field, control in controls.items():
        if control.hidden != (field in idle):
            control.hidden = field in idle


def _idle(s: SteeringSettings) -> set[str]:
    """Return the fields that would move nothing on screen."""
    foretold, over_time = s.method in METHODS, s.schedule
    needed = {
        "momentum": foretold,  # plain descent that is given one becomes momentum
        "prediction": foretold,
        "guess_first": foretold,
        "forecast": foretold and s.tab == "look" and not s.guess_first,
        "log_loss": s.tab == "run" and bool(LANDSCAPES[s.surface].minima),
        "factor": over_time in ("exponential", "fixed_then_exponential"),
        "slowing": over_time == "inverse_time",
        "hold": over_time.startswith("fixed_then"),
        "seed": s.noise > 0,
    }
    for other in ("second", "third"):
        method = getattr(s, other)
        needed[f"{other}_rate"] = method != "none"
        needed[f"{other}_momentum"] = method in ("momentum", "nesterov")
    return {field for field, used in needed.items() if not used}
