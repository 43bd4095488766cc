"""Arrows that are quick to draw: one filled outline each, over one common halo."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path
from matplotlib.transforms import Transform

from explorer.views.artists import (
    LINE,
    STILL,
    Placing,
    fill_paths,
    pixels_per_point,
    rgba,
)

_CODES = np.array([Path.MOVETO, *[Path.LINETO] * 6, Path.CLOSEPOLY], np.uint8)
_FARTHEST = 2e4  # pixels; Agg cannot count much farther


class Shaft(NamedTuple):
    """An arrow from (x0, y0) to its tip (x1, y1), ``width`` points wide."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float = 2.0


class Arrows(Artist):
    """All arrows of a view; later ones lie above earlier ones.

    Parameters
    ----------
    ax : Axes
        Where the artist is added; its box clips the arrows.
    halo : str
        Colour of the rim that keeps them apart from what they lie on; "none" for none.
    transform : Transform, optional
        Coordinates of the arrows; the axes' data by default.
    rim : float
        Width of the halo on each side, in points.
    """

    def __init__(
        self,
        ax: Axes,
        halo: str,
        transform: Transform | None = None,
        zorder: float = 20.0,
        rim: float = 1.3,
    ) -> None:
        super().__init__()
        self.shafts: tuple[Shaft, ...] = ()
        self.halo, self.rim = halo, rim
        self.set_zorder(zorder)
        self.set_transform(transform or ax.transData)
        self._placing = Placing(self.get_transform())
        ax.add_artist(self)
        self.set_clip_box(ax.bbox)

    def set_shafts(self, shafts: Sequence[Shaft]) -> None:
        """Replace the arrows."""
        self.shafts = tuple(shafts)
        self.stale = True

    def outlines(self, pixels: float = 1.0) -> list[tuple[Shaft, Path]]:
        """Return each arrow's outline in display coordinates.

        Those without a length or with a coordinate that is not finite are left out.
        ``pixels`` is the length of a point.
        """
        if not self.shafts:
            return []
        ends = np.array([shaft[:4] for shaft in self.shafts], dtype=float)
        placed = self._placing(ends.reshape(-1, 2)).reshape(-1, 4)
        found = []
        for shaft, (x0, y0, x1, y1) in zip(self.shafts, placed.tolist(), strict=True):
            outline = arrow_outline(x0, y0, x1, y1, shaft.width * pixels)
            if outline is not None:
                found.append((shaft, outline))
        return found

    def draw(self, renderer: RendererBase) -> None:
        """Draw one halo around all arrows, then the arrows."""
        if not self.get_visible() or not self.shafts:
            return
        pixels = pixels_per_point(renderer)
        outlines = self.outlines(pixels)
        if not outlines:
            return
        gc = renderer.new_gc()
        gc.set_clip_rectangle(self.get_clip_box())
        gc.set_joinstyle("round")
        if self.halo != "none":
            gc.set_foreground(self.halo)
            gc.set_linewidth(2 * self.rim * LINE)
            together = Path(
                np.concatenate([outline.vertices for _, outline in outlines]),
                np.concatenate([_CODES] * len(outlines)),
            )
            renderer.draw_path(gc, together, STILL, rgba(self.halo))
        fill_paths(
            renderer,
            gc,
            [outline for _, outline in outlines],
            [shaft.colour for shaft, _ in outlines],
        )
        gc.restore()
        self.stale = False


def arrow_outline(
    x0: float, y0: float, x1: float, y1: float, width: float
) -> Path | None:
    """Return a closed outline from a blunt end to a sharp tip; None without a length.

    Parameters
    ----------
    x0, y0, x1, y1 : float
        End and tip in pixels.
    width : float
        Of the shaft, in pixels. The head is three times as wide; an arrow shorter than
        its head is drawn as a smaller one.
    """
    length = math.hypot(x1 - x0, y1 - y0)
    if not 0.05 < length < math.inf or abs(x0) + abs(y0) > _FARTHEST:
        return None
    along_x, along_y = (x1 - x0) / length, (y1 - y0) / length
    length = min(length, _FARTHEST)
    head = 2.2 * width + 3.0
    smaller = min(1.0, max(0.35, length / (1.4 * head)))
    head, width = min(head * smaller, length), width * smaller
    wing, half, neck = 0.5 * head + 0.35 * width, width / 2, length - head
    points = [
        (0.0, half), (neck + 0.12 * head, half), (neck, wing), (length, 0.0),
        (neck, -wing), (neck + 0.12 * head, -half), (0.0, -half), (0.0, half),
    ]  # fmt: skip
    outline = [
        (x0 + a * along_x - b * along_y, y0 + a * along_y + b * along_x)
        for a, b in points
    ]
    return Path(np.array(outline), _CODES)
