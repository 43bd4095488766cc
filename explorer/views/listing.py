"""A listing: lines of numbers under their headings, each with a mark at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.axes import Axes

from explorer.language.palette import blend
from explorer.views.artists.boxes import Box as Rectangle
from explorer.views.artists.boxes import Boxes
from explorer.views.artists.legend import Legend
from explorer.views.artists.numbers import Label, Numbers, measure
from explorer.views.view import LABEL, TICK, TITLE, Hotspot, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_ROW = 1.8  # height of a line in sizes of its text
_LARGEST = 1.25  # of the size, where few lines leave room


class Entry(NamedTuple):
    """One line; ``chosen`` has a strong edge, ``tint`` fills it."""

    id: str
    cells: Sequence[str]
    colour: str
    tint: str | None = None
    chosen: bool = False


class ListingView(View):
    """Columns under their headings, the first to the left, the others to the right.

    Lines that have no room are counted, so put first what must be seen. Every line can
    be pressed. Subclasses give the view a ``name`` of its own.
    """

    name = "listing"
    margins = (12.0, 12.0, 40.0, 28.0)

    def __init__(self, ax: Axes, palette: Palette, scale: float = 1.0) -> None:
        super().__init__(ax, palette, scale)
        ax.set_axis_off()
        ax.set(xticks=[], yticks=[], xlim=(0, 1), ylim=(1, 0))
        self._boxes = Boxes(ax, zorder=8, clip=False)
        self._texts = Numbers(ax, ax.transData, zorder=12)
        start = self.corner(0, 0, 0, -8 * scale)
        self.legend = Legend(ax, start, palette.text, palette.muted, TICK * scale)
        self.moving = (self._boxes, self._texts, *self.legend.moving)
        self._rows: list[tuple[Entry, float]] = []
        self._tall = 1.0
        self._words = ""

    def update(
        self,
        title: str,
        heads: Sequence[str],
        entries: Sequence[Entry],
        caption: str = "",
        words: str = "",
    ) -> None:
        """Show other lines.

        Parameters
        ----------
        title : str
        heads : sequence of str
            As many as each entry has cells.
        entries : sequence of Entry
        caption, words : str
            A sentence beneath; what the picture shows.
        """
        palette, dpi = self.palette, self.figure.dpi
        wide, high = (v * 72 / dpi for v in (self.ax.bbox.width, self.ax.bbox.height))
        count = len(entries)
        size = min(high / (count + 1.4) / _ROW, _LARGEST * LABEL * self.scale)
        size = max(size, LABEL * self.scale)
        table = [list(heads), *(list(entry.cells) for entry in entries)]
        while (columns := self._widths(table, size)) and sum(columns) > wide:
            size *= 0.97
        fit = int(high / (_ROW * size) - 1.4 + 1e-6)
        shown = entries if count <= fit else entries[: fit - 1]
        self._tall = _ROW * size / high
        space = (wide - sum(columns)) / max(len(columns) - 1, 1)
        ends = [0.0]
        for column in columns[1:]:
            ends.append((ends[-1] if len(ends) > 1 else columns[0]) + space + column)
        labels = [
            Label("title", title, 0, 0, palette.text, TITLE * self.scale, "left",
                  "bottom", "bold", dy=8 * self.scale)
        ]  # fmt: skip
        y = self._tall / 2
        for j, head in enumerate(heads):
            labels.append(
                Label(f"head_{j + 1}", head, ends[j] / wide, y, palette.muted,
                      0.92 * size, "right" if j else "left")
            )  # fmt: skip
        boxes, strong, self._rows = [], [], []
        for number, entry in enumerate(shown):
            top = (number + 1.2) * self._tall
            self._rows.append((entry, top))
            corners = (-0.012, top, 1.012, top + self._tall)
            if entry.tint:
                tint = blend(palette.panel, entry.tint, 0.16)
                boxes.append(Rectangle(*corners, tint))
            if entry.chosen:
                edge = Rectangle(*corners, None, palette.accent, 2.0 * self.scale)
                strong.append(edge)
            for j, cell in enumerate(entry.cells):
                last = j == len(entry.cells) - 1
                labels.append(
                    Label(f"{entry.id}_{j + 1}", cell, ends[j] / wide,
                          top + self._tall / 2, entry.colour if last else palette.text,
                          size, "right" if j else "left",
                          weight="bold" if last or not j else "normal")
                )  # fmt: skip
        if len(shown) < count:
            rest = f"… {count - len(shown)} more in the data table"
            y = (len(shown) + 1.7) * self._tall
            labels.append(Label("rest", rest, 0, y, palette.muted, size, "left"))
        self._boxes.set_boxes([*boxes, *strong])
        self._texts.set_labels(labels)
        height = (self.margins[2] - 12) * self.scale
        self.legend.set_entries([], caption, wide, height)
        self._words = words
        self.changed = True

    def _widths(self, table: Sequence[Sequence[str]], size: float) -> list[float]:
        """Return how wide each column has to be, with a gap before it."""
        dpi = self.figure.dpi
        return [
            max(measure(text, size, dpi, "bold") for text in column) + 0.7 * size
            for column in zip(*table, strict=True)
        ]

    def hotspots(self) -> list[Hotspot]:
        """Return a place for every line in sight."""
        box, found = self.ax.bbox, []
        for entry, y in self._rows:
            top = box.y1 - y * box.height
            rect = self.rect(box.x0, top - self._tall * box.height, box.x1, top)
            found.append(Hotspot(f"line_{entry.id}", ", ".join(entry.cells), rect))
        return found

    def alt(self) -> str:
        """Say what was given as words."""
        return self._words
