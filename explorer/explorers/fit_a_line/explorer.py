"""The explorer itself: from settings to the fit, the pictures and the words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from explorer.explorers._base import Explorer
from explorer.explorers._outline import Action
from explorer.explorers._page import Page
from explorer.explorers.fit_a_line import pictures, steps, words
from explorer.explorers.fit_a_line.examples import EDITS, edited, moved, write
from explorer.explorers.fit_a_line.fit import fit_of, moment_of
from explorer.explorers.fit_a_line.settings import GUESSES, WEIGHTS, FitALineSettings
from explorer.explorers.fit_a_line.table import table
from explorer.explorers.fit_a_line.windows import Windows, frame
from explorer.views.loss_curve import LossCurveView
from explorer.views.loss_surface import LossSurfaceView
from explorer.views.view import View
from explorer.widgets import Equation
from explorer.widgets.pointing import SpotEvent


class FitALine(Explorer[FitALineSettings]):
    """Fit a line to examples, each of which votes on every weight.

    Examples
    --------
    >>> FitALine(examples="1, 0, 2").settings.inputs
    2
    """

    name = "fit_a_line"
    settings_type = FitALineSettings
    tabs: ClassVar = {
        "look": {"data": 1.15, "loss_surface": 1.0},
        "step": {"data": 1.0, "votes": 0.95, "loss_surface": 0.95},
        "run": {"data": 1.0, "loss_surface": 1.0, "loss_curve": 0.9},
    }
    views_of: ClassVar = {
        "data": pictures.DataView,
        "votes": steps.VotesView,
        "loss_surface": LossSurfaceView,
        "loss_curve": LossCurveView,
    }
    handles: ClassVar = {"point": ("w1", "b")}
    beside = ("tab", "step", "of_tab", "examples", "add")
    of_tab: ClassVar = {
        "look": (GUESSES,),
        "step": ("learning_rate", "reduction", "half"),
        "run": ("learning_rate", "reduction", "half"),
    }
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Weights": (*WEIGHTS, "slide_sign"),
        "Options": (("example", "remove"), "double", "explained", "steps", "log_loss"),
    }

    def prepare(self) -> None:
        """Create the equation strip."""
        self.equation = Equation(label="The vote of one example, factor by factor")
        self._windows = Windows()
        self._framed: object = None

    def show(self, s: FitALineSettings, changed: frozenset[str]) -> str:
        """Show the step; while something is dragged the windows hold still."""
        f = fit_of(s)
        m = moment_of(f, s)
        if not self.dragging or self._framed != s.inputs:
            self._windows = frame(f, m, s)
            self._framed = s.inputs
        for name, view in self.views.items():
            pictures.show(name, view, self._windows, f, m, s, quick=self.dragging)
        if self.equation is not None:
            self.equation.terms = words.equation(m, s)
        return words.sentence(f, m, s)

    def scene(self, s: FitALineSettings) -> object:
        """Tell whether there is a line in a plane, or bars for two inputs."""
        return s.inputs

    def view_class(self, name: str) -> Callable[..., View]:
        """Return the class of a view; two inputs have bars instead of a line."""
        if name == "data" and self.settings.inputs == 2:
            return pictures.DataBars
        return super().view_class(name)

    def table(self, s: FitALineSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every example's vote."""
        f = fit_of(s)
        return table(f, moment_of(f, s), s)

    # ---- controls --------------------------------------------------------------------

    def shown(self, s: FitALineSettings, field: str) -> Any:
        """Let a weight show what it is at the shown step, the player which that is."""
        if s.step and field == "step":
            return moment_of(fit_of(s), s).k
        if s.step and field in s.weights:
            return float(moment_of(fit_of(s), s).w[s.weights.index(field)])
        return getattr(s, field)

    def offered(self, s: FitALineSettings, field: str) -> list[list[str]] | None:
        """Offer the weights that there are to be explained."""
        pairs = zip(s.weights, words.letters(s), strict=True)
        return [[*pair] for pair in pairs] if field == "explained" else None

    def arrange(self, page: Page, s: FitALineSettings) -> None:
        """Let the sliders end with the run and the examples; one input has one w."""
        for name, field in zip(WEIGHTS, GUESSES, strict=True):
            for each in (name, field):
                page.controls[each].hidden = name not in s.weights
        first: Any = page.controls[GUESSES[0]]
        first.label = f"guess: {words.letters(s)[0]}"
        for field, last in (("step", s.steps), ("example", len(s.data))):
            page.controls[field].max = last
        page.controls["log_loss"].hidden = s.tab != "run"

    def change(self, **values: Any) -> None:
        """Take a value; a moved weight after the first step is a new start."""
        s = self.settings
        if s.step and set(values) & set(WEIGHTS):
            self._notices = (f"New start from step {s.step}.",)
            now = {name: self.shown(s, name) for name in s.weights}
            values = {**now, **values, "step": 0}
        super().change(**values)

    def actions(self) -> dict[str, Action]:
        """Return what can be done to the examples."""
        return {
            act: (label, help_, partial(self._edit, act))
            for act, (label, help_) in EDITS.items()
        }

    def _edit(self, act: str) -> None:
        s = self.settings
        more, shown = edited(s.data, act, s.example)
        self.take(examples=write(more), example=shown)

    def on_spot(self, event: SpotEvent) -> None:
        """Choose the example that is pressed, move the one that is dragged."""
        kind, _, number = event.id.partition("_")
        if kind != "example":
            super().on_spot(event)
            return
        n, before = int(number), self.settings
        if event.event == "press":
            self.take(example=n)
        elif event.event in ("drag", "drop", "nudge") and n <= len(before.data):
            text = write(moved(before.data, n, event))
            self.take_spot(event, examples=text, example=n)
