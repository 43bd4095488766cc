"""What the network answers over its input plane, and where it changes its mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from explorer.language.numbers import significant
from explorer.language.symbols import component, symbol
from explorer.views.artists.banded_surface import BandedSurface
from explorer.views.artists.legend import Entry
from explorer.views.artists.marks import Mark, Marks
from explorer.views.colours import lines_on, ramp
from explorer.views.plot import Pair, PlotView

if TYPE_CHECKING:
    from explorer.language.palette import ClassMark, Palette

Array = NDArray[np.float64]
_LEVELS = np.linspace(0, 1, 11)  # even, so that one half is a level
_MANY = 40  # examples; more are drawn small


class DecisionMapView(PlotView):
    """The output over two inputs, the data by class, and the boundary at one half."""

    name = "decision_map"
    title = "Output ŷ"

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str | None = None
    ) -> None:
        super().__init__(ax, palette, scale, title)
        colours = ramp(palette.signed_colours[4:-4], len(_LEVELS) - 1)
        lines = list(lines_on(colours, 0.1))
        half = len(_LEVELS) // 2
        lines[half] = palette.text
        self.surface = BandedSurface(ax, 0.6 * scale)
        self.surface.set_levels(_LEVELS.tolist(), colours, lines, bold=half)
        names = [
            f"{level:.2g}" if i % half == 0 else "" for i, level in enumerate(_LEVELS)
        ]
        self.set_bar(_LEVELS.tolist(), names, colours)
        self.classes = tuple(self._class_points(mark) for mark in palette.classes)
        self.ring = Marks(ax, zorder=22)
        above = (*self.bar.moving, *self.legend.moving)
        self.moving = (self.surface, *self.classes, self.ring, *above)
        self.use_letters(self.notation)
        self._counts, self._answer, self._caption = (0, 0), float("nan"), ""

    def use_letters(self, notation: str) -> None:
        """Name inputs and output as the notation does."""
        super().use_letters(notation)
        self.retitle(self._title.replace("ŷ", symbol("prediction", notation)))
        first, second = (component("input", i, notation) for i in (1, 2))
        self.set_axis_names(first, second)

    def update(
        self,
        grid: Array,
        first: Pair,
        second: Pair,
        x: Array,
        y: Array,
        example: int | None = None,
        answer: float = float("nan"),
        caption: str = "",
    ) -> None:
        """Show another network or another example.

        Parameters
        ----------
        grid : ndarray, shape (m, n)
            Output; a row for each value of the second input.
        first, second : pair of float
            Window of the two inputs; the grid fills it.
        x, y : ndarray, shape (N, 2), (N, 1)
            Inputs and targets, 0 or 1.
        example : int, optional
            The chosen row of ``x``; it has a ring.
        answer : float, optional
            The output for it.
        caption : str
        """
        if (self.ax.get_xlim(), self.ax.get_ylim()) != (tuple(first), tuple(second)):
            self.set_limits(first, second)
        self.surface.set_grid(grid, first, second)
        ones = np.asarray(y).reshape(len(x), -1)[:, 0] > 0.5
        size = (8.5 if len(x) <= _MANY else 4.2) * self.scale
        for points, members in zip(self.classes, (~ones, ones), strict=True):
            points.set_data(x[members, 0], x[members, 1])
            points.set_markersize(size)
            points.set_markeredgewidth((1.3 if len(x) <= _MANY else 0.8) * self.scale)
        self._answer = answer
        self.bar.set_value(answer)
        self.ring.set_marks([])
        if example is not None:
            place = (float(x[example, 0]), float(x[example, 1]))
            self._draw_ring(place, 0.5 * size + 3.0 * self.scale)
        self._counts = (int((~ones).sum()), int(ones.sum()))
        self._caption = caption
        self.set_names(self._entries(ring=example is not None), caption)
        self.changed = True

    def alt(self) -> str:
        """Say what the network answers for the chosen example."""
        classes = " and ".join(
            f"{count} of class {i} ({mark.word}s)"
            for i, (count, mark) in enumerate(
                zip(self._counts, self.palette.classes, strict=True)
            )
        )
        shown = f"Output over {' and '.join(self.axis_names)} with the examples"
        shown = f"{shown}, {classes}"
        if np.isnan(self._answer):
            return f"{shown}. {self._caption}".rstrip(" .") + "."
        return f"{shown}; the chosen one gets {significant(self._answer)}."

    def _class_points(self, mark: ClassMark) -> Line2D:
        line = Line2D(
            [], [], linestyle="none", marker=mark.marker, markerfacecolor=mark.fill,
            markeredgecolor=mark.edge, zorder=20,
        )  # fmt: skip
        self.ax.add_line(line)
        return line

    def _draw_ring(self, place: Pair, radius: float) -> None:
        width, palette = 1.8 * self.scale, self.palette
        self.ring.set_marks(
            [
                Mark(
                    "circle",
                    *place,
                    radius,
                    None,
                    palette.halo,
                    width + 2.2 * self.scale,
                ),
                Mark("circle", *place, radius, None, palette.text, width),
            ]
        )

    def _entries(self, *, ring: bool) -> list[Entry]:
        palette, size = self.palette, self.scale
        output = symbol("prediction", self.notation)
        chosen = Entry("example", "ring", palette.text, "chosen example", 4.4 * size)
        return [
            *(
                Entry(
                    f"class_{i}",
                    mark.word,
                    mark.fill,
                    f"class {i}",
                    3.0 * size,
                    mark.edge,
                )
                for i, mark in enumerate(palette.classes)
            ),
            Entry(
                "boundary",
                "line",
                palette.text,
                f"{output} = 0.5",
                1.8 * size,
            ),
            *([chosen] if ring else []),
        ]
