"""Many small decision maps, one for each of many networks, the stuck ones crossed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from explorer.core.arrays import Array
from explorer.views.artists.cells import Pixels
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Entry, Legend
from explorer.views.artists.numbers import Label, Numbers
from explorer.views.artists.strokes import Stroke, Strokes
from explorer.views.colours import ramp
from explorer.views.view import TICK, TITLE, Box, Hotspot, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_BANDS = 10
_COLUMNS = (10, 12, 15, 20, 25)
_LINE, _GAP = 1.25, 0.4  # of a number and between maps, in its heights


class Thumb(NamedTuple):
    """What is said of one map: its number, what pressing it does, whether it failed."""

    id: str
    name: str
    label: str
    crossed: bool = False


class GalleryView(View):
    """Small multiples of the output over two inputs; each can be pressed."""

    name = "gallery"
    title: ClassVar[str] = ""
    margins: ClassVar[Box] = (12.0, 12.0, 44.0, 28.0)

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str | None = None
    ) -> None:
        super().__init__(ax, palette, scale)
        ax.set(xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set_visible(False)
        ax.text(
            0, 8 * scale, self.title if title is None else title, gid="title",
            transform=self.corner(0, 1), color=palette.text, family=FAMILY,
            size=TITLE * scale, weight="bold", parse_math=False,
        )  # fmt: skip
        ax.set(xlim=(0, ax.bbox.width), ylim=(0, ax.bbox.height))
        colours = ramp(palette.signed_colours[4:-4], _BANDS)
        table = np.array([*(to_rgba(c) for c in colours), (0, 0, 0, 0)])
        self._table = (table * 255).round().astype(np.uint8)
        self._maps = Pixels(ax)
        self._crosses = Strokes(ax, zorder=12)
        self._names = Numbers(ax, ax.transData, zorder=14)
        start = self.corner(0, 0, 0, -8 * scale)
        self.legend = Legend(ax, start, palette.text, palette.muted, TICK * scale)
        self.moving = (self._maps, self._crosses, self._names, *self.legend.moving)
        self._thumbs: tuple[Thumb, ...] = ()
        self._boxes: list[Box] = []
        self._words = ""

    def update(
        self,
        maps: Array,
        thumbs: Sequence[Thumb],
        caption: str = "",
        words: str = "",
        crossed: str = "crossed out: stuck",
    ) -> None:
        """Show other networks.

        Parameters
        ----------
        maps : ndarray, shape (R, m, n)
            Outputs; a row for each value of the second input, from the lowest.
        thumbs : sequence of Thumb
            One for each.
        caption, words, crossed : str
            A sentence below; what the picture shows; what a cross means.
        """
        palette, size = self.palette, self.scale
        self._thumbs, self._words = tuple(thumbs), words
        side = self._place(len(thumbs))
        self._paint(maps, side)
        xs, ys, labels = list[float](), list[float](), list[Label]()
        for thumb, (x0, y0, x1, y1) in zip(thumbs, self._boxes, strict=True):
            if thumb.crossed:
                xs += [x0, x1, np.nan, x0, x1, np.nan]
                ys += [y0, y1, np.nan, y1, y0, np.nan]
            tall = TICK * size
            below = y0 - 0.25 * tall * self.figure.dpi / 72
            colour = palette.text if thumb.crossed else palette.muted
            labels.append(
                Label(thumb.id, thumb.name, (x0 + x1) / 2, below, colour, tall,
                      "center", "top", "bold" if thumb.crossed else "normal")
            )  # fmt: skip
        halo, ink = palette.halo, palette.text
        self._crosses.set_strokes(
            [Stroke(xs, ys, halo, 3.6 * size), Stroke(xs, ys, ink, 1.6 * size)]
            if xs
            else []
        )
        self._names.set_labels(labels)
        low, high = (_hex(row) for row in (self._table[0], self._table[-2]))
        edge, swatch = palette.muted, 4.4 * size
        entries = [
            Entry("zero", "square", low, "answers 0", swatch, edge),
            Entry("one", "square", high, "answers 1", swatch, edge),
        ]
        if xs:
            entries.append(Entry("crossed", "", palette.text, crossed))
        wide = self.ax.bbox.width * 72 / self.figure.dpi
        self.legend.set_entries(entries, caption, wide, (self.margins[2] - 12) * size)
        self.changed = True

    def hotspots(self) -> list[Hotspot]:
        """Return a place for every map, with its number."""
        left, bottom = self.ax.bbox.x0, self.ax.bbox.y0
        line = _LINE * TICK * self.scale * self.figure.dpi / 72
        return [
            Hotspot(
                thumb.id,
                thumb.label,
                self.rect(left + x0, bottom + y0 - line, left + x1, bottom + y1),
            )
            for thumb, (x0, y0, x1, y1) in zip(self._thumbs, self._boxes, strict=True)
        ]

    def alt(self) -> str:
        """Say what was given as words."""
        return self._words

    def _place(self, count: int) -> int:
        """Find the largest maps that fit, in pixels, and where each stands."""
        wide, tall = int(self.ax.bbox.width), int(self.ax.bbox.height)
        digit = TICK * self.scale * self.figure.dpi / 72
        line, gap = round(_LINE * digit), round(_GAP * digit)
        best = (0, 1, 1)
        for columns in _COLUMNS:
            rows = -(-count // columns)
            side = min(wide // columns - gap, tall // rows - line - gap)
            best = max(best, (side, columns, rows))
        side, columns, rows = max(best[0], 4), best[1], best[2]
        across, down = wide / columns, tall / rows
        self._boxes = []
        for i in range(count):
            x = int((i % columns) * across + (across - side) / 2)
            y = int(tall - (i // columns) * down - side)
            self._boxes.append((float(x), float(y), float(x + side), float(y + side)))
        return side

    def _paint(self, maps: Array, side: int) -> None:
        """Put all maps into one picture, pixel by pixel."""
        wide, tall = int(self.ax.bbox.width), int(self.ax.bbox.height)
        picture: NDArray[np.uint8] = np.full((tall, wide), _BANDS, np.uint8)
        share = np.clip(np.nan_to_num(maps, nan=0.5), 0.0, 1.0)
        bands = np.minimum(share * _BANDS, _BANDS - 1).astype(np.uint8)
        at = [np.arange(side) * n // side for n in maps.shape[1:]]
        large = bands[:, at[0][:, None], at[1][None, :]]
        for one, (x0, y0, _, _) in zip(large, self._boxes, strict=True):
            x, y = int(x0), int(y0)
            part = picture[max(y, 0) : y + side, x : x + side]
            part[...] = one[: part.shape[0], : part.shape[1]]
        self._maps.set_data(self._table.take(picture, axis=0))
        self._maps.set_extent((0, wide, 0, tall))


def _hex(row: NDArray[np.uint8]) -> str:
    """Return a colour of the table as matplotlib and the legend write it."""
    return "#" + "".join(f"{int(part):02x}" for part in row[:3])
