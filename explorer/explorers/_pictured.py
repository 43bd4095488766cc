"""The figure of an explorer: composed for a page, drawn ahead of it, saved."""

from __future__ import annotations

from base64 import b64encode
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

LAPTOP, PROJECTED = (1062, 484), (1896, 696)
"""What pictures have of a window of 1366 × 640, and on a projector of 1920 × 940, where
the controls are put away."""


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

    def _drawn_ahead(self, link: str) -> dict[str, str | float]:
        """Draw the present state for pages with this link, before one of them asks."""
        projected = self.asked.mode == "projector"
        width, height = PROJECTED if projected else LAPTOP
        share = self.canvas_share
        if share < 1:
            width = round(width * share) - 10  # of the gap beside it
        files: dict[str, str | float] = {}
        for look in ("dark", "light"):
            image = self.canvas.draw_ahead(Opening(width, height, 1.0, look), link)
            files[look] = b64encode(image).decode()
        shape = width / height
        return {
            **files, "link": link, "share": share, "shape": shape,
            "alt": self.canvas.alt,
        }  # fmt: skip

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
