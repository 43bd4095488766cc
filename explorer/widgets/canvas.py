"""One picture of several panels, drawn by matplotlib, kept up to date in the page.

The static part of the figure is drawn once and kept; a change restores the panels it
touches, draws their moving artists on top and sends the pixels that differ, together
with the settings the picture shows and the states of the controls beside it. Frames are
numbered; the first one a page receives is the whole picture.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg

from explorer.widgets import exchange
from explorer.widgets.control import Control
from explorer.widgets.frame import Pixels, Rectangle, catch_up
from explorer.widgets.pointing import (
    Opening,
    Spot,
    SpotEvent,
    read_opening,
    read_spot_event,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure

_REMOTE = 20.0  # ms of round trip from which on bytes cost more than their compression


class Panel(Protocol):
    """What a view offers to the canvas; see explorer.views.view."""

    name: str
    ax: Axes
    moving: Sequence[Artist]
    stale: bool
    changed: bool

    def draw_still(self, renderer: RendererBase) -> None:
        """Draw what stands still of the view."""

    def texts(self) -> list[tuple[str, str]]:
        """Return (id, text) of what is written."""

    def hotspots(self) -> Sequence[Spot]:
        """Return what can be pointed at."""

    def alt(self) -> str:
        """Say what the picture shows."""


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
        self._figure: Figure | None = None
        self._panels: list[tuple[Panel, Rectangle]] = []
        self._background: Pixels | None = None
        self._sent: Pixels | None = None
        self._number = 0
        self._frame: dict[str, Any] = {}
        self._texts: dict[str, dict[str, str]] = {}
        self._handled: list[Panel] = []

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
            FigureCanvasAgg(figure)
            self._figure, self._panels = figure, list(panels)
            self._background = self._sent = None
            for view, _ in panels:
                for artist in view.moving:
                    artist.set_animated(True)

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
            if self._figure is None or not self._pages or self.comm is None:
                return
            pixels = self._draw()
            whole = self._sent is None
            self._describe(settings, settled=settled or whole)
            self._frame["unfinished"] = unfinished
            if link is not None:
                self._frame["link"] = link
            self._send_frame(pixels, whole=whole)

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
        before, self.opening = self.opening, opening
        sizes = [
            (o.width, o.height, o.ratio, o.look) if o else None
            for o in (before, opening)
        ]
        if opening.search or self._figure is None or sizes[0] != sizes[1]:
            self.on_open(opening)
        elif self._sent is not None:
            self._send_frame(self._sent.copy(), whole=True, page=page)

    def _spot_event(self, content: dict[str, Any]) -> SpotEvent | None:
        name = content.get("id")
        spots = ((v, spot) for v, _ in self._panels for spot in v.hotspots())
        for view, spot in spots:
            if spot.id == name:
                return read_spot_event(content, spot, view.name, view.ax)
        return None

    # ---- drawing and sending ---------------------------------------------------------

    def _draw(self) -> Pixels:
        """Bring the figure's own pixels up to date and return them."""
        figure = self._figure
        assert figure is not None  # noqa: S101 (for the type checker)
        canvas = figure.canvas
        if self._background is None:
            canvas.draw()
            self._background = _pixels(canvas).copy()
            for view, _ in self._panels:
                view.stale, view.changed = False, True
        renderer = canvas.get_renderer()  # type: ignore[attr-defined]
        pixels = _pixels(canvas)
        for view, area in self._panels:
            if view.stale:  # every panel has its own part, so only that is drawn
                around = pixels.copy()
                figure.patch.draw(renderer)
                view.draw_still(renderer)
                self._background[area.part] = pixels[area.part]
                pixels[...] = around
                view.stale, view.changed = False, True
            if not view.changed:
                continue
            pixels[area.part] = self._background[area.part]
            for artist in view.moving:
                artist.draw(renderer)
        return pixels

    def _describe(self, settings: str, *, settled: bool) -> None:
        """Say what the picture shows; during a drag only what has changed of it."""
        before, self._texts = self._texts, {}
        same_places = not settled and len(before) == len(self._panels)
        for view, _ in self._panels:
            known = before.get(view.name, {})
            texts = self._texts[view.name] = dict(view.texts())
            same_places = same_places and texts.keys() == known.keys()
        self._frame = {
            "settings": settings,
            "some": same_places,
            "texts": [
                {"view": view, "id": name, "text": text}
                for view, texts in self._texts.items()
                for name, text in texts.items()
                if not same_places or text != before[view][name]
            ],
        }
        if settled:
            spots = [(view, list(view.hotspots())) for view, _ in self._panels]
            self._frame["spots"] = [
                {**self._place_of(spot), "label": spot.label}
                for _, here in spots
                for spot in here
            ]
            self._handled = [view for view, here in spots if any(s.drag for s in here)]
            self._frame["alt"] = self.alt
        else:
            self._frame["handles"] = [
                self._place_of(spot)
                for view in self._handled
                for spot in view.hotspots()
            ]

    def _place_of(self, spot: Spot) -> dict[str, Any]:
        rect = [round(n, 1) for n in spot.rect]
        return {"id": spot.id, "rect": rect, "drag": spot.drag}

    def _send_frame(self, pixels: Pixels, *, whole: bool, page: str = "") -> None:
        if whole or self._sent is None:
            self._sent = np.zeros_like(pixels)
        data = catch_up(self._sent, pixels)
        deflated = self._remote or whole  # how far away the page is, comes later
        for view, _ in self._panels:
            view.changed = False
        states, heard = exchange.take()
        self._number += 1
        self.send(
            {
                "kind": "frame",
                "number": self._number,
                "whole": whole,
                "view": page,
                "size": [pixels.shape[1], pixels.shape[0]],
                "ratio": self.opening.ratio if self.opening else 1,
                "deflated": deflated,
                "states": states,
                "heard": heard,
                "milliseconds": exchange.elapsed(),
                **self._frame,
            },
            buffers=[zlib.compress(data, 1) if deflated else data],
        )

    @property
    def alt(self) -> str:
        """What the picture shows, in words."""
        return " ".join(view.alt() for view, _ in self._panels)

    @property
    def figure_pixels(self) -> Pixels | None:
        """What the pages show now, or None before the first frame."""
        return self._sent


def _pixels(canvas: Any) -> Pixels:
    rgba = np.asarray(canvas.buffer_rgba())
    return rgba.view(np.uint32)[..., 0]
