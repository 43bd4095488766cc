"""The explorer itself: from settings to the surface, the pictures and the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from ipywidgets import Box

from explorer.explorers._base import Explorer
from explorer.explorers._page import Page
from explorer.explorers.slices import choice, node, pictures, words
from explorer.explorers.slices.arrows import guess_at
from explorer.explorers.slices.equation import equation
from explorer.explorers.slices.ground import moment_of, walk_of
from explorer.explorers.slices.plane import SlicePlaneView
from explorer.explorers.slices.plane_3d import SlicePlane3DView
from explorer.explorers.slices.settings import ASKED, NUMBERS, SlicesSettings
from explorer.explorers.slices.window import Window, frame
from explorer.views.curve import CurveView
from explorer.views.graph import GraphView
from explorer.views.loss_curve import LossCurveView
from explorer.views.view import View
from explorer.widgets import Equation
from explorer.widgets.pointing import SpotEvent


class Slices(Explorer[SlicesSettings]):
    """Cut a surface along each of its two variables, and see how each is to blame.

    Examples
    --------
    >>> Slices(by="inputs", w1=1.0).settings.pair
    ('x1', 'x2')
    """

    name = "slices"
    settings_type = SlicesSettings
    tabs: ClassVar = {
        "look": {"plane": 1.15, "slice_1/slice_2": 1.0},
        "step": {"graph": 1.7, "plane": 1.0},
        "run": {"plane": 1.0, "loss_curve": 1.0},
    }
    views_of: ClassVar = {
        "plane": SlicePlaneView,
        "slice_1": pictures.FirstSliceView,
        "slice_2": pictures.SecondSliceView,
        "graph": node.NodeView,
        "loss_curve": pictures.HeightsView,
    }
    beside = ("tab", "axes", "by", "of_tab")
    of_tab: ClassVar = {
        "look": ("learning_rate", "prediction", "arrow"),
        "step": ("step", "learning_rate", "moves"),
        "run": ("step", "learning_rate", "moves", "log_loss"),
    }
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Node": (("w1", "w2"), ("x1", "x2"), "t"),
        "Options": ("solid", "steps"),
    }

    def prepare(self) -> None:
        """Create the equation strip and the box for the two variables."""
        self.equation = Equation(label="Who is to blame, factor by factor")
        self.axes = Box()
        self.axes.add_class("bpx-axes")
        self.extras = {"axes": self.axes}
        self._window, self._asked = Window(), ""

    def show(self, s: SlicesSettings, changed: frozenset[str]) -> str:
        """Show the step; while something is dragged the window holds still."""
        m = moment_of(s)
        if not self.dragging or self._window.key != s.by:
            self._window = frame(m, s)
        for name, view in self.views.items():
            if name == "plane":
                if not (s.solid and self.dragging):  # 3-D is too slow to follow
                    plane = cast("SlicePlaneView", view)
                    pictures.show_plane(plane, self._window, m, s, self._asked)
            elif name == "graph":
                node.show_graph(cast("GraphView", view), m, s)
            elif name == "loss_curve":
                run = m.walk.run
                cast("LossCurveView", view).update(
                    m.walk.z, run.steps, m.k, run.diverged_at, s.log_loss, s.steps,
                    self.dragging,
                )  # fmt: skip
            else:
                curve = cast("CurveView", view)
                pictures.show_slice(curve, int(name[-1]) - 1, self._window, m, s)
        if self.equation is not None:
            self.equation.terms = equation(m, s)
        return words.sentence(m, s)

    def scene(self, s: SlicesSettings) -> object:
        """Flat or in 3-D."""
        return s.solid

    def view_class(self, name: str) -> Callable[..., View]:
        """Return the class of a view, the 3-D one if asked for."""
        if name == "plane" and self.settings.solid:
            return SlicePlane3DView
        return super().view_class(name)

    def table(self, s: SlicesSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every number of the node."""
        return words.table(moment_of(s), s)

    def arrange(self, page: Page, s: SlicesSettings) -> None:
        """Keep the two variables in view, and only what the node has."""
        controls = page.controls
        controls["step"].max = s.steps  # they end with the walk
        for field in NUMBERS:
            controls[field].hidden = field not in s.numbers
        self.axes.children = tuple(controls[name] for name in dict.fromkeys(s.pair))

    def shown(self, s: SlicesSettings, field: str) -> Any:
        """Let both variables show where the shown step stands, and the player it."""
        if field in (*s.pair, "step") and s.step:
            w = walk_of(s)
            k = min(s.step, w.run.steps)
            return k if field == "step" else float(w.path[k, s.pair.index(field)])
        return getattr(s, field)

    def change(self, **values: Any) -> None:
        """Take a value; a moved dot after the first step is a new start."""
        s = self.settings
        if s.step and any(name in s.pair for name in values):
            self._notices = (f"New start from step {s.step}.",)
            here = {name: self.shown(s, name) for name in s.pair}
            values = {**here, **values, "step": 0}
        super().change(**values)

    def on_exercise(self, name: str) -> None:
        """Draw the arrows that are asked about."""
        if choice.QUESTION in (name, self._asked):
            self._asked = name
            self.settle()

    def on_spot(self, event: SpotEvent) -> None:
        """Let the dot move in the plane, and the point of a cut along it."""
        first, second = self.settings.pair
        up = None if self.settings.by == "fan" else second
        fields = {"point": (first, up), "on_1": (first, None), "on_2": (second, None)}
        if event.id == "guess" and event.event in ("drag", "drop", "nudge"):
            s = self.settings
            said = guess_at(self._window, moment_of(s), s, event)
            self.take_spot(event, prediction=ASKED.tidy(said))
        elif event.id in fields:
            self.move_handle(event, *fields[event.id])
