"""The explorer itself: from settings to the tab that is open."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from explorer.explorers._base import Explorer
from explorer.explorers._outline import Action
from explorer.explorers._page import Page
from explorer.explorers.saturate import (
    arrivals,
    bend,
    boundary,
    depth,
    look,
    node,
    panels,
    prediction,
)
from explorer.explorers.saturate.arrivals import STARTS, scale_of
from explorer.explorers.saturate.settings import SaturateSettings
from explorer.explorers.saturate.walk import Walk
from explorer.explorers.saturate.words import Said
from explorer.widgets import Equation
from explorer.widgets.pointing import SpotEvent

_START = ("w1", "w2")


class Saturate(Explorer[SaturateSettings]):
    """Squash a sum, read the slope, and see where a gradient is lost.

    Examples
    --------
    >>> Saturate(z=6.5).settings.activation
    'sigmoid'
    """

    name = "saturate"
    settings_type = SaturateSettings
    tabs: ClassVar = {
        "look": {"function/slope": 1.5, "functions": 1.0},
        "step": {"node": 1.0, "blame": 1.05, "progress": 0.85},
        "depth": {"chain": 1.0, "arrival": 1.15, "signal": 0.8},
        "boundary": {"straight": 1.0, "bent": 1.0, "losses": 0.85},
    }
    views_of: ClassVar = {
        kind.name: kind
        for kind in (
            *(panels.FunctionCurve, panels.SlopeCurve, panels.SlopeBars),
            *(panels.NodeCurve, panels.BlameBars, panels.ProgressCurve),
            *(panels.ChainCurve, panels.ArrivalMap, panels.SignalBars),
            *(panels.StraightMap, panels.BentMap, panels.LossesCurve),
        )
    }
    handles: ClassVar = {"z": ("z", None), "z_slope": ("z", None)}
    beside = ("tab", "activation", "of_tab")
    of_tab: ClassVar = {
        "look": ("z", "slope", "prediction"),
        "step": ("step", "w1", "w2", "learning_rate"),
        "depth": ("depth", "scale", tuple(STARTS), "z"),
        "boundary": ("trained", "units", "seed"),
    }
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Node": ("x1", "x2", "later", "loss", "target", "steps"),
    }

    def prepare(self) -> None:
        """Create the equation strip."""
        self.equation = Equation(label="The slope, the gradient or the product")

    def show(self, s: SaturateSettings, changed: frozenset[str]) -> str:
        """Show what the open tab is about."""
        said = self._say(s, self.views)
        if self.equation is not None:
            self.equation.terms = said.equation
        return said.sentence

    def _say(self, s: SaturateSettings, views: dict[str, Any]) -> Said:
        if s.tab == "step":
            return node.show(views, s, Walk(s, dragging=self.dragging))
        if s.tab == "boundary":
            return boundary.show(views, s, dragging=self.dragging)
        return {"look": look, "depth": depth}[s.tab].show(views, s)

    @property
    def unfinished(self) -> bool:
        """Whether the networks of Bend have steps to be trained."""
        return self.settings.tab == "boundary" and bend.unfinished(self.settings)

    def table(self, s: SaturateSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return the numbers of the open tab."""
        return self._say(s, {}).table

    # ---- controls --------------------------------------------------------------------

    def arrange(self, page: Page, s: SaturateSettings) -> None:
        """Ask for a guess only where its answer is hidden; only Step has a node."""
        page.controls["prediction"].hidden = s.slope and not s.prediction
        page.controls["target"].hidden = s.loss == "output"
        page.parts["node"].hidden = s.tab != "step"

    def actions(self) -> dict[str, Action]:
        """Return the starts that people use, each by its button."""
        made: dict[str, Action] = {}
        for name, (label, said, _) in STARTS.items():
            act = partial(self.take, scale=scale_of(name))
            made[name] = (label, f"Start with {said}", act)
        return made

    def shown(self, s: SaturateSettings, field: str) -> Any:
        """Let a weight's slider show the weight at the shown step."""
        if field in _START and s.tab == "step" and s.step > 0:
            return float(Walk(s, dragging=self.dragging).w[_START.index(field)])
        return super().shown(s, field)

    def change(self, **values: Any) -> None:
        """Take a value; a weight moved after the first step starts a new walk."""
        s = self.settings
        if s.tab == "step" and s.step > 0 and set(values) & set(_START):
            now = {name: self.shown(s, name) for name in _START}
            self._notices = (f"New start from step {s.step}.",)
            values = {**now, **values, "step": 0}
        super().change(**values)

    def on_spot(self, event: SpotEvent) -> None:
        """Move the point, a slope that was said, or the network on the map."""
        if event.id == panels.ArrivalMap.handle:
            if event.event in ("drag", "drop", "nudge"):
                self.take_spot(event, **arrivals.moved(self.settings, event))
        elif event.id.startswith("said_"):
            self._move_slope(event, int(event.id.removeprefix("said_")))
        else:
            super().on_spot(event)

    def _move_slope(self, event: SpotEvent, index: int) -> None:
        """Move one of the five slopes that are drawn before φ′ is shown."""
        if event.event not in ("drag", "drop", "nudge"):
            return
        value = event.y
        if event.event == "nudge":
            now = prediction.said(self.settings)[index]
            value = now + event.dy * (0.001 if event.fine else 0.01)
        said = prediction.redraw(self.settings, index, value)
        self.take_spot(event, prediction=said)
