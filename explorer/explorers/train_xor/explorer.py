"""The explorer itself: from settings to run, pictures and words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from ipywidgets import Box

from explorer.core import starts
from explorer.core.training import Run
from explorer.explorers._base import Explorer
from explorer.explorers._page import Page
from explorer.explorers.train_xor import pictures, words
from explorer.explorers.train_xor.run import Moment, moment, new_run, run_key
from explorer.explorers.train_xor.settings import PARAMETERS, SIZES, TrainXorSettings
from explorer.views.activation import ActivationView
from explorer.views.decision_map import DecisionMapView
from explorer.views.loss_curve import LossCurveView
from explorer.views.loss_surface import LossSurfaceView
from explorer.views.loss_surface_3d import LossSurface3DView
from explorer.views.network import NetworkView
from explorer.views.view import View
from explorer.widgets import Equation, Slider
from explorer.widgets.canvas import SpotEvent

_POINT = "point"  # id of the loss surface's handle
_IN_A_DRAG = 0.0002  # s of training beyond the shown step
_IN_A_SLICE = 0.015


class TrainXor(Explorer[TrainXorSettings]):
    """Train a 2-2-1 network on XOR and see every number of every step.

    Examples
    --------
    >>> TrainXor(learning_rate=0.5, momentum=0.9).settings.momentum
    0.9
    """

    name = "train_xor"
    settings_type = TrainXorSettings
    tabs: ClassVar = {
        "look": {"network": 1.15, "decision_map": 1.0},
        "step": {"network": 1.2, "loss_surface": 1.1, "activation": 0.8},
        "run": {"loss_surface": 1.0, "loss_curve": 0.9, "decision_map": 0.95},
    }
    views_of: ClassVar = {
        "network": NetworkView,
        "loss_surface": LossSurfaceView,
        "activation": ActivationView,
        "loss_curve": LossCurveView,
        "decision_map": DecisionMapView,
    }
    beside = (
        "tab",
        "step",
        "learning_rate",
        "momentum",
        "method",
        "axes",
    )
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Weights": (*PARAMETERS,),
        "Start": (
            ("xavier", "normal", "equal", "comp755"),
            *("start_seed", "steps", "data", "noise", "batch", "seed"),
        ),
        "Options": (
            *("activation_1", "activation_2", "loss", "reduction"),
            *("example", "edge", "horizontal", "vertical", "solid", "log_loss"),
        ),
    }

    def prepare(self) -> None:
        """Create the equation strip and what is kept between two pictures."""
        self.equation = Equation(label="The gradient of one weight, factor by factor")
        self.start_seed = Slider(
            value=3, min=0, max=99, step=1, integer=True, label="seed of the start",
            format={"decimals": 0}, action="start-seed",
        )  # fmt: skip
        self.axes = Box()
        self.axes.add_class("bpx-axes")
        self.extras = {"start_seed": self.start_seed, "axes": self.axes}
        self._run: Run | None = None
        self._key: tuple[object, ...] = ()
        self._window = pictures.Window()
        self._moment: Moment | None = None

    # ---- computing -------------------------------------------------------------------

    def _train(self, s: TrainXorSettings) -> Run:
        """Return the run of these settings, computed as far as there is time."""
        key = run_key(s)
        if self._run is None or key != self._key:
            self._run, self._key = new_run(s), key
        self._run.advance(s.step, _IN_A_DRAG if self.dragging else _IN_A_SLICE)
        return self._run

    @property
    def unfinished(self) -> bool:
        """Whether steps of the run are still to be computed."""
        return self._run is not None and not self._run.done

    def moment(self, s: TrainXorSettings | None = None) -> Moment:
        """Return every number of the step shown."""
        s = s or self.settings
        return moment(s, self._train(s).history)

    def show(self, s: TrainXorSettings, changed: frozenset[str]) -> str:
        """Show the step; while something is dragged the window holds still."""
        run = self._train(s)
        self._moment = m = moment(s, run.history)
        fine = not self.dragging
        window = (s.horizontal, s.vertical, s.data, s.loss, s.reduction)
        if fine or window != self._window.key:
            pictures.frame(self._window, m, s)
            self._window.key = window
        for name, view in self.views.items():
            if name == "loss_surface" and s.solid and self.dragging:
                continue  # a picture in 3-D takes too long to follow the hand
            if name == "loss_surface":
                pictures.show_surface(view, self._window, m, s, fine=fine)  # type: ignore[arg-type]
            elif name == "loss_curve":
                pictures.show_loss_curve(view, m, s, hold=not fine)  # type: ignore[arg-type]
            else:
                getattr(pictures, f"show_{name}")(view, m, s)
        if self.equation is not None:
            self.equation.terms = words.equation(m, s)
        return words.sentence(m, s)

    def scene(self, s: TrainXorSettings) -> object:
        """Flat or in 3-D; in 3-D only while nothing is dragged."""
        return s.solid

    def view_class(self, name: str) -> Callable[..., View]:
        """Return the class of a view, the 3-D one if asked for."""
        if name == "loss_surface" and self.settings.solid:
            return LossSurface3DView
        return super().view_class(name)

    def table(self, s: TrainXorSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every number of the step shown."""
        return words.table(self.moment(s), s)

    # ---- controls --------------------------------------------------------------------

    def shown(self, s: TrainXorSettings, field: str) -> Any:
        """Let a weight's slider show the weight at the shown step."""
        if field in PARAMETERS and self._moment is not None and s.step > 0:
            return self._moment.value(field)
        return getattr(s, field)

    def arrange(self, page: Page, s: TrainXorSettings) -> None:
        """Keep the axes' two weights in view; sliders end with the run and the data."""
        for field, last in (("step", s.steps), ("example", s.examples)):
            slider = page.controls[field]
            if slider.max != last:
                slider.max = last
        wanted = (page.controls[s.horizontal], page.controls[s.vertical])
        if self.axes.children != wanted:
            self.axes.children = wanted

    def change(self, **values: Any) -> None:
        """Take a value; a parameter after the first step starts a new run."""
        s = self.settings
        if any(name in PARAMETERS for name in values):
            self.fork(**values)
        elif values in ({"horizontal": s.vertical}, {"vertical": s.horizontal}):
            super().change(horizontal=s.vertical, vertical=s.horizontal)
        else:
            super().change(**values)

    def fork(self, **values: Any) -> None:
        """Start a new run from the shown step, with these parameters changed."""
        s, m = self.settings, self._moment
        if s.step == 0 or m is None:
            self.store.update(drag=self.dragging, **values)
            return
        now: dict[str, Any] = {name: m.value(name) for name in PARAMETERS}
        self._notices = (f"New start from step {m.step}.",)
        self.store.update(drag=self.dragging, **{**now, **values, "step": 0})

    def actions(self) -> dict[str, tuple[str, str, Callable[[], object]]]:
        """Return the starts: each fills the parameters."""
        seed = lambda: round(self.start_seed.value)  # noqa: E731
        fill = {
            "xavier": ("Xavier", lambda: starts.xavier(SIZES, seed())),
            "normal": ("Normal(0, 1)", lambda: starts.normal(SIZES, seed())),
            "equal": ("All equal", lambda: starts.equal(SIZES)),
            "comp755": ("COMP755, F = 5", lambda: starts.comp755_hand_set()),
        }
        why = {
            "xavier": "Draw every weight anew; many inputs, small weights",
            "normal": "Just shoot: draw all weights and biases from one bell",
            "equal": "Give all weights one value, biases 0",
            "comp755": "Start from what is known of the task; where nothing is, layers "
            "can be trained first without answers, as auto-encoders",
        }
        return {
            name: (f"Start: {label}", why[name], self._start(make))
            for name, (label, make) in fill.items()
        }

    def _start(self, make: Callable[[], Any]) -> Callable[[], None]:
        def act() -> None:
            values: dict[str, Any] = dict(
                zip(PARAMETERS, map(float, make()), strict=True)
            )
            self.take_from(lambda: self.store.update(step=0, **values))

        return act

    def on_spot(self, event: SpotEvent) -> None:
        """Explain the edge pointed at, put a pressed one on an axis, drag the point."""
        s = self.settings
        if event.id == _POINT:
            self.move_handle(event, s.horizontal, s.vertical)
        elif event.id in PARAMETERS and event.event == "point":
            self.take(drag=True, edge=event.id)
        elif event.event == "press" and event.id in PARAMETERS:
            others = {s.horizontal, s.vertical} - {event.id}
            vertical = s.horizontal if s.horizontal in others else s.vertical
            self.take(horizontal=event.id, vertical=vertical, edge=event.id)
