"""The strip under a plot: swatches with their names, then a caption in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.transforms import Transform

from explorer.views.artists.arrows import Arrows, Shaft
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.numbers import Label, Numbers, measure

_SHARES = (1.0, 0.9, 0.82)
"""Sizes of a caption that are tried before it is cut."""


class Entry(NamedTuple):
    """One name in a legend.

    ``swatch`` is arrow, trail, line, dashes, dots, ring, circle, square or "" for words
    alone; ``width`` is that of lines and arrows, the radius of the others, in points.
    """

    id: str
    swatch: str
    colour: str
    text: str
    width: float = 2.0
    edge: str | None = None
    muted: bool = False


class Legend:
    """Names laid out from left to right, in as many rows as are needed.

    Parameters
    ----------
    ax : Axes
    transform : Transform
        Points from the place where the strip begins (its upper left corner).
    text, muted : str
        Colours.
    size : float
        Of the text in points; everything else follows from it.
    """

    def __init__(
        self, ax: Axes, transform: Transform, text: str, muted: str, size: float
    ) -> None:
        self.text, self.muted, self.size = text, muted, size
        self._ax = ax
        self._arrows = Arrows(ax, "none", transform, zorder=31)
        self._arrows.set_clip_box(None)
        self._marks = Marks(ax, transform, zorder=32, clip=False)
        self._numbers = Numbers(ax, transform, zorder=33)
        self._transform = transform
        self._shown: tuple[object, ...] = ()
        self._places: dict[str, tuple[float, float, float, float]] = {}
        self.moving: tuple[Artist, ...] = (self._arrows, self._marks, self._numbers)

    def extent(self, name: str) -> tuple[float, float, float, float] | None:
        """Return where a name and its swatch stand, in display pixels, if they do.

        Left, bottom, right, top.
        """
        if name not in self._places:
            return None
        x0, y0, x1, y1 = self._places[name]
        (left, low), (right, high) = self._transform.transform([(x0, y0), (x1, y1)])
        return float(left), float(low), float(right), float(high)

    def set_entries(
        self, entries: Sequence[Entry], caption: str, width: float, height: float
    ) -> None:
        """Lay out the names and, in the rows that are left, the caption.

        Parameters
        ----------
        entries : sequence of Entry
        caption : str
        width, height : float
            Room in points.
        """
        wanted = (tuple(entries), caption, width, height)
        if wanted == self._shown:
            return
        self._shown = wanted
        size = self.size
        row_height, gap, swatch = 1.42 * size, 1.15 * size, 1.7 * size
        rows = max(1, int((height + 0.4 * size) / row_height))
        shafts: list[Shaft] = []
        marks: list[Mark] = []
        labels: list[Label] = []
        self._places = {}
        x, row = 0.0, 0
        for entry in entries:
            lead = swatch + 0.45 * size if entry.swatch else 0.0
            long = lead + self._measure(entry.text)
            if x > 0 and x + long > width:
                x, row = 0.0, row + 1
            if row >= rows:
                break
            y = -(row + 0.5) * row_height
            self._draw_swatch(entry, x, y, swatch, shafts, marks)
            half = 0.5 * row_height
            self._places[entry.id] = (x, y - half, x + long, y + half)
            colour = self.muted if entry.muted else self.text
            labels.append(
                Label(entry.id, entry.text, x + lead, y, colour, size, "left", "center")
            )
            x += long + gap
        row += 1 if entries else 0
        for share in _SHARES:
            lines = self._wrap(caption, width / share, rows - row)
            if not (lines and lines[-1].endswith("…")):
                break
        for i, line in enumerate(lines):
            y = -(row + i + 0.5) * row_height
            name, small = f"caption_{i}" if i else "caption", share * size
            labels.append(
                Label(name, line, 0.0, y, self.muted, small, "left", "center")
            )
        self._arrows.set_shafts(shafts)
        self._marks.set_marks(marks)
        self._numbers.set_labels(labels)

    def _draw_swatch(
        self,
        entry: Entry,
        x: float,
        y: float,
        long: float,
        shafts: list[Shaft],
        marks: list[Mark],
    ) -> None:
        middle, colour = x + long / 2, entry.colour
        if entry.swatch == "arrow":
            shafts.append(Shaft(x, y, x + long, y, colour, entry.width))
        elif entry.swatch == "trail":
            mark = Mark("line", middle, y, long / 2, None, colour, entry.width)
            radius = 1.6 * entry.width
            ring = Mark("circle", x + radius, y, radius, entry.edge, colour, 1.4)
            marks += [mark, ring]
        elif entry.swatch in ("line", "dashes", "dots"):
            mark = Mark(entry.swatch, middle, y, long / 2, None, colour, entry.width)
            marks.append(mark)
        elif entry.swatch == "ring":
            marks.append(Mark("circle", middle, y, entry.width, None, colour, 1.4))
        elif entry.swatch:
            marks.append(Mark(entry.swatch, middle, y, entry.width, colour, entry.edge))

    def _measure(self, text: str) -> float:
        figure = self._ax.get_figure(root=True)
        return measure(text, self.size, figure.dpi if figure else 100.0)

    def _wrap(self, text: str, width: float, lines: int) -> list[str]:
        """Break a sentence at spaces; what does not fit ends in an ellipsis.

        A space that is not to be broken at is U+00A0.
        """
        wrapped: list[str] = []
        words = text.split(" ") if text else []
        while words and len(wrapped) < lines:
            line = words.pop(0)
            while words and self._measure(f"{line} {words[0]}") <= width:
                line = f"{line} {words.pop(0)}"
            wrapped.append(line)
        if words and wrapped:
            line = wrapped[-1]
            while line and self._measure(f"{line}…") > width:
                line = line[:-1]
            wrapped[-1] = f"{line.rstrip()}…"
        return [line.replace("\u00a0", " ") for line in wrapped]
