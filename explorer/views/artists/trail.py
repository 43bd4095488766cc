"""The path that training walks: a line with a halo, its steps, and its direction."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from explorer.views.artists import LINE, STILL, Placing, pixels_per_point, rgba

Array = NDArray[np.float64]
_DOT = Path.unit_circle()
_HEADS = 7  # at most
_FAR = 1000.0  # windows; farther points are moved there, Agg cannot count much farther


class Trail(Artist):
    """A path over the axes' data.

    Parameters
    ----------
    ax : Axes
        Its box clips the trail.
    colour, pending, halo : str
        Of the steps up to the shown one, of the later ones (dotted), and of the rim.
    width : float
        In points.
    dashed : bool
        Dashes and no dots: for a path that accompanies another one.
    """

    def __init__(
        self,
        ax: Axes,
        colour: str,
        pending: str,
        halo: str,
        width: float = 1.4,
        dashed: bool = False,
        zorder: float = 15.0,
    ) -> None:
        super().__init__()
        self._ax = ax
        self.colour, self.pending, self.halo = colour, pending, halo
        self.width, self.dashed = width, dashed
        self.points: Array = np.empty((0, 2))
        self.shown = 0
        self.set_zorder(zorder)
        self._placing = Placing(ax.transData)
        ax.add_artist(self)
        self.set_clip_box(ax.bbox)

    def set_points(self, points: Array, pending_from: int | None = None) -> None:
        """Replace the path.

        Parameters
        ----------
        points : ndarray, shape (k, 2)
            It ends at the first row that is not finite.
        pending_from : int, optional
            Steps from this one on are drawn as not yet walked.
        """
        points = np.asarray(points, dtype=float).reshape(-1, 2)
        finite = np.isfinite(points).all(axis=1)
        end = len(points) if finite.all() else int(np.argmin(finite))
        self.points = points[:end]
        self.shown = end if pending_from is None else min(max(pending_from, 0), end)
        self.stale = True

    def draw(self, renderer: RendererBase) -> None:
        """Draw halo, line, dots and heads."""
        if not self.get_visible() or not len(self.points):
            return
        point = pixels_per_point(renderer)
        at = self._in_pixels()
        gc = renderer.new_gc()
        gc.set_clip_rectangle(self.get_clip_box())
        gc.set_joinstyle("round")
        gc.set_capstyle("round")
        walked, later = at[: self.shown], at[max(self.shown - 1, 0) :]
        width = self.width * LINE
        self._stroke(renderer, gc, later, self.halo, width + 1.2 * LINE)
        self._stroke(renderer, gc, walked, self.halo, width + 2 * LINE)
        self._stroke(renderer, gc, later, self.pending, width, (0.1, 2.2))
        dashes = (3.0, 2.4) if self.dashed else None
        self._stroke(renderer, gc, walked, self.colour, width, dashes)
        if not self.dashed:
            self._draw_dots(renderer, gc, walked, 1.55 * self.width * point)
            self._draw_heads(renderer, gc, walked, point)
        gc.restore()
        self.stale = False

    def _in_pixels(self) -> Array:
        low, high = self._ax.viewLim.get_points()
        middle, far = (low + high) / 2, _FAR * np.abs(high - low)
        near = np.clip(self.points, middle - far, middle + far)
        return self._placing(near)

    def _stroke(
        self,
        renderer: RendererBase,
        gc: GraphicsContextBase,
        at: Array,
        colour: str,
        width: float,
        dashes: tuple[float, float] | None = None,
    ) -> None:
        if len(at) < 2 or colour == "none":
            return
        gc.set_foreground(rgba(colour), isRGBA=True)
        gc.set_linewidth(width)
        gc.set_dashes(0, [width * part for part in dashes] if dashes else None)
        renderer.draw_path(gc, Path(at), STILL)
        gc.set_dashes(0, None)

    def _draw_dots(
        self, renderer: RendererBase, gc: GraphicsContextBase, at: Array, radius: float
    ) -> None:
        """Mark the visible steps that lie well apart from both their neighbours."""
        apart = np.ones(len(at), bool)
        long = np.hypot(*(at[1:] - at[:-1]).T) > 3.5 * radius
        apart[1:] &= long
        apart[:-1] &= long
        box = self._ax.bbox
        x, y = at.T
        inside = (x > box.x0 - radius) & (x < box.x1 + radius)
        inside &= (y > box.y0 - radius) & (y < box.y1 + radius)
        kept = at[apart & inside]
        if not len(kept):
            return
        gc.set_linewidth(0)
        size = Affine2D().scale(radius)
        colour = rgba(self.colour)
        renderer.draw_markers(gc, _DOT, size, Path(kept), STILL, colour)

    def _draw_heads(
        self, renderer: RendererBase, gc: GraphicsContextBase, at: Array, point: float
    ) -> None:
        """Put a few small heads on the line that say which way it was walked."""
        heads = [head(*place, 3.9 * point) for place in self._head_places(at, point)]
        if not heads:
            return
        path = Path.make_compound_path(*heads) if len(heads) > 1 else heads[0]
        gc.set_foreground(self.halo)
        gc.set_linewidth(2 * LINE)
        renderer.draw_path(gc, path, STILL, rgba(self.halo))
        gc.set_linewidth(0)
        renderer.draw_path(gc, path, STILL, rgba(self.colour))

    def _head_places(
        self, at: Array, point: float
    ) -> list[tuple[float, float, float, float]]:
        """Return places (x, y) on the visible path and directions there, well apart."""
        apart, chord = 56 * point, 7 * point
        box = self._ax.bbox.padded(-6 * point)
        places: list[tuple[float, float, float, float]] = []
        walked = 0.55 * apart
        x0 = y0 = 0.0
        for i, (x1, y1) in enumerate(at.tolist()):
            if i == 0:
                x0, y0 = x1, y1
            dx, dy = x1 - x0, y1 - y0
            length = math.hypot(dx, dy)
            if length < chord:  # many short steps make one chord
                continue
            walked += length
            x, y = x0 + 0.55 * dx, y0 + 0.55 * dy
            x0, y0 = x1, y1
            if walked >= apart and box.x0 < x < box.x1 and box.y0 < y < box.y1:
                places.append((x, y, dx / length, dy / length))
                walked = 0.0
                if len(places) == _HEADS:
                    break
        return places


def head(x: float, y: float, along_x: float, along_y: float, size: float) -> Path:
    """Return a small filled arrow head around (x, y)."""
    points = [(size, 0), (-0.7 * size, 0.8 * size), (-0.25 * size, 0),
              (-0.7 * size, -0.8 * size), (size, 0)]  # fmt: skip
    turned = [
        (x + a * along_x - b * along_y, y + a * along_y + b * along_x)
        for a, b in points
    ]
    return Path(turned, [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY])
