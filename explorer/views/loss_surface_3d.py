"""The loss over two parameters as a landscape; drawn on release, not during a drag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from mpl_toolkits.mplot3d import proj3d
from numpy.typing import NDArray

from explorer.language.numbers import significant
from explorer.views.artists.arrows import Arrows
from explorer.views.artists.banded_surface import height_at
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Entry, Legend
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.trail import Trail
from explorer.views.colours import ramp
from explorer.views.plot import Pair, ends_of
from explorer.views.step_arrows import (
    Arrow,
    entries,
    path_entries,
    place_in_words,
    shafts,
)
from explorer.views.ticks import Ticks, round_ticks
from explorer.views.view import LABEL, TICK, TITLE, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Array = NDArray[np.float64]
_SHADES = 96
_MOST = 41  # rows and columns of the landscape; a finer grid is thinned out


class LossSurface3DView(View):
    """The data of the loss surface, seen from the side.

    Nothing moves: each update asks for a new background.

    Parameters
    ----------
    ax : Axes3D
        Made with ``projection="3d"``.
    """

    name = "loss_surface"
    digits = 3  # of the loss, in words
    projection = "3d"
    margins = (4.0, 14.0, 62.0, 16.0)

    def __init__(
        self, ax: Any, palette: Palette, scale: float = 1.0, title: str = "Loss E"
    ) -> None:
        super().__init__(ax, palette, scale)
        size, halo = TICK * scale, palette.halo
        ax.text2D(
            0, 0, title, transform=self.panel_corner(0, 1, 10 * scale, -20 * scale),
            gid="title",
            color=palette.text, family=FAMILY, size=TITLE * scale, weight="bold",
            parse_math=False,
        )  # fmt: skip
        for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
            axis.set_pane_color(palette.background)
            axis._axinfo["grid"].update(color=palette.grid, linewidth=0.7 * scale)
            axis.line.set_color(palette.muted)
            axis.labelpad = 12 * scale - 15
            axis.label.set(family=FAMILY, size=LABEL * scale, color=palette.text)
        ax.tick_params(
            labelsize=size,
            labelcolor=palette.muted,
            labelfontfamily=FAMILY,
            pad=6 * scale - 8,
        )
        ax.view_init(elev=34, azim=-58)
        ax.set_box_aspect((1, 1, 0.66), zoom=1.0)
        self.landscape: Any = None
        self.lines: list[Entry] = []  # named before the rest
        self._ground: tuple[Array, Pair, Pair] = (np.zeros((2, 2)), (0, 1), (0, 1))
        self.theta = Trail(
            ax, palette.theta_path, palette.pending_path, halo, 1.2 * scale, True, 21
        )
        self.trail = Trail(
            ax, palette.stored_path, palette.pending_path, halo, 1.6 * scale, zorder=22
        )
        self.arrows = Arrows(ax, halo, zorder=23, rim=1.2 * scale)
        self.handle = Marks(ax, zorder=24)
        start = self.panel_corner(0, 0, 10 * scale, 53 * scale)
        self.legend = Legend(ax, start, palette.text, palette.muted, size)
        self._words = ""

    def set_window(self, xlim: Pair, ylim: Pair) -> None:
        """Show this part of the plane until told otherwise."""
        for axis, limits in ((self.ax.xaxis, xlim), (self.ax.yaxis, ylim)):
            ticks = inner(min(limits), max(limits))
            axis.set_ticks([tick for tick, _ in ticks], labels=[t for _, t in ticks])
        self.ax.set_xlim(*xlim)
        self.ax.set_ylim(*ylim)
        self.stale = self.changed = True

    def update(
        self,
        grid: Array,
        first_values: Array,
        second_values: Array,
        path: Array,
        theta_path: Array | None,
        point: Pair,
        loss: float,
        arrows: Sequence[Arrow],
        magnification: float,
        levels: Sequence[float],
        names: tuple[str, str],
        pending_from: int | None = None,
        caption: str = "",
    ) -> None:
        """Show another surface, path and step; see `LossSurfaceView.update`."""
        low, high = float(levels[0]), float(levels[-1])
        high = high if high > low else low + 1.0
        heights = np.clip(np.where(np.isnan(grid), high, grid), low, high)
        heights = heights / (high - low) - low / (high - low)
        heights = np.clip(heights, 0, 1)
        self._raise_landscape(first_values, second_values, heights, (low, high))
        self.ax.set(xlabel=names[0], ylabel=names[1])
        self._ground = (heights, ends_of(first_values), ends_of(second_values))
        nothing = np.empty((0, 2))
        theta = nothing if theta_path is None else theta_path
        for trail, places in ((self.trail, path), (self.theta, theta)):
            lifted = self.lift(np.asarray(places, dtype=float).reshape(-1, 2))
            trail.set_points(lifted[np.isfinite(lifted).all(axis=1)], pending_from)
        place = (float(point[0]), float(point[1]))
        x, y = self.lift(np.array([place]))[0].tolist()
        palette, scale = self.palette, self.scale
        handle = Mark(
            "circle", x, y, 5.4 * scale, palette.accent, palette.halo, 1.8 * scale
        )
        self.handle.set_marks([handle])
        drawn = shafts(arrows, magnification, palette, scale)
        tips = self.lift(np.array([shaft[:4] for shaft in drawn]).reshape(-1, 2))
        self.arrows.set_shafts(
            [
                shaft._replace(x0=x0, y0=y0, x1=x1, y1=y1)
                for shaft, (x0, y0, x1, y1) in zip(
                    drawn, tips.reshape(-1, 4).tolist(), strict=True
                )
            ]
        )
        named = [*self.lines, *entries(arrows, magnification, palette, scale)]
        later = self.trail.shown < len(self.trail.points)
        named += path_entries(palette, scale, theta_path is not None, later)
        box = self.panel.transformed(self.figure.transFigure)
        width = box.width * 72 / self.figure.dpi - 20 * scale
        self.legend.set_entries(named, caption, width, 46 * scale)
        self._words = (
            f"The loss over {names[0]} and {names[1]} as a landscape: the point lies "
            f"at {place_in_words(names, place)}; there the loss is "
            f"{significant(loss, self.digits)}."
        )
        self.stale = self.changed = True

    def alt(self) -> str:
        """Say where the point lies and how high."""
        return self._words

    def _raise_landscape(
        self, first: Array, second: Array, heights: Array, limits: Pair
    ) -> None:
        """Build the landscape of heights between 0 and 1."""
        if self.landscape is not None:
            self.landscape.remove()
        colours = np.array(ramp(self.palette.loss_colours, _SHADES))
        row, column = (-(-size // _MOST) for size in heights.shape)
        axes: Any = self.ax
        self.landscape = axes.plot_surface(
            *np.meshgrid(first, second),
            heights,
            rstride=row,
            cstride=column,
            facecolors=colours[(heights * (_SHADES - 1)).astype(int)],
            linewidth=0,
            antialiased=False,
        )
        low, high = limits
        ticks = [((tick - low) / (high - low), text) for tick, text in inner(low, high)]
        axes.zaxis.set_ticks([tick for tick, _ in ticks], labels=[t for _, t in ticks])
        axes.set_zlim(0, 1)

    def lift(self, points: Array) -> Array:
        """Put points of the plane (k, 2) on the landscape, and project them."""
        axes: Any = self.ax
        raised = [height_at(*self._ground, (x, y)) for x, y in points.tolist()]
        x, y, _ = proj3d.proj_transform(*points.T, np.array(raised), axes.get_proj())
        return np.column_stack([x, y]) if len(points) else np.empty((0, 2))


def inner(low: float, high: float) -> Ticks:
    """Return round ticks that keep away from the corners, where axes meet."""
    edge = 0.1 * (high - low)
    return [
        (tick, text)
        for tick, text in round_ticks(low, high, 4)
        if low + edge <= tick <= high - edge
    ]
