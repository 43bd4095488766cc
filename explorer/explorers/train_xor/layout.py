"""Where Train XOR's views and controls stand: on tabs, beside them, in drawers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer.decks.replay import STEPS
from explorer.explorers._page import Page
from explorer.explorers.train_xor.parameters import PARAMETERS
from explorer.explorers.train_xor.replayed import ReplayLossesView, ReplayWeightsView
from explorer.explorers.train_xor.seeds_shown import SeedLossesView, SeedsView
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.views.activation import ActivationView
from explorer.views.decision_map import DecisionMapView
from explorer.views.loss_curve import LossCurveView
from explorer.views.loss_surface import LossSurfaceView
from explorer.views.network import NetworkView
from explorer.views.view import View

TABS = {
    "look": {"network": 1.15, "decision_map": 1.0},
    "step": {"network": 1.2, "loss_surface": 1.1, "activation": 0.8},
    "run": {"loss_surface": 1.0, "loss_curve": 0.9, "decision_map": 0.95},
    "seeds": {"seeds": 1.5, "seed_losses": 1.0},
    "replay": {"replay_losses": 1.0, "replay_weights": 1.0},
}
VIEWS: dict[str, Callable[..., View]] = {
    "network": NetworkView,
    "loss_surface": LossSurfaceView,
    "activation": ActivationView,
    "loss_curve": LossCurveView,
    "decision_map": DecisionMapView,
    "seeds": SeedsView,
    "seed_losses": SeedLossesView,
    "replay_losses": ReplayLossesView,
    "replay_weights": ReplayWeightsView,
}
BESIDE = ("tab", "step", "learning_rate", "momentum", "method", "axes")
DRAWERS: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "Presets": ("presets",),
    "Start": (
        *(("xavier", "normal", "equal", "comp755"), "start_seed", "start_f", "hidden"),
        *PARAMETERS,
    ),
    "Batches": (
        *("data", "amount", "noise", "batch", "sampling", "share", "weighted"),
        *("votes", "compare", "against", "seed"),
    ),
    "Options": (
        *("activation_1", "activation_2", "loss", "reduction"),
        *("steps", "gradient_below", "norm"),
        *("example", "edge", "horizontal", "vertical", "solid", "log_loss"),
    ),
}


AXES = {"seeds": ("prediction", "drawn", "train_all"), "replay": ()}
"""What stands beside the pictures of a tab instead of the two axes' weights."""
_STARTS = ("xavier", "normal", "equal", "comp755")
_OF_ONE_RUN = ("example", "edge", "horizontal", "vertical", "gradient_below")
_OF_THE_SURFACE = ("solid", "votes")
_OF_THE_CURVE = ("compare", "against", "log_loss")


def end_sliders(page: Page, s: TrainXorSettings) -> None:
    """Let sliders end with the run and the data."""
    last_step = STEPS if s.tab == "replay" else s.steps
    for field, last in (("step", last_step), ("example", s.examples)):
        slider = page.controls[field]
        if slider.max != last:
            slider.max = last


def arrange(
    page: Page, axes: Any, start_seed: Any, start_f: Any, s: TrainXorSettings
) -> None:
    """Put the controls of the open tab in view and hide what has no meaning now."""
    shown = AXES.get(s.tab, (s.horizontal, s.vertical))
    wanted = tuple(page.controls[field] for field in shown)
    if axes.children != wanted:
        axes.children = wanted
    parts = page.parts | {"start_seed": start_seed, "start_f": start_f}
    absent = _absent(s)
    if s.method == "gradient_descent" and parts["method"].locked:
        absent["momentum"] = True
    for name, hidden in absent.items():
        if parts[name].hidden != hidden:
            parts[name].hidden = hidden


def _absent(s: TrainXorSettings) -> dict[str, bool]:
    """Return of controls and drawers whether they would move nothing on screen."""
    names, one_run = s.names, s.tab not in AXES
    drawn = s.batch != "all" or s.sampling in ("replacement", "priority")
    return {
        **{name: not one_run or name not in names for name in PARAMETERS},
        **dict.fromkeys((*_STARTS, "start_seed", "start_f"), not one_run),
        **dict.fromkeys(_OF_ONE_RUN, not one_run),
        **dict.fromkeys(_OF_THE_SURFACE, s.tab not in ("step", "run")),
        **dict.fromkeys(_OF_THE_CURVE, s.tab != "run"),
        **dict.fromkeys(("amount", "noise"), s.data != "noisy"),
        **dict.fromkeys(("share", "weighted"), s.sampling != "priority"),
        "seed": s.data != "noisy" and not drawn,
        "norm": not one_run or not s.gradient_below,
        "step": s.tab == "seeds",  # all are shown as they are now
        **dict.fromkeys(("learning_rate", "momentum", "method"), s.tab == "replay"),
        **dict.fromkeys(("start", "options"), s.tab == "replay"),
        "batches": not one_run,
    }
