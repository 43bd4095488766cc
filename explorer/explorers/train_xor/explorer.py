"""The explorer itself: from settings to run, pictures and words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from explorer.core.training import Run
from explorer.explorers.train_xor import (
    replay_words,
    replayed,
    run_shown,
    seeds_shown,
    table,
    words,
)
from explorer.explorers.train_xor.controls import Handled
from explorer.explorers.train_xor.layout import TABS, VIEWS
from explorer.explorers.train_xor.run import Moment, Runs, moment
from explorer.explorers.train_xor.seeds import Galleries, gallery_key
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.explorers.train_xor.surface import Window
from explorer.views.loss_surface_3d import LossSurface3DView
from explorer.views.view import View
from explorer.widgets import Equation

_IN_A_DRAG = 0.0002  # s of training beyond the shown step
_IN_A_SLICE = 0.015


class TrainXor(Handled):
    """Train a small network on XOR and see every number of every step.

    Examples
    --------
    >>> TrainXor(learning_rate=0.5, momentum=0.9).settings.momentum
    0.9
    """

    name = "train_xor"
    tabs: ClassVar = TABS
    views_of: ClassVar = VIEWS

    def prepare(self) -> None:
        """Create the equation strip and what is kept between two pictures."""
        self.equation = Equation(label="The gradient of one weight, factor by factor")
        super().prepare()
        self._runs, self._galleries = Runs(), Galleries()
        self._window = Window()

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
            return self._tell(replay_words.equation(s), replay_words.sentence(s))
        run = self._train(s)
        self._moment = m = moment(s, run.history)
        held = self._held(s, changed) if self.dragging else ()
        views = {name: v for name, v in self.views.items() if name not in held}
        run_shown.show(views, self._window, m, s, fine=not self.dragging)
        return self._tell(words.equation(m, s), words.sentence(m, s))

    def _held(self, s: TrainXorSettings, changed: frozenset[str]) -> tuple[str, ...]:
        """Return the views that a drag leaves as they are."""
        if changed == {"edge"}:  # of no interest to the loss
            return ("loss_surface", "loss_curve")
        return ("loss_surface",) if s.solid else ()  # 3-D cannot follow the hand

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
            return replay_words.table(s)
        return table.table(self.moment(s), s)
