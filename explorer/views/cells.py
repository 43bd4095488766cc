"""A map of cells, each of one kind: what becomes of every pair of two settings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from explorer.views.artists.cells import Cells
from explorer.views.artists.legend import Entry
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.strokes import Stroke, Strokes
from explorer.views.plot import Pair, PlotView
from explorer.views.ticks import tick_name
from explorer.views.view import Hotspot

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Array = NDArray[np.float64]


class Kind(NamedTuple):
    """What a cell can be; ``name`` stands in the legend, "" for none.

    ``handle`` says what pressing the name there does; "" if nothing.
    """

    name: str
    colour: str
    handle: str = ""


KIND = "kind_"
"""Before the place of a kind, in the id of its name and of what can be pressed."""


class CellsView(PlotView):
    """Cells over powers of ten across and a number up, with a line and a point.

    All of it is one handle, ``setting``: a click or a drag goes there.
    """

    name = "cells"
    title = "What becomes of each pair"

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str | None = None
    ) -> None:
        super().__init__(ax, palette, scale, title)
        self._cells = Cells(ax)
        self._line = Strokes(ax, zorder=10)
        self._here = Marks(ax, zorder=20, clip=False)
        self.moving = (self._line, self._here, *self.legend.moving)
        self._shown: tuple[object, ...] = ()
        self._words, self._handle = "", ""
        self._kinds: tuple[Kind, ...] = ()

    def update(
        self,
        cells: NDArray[np.int64],
        kinds: Sequence[Kind],
        edges: tuple[float, float, float, float],
        line: Array,
        point: Pair | None,
        names: tuple[str, str],
        labels: tuple[str, str] = ("", ""),
        caption: str = "",
        words: str = "",
        handle: str = "",
    ) -> None:
        """Show other cells, or another place among them.

        Parameters
        ----------
        cells : ndarray of int, shape (m, n)
            A row for each value up, from the lowest; places in ``kinds``.
        kinds : sequence of Kind
        edges : (left, right, bottom, top)
            Outer edges of the cells; left and right are powers of ten.
        line : ndarray, shape (k, 2)
        point : pair of float, optional
            Where the present settings are; a ring at the edge if that is outside.
        names : pair of str
            Labels of the axes.
        labels : pair of str
            What line and point are called.
        caption, words : str
            A sentence under the names; what the picture shows, in words.
        handle : str
            What a click does; "" if nothing.
        """
        palette, size = self.palette, self.scale
        self.set_axis_names(*names)
        limits = (edges[:2], edges[2:])
        if (self.ax.get_xlim(), self.ax.get_ylim()) != limits:
            self.set_limits(*limits)
        shown = (id(cells), tuple(kinds), edges)
        if shown != self._shown:
            table = np.array([to_rgba(kind.colour) for kind in kinds])
            self._cells.set_cells(table[cells], edges)
            self._shown, self.stale = shown, True  # cells stand still in a drag
            self._kept = cells  # so that its id stays its own
        x, y = line.T
        halo, ink = palette.halo, palette.text
        self._line.set_strokes(
            [Stroke(x, y, halo, 4.4 * size), Stroke(x, y, ink, 2.0 * size)]
        )
        self._here.set_marks([] if point is None else [self._mark(point, edges)])
        swatch, edge = 4.4 * size, palette.muted
        entries = [
            Entry(f"{KIND}{i}", "square", kind.colour, kind.name, swatch, edge)
            for i, kind in enumerate(kinds)
            if kind.name
        ]
        if len(line):
            entries.append(Entry("line", "line", ink, labels[0], 2.0 * size))
        if point is not None:
            entries.append(Entry("here", "ring", palette.accent, labels[1], 4.0 * size))
        self.set_names(entries, caption)
        self._words, self._handle, self._kinds = words, handle, tuple(kinds)
        self.changed = True

    def hotspots(self) -> list[Hotspot]:
        """Return the whole map, which is its own handle, and names to press."""
        found = [
            Hotspot(f"{KIND}{i}", kind.handle, self.rect(*extent))
            for i, kind in enumerate(self._kinds)
            if kind.handle and (extent := self.legend.extent(f"{KIND}{i}"))
        ]
        if self._handle:
            box = self.ax.bbox
            rect = self.rect(box.x0, box.y0, box.x1, box.y1)
            found.insert(0, Hotspot("setting", self._handle, rect, drag=True))
        return found

    def alt(self) -> str:
        """Say what was given as words."""
        return self._words

    def _mark(self, point: Pair, edges: tuple[float, float, float, float]) -> Mark:
        x = min(max(point[0], edges[0]), edges[1])
        y = min(max(point[1], edges[2]), edges[3])
        face, rim = self.palette.accent, self.palette.halo
        if (x, y) != point:
            face, rim = rim, face
        return Mark("circle", x, y, 6.0 * self.scale, face, rim, 1.8 * self.scale)

    def _set_ticks(self) -> None:
        """Write the powers of ten themselves across."""
        super()._set_ticks()
        low, high = self.ax.get_xlim()
        ticks = range(math.ceil(low), math.floor(high) + 1)
        names = [tick_name(10.0**tick, 3) for tick in ticks]
        self.ax.xaxis.set_ticks([float(tick) for tick in ticks], labels=names)
        self.ax.xaxis.set_view_interval(low, high, ignore=True)
