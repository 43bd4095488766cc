"""The surface from the side, with the two cuts on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.explorers.slices.plane import cut_entries
from explorer.views.artists.strokes import Stroke, Strokes
from explorer.views.loss_surface_3d import LossSurface3DView
from explorer.views.plot import Pair

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_PIECES = 41  # of a cut


class SlicePlane3DView(LossSurface3DView):
    """The same surface seen from the side, with the two cuts on it."""

    name = "plane"
    digits = 4

    def __init__(
        self, ax: Any, palette: Palette, scale: float = 1.0, title: str = "The surface"
    ) -> None:
        super().__init__(ax, palette, scale, title)
        self._under, self._cuts = Strokes(ax, zorder=19), Strokes(ax, zorder=20)

    def cut(self, point: Pair, names: tuple[str, str] | None) -> None:
        """Lay the cuts through a point on the landscape; after `update`."""
        (x0, x1), (y0, y1) = self.ax.get_xlim(), self.ax.get_ylim()
        colour, width = self.palette.accent, 1.8 * self.scale
        along = np.linspace(0.0, 1.0, _PIECES)
        ways = (
            (x0 + (x1 - x0) * along, np.full(_PIECES, point[1])),
            (np.full(_PIECES, point[0]), y0 + (y1 - y0) * along),
        )
        strokes = []
        for way, style in zip(ways, ("solid", "dashed"), strict=True):
            x, y = self.lift(np.column_stack(way)).T
            strokes.append(Stroke(x, y, colour, width, style))
        strokes = strokes if names else []
        rim = 2.4 * self.scale
        self._under.set_strokes(
            [Stroke(c.x, c.y, self.palette.halo, c.width + rim) for c in strokes]
        )
        self._cuts.set_strokes(strokes)

    def name_cuts(self, names: tuple[str, str] | None) -> None:
        """Name the cuts in the legend; before `update`."""
        colour, width = self.palette.accent, 1.8 * self.scale
        self.lines = cut_entries(names, colour, width) if names else []
