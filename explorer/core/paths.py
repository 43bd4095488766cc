"""The ways from the loss down to a unit, with the number on every stretch.

Decks: S3-08 (orange paths), S3-09 (their products add up), S0-12 (the first fan-out).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import LARGEST
from explorer.core.layers import Network
from explorer.core.network import Gradients, Trace
from explorer.core.parameters import parameter_name

Direction = Literal["forward", "backward", "weight"]

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Factor:
    """One number of the product.

    Attributes
    ----------
    symbol
        How it is written: ``∂E/∂ŷ``, ``φ′(z²₁)``, ``w²₁₁``, ``h¹₁``, ``x₁`` or ``1``.
    value
        Its value for the example.
    direction
        Which pass brings it: ``"forward"`` (an activation), ``"backward"`` (the error
        and the slopes) or ``"weight"``.
    where
        What it belongs to in a picture: ``"h2_1"``, ``"z2_1"``, ``"W2_11"``, ``"x_1"``;
        for a bias's constant 1 the bias.
    """

    symbol: str
    value: float
    direction: Direction
    where: str


@dataclass(frozen=True)
class WeightPath:
    """One way from the loss down to the unit that a parameter feeds.

    Attributes
    ----------
    edges
        The weights walked, from the loss down; none for a parameter of the top layer.
    units
        The units passed, from the output down to the one fed: ``("h2_1", "h1_2")``.
    factors
        The error at the output, then a slope and a weight per edge.
    product
        Their product: this path's part of dE/dh of the unit.
    """

    edges: tuple[str, ...]
    units: tuple[str, ...]
    factors: tuple[Factor, ...]
    product: float


class Picture:
    """One example's numbers with their names; layers from 1, units from 0.

    Parameters
    ----------
    network, trace, gradients
        A network and its two passes.
    example
        A row of the data, from 0.
    """

    def __init__(
        self, network: Network, trace: Trace, gradients: Gradients, example: int
    ) -> None:
        self.network, self.trace = network, trace
        self.gradients, self.example = gradients, example
        self.depth = len(network.layers)

    def incoming(self, name: str, layer: int, source: int) -> Factor:
        """Return what a parameter multiplies: x, h, or 1 for a bias (source -1)."""
        if source < 0:
            return Factor("1", 1.0, "forward", name)
        value = float(self.trace.h[layer - 1][self.example, source])
        low, unit = layer - 1, str(source + 1).translate(_LOWERED)
        if low == 0:
            return Factor(f"x{unit}", value, "forward", f"x_{source + 1}")
        symbol = f"h{str(low).translate(_RAISED)}{unit}"
        return Factor(symbol, value, "forward", f"h{low}_{source + 1}")

    def slope(self, layer: int, unit: int) -> Factor:
        """Return phi'(z) of a unit."""
        z = self.trace.z[layer - 1][self.example, unit : unit + 1]
        value = float(ACTIVATIONS[self.trace.activations[layer - 1]].derivative(z)[0])
        place = f"z{str(layer).translate(_RAISED)}{str(unit + 1).translate(_LOWERED)}"
        return Factor(f"φ′({place})", value, "backward", f"z{layer}_{unit + 1}")

    def error(self, unit: int) -> Factor:
        """Return dE/dy_hat of an output."""
        value = float(self.gradients.dh[-1][self.example, unit])
        several = self.network.sizes[-1] > 1
        index = str(unit + 1).translate(_LOWERED) if several else ""
        return Factor(f"∂E/∂ŷ{index}", value, "backward", f"h{self.depth}_{unit + 1}")

    def weight(self, layer: int, to: int, source: int) -> Factor:
        """Return a weight, to a unit from a source."""
        name = parameter_name(self.network.sizes, layer, to + 1, source + 1)
        below = name.partition("_")[2].replace("_", ",").translate(_LOWERED)
        symbol = f"w{str(layer).translate(_RAISED)}{below}"
        value = float(self.network.layers[layer - 1].W[to, source])
        return Factor(symbol, value, "weight", name)

    def paths(self, layer: int, unit: int) -> Iterator[WeightPath]:
        """Walk all ways from the outputs down to a unit."""
        widths = self.network.sizes[layer + 1 :]
        for way in product(*(range(width) for width in reversed(widths))):
            walk, levels = (*way, unit), range(self.depth, layer - 1, -1)
            factors, edges = [self.error(walk[0])], []
            for level, to, source in zip(levels, walk, walk[1:], strict=False):
                factors += [self.slope(level, to), self.weight(level, to, source)]
                edges.append(factors[-1].where)
            units = (f"h{at}_{u + 1}" for at, u in zip(levels, walk, strict=True))
            value = self._product(factors, walk[0])
            yield WeightPath(tuple(edges), tuple(units), tuple(factors), value)

    def _product(self, factors: list[Factor], output: int) -> float:
        """Multiply; the first two as delta, which is exact where they saturate."""
        if len(factors) == 1:
            return factors[0].value
        result = float(self.gradients.delta[-1][self.example, output])
        for factor in factors[2:]:
            result = bounded(result * factor.value)
        return result


def bounded(value: float) -> float:
    """Return the nearest finite number: overflow saturates."""
    return min(max(value, -LARGEST), LARGEST)
