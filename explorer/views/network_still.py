"""What stands still in the network's picture: bodies, ports, symbols, the key."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, PathPatch, Polygon

from explorer.core.activations import ACTIVATIONS
from explorer.language.palette import Palette
from explorer.language.symbols import OURS, component, parameter
from explorer.views.artists.arrows import arrow_outline
from explorer.views.artists.glyphs import FAMILY, face
from explorer.views.network_layout import (
    ABOVE,
    FOOT,
    STUB,
    Box,
    Layout,
    Unit,
    Wire,
    frame,
)

KEY = {
    "forward": "forward", "backward": "backward", "plus": "+", "minus": "−",
    "width": "|w|",
}  # fmt: skip


class Still:
    """Draws a layout's still parts; `remove` takes them away again.

    Parameters
    ----------
    ax : Axes
        Its data coordinates are the layout's pixels.
    layout : Layout
    palette : Palette
    activations : sequence of str
        Per layer; their curves are drawn inside the bodies.
    """

    def __init__(
        self,
        ax: Axes,
        layout: Layout,
        palette: Palette,
        activations: Sequence[str],
        notation: str = OURS,
    ) -> None:
        self.ax, self.layout, self.palette = ax, layout, palette
        self.font = layout.font
        figure = ax.get_figure(root=True)
        self.point = 72 / (figure.dpi if figure else 100.0)
        self.artists: list[Artist] = []
        for name, (centre, _) in layout.inputs.items():
            self._disc(centre, 1.2)
            symbol = component("input", int(name.removeprefix("x_")), notation)
            self._write(name, symbol, *centre, ha="center", va="center_baseline")
        for body in layout.units.values():
            self._body(body, activations[body.layer - 1])
        for edge in layout.edges.values():
            if edge.value is None:
                continue
            x, y = edge.ground[0] + 0.65 * self.font, float(edge.wire[-1, 1])
            if edge.source == "1":
                self._disc((x, y), 0.58)
                where = {"ha": "center", "va": "center_baseline"}
                self._write(f"{edge.name}_one", "1", x, y, 0.8, **where)
            if layout.named:
                x = edge.ground[0] + (STUB + 0.1) * self.font
                self._write(
                    f"{edge.name}_name", parameter(edge.name, notation),
                    x, y + ABOVE * self.font, colour=palette.muted,
                )  # fmt: skip
        self._box(layout.loss, 0.5)
        self._key()

    def remove(self) -> None:
        """Take everything off the axes."""
        for artist in self.artists:
            artist.remove()
        self.artists.clear()

    def _keep(self, artist: Artist) -> None:
        self.ax.add_artist(artist)
        self.artists.append(artist)

    def _write(
        self, name: str, text: str, x: float, y: float, size: float = 1.0,
        colour: str | None = None, ha: str = "left", va: str = "baseline",
    ) -> None:  # fmt: skip
        written = self.ax.text(
            x, y, text, color=colour or self.palette.text, family=FAMILY, ha=ha, va=va,
            size=size * self.font * self.point, parse_math=False, gid=name,
        )  # fmt: skip
        self.artists.append(written)

    def _disc(self, centre: tuple[float, float], radius: float) -> None:
        self._keep(
            Circle(
                centre, radius * self.font, facecolor=self.palette.background,
                edgecolor=self.palette.muted, linewidth=0.09 * self.font * self.point,
            )
        )  # fmt: skip

    def _box(self, box: Box, corner: float) -> None:
        self._keep(
            Polygon(
                frame(box, corner * self.font), facecolor=self.palette.background,
                edgecolor=self.palette.muted, linewidth=0.09 * self.font * self.point,
            )
        )  # fmt: skip

    def _body(self, unit: Unit, activation: str) -> None:
        """Draw a unit with the curve of its activation and the arrows of its ports."""
        f, palette = self.font, self.palette
        x0, y0, x1, y1 = unit.body
        self._box(unit.body, 0.55)
        z = np.linspace(-4.0, 4.0, 25)
        h = ACTIVATIONS[activation].value(z)
        curve = (h - h.min()) / np.ptp(h) - 0.5
        middle = (x0 + x1) / 2, (y0 + y1) / 2
        points = np.column_stack([z / 8 * 1.6, curve * 1.1]) * f + middle
        self._line([points], palette.muted, 0.13)
        if not unit.ports:
            return
        forward, backward = unit.ports
        self._forward(x0 + 0.2 * f, x1 - 0.1 * f, forward)
        self._backward(x0 + 0.1 * f, x1 - 0.1 * f, backward)

    def _forward(self, x0: float, x1: float, y: float) -> None:
        """Draw the arrow of a forward port."""
        outline = arrow_outline(x0, y, x1, y, 0.15 * self.font)
        if outline is not None:
            patch = PathPatch(outline, facecolor=self.palette.forward, linewidth=0)
            self._keep(patch)

    def _backward(self, x0: float, x1: float, y: float) -> None:
        """Draw the double arrow of a backward port."""
        f, colour = self.font, self.palette.backward
        rails = [
            np.array([[x0 + 0.65 * f, y + side], [x1, y + side]])
            for side in (-0.13 * f, 0.13 * f)
        ]
        self._line(rails, colour, 0.11)
        wings = [(x0 + 0.75 * f, y + side) for side in (0.36 * f, -0.36 * f)]
        self._keep(Polygon([(x0, y), *wings], facecolor=colour, linewidth=0))

    def _key(self) -> None:
        """Say below the picture what arrows, dashes and widths mean."""
        f, palette = self.font, self.palette
        size = 0.88 * f
        start = face(round(size, 1), "normal").width("example 1000 of 1000") + f
        x, y = start, 0.4 * f + (self.layout.feet - 1) * FOOT * f
        for name, word in KEY.items():
            if name == "plus" and self.layout.feet == 2:
                x, y = 0.2 * f, 0.4 * f
            level, end = y + 0.32 * f, x + 1.5 * f
            sample = np.array([[x, level], [end, level]])
            if name == "forward":
                self._forward(x, end, level)
            elif name == "backward":
                self._backward(x, end, level)
            elif name == "plus":
                self._line([sample], palette.positive, 0.17)
            elif name == "minus":
                self._line([sample], palette.negative, 0.17, "dashed")
            else:
                wedge = [(x, level), (end, level + 0.22 * f), (end, level - 0.22 * f)]
                self._keep(Polygon(wedge, facecolor=palette.muted, linewidth=0))
            x = end + 0.3 * f
            self._write(f"key_{name}", word, x, y, size / f, palette.muted)
            x += face(round(size, 1), "normal").width(word) + 0.9 * f

    def _line(
        self, lines: list[Wire], colour: str, width: float, style: str = "solid"
    ) -> None:
        points = width * self.font * self.point
        self._keep(
            LineCollection(lines, colors=colour, linewidths=points, linestyles=style)
        )
