"""How a network is written on a panel: in which rows, and in which size."""

from __future__ import annotations

from explorer.core.parameters import parameter_name
from explorer.views.network_layout import (
    BODY,
    EDGE,
    FAN,
    FOOT,
    GAP,
    LINE,
    NAME,
    NEXT,
    NUMBER,
    PORT,
    RIM,
    ROW,
    SOURCE,
    STUB,
    SYMBOL,
    WIDEST,
    WRAP,
    unit_id,
)


class Plan:
    """One way to write a network, and the font with which it fits.

    Parameters
    ----------
    sizes : tuple of int
        Units per layer, inputs first.
    width, height : float
        Of the panel, in pixels.
    largest : float
        Bound of the font in pixels.
    row : {"stacked", "abreast", "level"}
        Gradients under the wires' values, beside them in hidden layers, or in all.
    named : bool
        Whether the symbols of weights and biases are written.
    asked : frozenset of str, optional
        Edges with numbers; without it all have them.
    """

    def __init__(
        self,
        sizes: tuple[int, ...],
        width: float,
        height: float,
        largest: float,
        row: str,
        named: bool,
        asked: frozenset[str] | None = None,
    ) -> None:
        self.sizes, self.width, self.height = sizes, width, height
        self.row, self.named, self.asked = row, named, asked
        self.last, self.gap = len(sizes) - 1, GAP if asked is None else GAP / 2
        self.loss = 1.45 * (sizes[-1] + 1) + 0.5
        layers = range(1, len(sizes))
        self.columns = [self._column(layer) for layer in layers]
        wide = SOURCE + FAN + EDGE + NEXT * (self.last - 1)
        wide += sum(self.columns) + BODY * self.last
        tall = max(self.tall(layer) for layer in layers)
        for self.feet in (1, 2):
            self.rest = RIM + FOOT * self.feet + 0.25
            self.font = min(width / wide, height / (tall + self.rest), largest)
            if width > WRAP * self.font:
                break
        self.spare = width - wide * self.font
        abreast = row != "stacked" and asked is None
        missing = 0.0 if abreast else (WIDEST - NUMBER) * self.font
        self.extra = min(self.spare / self.last, missing)  # so that numbers keep size
        self.spare -= self.extra * self.last

    def _column(self, layer: int) -> float:
        """Return the width of a layer's rows."""
        least = SYMBOL + NUMBER - BODY
        rows = {row for i in self.each(layer) for row in self.rows(layer, i)}
        if rows == {"bare"}:
            return least
        numbers = 2 * NUMBER + 0.6 if "abreast" in rows else NUMBER
        return max(STUB + NAME * self.named + numbers, least)

    def each(self, layer: int) -> range:
        """Return the units of a layer."""
        return range(1, self.sizes[layer] + 1)

    def incoming(self, layer: int, i: int) -> list[tuple[str, str]]:
        """Return name and source of each edge into a unit, the bias last."""
        sources = [*range(1, self.sizes[layer - 1] + 1), 0]
        return [
            (
                parameter_name(self.sizes, layer, i, source),
                unit_id(layer - 1, source) if source else "1",
            )
            for source in sources
        ]

    def rows(self, layer: int, i: int) -> list[str]:
        """Return how each edge into a unit is written."""
        last = layer == self.last and self.row == "abreast"
        style = "stacked" if last or self.row == "stacked" else "abreast"
        names = [name for name, _ in self.incoming(layer, i)]
        if self.asked is None:
            return [style] * len(names)
        return [style if name in self.asked else "bare" for name in names]

    def is_open(self, layer: int, i: int) -> bool:
        """Return whether a unit shows all four numbers."""
        return layer == self.last or set(self.rows(layer, i)) != {"bare"}

    def block(self, layer: int, i: int) -> tuple[float, float]:
        """Return the heights of a port with its numbers, and of the rows."""
        port = 2 * LINE + PORT if self.is_open(layer, i) else LINE - 0.03
        return port, sum(ROW[row] for row in self.rows(layer, i))

    def tall(self, layer: int) -> float:
        """Return the height of a layer's units, and of the loss below the last."""
        blocks = [self.block(layer, i) for i in self.each(layer)]
        tall = sum(2 * port + rows for port, rows in blocks)
        tall += self.gap * (len(blocks) - 1)
        return tall + (self.gap + self.loss if layer == self.last else 0.0)
