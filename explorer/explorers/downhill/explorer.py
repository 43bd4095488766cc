"""The explorer itself: from settings to the walk, the pictures and the words."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from explorer.explorers._base import Explorer
from explorer.explorers.downhill import flag, pictures, places, slopes, words
from explorer.explorers.downhill.settings import DownhillSettings
from explorer.explorers.downhill.walk import other_walk, step_at, walk_of
from explorer.views.curve import CurveView
from explorer.views.loss_curve import LossCurveView
from explorer.widgets import Equation
from explorer.widgets.pointing import SpotEvent


class Downhill(Explorer[DownhillSettings]):
    """Walk down one curve, and see how far each step goes.

    Examples
    --------
    >>> Downhill(learning_rate=0.5).settings.x
    0.5
    """

    name = "downhill"
    settings_type = DownhillSettings
    tabs: ClassVar = {
        "look": {"curve": 1.5, "slope": 1.0},
        "step": {"curve": 1.4, "places": 1.0},
        "run": {"curve": 1.2, "places": 1.0, "loss_curve": 1.0},
    }
    views_of: ClassVar = {
        "curve": pictures.GroundView,
        "slope": slopes.SlopeView,
        "places": places.PlacesView,
        "loss_curve": LossCurveView,
    }
    handles: ClassVar = {"x": ("x", None)}
    beside = ("tab", "step", "learning_rate", "x", "of_tab")
    of_tab: ClassVar = {
        "look": ("curve", "prediction"),
        "step": ("curve", "compare"),
        "run": ("compare", "log_loss"),
    }
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Options": ("steps", "gradient_below", "ground"),
    }

    def prepare(self) -> None:
        """Create the equation strip."""
        self.equation = Equation(label="The next step, factor by factor")
        self._window = (0.0, 0.0, 0.0, 0.0)

    def show(self, s: DownhillSettings, changed: frozenset[str]) -> str:
        """Show the step; while something is dragged the windows hold still."""
        w = walk_of(s)
        k = w.shown(s.step)
        step = step_at(w, k, s.learning_rate)
        if not self.dragging or "curve" in changed or self._window[1] == 0:
            self._window = pictures.window(w, k)
        x0, x1, y0, y1 = self._window
        other = other_walk(s)
        for name, view in self.views.items():
            if name == "loss_curve":
                cast("LossCurveView", view).update(
                    w.y - w.curve.value(w.curve.minima[0]),
                    w.run.steps, k, w.run.diverged_at, s.log_loss, s.steps,
                    self.dragging,
                )  # fmt: skip
                continue
            plot = cast("CurveView", view)
            if name == "curve":
                plot.set_window((x0, x1), (y0, y1))
                pictures.show_curve(plot, w, k, step, s)
            elif name == "slope":
                steep = pictures.samples(w.curve, x0, x1)[2]
                low, high = float(steep.min()), float(steep.max())
                plot.set_window((x0, x1), (1.1 * low, 1.1 * high))
                slopes.show_slope(plot, w, k, step, s)
            else:
                plot.set_window((0.0, float(s.steps)), (x0, x1))
                places.show_places(plot, w, k, other, s)
        if self.equation is not None:
            self.equation.terms = words.equation(step, k, s)
        return words.sentence(w, k, s)

    def table(self, s: DownhillSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every step of the walk."""
        w = walk_of(s)
        return words.table(w, w.shown(s.step), s)

    def shown(self, s: DownhillSettings, field: str) -> Any:
        """Let x show where the shown step stands, and the player which one that is."""
        if field in ("x", "step") and s.step:
            w = walk_of(s)
            k = w.shown(s.step)
            return k if field == "step" else float(w.x[k])
        return getattr(s, field)

    def change(self, **values: Any) -> None:
        """Take a value; a moved point after the first step is a new start."""
        step = self.settings.step
        if "x" in values and step:
            self._notices = (f"New start from step {step}.",)
            values["step"] = 0
        super().change(**values)

    def on_spot(self, event: SpotEvent) -> None:
        """Move the point, or the flag that says where the step will lead."""
        if event.id != "guess":
            super().on_spot(event)
        elif event.event in ("drag", "drop", "nudge"):
            self.take_spot(event, prediction=flag.moved(self.settings, event))
