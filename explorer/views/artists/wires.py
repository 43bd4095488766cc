"""Lines of many colours, widths and dashes that are quick to draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path

from explorer.views.artists import LINE, stroke_paths

_DASH = (3.2, 1.7)  # on and off, in line widths


class Wire(NamedTuple):
    """A line in the axes' data coordinates, ``width`` points wide."""

    path: Path
    colour: str
    width: float
    dashed: bool = False


class Wires(Artist):
    """All lines of a view, drawn in the given order.

    Parameters
    ----------
    ax : Axes
        Where the artist is added.
    zorder : float
        Above everything that stands still.
    """

    def __init__(self, ax: Axes, zorder: float = 12.0) -> None:
        super().__init__()
        self.wires: tuple[Wire, ...] = ()
        self.set_zorder(zorder)
        self.set_transform(ax.transData)
        ax.add_artist(self)
        self.set_clip_on(False)

    def set_wires(self, wires: Sequence[Wire]) -> None:
        """Replace the lines."""
        self.wires = tuple(wires)
        self.stale = True

    def draw(self, renderer: RendererBase) -> None:
        """Draw the lines."""
        if not self.get_visible() or not self.wires:
            return
        gc = renderer.new_gc()
        gc.set_capstyle("butt")
        gc.set_joinstyle("round")
        paths, colours, widths, dashed = zip(*self.wires, strict=True)
        stroke_paths(
            renderer,
            gc,
            self.get_transform(),
            paths,
            colours,
            [LINE * width for width in widths],
            [
                (_DASH[0] * width, _DASH[1] * width) if dash else None
                for width, dash in zip(widths, dashed, strict=True)
            ],
        )
        gc.restore()
        self.stale = False
