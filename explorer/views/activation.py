"""The activation and its slope, with every unit where it sits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from explorer.core.activations import ACTIVATIONS, saturated_intervals
from explorer.language.numbers import significant
from explorer.language.symbols import OURS, symbol
from explorer.language.symbols import unit as unit_symbol
from explorer.views.artists import Placing
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Entry
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.numbers import Label, Numbers, measure
from explorer.views.artists.strokes import Stroke, Strokes
from explorer.views.beside import Array, names_beside
from explorer.views.plot import PlotView
from explorer.views.view import LABEL, PX, TICK

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_LISTED = 5  # more units than these are in the picture and in words alone
_Z = (-8.0, 8.0)
_REACH = 1.8  # of the tangent, along z
_HEIGHTS = {
    "sigmoid": (-0.12, 1.25),
    "tanh": (-1.2, 1.5),
    "relu": (-1.0, 6.0),
    "leaky_relu": (-1.0, 6.0),
    "linear": (-6.0, 6.0),
}


class UnitOnCurve(NamedTuple):
    """One unit: its id (``h1_2``), layer, and the numbers of the chosen example."""

    label: str
    layer: int
    z: float
    h: float
    slope: float
    saturated: bool


class ActivationView(PlotView):
    """φ and φ′ over z; flat ends hatched, every unit a dot, one with its tangent."""

    name = "activation"
    margins = (40.0, 10.0, 118.0, 28.0)

    def __init__(
        self,
        ax: Axes,
        palette: Palette,
        scale: float = 1.0,
        title: str = "φ, φ′ dashed",
    ) -> None:
        super().__init__(ax, palette, scale, title)
        self._still: list[Artist] = []
        self._place = Placing(ax.transData)
        self._heights = (0.0, 1.0)
        self._lines: list[Array] = [np.empty((0, 2))]
        self._top = 0.0  # of the height, taken by the words of the flat ends
        self._tangent = Strokes(ax, zorder=21)
        self._leaders = Strokes(ax, zorder=21)
        self._dots = Marks(ax, zorder=22, clip=False)
        self._names = Numbers(ax, ax.transData, zorder=23)
        lines = (self._tangent, self._leaders)
        self.moving = (*lines, self._dots, self._names, *self.legend.moving)
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(True)
        self._drawn: tuple[str, ...] = ()
        self._words = ""
        self.use_letters(self.notation)

    def use_letters(self, notation: str) -> None:
        """Name pre-activation, activation and slope as the notation does."""
        super().use_letters(notation)
        z, slope = symbol("z", notation), symbol("slope", notation)
        self._slope = slope
        self.retitle(self._title.replace("φ, φ′", f"{slope[:-1]}, {slope}"))
        self.set_axis_names(z, f"{slope[:-1]}({z})")

    def update(
        self,
        activations: Sequence[str],
        units: Sequence[UnitOnCurve],
        example: int,
        share: Mapping[int, tuple[int, int]],
        selected: str | None,
    ) -> None:
        """Show where the units of all layers sit.

        Parameters
        ----------
        activations : sequence of str
            Of every layer.
        units : sequence of UnitOnCurve
        example : int
            The chosen example, from 0.
        share : mapping of int to (int, int)
            For every layer: how many of its values over all examples are flat, of how
            many.
        selected : str or None
            The unit whose tangent is drawn; the first one if there is no such unit.
        """
        if tuple(activations) != self._drawn:
            self._drawn = tuple(activations)
            self._draw_curves(tuple(dict.fromkeys(activations)))
        chosen = next((u for u in units if u.label == selected), units[0])
        self._place_units(units, chosen)
        self._draw_tangent(chosen)
        flat = [
            f"layer {layer}: {count} of {of} flat"
            for layer, (count, of) in share.items()
        ]
        names = " / ".join(dict.fromkeys(activations))
        words = f"{names}. Flat where {self._slope} < 0.01. "
        words += f"Over all examples, {'; '.join(flat)}."
        entries = [
            Entry(
                f"slope_{unit.label}",
                "circle",
                self._colour(unit),
                f"{symbol_of(unit, self.notation)}  "
                f"{self._slope} {significant(unit.slope)}"
                + (" flat" if unit.saturated else ""),
                3.2 * self.scale,
                self.palette.halo,
            )
            for unit in units
            if len(units) <= _LISTED or unit is chosen or unit is units[-1]
        ]
        self.set_names(entries, words)
        spoken = ", ".join(
            f"{symbol_of(u, self.notation)} at z {significant(u.z, sign=True)}, slope "
            f"{significant(u.slope)}{', flat' if u.saturated else ''}"
            for u in units
        )
        self._words = f"Activation for example {example + 1}: {spoken}. {words}"
        self.changed = True

    def alt(self) -> str:
        """Say where every unit sits and which are flat."""
        return self._words

    def _colour(self, unit: UnitOnCurve) -> str:
        return self.palette.accent if unit.layer == 1 else self.palette.target

    def _draw_curves(self, kinds: tuple[str, ...]) -> None:
        """Draw what stands still until another activation is chosen."""
        for artist in self._still:
            artist.remove()
        ax, palette, scale = self.ax, self.palette, self.scale
        low = min(_HEIGHTS[kind][0] for kind in kinds)
        high = max(_HEIGHTS[kind][1] for kind in kinds)
        high += 0.08 * (len(kinds) - 1) * (high - low)  # a row of words for each
        z = np.linspace(*_Z, 321)
        self._still, self._lines = [], []
        self._top = 0.02 + 0.08 * len(kinds)
        for number, kind in enumerate(kinds):
            activation = ACTIVATIONS[kind]
            grey = palette.text if number == 0 else palette.muted
            for values, style in (
                (activation.value(z), "-"),
                (activation.derivative(z), "--"),
            ):
                colour = grey if style == "-" else palette.backward
                (line,) = ax.plot(
                    z, values, style, color=colour, lw=1.8 * scale, zorder=5
                )
                self._still.append(line)
                self._lines.append(np.column_stack([z, values]))
        for row, kind in enumerate(kinds):
            height = high - (0.03 + 0.08 * row) * (high - low)
            self._hatch(kind, height, row, alone=len(kinds) == 1)
        self._heights = (low, high)
        self.set_limits(_Z, self._heights)
        self.stale = True

    def _hatch(self, kind: str, height: float, row: int, *, alone: bool) -> None:
        """Hatch and name the flat ends of one activation, each in its direction."""
        palette = self.palette
        word = "dead" if kind == "relu" else "flat"
        for start, end in saturated_intervals(kind):
            left, right = max(start, _Z[0]), min(end, _Z[1])
            band = self.ax.axvspan(
                left, right, facecolor="none", edgecolor=palette.flat,
                hatch="\\\\\\" if row else "///", linewidth=0, alpha=0.35, zorder=2,
            )  # fmt: skip
            side = "left" if left == _Z[0] else "right"
            outer = left + 0.2 if side == "left" else right - 0.2
            text = self.ax.text(
                (left + right) / 2 if alone else outer, height,
                word if alone else f"{kind} {word}", ha="center" if alone else side,
                va="top", size=TICK * self.scale, family=FAMILY, color=palette.text,
                gid=f"flat_{len(self._still)}", zorder=6, parse_math=False,
                bbox={"facecolor": palette.panel, "edgecolor": "none", "pad": 1},
            )  # fmt: skip
            self._still += [band, text]

    def _place_units(self, units: Sequence[UnitOnCurve], chosen: UnitOnCurve) -> None:
        """Put a dot on the curve for each unit, and its name where there is room."""
        scale, points = self.scale, 72 / self.figure.dpi
        inside = [self._inside(unit) for unit in units]
        size = LABEL * scale
        wide = max(
            measure(symbol_of(u, self.notation), size, self.figure.dpi, "bold")
            for u in units
        )
        box, dots = self.ax.bbox, self._place(inside) * points
        high = box.y1 - self._top * box.height  # below the words of the flat ends
        places = names_beside(
            dots,
            units.index(chosen),
            (wide, 1.2 * size),
            7 * scale,
            (box.x0 * points, box.y0 * points, box.x1 * points, high * points),
            self._place(self._ink(chosen)) * points,
        )
        marks, labels, leaders = [], [], []
        (x0, y0), (x1, y1) = (self._place([(0.0, 0.0), (1.0, 1.0)]) * points).tolist()
        for unit, (z, h), (left, dy) in zip(units, inside, places, strict=True):
            edge = self.palette.edge if unit is chosen else self.palette.halo
            colour, dx = self._colour(unit), (-7 if left else 7) * scale
            marks.append(Mark("circle", z, h, 5.0 * scale, colour, edge, 1.6 * scale))
            labels.append(
                Label(
                    unit.label, symbol_of(unit, self.notation), z, h, colour, size,
                    "right" if left else "left", "center", "bold",
                    halo=self.palette.panel, dx=dx, dy=dy,
                )
            )  # fmt: skip
            if abs(dy) > size:  # too far away to be told from its neighbours
                end = [z + dx / (x1 - x0), h + dy / (y1 - y0)]
                leaders.append(Stroke([z, end[0]], [h, end[1]], colour, PX * scale))
        self._dots.set_marks(marks)
        self._names.set_labels(labels)
        self._leaders.set_strokes(leaders)

    def _ink(self, chosen: UnitOnCurve) -> Array:
        """Return points of the curves and of the tangent, which names keep clear of."""
        reach = np.linspace(-_REACH, _REACH, 41)
        z, h = self._inside(chosen)
        along = np.column_stack([z + reach, h + chosen.slope * reach])
        return np.concatenate([*self._lines, along])

    def _inside(self, unit: UnitOnCurve) -> tuple[float, float]:
        """Keep a unit that lies outside the window at its border."""
        low, high = self._heights
        return min(max(unit.z, _Z[0]), _Z[1]), min(max(unit.h, low), high)

    def _draw_tangent(self, unit: UnitOnCurve) -> None:
        z, h = self._inside(unit)
        if (z, h) != (unit.z, unit.h):
            self._tangent.set_strokes([])
            return
        rise = unit.slope * _REACH
        x, y = [z - _REACH, z + _REACH], [h - rise, h + rise]
        width = 2.0 * PX * self.scale
        self._tangent.set_strokes([Stroke(x, y, self.palette.edge, width)])


def symbol_of(unit: UnitOnCurve, notation: str = OURS) -> str:
    """Return the unit's symbol, ``h¹₂``."""
    layer, index = unit.label[1:].split("_")
    return unit_symbol("h", int(layer), int(index), notation)
