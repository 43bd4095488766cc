"""Which pictures a tab of Steering has, and where its controls stand."""

from __future__ import annotations

from collections.abc import Callable

from explorer.explorers.steering.ground import GroundView
from explorer.explorers.steering.losses import LossesView
from explorer.explorers.steering.maps import ChartView
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
