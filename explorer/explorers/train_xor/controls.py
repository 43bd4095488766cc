"""What Train XOR's controls do: the half of the explorer that hands are on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from ipywidgets import Box

from explorer.explorers._guess import Guess, Guessing
from explorer.explorers._page import Page
from explorer.explorers._settings import with_memory
from explorer.explorers.train_xor.acts import answer, fill
from explorer.explorers.train_xor.layout import (
    BESIDE,
    DRAWERS,
    arrange,
    end_sliders,
)
from explorer.explorers.train_xor.parameters import PARAMETERS, WORDS
from explorer.explorers.train_xor.run import Moment
from explorer.explorers.train_xor.settings import SEEDS, TrainXorSettings
from explorer.explorers.train_xor.starts import STARTS, f_slider, seed_slider
from explorer.widgets.pointing import SpotEvent

APART = ("seeds", "replay")
"""Tabs that show no step of the run."""


class Handled(Guessing[TrainXorSettings]):
    """Train XOR without its pictures: what a control shows, and what it changes."""

    settings_type = TrainXorSettings
    guesses: ClassVar = {"prediction": Guess(0, SEEDS, SEEDS // 2)}
    beside = BESIDE
    drawers: ClassVar = DRAWERS
    _moment: Moment | None = None

    def prepare(self) -> None:
        """Create the starts' sliders, and a place for the weights on the axes."""
        self.start_seed, self.start_f = seed_slider(), f_slider()
        self.start_f.observe(lambda _: fill(self, STARTS["comp755"]), "value")
        self.axes = Box()
        self.axes.add_class("bpx-axes")
        self.extras = {
            "start_seed": self.start_seed,
            "start_f": self.start_f,
            "axes": self.axes,
        }
        self._arranged: tuple[object, ...] = ()

    def shown(self, s: TrainXorSettings, field: str) -> Any:
        """Let a weight's slider show the weight at the shown step."""
        m = self._moment
        if s.step > 0 and m is not None and s.tab not in APART and field in s.names:
            return m.value(field)
        if field == "step" and m is not None and s.tab not in APART:
            return m.step
        if field == "momentum" and s.method == "gradient_descent":
            return 0.0  # it keeps nothing
        return super().shown(s, field)

    def offered(self, s: TrainXorSettings, field: str) -> list[list[str]] | None:
        """Offer the parameters that the network has."""
        if field not in ("horizontal", "vertical", "edge"):
            return None
        return [[name, WORDS[name]] for name in s.names]

    def arrange(self, page: Page, s: TrainXorSettings) -> None:
        """Keep in view what the tab needs; sliders end with the run and the data."""
        super().arrange(page, s)
        end_sliders(page, s)
        key = (
            *(s.tab, s.hidden, s.horizontal, s.vertical, s.data, s.method),
            *(s.batch, s.sampling, s.gradient_below > 0),
        )
        if key != self._arranged:
            arrange(page, self.axes, self.start_seed, self.start_f, s)
            self._arranged = key

    def change(self, **values: Any) -> None:
        """Take a value; a parameter after the first step starts a new run."""
        s = self.settings
        if any(name in PARAMETERS for name in values):
            self.fork(**values)
        elif values in ({"horizontal": s.vertical}, {"vertical": s.horizontal}):
            super().change(horizontal=s.vertical, vertical=s.horizontal)
        else:
            super().change(**with_memory(s, values, self.store.locked))

    def fork(self, **values: Any) -> None:
        """Start a new run from the shown step, with these parameters changed."""
        s, m = self.settings, self._moment
        if s.step > 0 and m is not None and s.tab not in APART:
            self._notices = (f"New start from step {m.step}.",)
            values = {**{name: m.value(name) for name in s.names}, **values, "step": 0}
        self.store.update(drag=self.dragging, **values)

    def actions(self) -> dict[str, tuple[str, str, Callable[[], object]]]:
        """Return the starts: each fills the parameters."""
        return {
            name: (f"Start: {start.label}", start.help, partial(fill, self, start))
            for name, start in STARTS.items()
        }

    def on_spot(self, event: SpotEvent) -> None:
        """Answer what is done to an edge, to the point, to a seed."""
        answer(self, event)
