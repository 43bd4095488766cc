"""A few small shapes: handles, rings, swatches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path
from matplotlib.transforms import Transform

from explorer.views.artists import LINE, Placing, fill_paths, pixels_per_point

_FARTHEST = 2e4  # pixels; Agg cannot count much farther
_GAPS = [Path.MOVETO, Path.LINETO] * 3
SHAPES: dict[str, Path] = {
    "circle": Path.unit_circle(),
    "square": Path([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], closed=True),
    "triangle": Path([(-1, -0.85), (1, -0.85), (0, 0.95), (-1, -0.85)], closed=True),
    "line": Path([(-1, 0), (1, 0)]),
    "dashes": Path([(x, 0) for x in (-1, -0.42, -0.29, 0.29, 0.42, 1)], _GAPS),
    "dots": Path(
        [(x + d, 0) for x in (-0.87, -0.29, 0.29, 0.87) for d in (-0.13, 0.13)],
        [Path.MOVETO, Path.LINETO] * 4,
    ),
}
"""Shapes of radius 1; their size is that radius in points."""


class Mark(NamedTuple):
    """A shape of radius ``size``, moved from its place by ``dx, dy``, all in points."""

    shape: str
    x: float
    y: float
    size: float
    face: str | None
    edge: str | None = None
    edge_width: float = 1.0
    dx: float = 0.0
    dy: float = 0.0


class Marks(Artist):
    """All marks of a view, drawn in their order.

    Parameters
    ----------
    ax : Axes
    transform : Transform, optional
        Coordinates of the marks; the axes' data by default.
    clip : bool
        Whether the axes' box clips them.
    """

    def __init__(
        self,
        ax: Axes,
        transform: Transform | None = None,
        zorder: float = 25.0,
        clip: bool = True,
    ) -> None:
        super().__init__()
        self.marks: tuple[Mark, ...] = ()
        self.set_zorder(zorder)
        self.set_transform(transform or ax.transData)
        self._placing = Placing(self.get_transform())
        ax.add_artist(self)
        self.set_clip_box(ax.bbox if clip else None)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Replace all marks."""
        self.marks = tuple(marks)
        self.stale = True

    def draw(self, renderer: RendererBase) -> None:
        """Draw every mark that has a finite place."""
        if not self.get_visible() or not self.marks:
            return
        point = pixels_per_point(renderer)
        at = self._placing([(mark.x, mark.y) for mark in self.marks]).tolist()
        drawn = [
            (mark, x + mark.dx * point, y + mark.dy * point)
            for mark, (x, y) in zip(self.marks, at, strict=True)
            if abs(x) + abs(y) <= _FARTHEST  # neither far nor NaN
        ]
        if not drawn:
            return
        gc = renderer.new_gc()
        gc.set_clip_rectangle(self.get_clip_box())
        matrices = np.zeros((len(drawn), 3, 3))
        for matrix, (mark, x, y) in zip(matrices, drawn, strict=True):
            matrix[0, 0] = matrix[1, 1] = mark.size * point
            matrix[0, 2], matrix[1, 2], matrix[2, 2] = x, y, 1.0
        fill_paths(
            renderer,
            gc,
            [SHAPES[mark.shape] for mark, _, _ in drawn],
            [mark.face for mark, _, _ in drawn],
            [mark.edge for mark, _, _ in drawn],
            [mark.edge_width * LINE if mark.edge else 0.0 for mark, _, _ in drawn],
            matrices,
        )
        gc.restore()
        self.stale = False
