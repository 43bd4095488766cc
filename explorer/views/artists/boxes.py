"""Filled rectangles that are quick to draw: bars, nodes of a graph, cells of a map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path
from matplotlib.transforms import Transform

from explorer.views.artists import LINE, STILL, Placing, rgba

_FARTHEST = 2e4  # pixels; Agg cannot count much farther
_CODES = np.array([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], np.uint8)


class Box(NamedTuple):
    """A rectangle between two corners; an edge is ``edge_width`` points wide.

    ``hatch`` lies over the face, in the colour of the edge.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    face: str | None
    edge: str | None = None
    edge_width: float = 1.0
    hatch: bool = False


class Boxes(Artist):
    """All rectangles of a view, drawn in their order.

    Parameters
    ----------
    ax : Axes
    transform : Transform, optional
        Coordinates of the corners; the axes' data by default.
    clip : bool
        Whether the axes' box clips them.
    """

    def __init__(
        self,
        ax: Axes,
        transform: Transform | None = None,
        zorder: float = 8.0,
        clip: bool = True,
    ) -> None:
        super().__init__()
        self.boxes: tuple[Box, ...] = ()
        self.set_zorder(zorder)
        self.set_transform(transform or ax.transData)
        self._placing = Placing(self.get_transform())
        ax.add_artist(self)
        self.set_clip_box(ax.bbox if clip else None)

    def set_boxes(self, boxes: Sequence[Box]) -> None:
        """Replace all rectangles."""
        self.boxes = tuple(boxes)
        self.stale = True

    def draw(self, renderer: RendererBase) -> None:
        """Draw every rectangle with finite corners, on whole pixels."""
        if not self.get_visible() or not self.boxes:
            return
        corners = np.array([box[:4] for box in self.boxes], dtype=float)
        placed = self._placing(corners.reshape(-1, 2))
        whole = np.round(np.clip(placed, -_FARTHEST, _FARTHEST)).reshape(-1, 4)
        gc = renderer.new_gc()
        gc.set_clip_rectangle(self.get_clip_box())
        for box, (x0, y0, x1, y1) in zip(self.boxes, whole.tolist(), strict=True):
            if not np.isfinite((x0, y0, x1, y1)).all():
                continue
            gc.set_linewidth(box.edge_width * LINE if box.edge else 0)
            gc.set_foreground(box.edge or "none")
            gc.set_hatch("///" if box.hatch else None)
            if box.hatch and box.edge:
                gc.set_hatch_color(box.edge)
            outline = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])
            face = rgba(box.face) if box.face else None
            renderer.draw_path(gc, Path(outline, _CODES), STILL, face)
        gc.restore()
        self.stale = False
