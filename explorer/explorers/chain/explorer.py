"""The explorer itself: from a typed graph to its pictures and words."""

from __future__ import annotations

from typing import Any, ClassVar

from ipywidgets import Box

from explorer.explorers._base import Explorer
from explorer.explorers._page import Page
from explorer.explorers.chain import combined, pictures, words
from explorer.explorers.chain.moment import moment
from explorer.explorers.chain.settings import INPUTS, ChainSettings
from explorer.explorers.chain.table import table
from explorer.explorers.chain.typed import graph_of, pretty
from explorer.widgets import Equation
from explorer.widgets.pointing import SpotEvent


class Chain(Explorer[ChainSettings]):
    """Type a graph, nudge an input, and watch the nudge rescaled at every box.

    Examples
    --------
    >>> Chain(expression="y = 3*x; z = y**2", input_1=2.0).settings.inputs
    {'x': 2.0}
    """

    name = "chain"
    settings_type = ChainSettings
    tabs: ClassVar = {
        "look": {"graph/nudges": 1.0},
        "step": {"combined": 1.0, "links": 1.45},
        "run": {"graph": 1.6, "paths": 1.0},
    }
    views_of: ClassVar = {
        "graph": pictures.WholeView,
        "links": pictures.LinksView,
        "nudges": pictures.NudgesView,
        "combined": combined.CombinedView,
        "paths": pictures.PathsView,
    }
    beside = ("tab", "expression", "axes", "by", "of_tab")
    of_tab: ClassVar = {
        "look": ("step", "nudge", "prediction"),
        "step": ("learning_rate", "evaluated"),
        "run": ("path", "evaluated"),
    }
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Inputs": INPUTS,
        "Options": ("backward",),
    }

    def prepare(self) -> None:
        """Create the equation strip and the place of the slider of the input."""
        self.equation = Equation(label="The chain rule, each slope at its own input")
        self.axes = Box()
        self.axes.add_class("bpx-axes")
        self.extras = {"axes": self.axes}
        self._window: combined.Window = ((0.0, 0.0), (0.0, 0.0))

    def show(self, s: ChainSettings, changed: frozenset[str]) -> str:
        """Show the graph; while something is dragged the curve's window holds still."""
        m = moment(s)
        for name, view in self.views.items():
            if name in ("graph", "links"):
                pictures.show_graph(view, m, s)  # type: ignore[arg-type]
            elif name == "nudges":
                pictures.show_nudges(view, m, s)  # type: ignore[arg-type]
            elif name == "paths":
                pictures.show_paths(view, m, s)  # type: ignore[arg-type]
            else:
                if not self.dragging or self._window[0] == (0.0, 0.0):
                    self._window = combined.window(m)
                combined.show(view, m, self._window)  # type: ignore[arg-type]
        if self.equation is not None:
            self.equation.terms = words.equation(m, s)
        return words.sentence(m, s)

    def table(self, s: ChainSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every number of every node."""
        return table(moment(s), s)

    def arrange(self, page: Page, s: ChainSettings) -> None:
        """Keep the nudged input's slider in view, and only the inputs there are.

        As long as there is a guess nothing comes back that could be shown.
        """
        page.parts["options"].hidden = s.guessing
        graph, controls = graph_of(s.expression), page.controls
        names = [pretty(name) for name in graph.inputs]
        for k, field in enumerate(INPUTS):
            controls[field].hidden = k >= len(names)
            if k < len(names):
                controls[field].label = names[k]
        wanted = (controls[INPUTS[int(s.by) - 1]],)
        if self.axes.children != wanted:
            self.axes.children = wanted
        by: Any = controls["by"]
        by.hidden = len(names) < 2
        by.options = [[n, (*names, "–", "–")[int(n) - 1]] for n in ("1", "2", "3")]
        for field, last in (
            ("step", len(graph.boxes)),
            ("path", moment(s).paths.count),
        ):
            slider = controls[field]
            if slider.max != max(last, 1):
                slider.max = max(last, 1)

    def change(self, **values: Any) -> None:
        """Take a value; a nudge in another graph starts anew."""
        if values.get("expression", self.settings.expression) != (
            self.settings.expression
        ):
            values = {**values, "step": 0, "path": 0}
        super().change(**values)

    def on_spot(self, event: SpotEvent) -> None:
        """Drag the point; pressing an input nudges it, a box lets the nudge there."""
        s = self.settings
        if event.id == "here":
            self.move_handle(event, INPUTS[int(s.by) - 1], None)
            return
        name = event.id.removeprefix("node-")
        graph = graph_of(s.expression)
        if event.event != "press":
            return
        if name in graph.inputs:
            self.take(by=str(graph.inputs.index(name) + 1))
        elif s.tab == "look":
            boxes = [box.name for box in graph.boxes]
            self.take(step=boxes.index(name) + 1)
