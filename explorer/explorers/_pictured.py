"""The figure of an explorer: composed for a page, drawn ahead of it, saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib import rc_context

from explorer.explorers import _options
from explorer.explorers._outline import Outline, S
from explorer.explorers._scene import Scene, build
from explorer.language.symbols import OURS
from explorer.state import Page as Asked
from explorer.state import declared
from explorer.views.view import View
from explorer.widgets import Canvas, exchange
from explorer.widgets.frame import Rectangle
from explorer.widgets.pointing import Opening

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from explorer.explorers._page import Page

LAPTOP = 1062, 484
"""What the picture has of a browser's window of 1366 × 640, in pixels."""


class Pictured(Outline[S]):
    """What an explorer has of pictures; `Explorer` adds the loop that moves them."""

    page: Page
    asked: Asked

    def __init__(self) -> None:
        self.views: dict[str, View] = {}
        self.canvas = Canvas(self.name)
        self._scene: tuple[object, ...] = ()

    @property
    def settings(self) -> S:
        """The present settings, a value."""
        return self.store.settings

    @property
    def figure(self) -> Figure:
        """A new figure of the present state, with real text."""
        s = self.settings
        figure, views, _ = self._build(1280, 520, 1.0, "light")
        before, self.views = self.views, views
        try:
            self.show(s, frozenset(declared(self.settings_type)))
            while self.unfinished:
                self.show(s, frozenset())
        finally:
            self.views = before
        return figure

    def save(self, path: str | Path) -> None:
        """Save the present state as ``.png``, ``.svg`` or ``.pdf``."""
        if Path(path).suffix.lower() not in (".png", ".svg", ".pdf"):
            message = f"path must end in .png, .svg or .pdf, got {str(path)!r}"
            raise ValueError(message)
        real_text: Any = {"svg.fonttype": "none", "pdf.fonttype": 42}
        with exchange.LOCK, rc_context(real_text):
            self.figure.savefig(path)

    def draw_ahead(self, link: str) -> None:
        """Follow a link and draw its picture, of a laptop's size, before a page asks.

        With it, what a picture of any size waits for is loaded: the letters, most of
        all.
        """
        if self.canvas.opening is None:
            with exchange.round_():
                self.canvas.draw_ahead(Opening(*LAPTOP, 1.0, "light", link or None))

    def _compose(self, s: S) -> bool:
        """Build figure and views if tab, size or look ask for others."""
        opening = self.canvas.opening
        assert opening is not None  # noqa: S101 (for the type checker)
        wanted = opening.picture
        letters = getattr(s, "notation", OURS)
        key = (*wanted, letters, self.tab(s), self.scene(s), self.asked)
        if key == self._scene:
            return False
        figure, self.views, areas = self._build(*wanted)
        self._scene = key
        _options.count(self.page.root, len(areas))
        panels: list[tuple[Any, Rectangle]] = [
            (self.views[name], area) for name, area in areas.items()
        ]
        self.canvas.show(figure, panels)
        return True

    def _build(self, width: int, height: int, ratio: float, look: str) -> Scene:
        return build(
            self.tabs[self.tab(self.settings)],
            self.view_class,
            size=(width, height),
            ratio=ratio,
            look=look,
            notation=getattr(self.settings, "notation", OURS),
            share=self.canvas_share,
            hidden=_options.hidden_views(self.asked),
            magnified=_options.MAGNIFIED if self.asked.mode == "projector" else 1.0,
        )
