"""What the plots have in common: title, ticks, a colour bar, a strip of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from explorer.views.artists.colour_bar import ColourBar
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Entry, Legend
from explorer.views.artists.numbers import measure
from explorer.views.ticks import ticks_across, ticks_up
from explorer.views.view import LABEL, TICK, TITLE, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Pair = tuple[float, float]


class PlotView(View):
    """A view with two scales, a title and a colour bar above, and names below."""

    title: ClassVar[str] = ""
    margins = (47.0, 12.0, 85.0, 28.0)
    strip: ClassVar[tuple[float, float, float]] = (10.0, 32.0, 5.0)
    """The strip of names: inset at both sides, distance below the axes, and inset at
    the bottom of the panel, in points at scale 1."""

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str | None = None
    ) -> None:
        super().__init__(ax, palette, scale)
        title = self.title if title is None else title
        self.style_axes()
        for spine in ax.spines.values():
            spine.set_visible(False)  # the surface has edges of its own
        ax.xaxis.labelpad = 1.5 * scale
        side = (7.0 + LABEL - self.margins[0]) * scale  # wherever the ticks end
        ax.yaxis.set_label_coords(side, 0, transform=self.corner(0, 0.5))
        self._heading = ax.text(
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

    def retitle(self, title: str) -> None:
        """Write another title; before `set_bar`, which keeps clear of it."""
        self._title = title
        self._heading.set_text(title)
        self.stale = True

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

    @property
    def axis_names(self) -> tuple[str, str]:
        """The names of the two axes."""
        return self.ax.get_xlabel(), self.ax.get_ylabel()

    def set_axis_names(self, first: str, second: str) -> None:
        """Name the two axes; costs a new background only if the names are new."""
        if self.axis_names != (first, second):
            self.ax.set_xlabel(first)
            self.ax.set_ylabel(second)
            self._set_ticks()

    def set_limits(self, xlim: Pair, ylim: Pair) -> None:
        """Show this part of the plane, with a few round ticks."""
        self.ax.set_xlim(*xlim)
        self.ax.set_ylim(*ylim)
        self._set_ticks()

    def _set_ticks(self) -> None:
        """Choose as many round ticks as have room for their numbers."""
        ax, scale, dpi = self.ax, self.scale, self.figure.dpi
        wide, tall = ax.bbox.width * 72 / dpi, ax.bbox.height * 72 / dpi
        left, right = ((margin - 1.5) * scale for margin in self.margins[:2])

        def width(text: str) -> float:
            return measure(text, TICK * scale, dpi)

        room = left - 6 * scale  # the ticks themselves
        half = measure(ax.get_ylabel(), LABEL * scale, dpi) / 2 + TICK * scale
        name = (room - (8 + LABEL) * scale, half)
        across = ticks_across(ax.get_xlim(), wide, 10 * scale, right, width)
        up = ticks_up(ax.get_ylim(), tall, 25 * scale, room, name, width)
        for axis, limits, chosen in (
            (ax.xaxis, ax.get_xlim(), across),
            (ax.yaxis, ax.get_ylim(), up),
        ):
            axis.set_ticks([tick for tick, _ in chosen], labels=[t for _, t in chosen])
            axis.set_view_interval(*limits, ignore=True)
        self.stale = self.changed = True


def zoomed_out(times: float) -> str:
    """Say behind a sentence how many times more a window shows than at first.

    >>> zoomed_out(4.0)
    ' Zoomed out × 4.'
    """
    return f" Zoomed out × {times:.0f}." if times > 1 else ""


def ends_of(values: NDArray[np.float64]) -> Pair:
    """Return the first and the last of evenly spaced values."""
    return float(values[0]), float(values[-1])
