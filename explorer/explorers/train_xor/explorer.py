"""The explorer itself: from settings to run, pictures and words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from ipywidgets import Box

from explorer.core.training import Run
from explorer.explorers._base import Explorer
from explorer.explorers._page import Page
from explorer.explorers.train_xor import (
    pictures,
    replayed,
    seeds_shown,
    surface,
    table,
    words,
)
from explorer.explorers.train_xor.acts import answer, fill
from explorer.explorers.train_xor.layout import (
    BESIDE,
    DRAWERS,
    TABS,
    VIEWS,
    arrange,
    end_sliders,
)
from explorer.explorers.train_xor.parameters import PARAMETERS
from explorer.explorers.train_xor.run import Moment, Runs, moment
from explorer.explorers.train_xor.seeds import Galleries, gallery_key
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.explorers.train_xor.starts import STARTS
from explorer.views.loss_surface_3d import LossSurface3DView
from explorer.views.view import View
from explorer.widgets import Equation, Slider
from explorer.widgets.pointing import SpotEvent

_APART = ("seeds", "replay")  # tabs that show no step of the run
_IN_A_DRAG = 0.0002  # s of training beyond the shown step
_IN_A_SLICE = 0.015


class TrainXor(Explorer[TrainXorSettings]):
    """Train a small network on XOR and see every number of every step.

    Examples
    --------
    >>> TrainXor(learning_rate=0.5, momentum=0.9).settings.momentum
    0.9
    """

    name = "train_xor"
    settings_type = TrainXorSettings
    tabs: ClassVar = TABS
    views_of: ClassVar = VIEWS
    beside = BESIDE
    drawers: ClassVar = DRAWERS

    def prepare(self) -> None:
        """Create the equation strip and what is kept between two pictures."""
        self.equation = Equation(label="The gradient of one weight, factor by factor")
        self.start_seed = Slider(
            value=3, min=0, max=99, step=1, integer=True, label="seed of the start",
            format={"decimals": 0}, action="start-seed",
        )  # fmt: skip
        self.start_f = Slider(
            value=5.0, min=1.0, max=20.0, step=0.1, label="F of the start by hand",
            format={"decimals": 1}, action="start-f",
        )  # fmt: skip
        self.start_f.observe(lambda _: fill(self, STARTS["comp755"]), "value")
        self.axes = Box()
        self.axes.add_class("bpx-axes")
        self.extras = {
            "start_seed": self.start_seed,
            "start_f": self.start_f,
            "axes": self.axes,
        }
        self._runs, self._galleries = Runs(), Galleries()
        self._window = surface.Window()
        self._moment: Moment | None = None
        self._arranged: tuple[object, ...] = ()

    # ---- computing -------------------------------------------------------------------

    def _train(self, s: TrainXorSettings) -> Run:
        """Return the run of these settings, computed as far as there is time."""
        return self._runs.of(s, _IN_A_DRAG if self.dragging else _IN_A_SLICE)

    @property
    def unfinished(self) -> bool:
        """Whether steps of the run, or of the gallery, are still to be computed."""
        s = self.settings
        if s.tab == "seeds":
            return (
                s.train_all and not self._galleries.of(s, hold=self.dragging).runs.done
            )
        return s.tab != "replay" and not self._runs.done

    def moment(self, s: TrainXorSettings | None = None) -> Moment:
        """Return every number of the step shown."""
        s = s or self.settings
        return moment(s, self._train(s).history)

    def show(self, s: TrainXorSettings, changed: frozenset[str]) -> str:
        """Show what the tab is about; in a drag windows hold still."""
        if s.tab == "seeds":
            return self._show_seeds(s)
        if s.tab == "replay":
            replayed.show(self.views, s)
            return self._tell(replayed.equation(s), replayed.sentence(s))
        run = self._train(s)
        self._moment = m = moment(s, run.history)
        fine = not self.dragging
        window = (s.horizontal, s.vertical, s.data, s.loss, s.reduction)
        if fine or window != self._window.key:
            surface.frame(self._window, m, s)
            self._window.key = window
        pointed = self.dragging and changed == {"edge"}  # of no interest to the loss
        for name, view in self.views.items():
            if pointed and name in ("loss_surface", "loss_curve"):
                continue
            if name == "loss_surface" and s.solid and self.dragging:
                continue  # a picture in 3-D takes too long to follow the hand
            if name == "loss_surface":
                surface.show_surface(view, self._window, m, s, fine=fine)  # type: ignore[arg-type]
            elif name == "loss_curve":
                pictures.show_loss_curve(view, m, s, hold=not fine)  # type: ignore[arg-type]
            else:
                getattr(pictures, f"show_{name}")(view, m, s)
        return self._tell(words.equation(m, s), words.sentence(m, s))

    def _show_seeds(self, s: TrainXorSettings) -> str:
        """Show the gallery, and train it further if it is to be trained."""
        gallery = self._galleries.of(s, hold=self.dragging)
        if s.train_all and not self.dragging:
            gallery.advance()
        old = gallery.key != gallery_key(s)
        seeds_shown.show(self.views, gallery, s, old=old)
        return self._tell(
            seeds_shown.equation(gallery, s), seeds_shown.sentence(gallery, s)
        )

    def _tell(self, terms: list[dict[str, Any]], sentence: str) -> str:
        if self.equation is not None:
            self.equation.terms = terms
        return sentence

    def scene(self, s: TrainXorSettings) -> object:
        """Flat or in 3-D; in 3-D only while nothing is dragged."""
        return s.solid

    def view_class(self, name: str) -> Callable[..., View]:
        """Return the class of a view, the 3-D one if asked for."""
        if name == "loss_surface" and self.settings.solid:
            return LossSurface3DView
        return super().view_class(name)

    def table(self, s: TrainXorSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every number of what the tab shows."""
        if s.tab == "seeds":
            return seeds_shown.table(self._galleries.of(s, hold=self.dragging), s)
        if s.tab == "replay":
            return replayed.table(s)
        return table.table(self.moment(s), s)

    # ---- controls --------------------------------------------------------------------

    def shown(self, s: TrainXorSettings, field: str) -> Any:
        """Let a weight's slider show the weight at the shown step."""
        m = self._moment
        if s.step > 0 and m is not None and s.tab not in _APART and field in s.names:
            return m.value(field)
        return getattr(s, field)

    def offered(self, s: TrainXorSettings, field: str) -> list[list[str]] | None:
        """Offer the parameters that the network has."""
        if field not in ("horizontal", "vertical", "edge"):
            return None
        return pictures.named(s.names)

    def arrange(self, page: Page, s: TrainXorSettings) -> None:
        """Keep in view what the tab needs; sliders end with the run and the data."""
        end_sliders(page, s)
        key = (s.tab, s.hidden, s.horizontal, s.vertical, s.data, s.sampling)
        if key != self._arranged:
            arrange(page, self.axes, s)
            self._arranged = key

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
        if s.step == 0 or m is None or s.tab in _APART:
            self.store.update(drag=self.dragging, **values)
            return
        now: dict[str, Any] = {name: m.value(name) for name in s.names}
        self._notices = (f"New start from step {m.step}.",)
        self.store.update(drag=self.dragging, **{**now, **values, "step": 0})

    def actions(self) -> dict[str, tuple[str, str, Callable[[], object]]]:
        """Return the starts: each fills the parameters."""
        return {
            name: (f"Start: {start.label}", start.help, partial(fill, self, start))
            for name, start in STARTS.items()
        }

    def on_spot(self, event: SpotEvent) -> None:
        """Answer what is done to an edge, to the point, to a seed."""
        answer(self, event)
