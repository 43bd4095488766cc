"""A slim bar that says what the colours mean, with a pointer at the present value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.transforms import Transform

from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.numbers import Label, Numbers, measure


class ColourBar:
    """Bands side by side, equally wide, with numbers at some of the levels.

    Parameters
    ----------
    ax : Axes
    transform : Transform
        Points from some corner of the axes.
    text, muted : str
        Colours.
    size : float
        Of the numbers in points; the bar's height follows from it.
    """

    def __init__(
        self, ax: Axes, transform: Transform, text: str, muted: str, size: float
    ) -> None:
        self.text, self.muted, self.size = text, muted, size
        self._ax = ax
        self._bands = PolyCollection(
            [], transform=transform, zorder=3, linewidths=0, antialiased=False
        )
        self._bands.set_clip_on(False)
        ax.add_collection(self._bands, autolim=False)
        self._numbers = Numbers(ax, transform, zorder=4)
        self._pointer = Marks(ax, transform, zorder=34, clip=False)
        self.moving: tuple[Artist, ...] = (self._pointer,)
        self._levels = np.array([0.0, 1.0])
        self._place = (0.0, 1.0, 0.0)

    @property
    def height(self) -> float:
        """Height of the bar in points."""
        return 0.75 * self.size

    def set_levels(
        self,
        levels: Sequence[float],
        names: Sequence[str],
        colours: Sequence[str],
        place: tuple[float, float, float],
    ) -> None:
        """Lay out the bar: stands still until the next call.

        Parameters
        ----------
        levels : sequence of float, length n + 1
        names : sequence of str, length n + 1
            What is written at each level if there is room; "" for nothing.
        colours : sequence of str, length n
        place : (left, right, bottom) in points
        """
        left, right, bottom = self._place = place
        self._levels = np.asarray(levels, dtype=float)
        top = bottom + self.height
        ends = np.linspace(left, right, len(colours) + 1)
        self._bands.set_verts(
            [
                [(a, bottom), (b, bottom), (b, top), (a, top)]
                for a, b in pairwise(ends.tolist())
            ]
        )
        self._bands.set_facecolor(list(colours))
        self._numbers.set_labels(
            [
                Label(
                    f"level_{i}", names[i], ends[i], top + 0.3 * self.size, self.muted,
                    self.size, ha, "baseline",
                )
                for i, ha in self._roomy(names, ends)
            ]
        )  # fmt: skip

    def set_value(self, value: float | None) -> None:
        """Point at a value; None or NaN for no pointer."""
        left, right, bottom = self._place
        if value is None or np.isnan(value):
            self._pointer.set_marks([])
            return
        count = np.arange(len(self._levels))
        share = np.interp(value, self._levels, count) / max(count[-1], 1)
        radius = 0.34 * self.size
        at = left + float(share) * (right - left)
        self._pointer.set_marks(
            [Mark("triangle", at, bottom - 1.1 * radius, radius, self.text)]
        )

    def _roomy(
        self, names: Sequence[str], ends: np.ndarray[tuple[int], np.dtype[np.float64]]
    ) -> list[tuple[int, str]]:
        """Choose every k-th level with the smallest k for which nothing collides."""
        last = len(names) - 1
        figure = self._ax.get_figure(root=True)
        dpi = figure.dpi if figure else 100.0
        widths = [measure(name, self.size, dpi) if name else 0.0 for name in names]
        for step in range(1, last + 1):
            chosen = [i for i in range(0, last + 1, step) if names[i]]
            boxes = []
            for i in chosen:
                ahead = {0: 0.0, last: 1.0}.get(i, 0.5) * widths[i]
                boxes.append((ends[i] - ahead, ends[i] - ahead + widths[i]))
            apart = 0.7 * self.size
            if all(a[1] + apart <= b[0] for a, b in pairwise(boxes)):
                return [
                    (i, {0: "left", last: "right"}.get(i, "center")) for i in chosen
                ]
        return []
