"""The explorer itself: from settings to the runs, the pictures and the words."""

from __future__ import annotations

from time import perf_counter
from typing import Any, ClassVar, cast

from explorer.core.landscapes import LANDSCAPES
from explorer.explorers._base import Explorer
from explorer.explorers._page import Page
from explorer.explorers._settings import with_memory
from explorer.explorers.steering import layout, losses, maps, pictures, strips, words
from explorer.explorers.steering.chart import BAND, CELLS, Chart, chart, chart_key
from explorer.explorers.steering.fields import usual
from explorer.explorers.steering.ground import GroundView
from explorer.explorers.steering.runs import ahead, courses, step_at
from explorer.explorers.steering.settings import ASKED, SteeringSettings
from explorer.explorers.steering.sweep import Strip, strip
from explorer.explorers.steering.table import table
from explorer.views.cells import KIND
from explorer.views.darts import DartsView
from explorer.widgets import Equation
from explorer.widgets.pointing import SpotEvent

_SLICE = 0.06  # s of work on the map before it is shown


class Steering(Explorer[SteeringSettings]):
    """Steer down a surface, and know before the run what it will do.

    Examples
    --------
    >>> Steering(learning_rate=0.0769, momentum=0.9).settings.momentum
    0.9
    """

    name = "steering"
    settings_type = SteeringSettings
    tabs: ClassVar = layout.TABS
    views_of: ClassVar = layout.VIEWS
    handles: ClassVar = layout.HANDLES
    beside = layout.BESIDE
    drawers: ClassVar = layout.DRAWERS

    def prepare(self) -> None:
        """Create the equation strip and what is kept between two pictures."""
        self.equation = Equation(label="The next step of both weights, part by part")
        self._chart: Chart | None = None
        self._strip: Strip | None = None
        self._times = 1.0

    def show(self, s: SteeringSettings, changed: frozenset[str]) -> str:
        """Show the step; while something is dragged windows and map hold still."""
        all_, coming = courses(s), ahead(s)
        main = all_[0]
        k = main.shown(s.step)
        step = step_at(main, k)
        if not self.dragging or "surface" in changed:
            self._times = pictures.magnification(step, s.surface)
        for name, view in self.views.items():
            if name == "ground":
                ground = cast("GroundView", view)
                pictures.show_ground(ground, all_, step, s, self._times, coming)
            elif name == "map":
                made = self._map(s)
                old = made.key != chart_key(s)
                fared = words.fared(main, k, s, coming)
                maps.show_map(cast("maps.ChartView", view), made, s, fared, old=old)
            elif name == "losses":
                curves = cast("losses.LossesView", view)
                losses.show_losses(curves, all_, s, hold=self.dragging)
            elif name == "darts":
                pictures.show_darts(cast("DartsView", view), main, s)
            elif name == "strip":
                strips.show_strip(cast("strips.StripView", view), self._strip_of(s), s)
            else:
                strips.show_rates(cast("strips.RatesView", view), all_, s, coming)
        if self.equation is not None:
            self.equation.terms = words.equation(main, step, s)
        return words.sentence(main, k, s, coming)

    def _map(self, s: SteeringSettings) -> Chart:
        """Return the map, or as much of it as is ready; in a drag the one before."""
        key, made = chart_key(s), self._chart
        if made is not None and self.dragging and made.key[:2] == key[:2]:
            return made
        ready = made.ready if made is not None and made.key == key else 0
        began = perf_counter()
        while ready < CELLS:
            ready += BAND
            made = chart(key, ready)
            if self.canvas.opening is not None and perf_counter() - began > _SLICE:
                break
        self._chart = made
        assert made is not None  # noqa: S101 (for the type checker)
        return made

    @property
    def unfinished(self) -> bool:
        """Whether rows of the map on screen are still to be computed."""
        made = self._chart
        return "map" in self.views and made is not None and made.ready < CELLS

    def _strip_of(self, s: SteeringSettings) -> Strip:
        """Return the strip; while anything but the rate is dragged, the one before."""
        if self._strip is None or not self.dragging:
            self._strip = strip(s.surface, s.method, s.inertia, s.x, s.y)
        return self._strip

    def table(self, s: SteeringSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every step of all runs."""
        all_ = courses(s)
        return table(all_, all_[0].shown(s.step), s)

    def shown(self, s: SteeringSettings, field: str) -> Any:
        """Let x, y and the player show the step there is, momentum what is kept."""
        if field == "momentum":
            return s.inertia
        if field in ("x", "y", "step") and s.step:
            main = courses(s)[0]
            k = main.shown(s.step)
            if field == "step":
                return k
            return float(main.run.positions[k, "xy".index(field)])
        return getattr(s, field)

    def change(self, **values: Any) -> None:
        """Take a value; a moved point after the first step is a new start."""
        s = self.settings
        if ("x" in values or "y" in values) and s.step:
            now = {name: self.shown(s, name) for name in "xy"}
            self._notices = (f"New start from step {s.step}.",)
            values = {**now, **values, "step": 0}
        elif values.get("surface") in LANDSCAPES and values["surface"] != s.surface:
            values = {**usual(values["surface"], s.surface), **values}
        super().change(**with_memory(s, values, self.store.locked))

    def on_spot(self, event: SpotEvent) -> None:
        """Take a regime named under the map as the guess."""
        if event.id.startswith(KIND):
            if event.event == "press":
                self.take(prediction=ASKED.words[int(event.id.removeprefix(KIND))])
        else:
            super().on_spot(event)

    def arrange(self, page: Page, s: SteeringSettings) -> None:
        """Let the player end with the run, and put away what moves nothing now."""
        layout.arrange(page.controls, s)
