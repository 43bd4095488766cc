"""Curves and straight lines that are quick to draw, as many as a picture needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path
from matplotlib.transforms import Transform
from numpy.typing import ArrayLike

from explorer.views.artists import LINE, STILL, Placing, rgba

_FARTHEST = 2e4  # pixels; Agg cannot count much farther
_DASHES = {"dashed": (4.0, 2.2), "dotted": (0.4, 2.4)}  # in widths of the line


class Stroke(NamedTuple):
    """A line through points; it has gaps where a coordinate is not finite.

    ``style`` is solid, dashed or dotted; ``width`` is in points.
    """

    x: ArrayLike
    y: ArrayLike
    colour: str
    width: float = 2.0
    style: str = "solid"


class Strokes(Artist):
    """All lines of a view, drawn in their order.

    Parameters
    ----------
    ax : Axes
        Its box clips them.
    transform : Transform, optional
        Coordinates of the points; the axes' data by default.
    """

    def __init__(
        self, ax: Axes, transform: Transform | None = None, zorder: float = 10.0
    ) -> None:
        super().__init__()
        self.strokes: tuple[Stroke, ...] = ()
        self.set_zorder(zorder)
        self.set_transform(transform or ax.transData)
        self._placing = Placing(self.get_transform())
        ax.add_artist(self)
        self.set_clip_box(ax.bbox)

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Replace all lines."""
        self.strokes = tuple(strokes)
        self.stale = True

    def draw(self, renderer: RendererBase) -> None:
        """Draw every line."""
        if not self.get_visible() or not self.strokes:
            return
        gc = renderer.new_gc()
        gc.set_clip_rectangle(self.get_clip_box())
        gc.set_joinstyle("round")
        for stroke in self.strokes:
            points = np.column_stack(
                [np.asarray(stroke.x, float), np.asarray(stroke.y, float)]
            )
            if not len(points):
                continue
            placed = np.clip(self._placing(points), -_FARTHEST, _FARTHEST)
            gc.set_foreground(rgba(stroke.colour), isRGBA=True)
            gc.set_linewidth(stroke.width * LINE)
            gc.set_capstyle("round" if stroke.style != "dashed" else "butt")
            dashes = _DASHES.get(stroke.style)
            pattern = dashes and [part * stroke.width * LINE for part in dashes]
            gc.set_dashes(0, pattern)
            renderer.draw_path(gc, Path(placed), STILL)
        gc.restore()
        self.stale = False
