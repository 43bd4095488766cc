"""A figure whose panels are drawn again only where something moved, and what it says.

The static part of the figure is drawn once and kept; a change restores the panels it
touches and draws their moving artists on top.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from explorer.widgets.frame import Pixels, Rectangle
from explorer.widgets.pointing import Spot

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure


def as_webp(pixels: Pixels) -> bytes:
    """Return a picture as a file that every browser shows, pixel for pixel."""
    file = io.BytesIO()
    height, width = pixels.shape
    colours = np.ascontiguousarray(pixels).view(np.uint8).reshape(height, width, 4)
    # half of a PNG; more effort costs a second for a tenth less
    exact: dict[str, Any] = {"lossless": True, "quality": 50, "method": 1}
    Image.fromarray(colours[..., :3]).save(file, "webp", **exact)
    return file.getvalue()


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


class Drawing:
    """A figure of several panels, kept up to date.

    Parameters
    ----------
    figure : Figure
    panels : sequence of (view, Rectangle)
        Each view with the part of the picture that belongs to it alone.
    """

    def __init__(
        self, figure: Figure, panels: Sequence[tuple[Panel, Rectangle]]
    ) -> None:
        self.figure, self.panels = figure, list(panels)
        self._canvas = FigureCanvasAgg(figure)
        self._background: Pixels | None = None
        self._texts: dict[str, dict[str, str]] = {}
        self._handled: list[Panel] = []  # whose spots can be dragged
        for view, _ in panels:
            for artist in view.moving:
                artist.set_animated(True)

    def pixels(self) -> Pixels:
        """Bring the figure's own pixels up to date and return them."""
        if self._background is None:
            self._canvas.draw()
            self._background = self._buffer().copy()
            for view, _ in self.panels:
                view.stale, view.changed = False, True
        renderer = self._canvas.get_renderer()
        pixels = self._buffer()
        for view, area in self.panels:
            if view.stale:  # every panel has its own part, so only that is drawn
                around = pixels.copy()
                self.figure.patch.draw(renderer)
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

    def _buffer(self) -> Pixels:
        rgba = np.asarray(self._canvas.buffer_rgba())
        return rgba.view(np.uint32)[..., 0]

    def describe(self, *, settled: bool) -> dict[str, Any]:
        """Return what the picture says; during a drag only what has changed of it."""
        before, self._texts = self._texts, {}
        same_places = not settled and len(before) == len(self.panels)
        for view, _ in self.panels:
            known = before.get(view.name, {})
            texts = self._texts[view.name] = dict(view.texts())
            same_places = same_places and texts.keys() == known.keys()
        said: dict[str, Any] = {
            "some": same_places,
            "texts": [
                {"view": view, "id": name, "text": text}
                for view, texts in self._texts.items()
                for name, text in texts.items()
                if not same_places or text != before[view][name]
            ],
        }
        if not settled:
            handles = (spot for view in self._handled for spot in view.hotspots())
            return said | {"handles": [_place_of(spot) for spot in handles]}
        spots = [(view, list(view.hotspots())) for view, _ in self.panels]
        self._handled = [view for view, here in spots if any(s.drag for s in here)]
        every = (spot for _, here in spots for spot in here)
        places = [_place_of(spot) | {"label": spot.label} for spot in every]
        return said | {"spots": places, "alt": self.alt}

    @property
    def alt(self) -> str:
        """What the picture shows, in words."""
        return " ".join(view.alt() for view, _ in self.panels)

    def spot(self, name: object) -> tuple[Panel, Spot] | None:
        """Return the spot of a name and the view it lies on."""
        spots = ((v, spot) for v, _ in self.panels for spot in v.hotspots())
        return next(((v, spot) for v, spot in spots if spot.id == name), None)


def _place_of(spot: Spot) -> dict[str, Any]:
    rect = [round(n, 1) for n in spot.rect]
    return {"id": spot.id, "rect": rect, "drag": spot.drag}
