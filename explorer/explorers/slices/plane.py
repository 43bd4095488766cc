"""A surface from above with two cuts through a point, and the angle of its gradient."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explorer.views.artists.arrows import Shaft
from explorer.views.artists.legend import Entry
from explorer.views.artists.numbers import Label, Numbers
from explorer.views.artists.strokes import Stroke, Strokes
from explorer.views.loss_surface import LossSurfaceView
from explorer.views.plot import Pair
from explorer.views.view import Hotspot

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_CORNER, _CONTOUR = 0.045, 0.24  # of the height of the window


class SlicePlaneView(LossSurfaceView):
    """Contours with the two lines along which the surface is cut.

    Where the units of both axes are equally long, the corner between the contour and
    the gradient is drawn; `fitting` returns such a window.
    """

    name = "plane"
    digits = 4

    def __init__(
        self, ax: Any, palette: Palette, scale: float = 1.0, title: str = "From above"
    ) -> None:
        self._lines: list[Entry] = []
        super().__init__(ax, palette, scale, title)
        self._under = Strokes(ax, zorder=12)
        self._cuts = Strokes(ax, zorder=13)
        self._letters = Numbers(ax, ax.transData, zorder=25)
        rest = (*self.moving[1:], self._letters)
        self.moving = (self.surface, self._under, self._cuts, *rest)
        self.tip: Pair | None = None  # of the arrow that is guessed, to be dragged

    def hotspots(self) -> list[Hotspot]:
        """Return the handle of the point, and of the tip of a guess."""
        spots = super().hotspots()
        if self.tip is not None:
            x, y = self.ax.transData.transform(self._inside(self.tip)).tolist()
            reach = 12 * max(self.scale, 1.0) * self.figure.dpi / 100
            rect = self.rect(x - reach, y - reach, x + reach, y + reach)
            words = "Tip of the arrow that you guess; drag it or use the arrow keys"
            spots.append(Hotspot("guess", words, rect, drag=True))
        return spots

    def fitting(self, half: float) -> tuple[Pair, Pair]:
        """Return the window around 0 with equal units, `half` high at least."""
        box = self.ax.bbox
        across, up = max(box.width / box.height, 1.0), max(box.height / box.width, 1.0)
        return (-half * across, half * across), (-half * up, half * up)

    def cut(
        self,
        point: Pair,
        gradient: Pair,
        names: tuple[str, str] | None,
        *,
        corner: bool = True,
    ) -> None:
        """Show the cuts through a point; before `update`.

        Parameters
        ----------
        point, gradient : pair of float
        names : pair of str, optional
            What the two cuts are called; None shows only the contour.
        corner : bool
            Draw the right angle between the contour and the way down.
        """
        (x, y), (x0, x1), (y0, y1) = point, self.ax.get_xlim(), self.ax.get_ylim()
        palette, scale = self.palette, self.scale
        cuts, self._lines = [], []
        if names is not None:
            colour, width = palette.accent, 1.8 * scale
            rows = (((x0, x1), (y, y), "solid"), ((x, x), (y0, y1), "dashed"))
            cuts = [Stroke(*row[:2], colour, width, row[2]) for row in rows]
            self._lines = cut_entries(names, colour, width)
        length = math.hypot(*gradient)
        if length > 0 and math.isfinite(length):
            down = (-gradient[0] / length, -gradient[1] / length)
            side = (-down[1], down[0])
            far, near = _CONTOUR * (y1 - y0), _CORNER * (y1 - y0)
            drawn = [[(-far, 0.0), (far, 0.0)]]  # along side and down
            if corner:
                drawn.append([(0.0, near), (near, near), (near, 0.0)])
            for places in drawn:
                cuts.append(
                    Stroke(
                        [x + a * side[0] + b * down[0] for a, b in places],
                        [y + a * side[1] + b * down[1] for a, b in places],
                        palette.path,
                        2.0 * scale,
                    )
                )
            contour = Entry("contour", "line", palette.path, "contour here", 2 * scale)
            self._lines.append(contour)
        rim = 2.4 * scale
        self._under.set_strokes(
            [Stroke(c.x, c.y, palette.halo, c.width + rim) for c in cuts]
        )
        self._cuts.set_strokes(cuts)

    def set_names(self, entries: Sequence[Entry], caption: str = "") -> None:
        """Name the cuts before the rest."""
        super().set_names([*self._lines, *entries], caption)

    def offer(self, arrows: Sequence[Shaft], letters: Sequence[Label]) -> None:
        """Draw arrows to choose from instead of others, with letters; or neither."""
        if arrows:
            self.arrows.set_shafts(arrows)
        self._letters.set_labels(letters)

    def alt(self) -> str:
        """Say where the point lies, how high, and what is drawn through it."""
        return (
            super()
            .alt()
            .replace("Loss over", "Surface over")
            .replace("the loss is", "the height is")
        )

    def _inside(self, place: Pair) -> Pair:
        (x0, x1), (y0, y1) = self.ax.get_xlim(), self.ax.get_ylim()
        return min(max(place[0], x0), x1), min(max(place[1], y0), y1)


def cut_entries(names: tuple[str, str], colour: str, width: float) -> list[Entry]:
    """Return what the legend calls the two cuts."""
    swatches = ("line", "dashes")
    return [
        Entry(f"cut_{k + 1}", swatches[k], colour, names[k], width) for k in range(2)
    ]
