"""A measured number over two settings, from least to most, with the chosen pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from explorer.views.artists.banded_surface import BandedSurface
from explorer.views.artists.legend import Entry
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.numbers import Label, Numbers, measure
from explorer.views.colours import lines_on, ramp
from explorer.views.plot import Pair, PlotView, ends_of
from explorer.views.view import LABEL, Hotspot

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Array = NDArray[np.float64]


class HeatMapView(PlotView):
    """Bands of a number around a middle: orange below, blue above, none between.

    Subclasses give it a ``name`` and a ``title`` of its own.
    """

    name = "heat_map"
    handle = "chosen"
    """Id of the point, which can be dragged."""

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str | None = None
    ) -> None:
        super().__init__(ax, palette, scale, title)
        self.surface = BandedSurface(ax, 0.6 * scale)
        self._point = Marks(ax, zorder=22, clip=False)  # whole at the edge too
        self._note = Numbers(ax, ax.transData, zorder=24)
        above = (*self.bar.moving, *self.legend.moving)
        self.moving = (self.surface, self._point, self._note, *above)
        self._levels: tuple[float, ...] = ()
        self._grid: Array | None = None
        self._place, self._label, self._words = (0.0, 0.0), "", ""

    def update(
        self,
        grid: Array,
        first_values: Array,
        second_values: Array,
        levels: Sequence[float],
        level_names: Sequence[str],
        names: tuple[str, str],
        point: Pair,
        value: float,
        note: str,
        handle: str,
        legend: str = "",
        caption: str = "",
        words: str = "",
    ) -> None:
        """Show another map or another point.

        Parameters
        ----------
        grid : ndarray, shape (m, n)
            A row for each of the second values; finite. It is not looked at again
            while the same array is given.
        first_values, second_values : ndarray, shape (n,), (m,)
            Evenly spaced.
        levels : sequence of float
            Where one colour ends and the next begins; symmetric, increasing.
        level_names : sequence of str
            What is written at them; "" for nothing.
        names : pair of str
            Labels of the axes.
        point : pair of float
        value : float
            At the point; the colour bar points at it.
        note, handle, legend : str
            Beside the point, what dragging it does, and what it is.
        caption, words : str
            A sentence below the picture; what the picture shows.
        """
        first, second = ends_of(first_values), ends_of(second_values)
        if (self.ax.get_xlim(), self.ax.get_ylim()) != (first, second):
            self.set_limits(first, second)
        self.set_axis_names(*names)
        if tuple(levels) != self._levels:
            self._levels, self._grid = tuple(levels), None
            colours = ramp(self.palette.signed_colours, len(levels) - 1)
            self.surface.set_levels(levels, colours, lines_on(colours, 0.2))
            self.set_bar(levels, level_names, colours)
        if grid is not self._grid:
            self._grid = grid
            self.surface.set_grid(grid, first, second)
        self.bar.set_value(value)
        self._place, self._label = self._inside(point, first, second), handle
        self._draw_point(note)
        colour, size = self.palette.accent, 4.0 * self.scale
        self.set_names([Entry("point", "ring", colour, legend, size)], caption)
        self._words = words
        self.changed = True

    def hotspots(self) -> list[Hotspot]:
        """Return the handle of the point."""
        x, y = self.ax.transData.transform(self._place).tolist()
        reach = 12 * max(self.scale, 1.0) * self.figure.dpi / 100
        rect = self.rect(x - reach, y - reach, x + reach, y + reach)
        return [Hotspot(self.handle, self._label, rect, drag=True)]

    def alt(self) -> str:
        """Say what was given as words."""
        return self._words

    def _draw_point(self, note: str) -> None:
        """Draw the point and its note, on the side where there is room."""
        palette, size, box = self.palette, self.scale, self.ax.bbox
        x, y = self._place
        halo, accent = palette.halo, palette.accent
        self._point.set_marks(
            [
                Mark("circle", x, y, 5.4 * size, accent, halo, 1.8 * size),
                Mark("circle", x, y, 1.8 * size, halo),
            ]
        )
        wide = measure(note, LABEL * size, self.figure.dpi, "bold") + 10 * size
        at_x, at_y = self.ax.transData.transform((x, y)).tolist()
        pixel = self.figure.dpi / 72
        left = at_x + wide * pixel > box.x1
        below = at_y + 2 * LABEL * size * pixel > box.y1
        self._note.set_labels(
            [
                Label(
                    "point_value", note, x, y, palette.text, LABEL * size,
                    "right" if left else "left", "center", "bold", halo=palette.panel,
                    dx=(-9 if left else 9) * size, dy=(-11 if below else 11) * size,
                )
            ]
        )  # fmt: skip

    def _inside(self, point: Pair, first: Pair, second: Pair) -> Pair:
        """Return the place, or the nearest one inside the window."""
        x, y = point
        return min(max(x, first[0]), first[1]), min(max(y, second[0]), second[1])
