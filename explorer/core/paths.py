"""The ways from the loss down to a unit, with the number on every stretch.

Decks: S3-08 (orange paths), S3-09 (their products add up), S0-12 (the first fan-out).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from explorer.core.arrays import LARGEST
from explorer.core.layers import Network
from explorer.core.network import Gradients, Trace
from explorer.core.parameters import parameter_name

Direction = Literal["forward", "backward", "weight"]

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Factor:
    """One number of the product.

    Attributes
    ----------
    symbol
        How it is written: ``∂E/∂ŷ``, ``φ′(z²₁)``, ``w²₁₁``, ``h¹₁``, ``x₁`` or ``1``;
        of a softmax, which leads from each h to every z of its layer, ``∂h²₁/∂z²₂``.
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
        The units passed, from the output down to the one fed: ``("h2_1", "h1_2")``;
        two of a layer where a softmax leads from one to another.
    factors
        The error at the output, then a slope and a weight per edge.
    product
        Their product: this path's part of dE/dh of the unit, of a softmax's unit of
        its dE/dz.
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
        if layer == 1:
            unit = str(source + 1).translate(_LOWERED)
            return Factor(f"x{unit}", value, "forward", f"x_{source + 1}")
        symbol, where = f"h{_index(layer - 1, source)}", f"h{layer - 1}_{source + 1}"
        return Factor(symbol, value, "forward", where)

    def mixes(self, layer: int) -> bool:
        """Whether a layer is a softmax: each of its h depends on all of its z."""
        return self.trace.activations[layer - 1] == "softmax"

    def slope(self, layer: int, unit: int) -> Factor:
        """Return phi'(z) of a unit."""
        value = float(self.trace.slope[layer - 1][self.example, unit])
        place = f"z{_index(layer, unit)}"
        return Factor(f"φ′({place})", value, "backward", f"z{layer}_{unit + 1}")

    def crossing(self, layer: int, out: int, into: int) -> Factor:
        """Return dh/dz from a unit's h to a unit's z, another's only in a softmax."""
        if not self.mixes(layer):
            return self.slope(layer, out)
        value = float(self.trace.slope[layer - 1][self.example, into])
        if out != into:
            h = self.trace.h[layer][self.example]
            value = float(-h[out] * h[into])
        symbol = f"∂h{_index(layer, out)}/∂z{_index(layer, into)}"
        return Factor(symbol, value, "backward", f"z{layer}_{into + 1}")

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
        symbol = f"w{str(layer).translate(RAISED)}{below}"
        value = float(self.network.layers[layer - 1].W[to, source])
        return Factor(symbol, value, "weight", name)

    def paths(self, layer: int, unit: int) -> Iterator[WeightPath]:
        """Walk all ways from the outputs down to a unit, of a softmax to its z."""
        levels = range(self.depth, layer - 1, -1)
        for way in product(*(self._crossings(at, layer, unit) for at in levels)):
            factors, edges, units = [self.error(way[0][0])], [], list[str]()
            for level, (out, into), below in zip(
                levels, way, (*way[1:], None), strict=True
            ):
                units += [f"h{level}_{u + 1}" for u in dict.fromkeys((out, into))]
                if below or self.mixes(level):
                    factors.append(self.crossing(level, out, into))
                if below:
                    factors.append(self.weight(level, into, below[0]))
                    edges.append(factors[-1].where)
            value = self._product(factors, *way[0])
            yield WeightPath(tuple(edges), tuple(units), tuple(factors), value)

    def _crossings(self, level: int, layer: int, unit: int) -> list[tuple[int, int]]:
        """List from which h to which z of a level a way down to the unit may lead."""
        width = range(self.network.sizes[level])
        ends = [unit] if level == layer else width
        return [(o, i) for i in ends for o in (width if self.mixes(level) else [i])]

    def _product(self, factors: list[Factor], out: int, into: int) -> float:
        """Multiply; the first two as delta, which is exact where they saturate."""
        if len(factors) == 1:
            return factors[0].value
        if self.mixes(self.depth):
            result = self._share(factors[0].value, out, into)
        else:
            result = float(self.gradients.delta[-1][self.example, out])
        for factor in factors[2:]:
            result = bounded(result * factor.value)
        return result

    def _share(self, error: float, out: int, into: int) -> float:
        """Multiply dE/dh by dh/dz of a softmax at the top.

        ``(dE/dh_k h_k) (1[i = k] - h_i)``, whose first half is delta_k less what is too
        small to see where an h_k of nearly 0 saturates dE/dh_k.
        """
        h = self.trace.h[-1][self.example]
        pull = error * float(h[out])
        if abs(error) >= LARGEST:
            pull = float(self.gradients.delta[-1][self.example, out])
        rest = float(h.sum() - h[out]) if out == into else -float(h[into])
        return bounded(pull * rest)


def _index(layer: int, unit: int) -> str:
    return f"{str(layer).translate(RAISED)}{str(unit + 1).translate(_LOWERED)}"


def bounded(value: float) -> float:
    """Return the nearest finite number: overflow saturates."""
    return min(max(value, -LARGEST), LARGEST)
