"""Products of matrices, one below another, drawn to scale with their shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from explorer.views.artists.boxes import Boxes
from explorer.views.artists.legend import Legend
from explorer.views.artists.numbers import Label, Numbers, measure
from explorer.views.products_line import Cells, Line, Part, Pen
from explorer.views.view import LABEL, TICK, TITLE, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

__all__ = ["Cells", "Line", "Part", "ProductsView"]
_TALLEST = 40.0  # points of a row at scale 1
_ABOVE, _BELOW = LABEL + 5.0, TICK + 7.0  # room for the names and for the shapes


class ProductsView(View):
    """Lines of matrices with a number in every cell that has room for it.

    Subclasses give the view a ``name`` of its own.
    """

    name = "products"
    margins = (12.0, 12.0, 26.0, 32.0)

    def __init__(self, ax: Axes, palette: Palette, scale: float = 1.0) -> None:
        super().__init__(ax, palette, scale)
        ax.set_axis_off()
        ax.set(xticks=[], yticks=[])
        point = 72 / self.figure.dpi
        self._wide, self._high = ax.bbox.width * point, ax.bbox.height * point
        ax.set_xlim(0, self._wide)  # coordinates are points
        ax.set_ylim(self._high, 0)
        self._boxes = Boxes(ax, zorder=8, clip=False)
        self._texts = Numbers(ax, ax.transData, zorder=12)
        start = self.corner(0, 0, 0, -2 * scale)
        self.legend = Legend(ax, start, palette.text, palette.muted, TICK * scale)
        self.moving = (self._boxes, self._texts, *self.legend.moving)
        self._words = ""

    def update(
        self, lines: Sequence[Line], title: str, caption: str = "", words: str = ""
    ) -> None:
        """Show other products.

        Parameters
        ----------
        lines : sequence of Line
            From the top, at least one.
        title, caption, words : str
            What stands above and below; what the picture shows.
        """
        size, dpi, ink = self.scale, self.figure.dpi, self.palette.text
        pen = Pen(self.palette, size, dpi)
        pen.labels.append(
            Label("title", title, 0, -14 * size, ink, TITLE * size, "left",
                  weight="bold")
        )  # fmt: skip
        tall = LABEL * size
        left = max(measure(line.name, tall, dpi, "bold") for line in lines) + 16 * size
        room = self._high - (_ABOVE + _BELOW) * size * len(lines)
        rows = sum(line.height for line in lines)
        row = min(room / rows, _TALLEST * size)
        spare = (room - row * rows) / len(lines)
        y = 0.0
        for line in lines:
            y += spare / 2 + _ABOVE * size
            middle = y + row * line.height / 2
            pen.labels.append(
                Label(f"{line.id}_name", line.name, 0, middle, ink, tall, "left",
                      weight="bold")
            )  # fmt: skip
            pen.lay(line, left, self._wide, middle, row)
            y += row * line.height + _BELOW * size + spare / 2
        self._boxes.set_boxes(pen.boxes)
        self._texts.set_labels(pen.labels)
        height = (self.margins[2] - 4) * size
        self.legend.set_entries([], caption, self._wide, height)
        self._words = words
        self.changed = True

    def alt(self) -> str:
        """Say what was given as words."""
        return self._words
