"""The ledger: one line per operation, forward above, backward below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from matplotlib.axes import Axes

from explorer.language.palette import blend
from explorer.views.artists.boxes import Box as Rectangle
from explorer.views.artists.boxes import Boxes
from explorer.views.artists.numbers import Label, Numbers, measure
from explorer.views.view import LABEL, TICK, Box, Hotspot, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_ROW = 1.72  # height of a line in sizes of its text
_SMALLEST = 0.72  # of the size, where lines would be too long


class Line(NamedTuple):
    """One operation as it is written.

    ``value`` is empty while it is to come; ``tint`` lights the line; a ``struck`` line
    does not count. ``mark`` stands after the value.
    """

    id: str
    symbol: str
    made_of: str
    value: str
    mark: str
    colour: str
    tint: str | None = None
    struck: bool = False


class LedgerView(View):
    """Lines of a symbol, what it is made of, its value and a mark.

    All lines of the forward pass stay in sight; of the others, those around the present
    one.
    """

    name = "ledger"
    margins: ClassVar[Box] = (10.0, 10.0, 8.0, 8.0)

    def __init__(self, ax: Axes, palette: Palette, scale: float = 1.0) -> None:
        super().__init__(ax, palette, scale)
        ax.set_axis_off()
        ax.set(xticks=[], yticks=[], xlim=(0, 1), ylim=(1, 0))
        self._boxes = Boxes(ax, zorder=8)
        self._texts = Numbers(ax, ax.transData, zorder=12)
        self.moving = (self._boxes, self._texts)
        self._rows: list[tuple[Line, float]] = []
        self._tall = 1.0
        self._words = ""

    def update(
        self,
        forward: Sequence[Line],
        backward: Sequence[Line],
        now: int,
        heads: tuple[str, str],
        checked: str,
        words: str,
    ) -> None:
        """Show the lines.

        Parameters
        ----------
        forward, backward : sequence of Line
        now : int
            Place of the present line among the backward ones; −1 before them.
        heads : (str, str)
            What stands above the two parts.
        checked : str
            What the marks mean, above those of the second part.
        words : str
            What the picture shows.
        """
        dpi, box = self.figure.dpi, self.ax.bbox
        wide, high = box.width * 72 / dpi, box.height * 72 / dpi
        size = LABEL * self.scale
        room = int(high / (_ROW * size))
        if room < len(forward) + 6:
            size = max(TICK * self.scale * _SMALLEST, high / (len(forward) + 6) / _ROW)
            room = int(high / (_ROW * size))
        count = max(room - len(forward) - 2, 1)
        first = min(max(now - count + 2, 0), max(len(backward) - count, 0))
        self._tall = _ROW * size / high
        labels: list[Label] = []
        boxes: list[Rectangle] = []
        self._rows = []
        parts = ((0, heads[0], forward), (1, heads[1], backward[first : first + count]))
        y = 0.0
        for number, head, lines in parts:
            if number and first:
                head += f", from row {len(forward) + first + 1}"
            middle = y + self._tall / 2
            labels.append(
                Label(f"head_{number}", head, 0.0, middle, self.palette.muted, size,
                      "left", weight="bold")
            )  # fmt: skip
            if number:
                labels.append(
                    Label("checked", checked, 1.0, middle, self.palette.muted,
                          0.9 * size, "right")
                )  # fmt: skip
            y += self._tall
            for line in lines:
                self._rows.append((line, y))
                y += self._tall
        self._write(labels, boxes, size, wide, dpi)
        self._texts.set_labels(labels)
        self._boxes.set_boxes(boxes)
        self._words = words
        self.changed = True

    def _write(
        self,
        labels: list[Label],
        boxes: list[Rectangle],
        size: float,
        wide: float,
        dpi: float,
    ) -> None:
        """Write the lines in columns as wide as they need to be."""
        palette, lines = self.palette, [line for line, _ in self._rows]

        def widest(texts: list[str], weight: str = "normal") -> float:
            return max((measure(t, size, dpi, weight) for t in texts), default=0.0)

        gap = 0.9 * size
        names = widest([f"{line.symbol} =" for line in lines])
        values = widest([line.value for line in lines], "bold")
        marks = widest([line.mark for line in lines])
        left, right = names + gap, wide - marks - gap * (marks > 0)
        long = right - values - gap - left
        for line, y in self._rows:
            middle = y + self._tall / 2
            small = size
            while small > _SMALLEST * size and (
                measure(line.made_of, small, dpi) > long
            ):
                small -= 0.04 * size
            made_of = line.made_of
            while made_of and measure(made_of, small, dpi) > long:
                made_of = made_of[:-2].rstrip("…") + "…" if len(made_of) > 2 else ""
            colour = palette.muted if line.struck or not line.value else line.colour
            plain = palette.muted if line.struck or not line.value else palette.text
            if line.tint:
                tint = blend(palette.panel, line.tint, 0.2)
                boxes.append(Rectangle(-0.01, y, 1.01, y + self._tall, tint))
            if line.struck:
                boxes.append(Rectangle(0, middle, 1, middle, None, palette.muted, 0.8))
            name = f"{line.symbol} ="
            labels += [
                Label(f"{line.id}_name", name, 0.0, middle, plain, size, "left"),
                Label(f"{line.id}_of", made_of, left / wide, middle, plain, small,
                      "left"),
                Label(line.id, line.value, right / wide, middle, colour, size, "right",
                      weight="bold"),
                Label(f"{line.id}_mark", line.mark, 1.0, middle, plain, size, "right"),
            ]  # fmt: skip

    def hotspots(self) -> list[Hotspot]:
        """Return a place for every line in sight."""
        box = self.ax.bbox
        spots = []
        for line, y in self._rows:
            top = box.y1 - y * box.height
            rect = self.rect(box.x0, top - self._tall * box.height, box.x1, top)
            value = line.value or "still to be done"
            said = f"{line.symbol} = {line.made_of}: {value} {line.mark}".strip()
            spots.append(Hotspot(f"row_{line.id}", said, rect))
        return spots

    def alt(self) -> str:
        """Say what the present line is."""
        return self._words
