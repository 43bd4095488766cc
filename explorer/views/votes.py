"""What each example of a batch asks for: arrows head to tail, up to the batch's own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes

from explorer.core.arrays import Array
from explorer.language.palette import blend
from explorer.views.artists.arrows import Arrows, Shaft
from explorer.views.artists.legend import Entry
from explorer.views.artists.numbers import Label, Numbers
from explorer.views.view import TICK

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_FEW = 12  # examples that are numbered
_LEAST = 1e-9  # shorter than this is no arrow


class Votes:
    """A chain of arrows; without one, nothing is drawn.

    Parameters
    ----------
    ax : Axes
        Of the plane of two parameters.
    palette : Palette
    scale : float
    """

    def __init__(self, ax: Axes, palette: Palette, scale: float) -> None:
        self._ax, self.palette, self.scale = ax, palette, scale
        self._arrows = Arrows(ax, palette.halo, zorder=19, rim=0.9 * scale)
        self._numbers = Numbers(ax, ax.transData, zorder=21)
        self.moving = (self._arrows, self._numbers)
        self.entries: list[Entry] = []

    def set(
        self,
        start: tuple[float, float],
        vectors: Array,
        examples: Sequence[int],
        magnification: float,
    ) -> None:
        """Show another batch.

        Parameters
        ----------
        start : pair of float
            Where the chain begins.
        vectors : ndarray, shape (B, 2)
            What each example adds to the step, in its true length.
        examples : sequence of int
            What they are called.
        magnification : float
            How many times as long as in truth they are drawn.
        """
        if not len(vectors):
            self._arrows.set_shafts(())
            self._numbers.set_labels(())
            self.entries = []
            return
        ends = np.vstack([np.zeros(2), np.cumsum(vectors, axis=0)])
        ends = np.array(start) + magnification * ends
        palette, size = self.palette, self.scale
        colour = blend(palette.gradient_step, palette.text, 0.35)
        moved = (np.hypot(*vectors.T) > _LEAST) & np.isfinite(ends[1:]).all(axis=1)
        shafts, names = [], []
        for example, tail, tip, is_moved in zip(
            examples, ends[:-1].tolist(), ends[1:].tolist(), moved, strict=True
        ):
            if is_moved:
                (x0, y0), (x1, y1) = tail, tip
                shafts.append(Shaft(x0, y0, x1, y1, colour, 1.3 * size))
                names.append(str(example))
        self._arrows.set_shafts(shafts)
        few = len(vectors) <= _FEW
        self._numbers.set_labels(self._beside(shafts, names) if few else ())
        count, still = len(vectors), int((~moved).sum())
        what = f"−η∇E of {'the one example' if count == 1 else f'each of {count}'}"
        self.entries = [Entry("votes", "arrow", colour, what, 1.6 * size)]
        if still:
            text = f"{still} of length 0"
            self.entries.append(Entry("still", "", palette.muted, text, muted=True))

    def _beside(self, shafts: Sequence[Shaft], names: Sequence[str]) -> list[Label]:
        """Write their numbers, as far as these keep clear of one another."""
        size, pixel = self.scale, self._pixel()
        box, labels = self._ax.bbox, list[Label]()
        kept: list[tuple[float, float]] = []
        for shaft, name in zip(shafts, names, strict=True):
            middle = (shaft.x0 + shaft.x1) / 2, (shaft.y0 + shaft.y1) / 2
            ends = self._ax.transData.transform([shaft[:2], shaft[2:4], middle])
            along_x, along_y = (ends[1] - ends[0]).tolist()
            length = math.hypot(along_x, along_y)
            away = 8.0 * size / max(length, 1e-9)
            dx, dy = -along_y * away, along_x * away
            x, y = (ends[2] + np.array([dx, dy]) * pixel).tolist()
            room = 1.4 * TICK * size * pixel
            inside = box.x0 + room < x < box.x1 - room
            inside = inside and box.y0 + room < y < box.y1 - room
            if not inside or any(math.dist((x, y), k) < 1.3 * room for k in kept):
                continue
            kept.append((x, y))
            labels.append(
                Label(
                    f"vote_{len(kept)}", name, *middle, self.palette.text, TICK * size,
                    "center", "center", halo=self.palette.panel, dx=dx, dy=dy,
                )
            )  # fmt: skip
        return labels

    def _pixel(self) -> float:
        figure = self._ax.get_figure(root=True)
        return 1.0 if figure is None else figure.dpi / 72
