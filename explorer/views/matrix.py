"""A matrix with a number in every cell: signs by colour, and by a + or −."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from explorer.language.numbers import significant
from explorer.views.artists.boxes import Box, Boxes
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Legend
from explorer.views.artists.numbers import Label, Numbers, measure
from explorer.views.colours import luminance
from explorer.views.view import LABEL, TICK, TITLE, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_LIGHT_INK, _DARK_INK = "#FFFFFF", "#000000"
_DARK = 0.179  # luminance at which both inks have a contrast of 4.6:1


class MatrixView(View):
    """Cells in rows and columns with their names, coloured by sign and size.

    Subclasses give the view a ``name`` and a ``title`` of its own.
    """

    name = "matrix"
    title: ClassVar[str] = ""
    margins = (10.0, 10.0, 40.0, 28.0)

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str | None = None
    ) -> None:
        super().__init__(ax, palette, scale)
        ax.set_axis_off()
        ax.set(xticks=[], yticks=[])
        ax.set_xlim(0, 1)
        ax.set_ylim(1, 0)
        ax.text(
            0, 8 * scale, self.title if title is None else title, gid="title",
            transform=self.corner(0, 1),
            color=palette.text, family=FAMILY, size=TITLE * scale, weight="bold",
            parse_math=False,
        )  # fmt: skip
        self._boxes = Boxes(ax, zorder=8, clip=False)  # whole edges at the sides
        self._texts = Numbers(ax, ax.transData, zorder=12)
        start = self.corner(0, 0, 0, -8 * scale)
        self.legend = Legend(ax, start, palette.text, palette.muted, TICK * scale)
        self.moving = (self._boxes, self._texts, *self.legend.moving)
        self._words = ""

    def update(
        self,
        values: ArrayLike,
        rows: Sequence[str],
        columns: Sequence[str],
        *,
        top: float | None = None,
        digits: int = 3,
        marked: Collection[tuple[int, int]] = (),
        struck: Collection[tuple[int, int]] = (),
        caption: str = "",
        words: str = "",
    ) -> None:
        """Show other numbers.

        Parameters
        ----------
        values : array_like
            (m, n); what is not finite has no colour.
        rows, columns : sequences of str
            m and n names.
        top : float, optional
            Size that has the full colour; the largest one by default. Give it while
            something is dragged, so that the colours hold still.
        digits : int
            Significant figures.
        marked, struck : collections of (row, column)
            Cells, from 0, with a strong edge; cells that are left out: hatched.
        caption, words : str
            A sentence under the cells; what the picture shows.
        """
        size, palette, dpi = self.scale, self.palette, self.figure.dpi
        cells = np.asarray(values, dtype=float)
        texts = [[significant(v, digits, sign=True) for v in row] for row in cells]
        wide, high = self.ax.bbox.width * 72 / dpi, self.ax.bbox.height * 72 / dpi
        tall, gap = LABEL * size, 6 * size
        left = max((measure(name, tall, dpi) for name in rows), default=0) + 2 * gap
        above = (tall + gap) / high
        left /= wide
        m, n = cells.shape
        across, up = (1 - left) / max(n, 1), (1 - above) / max(m, 1)
        written = self._size(texts, across * wide - 2 * gap)  # clear of a strong edge
        sizes = np.abs(cells[np.isfinite(cells)])
        top = float(sizes.max(initial=0.0)) if top is None else top
        boxes, labels, strong = [], [], []
        for j, name in enumerate(columns):
            x = left + (j + 0.5) * across
            place = (x, above / 2 - gap / 4 / high)
            labels.append(Label(f"column_{j + 1}", name, *place, palette.text, tall))
        for i, name in enumerate(rows):
            y = above + (i + 0.5) * up
            labels.append(
                Label(f"row_{i + 1}", name, left, y, palette.text, tall, "right",
                      dx=-gap)
            )  # fmt: skip
            for j in range(n):
                x, place = left + j * across, (i, j)
                out = place in struck
                face = palette.panel if out else self._face(cells[i, j], top)
                corners = (x, y - up / 2, x + across, y + up / 2)
                boxes.append(Box(*corners, face, palette.grid, 1.0 * size, out))
                if place in marked:
                    strong.append(Box(*corners, None, palette.text, 2.6 * size))
                ink = _LIGHT_INK if luminance(face) < _DARK else _DARK_INK
                labels.append(
                    Label(f"cell_{i + 1}_{j + 1}", texts[i][j], x + across / 2, y, ink,
                          written, weight="bold", halo=face if out else None)
                )  # fmt: skip
        self._boxes.set_boxes([*boxes, *strong])
        self._texts.set_labels(labels)
        self.legend.set_entries([], caption, wide, (self.margins[2] - 12) * size)
        self._words = words or "; ".join(
            f"{name}: {', '.join(row)}" for name, row in zip(rows, texts, strict=True)
        )
        self.changed = True

    def alt(self) -> str:
        """Say every row with its numbers."""
        return self._words

    def _size(self, texts: Sequence[Sequence[str]], room: float) -> float:
        """Return the size at which the longest number fits its cell."""
        full = TITLE * self.scale
        longest = max(
            (measure(t, full, self.figure.dpi, "bold") for row in texts for t in row),
            default=0.0,
        )
        return full * min(1.0, max(room, 1.0) / longest) if longest else full

    def _face(self, value: float, top: float) -> str:
        """Return the colour of a number: its sign, stronger the larger it is."""
        colours = self.palette.signed_colours
        if not math.isfinite(value) or top <= 0:
            return self.palette.panel
        share = min(max(value / top, -1.0), 1.0)
        return colours[round((share + 1) / 2 * (len(colours) - 1))]
