"""The dartboard of deck 3: a dart for every step, the bull's eye is no error.

Deck items S2-04 to S2-13: how far a dart is off goes with the root of the loss; which
way it is off is which way the run is from the minimum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Entry, Legend
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.strokes import Stroke, Strokes
from explorer.views.view import TICK, TITLE, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Array = NDArray[np.float64]
_RINGS = (0.25, 0.5, 0.75, 1.0)
_TURN = np.linspace(0.0, 2.0 * np.pi, 73)
_LAST = 60  # darts that are drawn


class DartsView(View):
    """Darts on a board whose rim is as far off as the first of them."""

    name = "darts"
    title = "A dart for every step"
    margins = (10.0, 10.0, 72.0, 28.0)

    def __init__(self, ax: Axes, palette: Palette, scale: float = 1.0) -> None:
        super().__init__(ax, palette, scale)
        ax.set_axis_off()
        ax.set(xticks=[], yticks=[])
        wide, high = ax.bbox.width, ax.bbox.height
        reach = 1.08
        ax.set_xlim(-reach * max(wide / high, 1.0), reach * max(wide / high, 1.0))
        ax.set_ylim(-reach * max(high / wide, 1.0), reach * max(high / wide, 1.0))
        ax.text(
            0, 8 * scale, self.title, gid="title", transform=self.corner(0, 1),
            color=palette.text, family=FAMILY, size=TITLE * scale, weight="bold",
            parse_math=False,
        )  # fmt: skip
        self._rings = Strokes(ax, zorder=8)
        self._rings.set_strokes(
            [
                Stroke(r * np.cos(_TURN), r * np.sin(_TURN), palette.muted,
                       (1.6 if r == 1 else 0.9) * scale)
                for r in _RINGS
            ]
        )  # fmt: skip
        self._marks = Marks(ax, zorder=20)
        start = self.corner(0, 0, 0, -8 * scale)
        self.legend = Legend(ax, start, palette.text, palette.muted, TICK * scale)
        self.moving = (self._rings, self._marks, *self.legend.moving)
        self._words = ""

    def update(self, off: Array, angles: Array, step: int, caption: str) -> None:
        """Show the darts up to a step.

        Parameters
        ----------
        off : ndarray, shape (n,)
            How far each dart is off, at least 0; the rim is where the first is. Those
            beyond the rim lie on it.
        angles : ndarray, shape (n,)
            Which way, in radians.
        step : int
            The newest dart.
        caption : str
            What it tells.
        """
        scale, palette = self.scale, self.palette
        rim = float(off[0]) if off[0] > 0 else 1.0
        far = np.minimum(off[: step + 1] / rim, 1.0)
        x, y = far * np.cos(angles[: step + 1]), far * np.sin(angles[: step + 1])
        halo = palette.halo
        earlier = [
            Mark("circle", a, b, 2.6 * scale, palette.path, halo, 0.7 * scale)
            for a, b in zip(x[:-1][-_LAST:].tolist(), y[:-1][-_LAST:].tolist(),
                            strict=True)
        ]  # fmt: skip
        eye = Mark("circle", 0.0, 0.0, 3.0 * scale, palette.target)
        now = Mark("circle", float(x[-1]), float(y[-1]), 5.2 * scale, palette.accent,
                   halo, 1.4 * scale)  # fmt: skip
        self._marks.set_marks([eye, *earlier, now])
        wide = self.ax.bbox.width * 72 / self.figure.dpi
        self.legend.set_entries(
            [
                Entry("eye", "circle", palette.target, "no error", 3.0 * scale),
                Entry("earlier", "circle", palette.path, "earlier", 2.6 * scale, halo),
                Entry("now", "circle", palette.accent, f"step {step}", 4.4 * scale,
                      halo),
            ],
            caption, wide, (self.margins[2] - 12) * scale,
        )  # fmt: skip
        self._words = f"A dartboard with {step + 1} darts. {caption}"
        self.changed = True

    def alt(self) -> str:
        """Say how far the newest dart is off."""
        return self._words
