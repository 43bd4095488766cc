"""Named numbers as bars: errors, factors, gradients, weights before and after."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from matplotlib.axes import Axes

from explorer.language.numbers import significant
from explorer.views.artists.boxes import Box, Boxes
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Entry, Legend
from explorer.views.artists.numbers import Label, Numbers, measure
from explorer.views.view import LABEL, TICK, TITLE, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_DECADES = 12  # that a logarithmic bar spans at most


class Bar(NamedTuple):
    """One named number; ``before`` draws a second, hollow bar behind it.

    ``rim`` is the colour of that one, grey if left out. ``colour`` is the bar's own,
    that of the number's sign if left out; a ``flat`` bar is hatched.
    """

    id: str
    label: str
    value: float
    colour: str | None = None
    before: float | None = None
    flat: bool = False
    rim: str | None = None


class BarsView(View):
    """Rows of a name, a bar and its number, all to one scale.

    On a logarithmic scale the bars show sizes, and the sign is the number's and the
    colour's. Subclasses give the view a ``name`` and a ``title`` of its own.
    """

    name = "bars"
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
        self._boxes = Boxes(ax, zorder=8)
        self._texts = Numbers(ax, ax.transData, zorder=12)
        start = self.corner(0, 0, 0, -8 * scale)
        self.legend = Legend(ax, start, palette.text, palette.muted, TICK * scale)
        self.moving = (self._boxes, self._texts, *self.legend.moving)
        self._words = ""

    def update(
        self,
        bars: Sequence[Bar],
        *,
        log: bool = False,
        top: float | None = None,
        caption: str = "",
        words: str = "",
    ) -> None:
        """Show other numbers.

        Parameters
        ----------
        bars : sequence of Bar
        log : bool
            Whether the lengths are logarithms of the sizes.
        top : float, optional
            Size at which a bar fills its room; the largest one by default. Give it
            while something is dragged, so that the scale holds still.
        caption, words : str
            A sentence under the bars; what the picture shows.
        """
        size, palette = self.scale, self.palette
        dpi, box = self.figure.dpi, self.ax.bbox
        wide = box.width * 72 / dpi
        values = [b.value for b in bars] + [
            b.before for b in bars if b.before is not None
        ]
        sizes = [abs(v) for v in values if math.isfinite(v)]
        top = max(sizes, default=1.0) if top is None else top
        top = top if top > 0 else 1.0
        row = 1 / max(len(bars), 1)
        tall = min(LABEL * size, 0.75 * row * box.height * 72 / dpi)  # twenty fit too
        names = max((measure(b.label, tall, dpi) for b in bars), default=0)
        texts = [significant(b.value, sign=True) for b in bars]
        numbers = max((measure(t, tall, dpi, "bold") for t in texts), default=0)
        gap = 8 * size
        left, right = (names + gap) / wide, 1 - (numbers + gap) / wide
        signed = not log and any(v < 0 for v in values)
        low = min([s for s in sizes if s > 0], default=top)
        decades = min(max(math.log10(top / low) * 1.15, 1.0), _DECADES)
        origin = (left + right) / 2 if signed else left
        reach = right - origin

        def end(value: float) -> float:
            if not math.isfinite(value):
                return origin
            if log:
                share = 1 + math.log10(abs(value) / top) / decades if value else 0.0
                return origin + reach * min(max(share, 0.0), 1.0)
            return origin + reach * min(max(value / top, -1.0), 1.0)

        boxes, labels = [], []
        thick = min(0.32 * row, 11 * size / (box.height * 72 / dpi))
        for i, (bar, text) in enumerate(zip(bars, texts, strict=True)):
            y = (i + 0.5) * row
            colour = bar.colour or palette.signed(bar.value)
            if bar.before is not None:
                x = end(bar.before)
                y0, y1 = y - 1.35 * thick, y + 1.35 * thick
                rim = bar.rim or palette.muted
                boxes.append(Box(origin, y0, x, y1, None, rim, 1.2 * size))
            face = None if bar.flat else colour
            x = end(bar.value)
            boxes.append(
                Box(origin, y - thick, x, y + thick, face, colour, 1.0, bar.flat)
            )
            labels += [
                Label(f"{bar.id}_name", bar.label, left, y, palette.text, tall,
                      "right", dx=-gap / 2),
                Label(bar.id, text, right, y, colour, tall, "left", weight="bold",
                      dx=gap / 2),
            ]  # fmt: skip
        upright = Box(origin, 0, origin, 1, None, palette.muted, 1.0)
        self._boxes.set_boxes([*boxes, upright])
        self._texts.set_labels(labels)
        scale = "logarithmic scale" if log else ""
        entries = [Entry("scale", "", palette.muted, scale, muted=True)] if log else []
        self.legend.set_entries(entries, caption, wide, (self.margins[2] - 12) * size)
        self._words = words or "; ".join(
            f"{bar.label} {text}" for bar, text in zip(bars, texts, strict=True)
        )
        self.changed = True

    def alt(self) -> str:
        """Say every name with its number."""
        return self._words
