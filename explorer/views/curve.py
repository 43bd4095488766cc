"""Curves over one variable, with what lies on them: tangents, steps, points, bands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from explorer.views.artists.arrows import Arrows, Shaft
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Entry
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.numbers import Label, Numbers, measure
from explorer.views.artists.strokes import Stroke, Strokes
from explorer.views.plot import Pair, PlotView
from explorer.views.view import LABEL, TICK, Hotspot

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_SWATCH = {"solid": "line", "dashed": "dashes", "dotted": "dots"}
_SMALL = 3.0  # points; a dot that is hardly wider than its rim


class Curve(NamedTuple):
    """A line; ``name`` stands in the legend, "" for none."""

    id: str
    x: ArrayLike
    y: ArrayLike
    name: str
    colour: str
    style: str = "solid"
    width: float = 2.0


class Vector(NamedTuple):
    """An arrow from a place, in its true length; one of length zero is only named."""

    id: str
    x: float
    y: float
    dx: float
    dy: float
    name: str
    colour: str
    width: float = 2.4


class Point(NamedTuple):
    """A point; ``note`` is written beside it, ``handle`` says what dragging it does.

    ``below`` puts the note under the point, ``left`` before it, ``centred`` neither
    before nor after it, if there is room. On a ``steep`` line one that has to go to
    the other side goes under the line with it.
    """

    id: str
    x: float
    y: float
    name: str
    colour: str
    shape: str = "circle"
    size: float = 5.0
    note: str = ""
    handle: str = ""
    below: bool = False
    hollow: bool = False
    left: bool = False
    steep: bool = False
    centred: bool = False


class Band(NamedTuple):
    """A hatched part of the x axis with a word, such as "flat"."""

    x0: float
    x1: float
    word: str


class CurveView(PlotView):
    """A plot for one variable; an explorer says what is on it.

    Subclasses give it a ``name``, so that it has an id of its own on the page, and a
    ``title``.
    """

    name = "curve"
    margins = (50.0, 14.0, 85.0, 28.0)

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str | None = None
    ) -> None:
        super().__init__(ax, palette, scale, title)
        self._strokes = Strokes(ax, zorder=10)
        self._arrows = Arrows(ax, palette.halo, zorder=16, rim=1.0 * scale)
        self._marks = Marks(ax, zorder=20, clip=False)
        self._notes = Numbers(ax, ax.transData, zorder=24)
        self._still: list[Artist] = []
        self._bands: tuple[Band, ...] = ()
        self._points: tuple[Point, ...] = ()
        self._words = ""
        self.moving = (
            self._strokes, self._arrows, self._marks, self._notes, *self.legend.moving,
        )  # fmt: skip
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(True)

    def set_window(self, xlim: Pair, ylim: Pair) -> None:
        """Show this part of the plane until told otherwise."""
        if (self.ax.get_xlim(), self.ax.get_ylim()) != (xlim, ylim):
            self.set_limits(xlim, ylim)
            self._draw_bands()

    def update(
        self,
        curves: Sequence[Curve] = (),
        points: Sequence[Point] = (),
        vectors: Sequence[Vector] = (),
        bands: Sequence[Band] = (),
        names: tuple[str, str] = ("x", "y"),
        caption: str = "",
        words: str = "",
    ) -> None:
        """Show something else.

        Parameters
        ----------
        curves, points, vectors : sequences
            In drawing order; vectors lie above curves, points above both.
        bands : sequence of Band
        names : pair of str
            Labels of the axes.
        caption : str
            A sentence under the names.
        words : str
            What the picture shows, said in a sentence or two.
        """
        self.set_axis_names(*names)
        if tuple(bands) != self._bands:
            self._bands = tuple(bands)
            self._draw_bands()
        size, halo = self.scale, self.palette.halo
        self._strokes.set_strokes(
            [Stroke(c.x, c.y, c.colour, c.width * size, c.style) for c in curves]
        )
        self._arrows.set_shafts(
            [
                Shaft(v.x, v.y, v.x + v.dx, v.y + v.dy, v.colour, v.width * size)
                for v in vectors
                if v.dx or v.dy
            ]
        )
        self._points = tuple(points)
        marks, notes = [], []
        for p in points:
            x, y = self._inside(p.x, p.y)
            hollow = p.hollow or (x, y) != (p.x, p.y)  # what lies outside is a ring
            face, edge = (halo, p.colour) if hollow else (p.colour, halo)
            if p.size < _SMALL and not hollow:
                edge = p.colour  # a rim would cut the line that the dot lies on
            marks.append(Mark(p.shape, x, y, p.size * size, face, edge, 1.6 * size))
            if p.note:
                notes.append(self._note(p, x, y))
        self._marks.set_marks(marks)
        self._notes.set_labels(notes)
        self.set_names(self._entries(curves, points, vectors), caption)
        self._words = words
        self.changed = True

    def hotspots(self) -> list[Hotspot]:
        """Return the handles of the points that can be dragged."""
        reach = 12 * max(self.scale, 1.0) * self.figure.dpi / 100
        found = []
        for point in self._points:
            if point.handle:
                place = self._inside(point.x, point.y)
                x, y = self.ax.transData.transform(place).tolist()
                rect = self.rect(x - reach, y - reach, x + reach, y + reach)
                found.append(Hotspot(point.id, point.handle, rect, drag=True))
        return found

    def alt(self) -> str:
        """Say what was given as words."""
        return self._words

    def _note(self, point: Point, x: float, y: float) -> Label:
        """Write beside a point, on the side where there is room."""
        size, dpi, box = self.scale, self.figure.dpi, self.ax.bbox
        away, tall = (point.size + 4) * size, LABEL * size
        wide = measure(point.note, tall, dpi, "bold")
        at_x, at_y = self.ax.transData.transform((x, y)).tolist()
        pixel = dpi / 72
        far = (away + wide) * pixel
        left = at_x - far >= box.x0 if point.left else at_x + far > box.x1
        half = wide * pixel / 2
        centred = point.centred and box.x0 <= at_x - half <= at_x + half <= box.x1
        side, dx = ("right", -away) if left else ("left", away)
        if centred:
            side, dx = "center", 0.0
        below = point.below != (point.steep and left != point.left)
        if (
            (at_y - (away + tall) * pixel < box.y0)
            if below
            else (at_y + (away + tall) * pixel > box.y1)
        ):
            below = not below
        return Label(
            point.id, point.note, x, y, point.colour, tall,
            side, "center", "bold", halo=self.palette.panel, dx=dx,
            dy=(-away if below else away) * (1.3 if centred else 1.0),
        )  # fmt: skip

    def _entries(
        self,
        curves: Sequence[Curve],
        points: Sequence[Point],
        vectors: Sequence[Vector],
    ) -> list[Entry]:
        size, found = self.scale, []
        for c in curves:
            swatch = _SWATCH[c.style]
            found.append(Entry(c.id, swatch, c.colour, c.name, c.width * size))
        for v in vectors:
            if v.dx or v.dy:
                found.append(Entry(v.id, "arrow", v.colour, v.name, v.width * size))
            else:
                found.append(Entry(v.id, "", v.colour, f"{v.name} = 0", muted=True))
        for p in points:
            swatch = "ring" if p.shape == "circle" and p.hollow else p.shape
            found.append(Entry(f"{p.id}_name", swatch, p.colour, p.name, 4.0 * size))
        return [entry for entry in found if entry.text and entry.text != " = 0"]

    def _inside(self, x: float, y: float) -> Pair:
        """Return the place, or the nearest one inside the window."""
        (x0, x1), (y0, y1) = sorted(self.ax.get_xlim()), sorted(self.ax.get_ylim())
        x, y = (x1 if math.isnan(x) else x), (y1 if math.isnan(y) else y)
        return min(max(x, x0), x1), min(max(y, y0), y1)

    def _draw_bands(self) -> None:
        """Hatch the bands inside the window and write their words."""
        for artist in self._still:
            artist.remove()
        self._still = []
        ax, palette = self.ax, self.palette
        low, high = ax.get_xlim()
        for number, band in enumerate(self._bands):
            x0, x1 = max(band.x0, low), min(band.x1, high)
            if not x1 > x0:
                continue
            span = ax.axvspan(
                x0, x1, facecolor="none", edgecolor=palette.flat, hatch="///",
                linewidth=0, alpha=0.35, zorder=2,
            )  # fmt: skip
            word = ax.text(
                (x0 + x1) / 2, 0.97, band.word, ha="center", va="top",
                transform=ax.get_xaxis_transform(), size=TICK * self.scale,
                family=FAMILY, color=palette.text, gid=f"band_{number}", zorder=6,
                parse_math=False,
                bbox={"facecolor": palette.panel, "edgecolor": "none", "pad": 1},
            )  # fmt: skip
            self._still += [span, word]
        self.stale = self.changed = True
