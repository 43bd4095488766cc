"""Lines of many colours, widths and dashes that are quick to draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Transform

from explorer.views.artists import pixels_per_point

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
        if not self.get_visible():
            return
        place = cast("Transform", self.get_transform().frozen())
        pixels = pixels_per_point(renderer)
        gc = renderer.new_gc()
        gc.set_capstyle("butt")
        gc.set_joinstyle("round")
        for path, colour, width, dashed in self.wires:
            gc.set_foreground(to_rgba(colour), isRGBA=True)
            gc.set_linewidth(pixels * width)
            gc.set_dashes(0, [part * width for part in _DASH] if dashed else None)
            renderer.draw_path(gc, path, place)
        gc.restore()
        self.stale = False
