"""The base of every view: a panel, its axes, and what is written in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from matplotlib.transforms import (
    Affine2D,
    Affine2DBase,
    Bbox,
    ScaledTranslation,
    Transform,
)

from explorer.language.symbols import OURS
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.numbers import Numbers

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

    from explorer.language.palette import Palette

PX = 0.72
"""Points in a pixel at 100 dots per inch, for which sizes are designed."""
TICK, LABEL, TITLE, KEY = 12 * PX, 13 * PX, 14 * PX, 18 * PX
"""Sizes of text in points at scale 1: ticks and notes, labels, titles, key numbers."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Hotspot:
    """A place in the picture that can be pointed at and focused.

    ``rect`` is left, top, width and height in figure pixels, origin top left; ``drag``
    tells whether it is a handle. Ids are unique in a picture.
    """

    id: str
    label: str
    rect: Box
    drag: bool = False


class View:
    """One panel of a picture.

    Subclasses create their artists in ``__init__``, name those that `update` changes in
    ``moving`` (in drawing order, all of them above everything that stands still), and
    set ``changed`` at every update, ``stale`` only when something that stands still was
    changed (limits, ticks, labels).

    Parameters
    ----------
    ax : Axes
        Its position is the whole panel; the axes are moved inside by ``margins``.
    palette : Palette
    scale : float
        Factor of all text sizes, line widths and margins.
    """

    name: ClassVar[str] = ""
    projection: ClassVar[str | None] = None
    """What kind of axes the view is made with, as matplotlib names it."""
    margins: ClassVar[Box] = (6.0, 6.0, 6.0, 6.0)
    """Left, right, bottom, top: room around the axes in points at scale 1."""
    notation = OURS
    """Whose letters the labels have."""

    def __init__(self, ax: Axes, palette: Palette, scale: float = 1.0) -> None:
        self.ax, self.palette, self.scale = ax, palette, scale
        self.moving: tuple[Artist, ...] = ()
        self.changed = True
        self._stale = True
        self._written: list[tuple[str, Text]] | None = None
        self._counted: list[Numbers] | None = None
        figure = ax.get_figure(root=True)
        if figure is None:
            raise ValueError("a view needs axes that belong to a figure")
        self.figure = figure
        self.panel: Bbox = ax.get_position(original=True).frozen()
        self._card = FancyBboxPatch(
            (0, 0), 1, 1, boxstyle="square,pad=0", facecolor=palette.panel,
            edgecolor="none", transform=figure.transFigure, zorder=-5,
        )  # fmt: skip
        figure.add_artist(self._card)
        ax.set_facecolor("none")
        ax.set_autoscale_on(False)
        self.place()

    @property
    def stale(self) -> bool:
        """Whether something that stands still has changed since it was drawn."""
        return self._stale

    @stale.setter
    def stale(self, value: bool) -> None:
        self._stale = value
        if value:
            self._written = self._counted = None

    def place(self) -> None:
        """Put the axes into the panel, on whole pixels."""
        box = self.panel.transformed(self.figure.transFigure)
        point = self.scale * self.figure.dpi / 72
        left, right, bottom, top = (margin * point for margin in self.margins)
        x0, y0 = round(box.x0 + left), round(box.y0 + bottom)
        x1 = max(x0 + 8, round(box.x1 - right))
        y1 = max(y0 + 8, round(box.y1 - top))
        inside = Bbox.from_extents(x0, y0, x1, y1)
        self.ax.set_position(inside.transformed(self.figure.transFigure.inverted()))
        self._card.set_bounds(self.panel.bounds)
        self.stale = self.changed = True

    def corner(self, x: float, y: float, dx: float = 0, dy: float = 0) -> Transform:
        """Return coordinates in points that begin near a corner of the axes.

        ``x, y`` name the corner (0 or 1 each, or any place between), ``dx, dy`` move
        the beginning from there.
        """
        return self._points_from(self.ax.transAxes, x, y, dx, dy)

    def panel_corner(
        self, x: float, y: float, dx: float = 0, dy: float = 0
    ) -> Transform:
        """Return the same, near a corner of the panel."""
        box = self.panel
        x, y = box.x0 + x * box.width, box.y0 + y * box.height
        return self._points_from(self.figure.transFigure, x, y, dx, dy)

    def _points_from(
        self, origin: Transform, x: float, y: float, dx: float, dy: float
    ) -> Transform:
        points = Affine2D().translate(dx, dy).scale(1 / 72)
        there = ScaledTranslation(x, y, cast("Affine2DBase", origin))
        return points + self.figure.dpi_scale_trans + there

    def use_letters(self, notation: str) -> None:
        """Write the labels with the letters of a notation; before the first update."""
        self.notation = notation

    def style_axes(self) -> None:
        """Give ticks, spines and labels their sizes and colours."""
        ax, palette, scale = self.ax, self.palette, self.scale
        ax.tick_params(
            length=3 * scale, width=0.8 * scale, pad=2.5 * scale, direction="out",
            labelsize=TICK * scale, color=palette.muted, labelcolor=palette.muted,
            labelfontfamily=FAMILY,
        )  # fmt: skip
        for spine in ax.spines.values():
            spine.set_linewidth(0.8 * scale)
            spine.set_edgecolor(palette.muted)
        for text in (ax.xaxis.label, ax.yaxis.label):
            text.set(family=FAMILY, size=LABEL * scale, color=palette.text)
            text.set_parse_math(False)

    def draw_still(self, renderer: RendererBase) -> None:
        """Draw what stands still: the card, and the axes without what is animated."""
        self._card.draw(renderer)
        self.ax.draw(renderer)

    def texts(self) -> list[tuple[str, str]]:
        """Return (id, text) of everything written in the panel now."""
        still = [(name, text.get_text()) for name, text in self._still_texts()]
        return still + [pair for numbers in self._numbers() for pair in numbers.texts()]

    def text_extents(self) -> list[tuple[str, str, Box]]:
        """Return (id, text, (x0, y0, x1, y1)) of everything written, in pixels."""
        found = []
        for name, text in self._still_texts():
            box = text.get_window_extent()
            found.append((name, text.get_text(), (box.x0, box.y0, box.x1, box.y1)))
        for numbers in self._numbers():
            found += numbers.window_extents()
        return found

    def hotspots(self) -> list[Hotspot]:
        """Return the places that can be pointed at."""
        return []

    def alt(self) -> str:
        """Say in one or two sentences what the picture shows."""
        return ""

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Turn display pixels (origin bottom left) into a hotspot's rectangle."""
        return x0, self.figure.bbox.height - y1, x1 - x0, y1 - y0

    def _numbers(self) -> list[Numbers]:
        if self._counted is None:
            self._counted = [
                child for child in self.ax.get_children() if isinstance(child, Numbers)
            ]
        return [numbers for numbers in self._counted if numbers.get_visible()]

    def _still_texts(self) -> list[tuple[str, Text]]:
        """Return the visible texts drawn by matplotlib itself, with their ids."""
        if self._written is None:
            ax = self.ax
            found: list[tuple[str, Text]] = []
            for letter in "xyz":
                axis = getattr(ax, f"{letter}axis", None)
                if axis is None:
                    continue
                found.append((f"{letter}_label", axis.label))
                if not hasattr(ax, "zaxis"):  # a landscape places its own
                    axis.get_ticklabels()  # brings the ticks up to date
                low, high = sorted(axis.get_view_interval())
                found += [
                    (f"{letter}_tick_{i}", tick.label1)
                    for i, tick in enumerate(axis.get_major_ticks())
                    if low <= tick.get_loc() <= high
                ]
            found += [
                (str(text.get_gid() or f"text_{i}"), text)
                for i, text in enumerate(ax.texts)
            ]
            found.append(("title", ax.title))
            self._written = [
                (name, text)
                for name, text in found
                if text.get_visible() and text.get_text()
            ]
        return self._written
