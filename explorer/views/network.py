"""The network, with every number of both passes where it arises."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from matplotlib.axes import Axes
from matplotlib.path import Path

from explorer.core.arrays import Array
from explorer.core.factors import WeightFactors
from explorer.core.network import Gradients, Network, Trace
from explorer.core.parameters import places
from explorer.language.palette import Palette, blend
from explorer.views.artists.numbers import Numbers
from explorer.views.artists.wires import Wire, Wires
from explorer.views.network_labels import Scribe
from explorer.views.network_layout import Layout, frame, hatch
from explorer.views.network_numbers import (
    read,
    say_all,
    say_edge,
    say_unit,
    state,
    symbol,
)
from explorer.views.network_place import lay_out
from explorer.views.network_still import Still
from explorer.views.view import KEY, PX, Box, Hotspot, View

_SMALLEST, _THINNEST = 9.0, 1.5  # pixels
_WIDEST, _FULL = 0.38, 8.0  # font sizes, and the weight that is drawn so wide


class NetworkView(View):
    """Units with two ports, wires with value and gradient, and the way to the loss.

    The forward port, above a body, says z and h; the backward port, below it, δ and
    ∂E/∂h; both for one example. A wire carries its weight above and that weight's
    gradient below. The selected wire is blue, the ways from it to the loss are orange,
    others fade; the numbers whose product is its gradient are marked.
    """

    name: ClassVar[str] = "network"
    margins: ClassVar[Box] = (5.0, 5.0, 4.0, 4.0)

    def __init__(self, ax: Axes, palette: Palette, scale: float = 1.0) -> None:
        super().__init__(ax, palette, scale)
        ax.set_xticks([])
        ax.set_yticks([])
        for spine in ax.spines.values():
            spine.set_visible(False)
        self.wires = Wires(ax)
        self.numbers = Numbers(ax, ax.transData)
        self.moving = (self.wires, self.numbers)
        self.sizes: tuple[int, ...] = ()
        self.selected: str | None = None
        self.example = 0
        self.values: dict[str, float] = {}
        self.states: dict[str, str] = {}
        self.twins: tuple[str, ...] = ()
        self.layout: Layout | None = None
        self._drawn: tuple[object, ...] = ()
        self._still: Still | None = None

    def update(
        self,
        network: Network,
        trace: Trace,
        gradients: Gradients,
        example: int,
        selected: str | None,
        factors: WeightFactors | None,
        targets: Array,
        twins: Collection[str] = (),
    ) -> None:
        """Show one example's two passes.

        Parameters
        ----------
        network, trace, gradients
            The network and its two passes.
        example : int
            Row of the data, from 0.
        selected : str or None
            Name of a weight or bias.
        factors : WeightFactors or None
            Of the selected one, for this example.
        targets : ndarray, shape (N, n_L)
        twins : collection of str
            Units that another one equals, by their ids.
        """
        self.changed = True
        self.twins = tuple(twins)
        self.sizes, self.selected, self.example = network.sizes, selected, example
        self.values = read(network, trace, gradients, example, targets)
        paths = factors.paths if factors is not None else ()
        way = {edge for path in paths for edge in path.edges}
        layout = self._arrange(network.activations, way)
        self.states = {
            name: state(trace, unit.layer, int(name.partition("_")[2]), example)
            for name, unit in layout.units.items()
        }
        self._weave(layout, way, {unit for path in paths for unit in path.units})
        marks = self._marks(factors) if factors is not None else {}
        caption = f"example {example + 1} of {len(trace.x)}"
        self.numbers.set_labels(
            self._scribe.labels(
                self.values,
                {n: word or "twin" * (n in twins) for n, word in self.states.items()},
                marks,
                caption,
            )
        )

    def _arrange(self, activations: tuple[str, ...], way: set[str]) -> Layout:
        """Place everything, if the network, the panel or what is asked for changed."""
        width, height = float(self.ax.bbox.width), float(self.ax.bbox.height)
        pixel = self.figure.dpi / 72 * PX
        asked = set(way)
        if self.selected is not None:
            order = places(self.sizes)
            fed = order[self.selected][:2]
            asked |= {name for name, place in order.items() if place[:2] == fed}
        layout = lay_out(
            self.sizes, width, height, _SMALLEST * pixel, KEY / PX * self.scale * pixel,
            frozenset(asked),
        )  # fmt: skip
        if (layout, activations) != self._drawn:
            if self._still is not None:
                self._still.remove()
            self.layout, self._drawn = layout, (layout, activations)
            self.stale = True
            self.ax.set(xlim=(0, width), ylim=(0, height))
            self._still = Still(
                self.ax, layout, self.palette, activations, self.notation
            )
            point = 72 / self.figure.dpi
            self._scribe = Scribe(
                layout, self.sizes, self.palette, point, self.notation
            )
            self._paths = {name: Path(edge.wire) for name, edge in layout.edges.items()}
            self._rims = {
                name: Path(frame(unit.body, 0.55 * layout.font))
                for name, unit in layout.units.items()
            }
            self._hatches = {
                name: hatch(unit.body, layout.font)
                for name, unit in layout.units.items()
            }
            loss = [frame(layout.loss, 0.5 * layout.font), *layout.feeds]
            self._loss = [Path(line) for line in loss]
        return layout

    def _weave(self, layout: Layout, way: Collection[str], units: set[str]) -> None:
        """Give every wire its colour, width and dash, in drawing order."""
        palette, lit = self.palette, self.selected is not None
        point = layout.font * 72 / self.figure.dpi
        grey = blend(palette.panel, palette.flat, 0.55)
        wires = [
            Wire(self._hatches[name], grey, 0.09 * point)
            for name, word in self.states.items()
            if word
        ]
        chosen, ways = [], []
        for name, path in self._paths.items():
            value = self.values[name]
            width = self._width(value, point)
            if name == self.selected:
                chosen.append(Wire(path, palette.edge, _WIDEST * point, value < 0))
            elif name in way:
                width = max(width, 0.2 * point)
                ways.append(Wire(path, palette.path, width, value < 0))
            else:
                colour = palette.signed(value)
                colour = blend(colour, palette.panel, 0.62) if lit else colour
                wires.append(Wire(path, colour, width, value < 0))
        wires += [Wire(self._rims[n], palette.path, 0.16 * point) for n in units]
        colour = palette.path if lit else palette.muted
        width = (0.2 if lit else 0.1) * point
        wires += [Wire(path, colour, width) for path in self._loss]
        self.wires.set_wires(wires + ways + chosen)

    def _width(self, value: float, point: float) -> float:
        """Return the width of a wire in points."""
        thinnest = _THINNEST * PX
        part = min(abs(value) / _FULL, 1.0)
        return thinnest + part * max(0.0, _WIDEST * point - thinnest)

    def _marks(self, factors: WeightFactors) -> dict[str, str]:
        """Return the tint behind each number that the selected gradient is made of."""
        way = blend(self.palette.panel, self.palette.path, 0.2)
        edge = blend(self.palette.panel, self.palette.edge, 0.16)
        marks = {}
        for path in factors.paths:
            for factor in path.factors:
                kind = "d" if factor.where[0] == "h" else ""  # ∂E/∂ŷ
                marks[kind + factor.where] = way
        if factors.slope is not None:
            marks[factors.slope.where] = way
        for name in (factors.incoming.where, factors.name, f"d{factors.name}"):
            marks[name] = edge
        return marks

    def hotspots(self) -> list[Hotspot]:
        """Return a place for every weight, bias and unit."""
        if self.layout is None:
            return []
        found: list[tuple[str, Box, str]] = []
        for name, edge in self.layout.edges.items():
            said = say_edge(name, self.values, self.sizes, self.notation)
            found.append((name, edge.ground, said))
        for name, unit in self.layout.units.items():
            word = self.states[name]
            said = say_unit(name, word, self.values, self.sizes, self.notation)
            found.append((name, unit.body, said))
        left, bottom = self.ax.bbox.x0, self.ax.bbox.y0
        spots = []
        for name, (x0, y0, x1, y1), said in found:
            rect = self.rect(x0 + left, y0 + bottom, x1 + left, y1 + bottom)
            spots.append(Hotspot(name, said, rect))
        return spots

    def texts(self) -> list[tuple[str, str]]:
        """Return what is written, with the spaces that narrow powers of ten lack."""
        return [(name, text.replace("×10", " × 10")) for name, text in super().texts()]

    def alt(self) -> str:
        """Say what goes in and comes out, the loss, what is selected, what is flat."""
        if self.layout is None:
            return ""
        said = say_all(
            self.values,
            self.sizes,
            self.example,
            self.selected,
            self.states,
            self.notation,
        )
        same = [symbol(name, self.sizes, self.notation) for name in self.twins]
        return f"{said} Twins: {', '.join(same)}." if same else said
