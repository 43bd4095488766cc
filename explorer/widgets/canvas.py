"""One picture of several panels, kept up to date in the page.

A change is drawn, and the pixels that differ are sent, together with the settings the
picture shows and the states of the controls beside it. Frames are numbered; the first
one a page receives is the whole picture.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from explorer.widgets import exchange
from explorer.widgets.control import Control
from explorer.widgets.drawing import Drawing, Panel, as_webp
from explorer.widgets.frame import Pixels, Rectangle, catch_up
from explorer.widgets.pointing import (
    Opening,
    SpotEvent,
    read_opening,
    read_spot_event,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_REMOTE = 20.0  # ms of round trip from which on bytes cost more than their compression


def _nothing(_: Any) -> None: ...


class Canvas(Control):
    """The picture of one explorer.

    Parameters
    ----------
    name : str
        Published as ``data-explorer-canvas``.

    Attributes
    ----------
    on_open : callable of Opening
        Called when a page needs a picture of a size or look that is not the present
        one; answers by calling `show` and `paint`.
    on_spot : callable of SpotEvent
    on_continue : callable of None
        Called when the page has painted a frame that was announced as unfinished.
    """

    kind = traitlets.Unicode("canvas").tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)

    def __init__(self, name: str, **traits: Any) -> None:
        super().__init__(name=name, **traits)
        self.on_open: Callable[[Opening], object] = _nothing
        self.on_spot: Callable[[SpotEvent], object] = _nothing
        self.on_continue: Callable[[None], object] = _nothing
        self.opening: Opening | None = None
        self._pages: set[str] = set()
        self._remote = False
        self._link = ""  # that was followed
        self.drawing: Drawing | None = None
        self._sent: Pixels | None = None
        self._ahead = b""  # the whole of it, drawn before any page asked
        self._early = False  # that is being drawn
        self._behind = False  # something changed since, and no page was there to see
        self._owed = False  # a page sees it in another size than its own
        self._number = 0
        self._frame: dict[str, Any] = {}

    # ---- what an explorer calls ------------------------------------------------------

    def show(self, figure: Figure, panels: Sequence[tuple[Panel, Rectangle]]) -> None:
        """Take another figure; the next frame is a whole picture.

        Parameters
        ----------
        figure : Figure
            Its size in pixels is that of the page's canvas.
        panels : sequence of (view, Rectangle)
            Each view with the part of the picture that belongs to it alone.
        """
        with exchange.LOCK:
            self.drawing, self._sent = Drawing(figure, panels), None
            self._owed = False

    def draw_ahead(self, opening: Opening, link: str) -> bytes:
        """Draw what the first page is likely to ask for, before it does.

        A page with this link is sent the picture at once. If its size is another, but
        about the same shape, it shows this one, scaled, before its own is begun.

        Returns
        -------
        bytes
            The picture when all of it is computed, as WebP.
        """
        self._link, self.opening = link, opening
        self._early = True
        try:
            self.on_open(opening)
            while self._frame["unfinished"]:
                self.on_continue(None)
        finally:
            self._early = False
        assert self._sent is not None  # noqa: S101 (for the type checker)
        return as_webp(self._sent)

    def paint(
        self,
        settings: str,
        *,
        settled: bool,
        unfinished: bool = False,
        link: str | None = None,
    ) -> None:
        """Send what changed since the last frame.

        Parameters
        ----------
        settings : str
            The settings this picture shows, as a query string.
        settled : bool
            False during a drag: alt text and names of hotspots wait.
        unfinished : bool
            Ask the page to call `on_continue` once this is painted.
        link : str or None
            What the address bar shall say from now on.
        """
        with exchange.LOCK:
            if self.drawing is None or self.comm is None:
                return
            whole = self._sent is None or self._early
            self._behind = not self._pages and not whole
            if self._behind:
                return
            pixels = self.drawing.pixels()
            said = self.drawing.describe(settled=settled or whole)
            self._frame = {"settings": settings, **said, "unfinished": unfinished}
            if link is not None:
                self._frame["link"] = link
            data = self._packed(pixels, whole=whole)
            if self._pages:
                self._send_frame(data, whole=whole)
            else:
                self._ahead = data

    # ---- what the page says ----------------------------------------------------------

    def receive(self, content: dict[str, Any]) -> None:
        """Open, close, continue, or something done to a hotspot."""
        kind = content.get("kind")
        trip = content.get("roundTrip")
        if isinstance(trip, int | float):
            self._remote = trip > _REMOTE
        if kind == "open":
            self._open(content)
        elif kind == "close":
            self._pages.discard(str(content.get("view")))
        elif kind == "continue" and self._owed and self.opening is not None:
            self.on_open(self.opening)
        elif kind == "continue":
            self.on_continue(None)
        elif kind == "spot":
            event = self._spot_event(content)
            if event is not None:
                self.on_spot(event)

    def _open(self, content: dict[str, Any]) -> None:
        page = str(content.get("view"))[:40]
        opening = read_opening(content)
        if opening is None:
            return
        self._pages.add(page)
        if len(self._pages) > 50:
            self._pages = {page}
        if opening.search in (None, self._link):
            opening = replace(opening, search=None)
        else:
            self._link = str(opening.search)
        with exchange.round_():
            self._answer(opening, page)

    def _answer(self, opening: Opening, page: str) -> None:
        """Send this page what is drawn, if that serves it; ask for what it lacks."""
        before, self.opening = self.opening, opening
        ahead, self._ahead = self._ahead, b""
        current = opening.search is None and not self._behind
        if current and self._sent is not None and before is not None:
            alike = before.picture == opening.picture and not self._owed
            self._owed = bool(ahead) and not alike and before.resembles(opening)
            if alike or self._owed:
                data = ahead or self._packed(self._sent.copy(), whole=True)
                self._send_frame(data, whole=True, page=page)
                return
        self._sent = None  # this page may not have what the next frame builds upon
        self.on_open(opening)

    def _spot_event(self, content: dict[str, Any]) -> SpotEvent | None:
        found = self.drawing.spot(content.get("id")) if self.drawing else None
        if found is None:
            return None
        view, spot = found
        return read_spot_event(content, spot, view.name, view.ax)

    # ---- sending ---------------------------------------------------------------------

    def _packed(self, pixels: Pixels, *, whole: bool) -> bytes:
        """Return what makes the picture of the pages equal to these pixels."""
        if whole or self._sent is None:
            self._sent = np.zeros_like(pixels)
        data = catch_up(self._sent, pixels)
        return zlib.compress(data, 1) if self._is_deflated(whole) else data

    def _is_deflated(self, whole: bool) -> bool:
        return self._remote or whole  # how far away the page is, comes later

    def _send_frame(self, data: bytes, *, whole: bool, page: str = "") -> None:
        assert self._sent is not None  # noqa: S101 (for the type checker)
        assert self.drawing is not None  # noqa: S101 (for the type checker)
        for view, _ in self.drawing.panels:
            view.changed = False
        states, heard = exchange.take()
        self._number += 1
        self.send(
            {
                "kind": "frame",
                "number": self._number,
                "whole": whole,
                "view": page,
                "size": [self._sent.shape[1], self._sent.shape[0]],
                "ratio": self.opening.ratio if self.opening else 1,
                "deflated": self._is_deflated(whole),
                "states": states,
                "heard": heard,
                "milliseconds": exchange.elapsed(),
                **self._frame,
                **({"unfinished": True} if self._owed else {}),
            },
            buffers=[data],
        )

    @property
    def alt(self) -> str:
        """What the picture shows, in words."""
        return self.drawing.alt if self.drawing else ""

    @property
    def figure_pixels(self) -> Pixels | None:
        """What the pages show now, or None before the first frame."""
        return self._sent
