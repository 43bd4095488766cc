"""The loss over two parameters from above: bands, the path, the point, the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from explorer.language.numbers import significant
from explorer.language.symbols import symbol
from explorer.views.artists.arrows import Arrows
from explorer.views.artists.banded_surface import BandedSurface
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.trail import Trail
from explorer.views.colours import lines_on, ramp
from explorer.views.plot import Pair, PlotView, ends_of
from explorer.views.step_arrows import (
    Arrow,
    entries,
    path_entries,
    place_in_words,
    shafts,
    zeros_in_words,
)
from explorer.views.ticks import level_names
from explorer.views.view import Hotspot
from explorer.views.votes import Votes

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Array = NDArray[np.float64]


class LossSurfaceView(PlotView):
    """The loss over the plane of two parameters, with the path projected on it."""

    name = "loss_surface"
    digits = 3  # of the loss, in words

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str = "Loss E"
    ) -> None:
        super().__init__(ax, palette, scale, title)
        later, halo = palette.pending_path, palette.halo
        thin, bold = 1.2 * scale, 1.6 * scale
        self.surface = BandedSurface(ax, 0.75 * scale)
        self.theta = Trail(ax, palette.theta_path, later, halo, thin, True, zorder=14)
        self.trail = Trail(ax, palette.stored_path, later, halo, bold, zorder=15)
        self.handle = Marks(ax, zorder=22, clip=False)
        self.arrows = Arrows(ax, halo, zorder=20, rim=1.2 * scale)
        self.votes = Votes(ax, palette, scale)
        self.moving = (
            self.surface, self.theta, self.trail, *self.votes.moving, self.arrows,
            self.handle,
            *self.bar.moving, *self.legend.moving,
        )  # fmt: skip
        self._levels: tuple[float, ...] = ()
        self._point, self._loss = (np.nan, np.nan), float("nan")
        self._words: list[str] = []

    def use_letters(self, notation: str) -> None:
        """Name the loss as the notation does."""
        super().use_letters(notation)
        self.retitle(self._title.replace("Loss E", f"Loss {symbol('loss', notation)}"))

    def set_window(self, xlim: Pair, ylim: Pair) -> None:
        """Show this part of the plane until told otherwise."""
        self.set_limits(xlim, ylim)

    def update(
        self,
        grid: Array,
        first_values: Array,
        second_values: Array,
        path: Array,
        theta_path: Array | None,
        point: Pair,
        loss: float,
        arrows: Sequence[Arrow],
        magnification: float,
        levels: Sequence[float],
        names: tuple[str, str],
        pending_from: int | None = None,
        caption: str = "",
    ) -> None:
        """Show another surface, path and step.

        Parameters
        ----------
        grid : ndarray, shape (m, n)
            Loss; a row for each of the second values.
        first_values, second_values : ndarray, shape (n,), (m,)
            Evenly spaced values of the two parameters.
        path, theta_path : ndarray, shape (k, 2)
            Ends at the first row that is not finite. A Nesterov run has both.
        point : pair of float
            The parameters of the shown step.
        loss : float
            At that point.
        arrows : sequence of Arrow
            In the order of their names.
        magnification : float
            How many times as long as in truth they are drawn.
        levels : sequence of float
            Where one colour ends and the next begins; increasing.
        names : pair of str
            Labels of the axes.
        pending_from : int, optional
            Rows of the path from this one on have not been computed or walked yet.
        caption : str
            A sentence under the names.

        Notes
        -----
        What the examples of the batch ask for is told to ``votes`` before.
        """
        if tuple(levels) != self._levels:
            self._set_levels(tuple(levels))
        self.set_axis_names(*names)
        first, second = ends_of(first_values), ends_of(second_values)
        self.surface.set_grid(grid, first, second)
        nothing = np.empty((0, 2))
        self.trail.set_points(path, pending_from)
        self.theta.set_points(
            nothing if theta_path is None else theta_path, pending_from
        )
        self._point = (float(point[0]), float(point[1]))
        self._loss = loss
        self.bar.set_value(loss)
        self._place_point()
        palette, scale = self.palette, self.scale
        self.arrows.set_shafts(shafts(arrows, magnification, palette, scale))
        named = [
            *self.votes.entries, *entries(arrows, magnification, palette, scale)
        ]  # fmt: skip
        if len(self.trail.points) > 1:
            later = self.trail.shown < len(self.trail.points)
            named += path_entries(palette, scale, theta_path is not None, later)
        self.set_names(named, caption)
        self._words = [*zeros_in_words(arrows), *filter(None, [caption])]
        self.changed = True

    def hotspots(self) -> list[Hotspot]:
        """Return the handle of the point."""
        x, y = self.ax.transData.transform(self._nearest(self._point)).tolist()
        reach = 12 * max(self.scale, 1.0) * self.figure.dpi / 100
        place = place_in_words(self.axis_names, self._point)
        label = f"Point at {place}; drag it or use the arrow keys"
        rect = self.rect(x - reach, y - reach, x + reach, y + reach)
        return [Hotspot("point", label, rect, drag=True)]

    def alt(self) -> str:
        """Say where the point lies, how high, and how long the path is."""
        first, second = self.axis_names
        place = place_in_words(self.axis_names, self._point)
        steps = max(self.trail.shown - 1, 0)
        parts = [
            f"Loss over {first} and {second}: the point lies at {place}",
            f"there the loss is {significant(self._loss, self.digits)}",
            f"the path has {steps} step{'' if steps == 1 else 's'}",
            *self._words,
        ]
        return "; ".join(parts).rstrip(".") + "."

    def _set_levels(self, levels: tuple[float, ...]) -> None:
        self._levels = levels
        colours = ramp(self.palette.loss_colours, len(levels) - 1)
        self.surface.set_levels(levels, colours, lines_on(colours))
        self.set_bar(levels, level_names(levels), colours)

    def _place_point(self) -> None:
        """Draw the start and the handle; a ring at the edge if the point is outside."""
        palette, size = self.palette, self.scale
        halo, path = palette.halo, palette.stored_path
        x, y = self._nearest(self._point)
        outside = (x, y) != self._point
        face = halo if outside else palette.accent
        rim = palette.accent if outside else halo
        marks = [Mark("circle", x, y, 5.4 * size, face, rim, 1.8 * size)]
        if not outside:
            marks.append(Mark("circle", x, y, 1.8 * size, halo))
        if len(self.trail.points):
            x, y = start = tuple(self.trail.points[0].tolist())
            if start == self._nearest(start):
                ring = Mark("circle", x, y, 3.4 * size, halo, path, 1.5 * size)
                marks.insert(0, ring)
        self.handle.set_marks(marks)

    def _nearest(self, point: Pair) -> Pair:
        """Return a place, or the nearest one inside the picture."""
        (x0, x1), (y0, y1) = sorted(self.ax.get_xlim()), sorted(self.ax.get_ylim())
        x, y = (x1 if np.isnan(n) else n for n in point)
        return min(max(x, x0), x1), min(max(y, y0), y1)
