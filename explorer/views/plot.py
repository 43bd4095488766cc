"""What the plots have in common: title, ticks, a colour bar, a strip of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from explorer.language.numbers import MINUS, significant
from explorer.views.artists.colour_bar import ColourBar
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Entry, Legend
from explorer.views.artists.numbers import measure
from explorer.views.view import LABEL, TICK, TITLE, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Pair = tuple[float, float]


class PlotView(View):
    """A view with two scales, a title and a colour bar above, and names below."""

    margins = (47.0, 12.0, 85.0, 28.0)
    strip: ClassVar[tuple[float, float, float]] = (10.0, 32.0, 5.0)
    """The strip of names: inset at both sides, distance below the axes, and inset at
    the bottom of the panel, in points at scale 1."""

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str = ""
    ) -> None:
        super().__init__(ax, palette, scale)
        self.style_axes()
        for spine in ax.spines.values():
            spine.set_visible(False)  # the surface has edges of its own
        ax.xaxis.labelpad = 1.5 * scale
        side = (7.0 + LABEL - self.margins[0]) * scale  # wherever the ticks end
        ax.yaxis.set_label_coords(side, 0, transform=self.corner(0, 0.5))
        ax.text(
            0, 8 * scale, title, transform=self.corner(0, 1), gid="title",
            color=palette.text, family=FAMILY, size=TITLE * scale, weight="bold",
            parse_math=False,
        )  # fmt: skip
        self._title = title
        size = TICK * scale
        text, muted = palette.text, palette.muted
        self.bar = ColourBar(ax, self.corner(0, 1), text, muted, size)
        inset, below, _ = (scale * part for part in self.strip)
        start = self.corner(0, 0, inset - self.margins[0] * scale, -below)
        self.legend = Legend(ax, start, text, muted, size)

    def set_bar(
        self, levels: Sequence[float], names: Sequence[str], colours: Sequence[str]
    ) -> None:
        """Lay the colour bar beside the title, up to the right edge of the axes."""
        scale, dpi = self.scale, self.figure.dpi
        title = measure(self._title, TITLE * scale, dpi, "bold")
        right = self.ax.bbox.width * 72 / dpi
        place = (min(title + 12 * scale, right - 10), right, 7 * scale)
        self.bar.set_levels(levels, names, colours, place)
        self.stale = True

    def set_names(self, entries: Sequence[Entry], caption: str = "") -> None:
        """Write the names and the caption below the axes."""
        box = self.panel.transformed(self.figure.transFigure)
        inset, below, bottom = (self.scale * part for part in self.strip)
        width = box.width * 72 / self.figure.dpi - 2 * inset
        height = self.margins[2] * self.scale - below - bottom
        self.legend.set_entries(entries, caption, width, height)

    def set_axis_names(self, first: str, second: str) -> None:
        """Name the two axes; costs a new background only if the names are new."""
        if self.axis_names != (first, second):
            self.ax.set_xlabel(first)
            self.ax.set_ylabel(second)
            self.stale = True

    @property
    def axis_names(self) -> tuple[str, str]:
        """The names of the two axes."""
        return self.ax.get_xlabel(), self.ax.get_ylabel()

    def set_limits(self, xlim: Pair, ylim: Pair) -> None:
        """Show this part of the plane, with a few round ticks."""
        for axis, limits, pixels, apart in (
            (self.ax.xaxis, xlim, self.ax.bbox.width, 46),
            (self.ax.yaxis, ylim, self.ax.bbox.height, 34),
        ):
            room = pixels / (self.figure.dpi / 100 * apart * self.scale)
            ticks = round_ticks(min(limits), max(limits), int(np.clip(room, 1, 7)))
            axis.set_ticks(ticks, labels=tick_names(ticks))
        self.ax.set_xlim(*xlim)
        self.ax.set_ylim(*ylim)
        self.stale = self.changed = True


def ends_of(values: NDArray[np.float64]) -> Pair:
    """Return the first and the last of evenly spaced values."""
    return float(values[0]), float(values[-1])


def round_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most about ``most`` + 1 round values within the limits."""
    ticks = MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(low, high)
    return [float(tick) for tick in ticks if low <= tick <= high]


def level_names(levels: Sequence[float]) -> list[str]:
    """Write levels with as few figures as tell them apart."""
    for digits in (2, 3, 4, 5):
        names = [significant(level, digits) for level in levels]
        if len(set(names)) == len(names):
            return names
    return [name if names.index(name) == i else "" for i, name in enumerate(names)]


def tick_names(ticks: Sequence[float]) -> list[str]:
    """Write round numbers shortly, with a true minus, and so that they differ."""
    for digits in (4, 7, 10, 15):
        names = [tick_name(tick, digits) for tick in ticks]
        if len(set(names)) == len(names):
            break
    return names


def tick_name(tick: float, digits: int) -> str:
    """Write a round number with at most so many digits."""
    if tick == 0 or 1e-3 <= abs(tick) < 1e4:
        return f"{tick:.{digits}g}".replace("-", MINUS)
    mantissa, _, exponent = significant(tick, digits).partition(" × ")
    whole = mantissa.rstrip("0").rstrip(".")
    return f"{whole} × {exponent}"
