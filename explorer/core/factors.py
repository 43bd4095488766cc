"""The product behind one derivative: deck 4's orange paths and blue edge.

Decks: S3-08 (paths and edge), S1-09 and S1-10 (three and five factors), S2-44 to S2-46.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Literal

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import LARGEST, check_option
from explorer.core.layers import Network
from explorer.core.network import Gradients, Trace
from explorer.core.parameters import parameter_name, places

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


@dataclass(frozen=True)
class WeightFactors:
    """A derivative for one example, taken apart.

    ``gradient = dh * slope * incoming`` and ``dh`` is the sum of the paths' products.

    Attributes
    ----------
    name
        The parameter.
    incoming
        What it multiplies: h or x below, 1 for a bias.
    paths
        From every output to the unit; one where the unit is an output.
    dh, slope, delta
        dE/dh of the unit, phi'(z), and their product dE/dz.
    gradient
        This example's contribution to dE/d(parameter), with the 1/N of a mean.
    """

    name: str
    incoming: Factor
    paths: tuple[WeightPath, ...]
    dh: float
    slope: Factor
    delta: float
    gradient: float


def weight_factors(
    network: Network, trace: Trace, gradients: Gradients, name: str, example: int
) -> WeightFactors:
    """Take the derivative by one parameter apart for one example (S3-07, S3-14).

    Parameters
    ----------
    network, trace, gradients
        A network and its two passes.
    name
        A parameter, weight or bias.
    example
        A row of the data, from 0.

    Raises
    ------
    ValueError
        If there is no such parameter or example.

    Notes
    -----
    The number of paths is the product of the widths above: meant for small networks.

    Examples
    --------
    S1-20: rectifier below, linear output, x = (1, 0), target 2.

    >>> from explorer.core.network import Layer, backward, forward
    >>> hidden = Layer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], "relu")
    >>> network = Network((hidden, Layer([[1.0, 2.0]], [0.0], "linear")))
    >>> trace = forward(network, [[1.0, 0.0]])
    >>> found = weight_factors(network, trace, backward(network, trace, [[2.0]]),
    ...                        "W1_11", 0)
    >>> [(factor.symbol, factor.value) for factor in found.paths[0].factors]
    [('∂E/∂ŷ', -1.0), ('φ′(z²₁)', 1.0), ('w²₁₁', 1.0)]
    >>> found.gradient
    -1.0
    """
    check_option("parameter", name, network.parameter_names)
    if not 0 <= example < len(trace.x):
        raise ValueError(
            f"example must be from 0 to {len(trace.x) - 1}, got {example}."
        )
    place = places(network.sizes)[name]
    layer, unit, source = place.layer, place.unit - 1, place.source - 1
    picture = _Picture(network, trace, gradients, example)
    incoming = picture.incoming(name, layer, source)
    delta = float(gradients.delta[layer - 1][example, unit])
    return WeightFactors(
        name,
        incoming,
        tuple(picture.paths(layer, unit)),
        float(gradients.dh[layer][example, unit]),
        picture.slope(layer, unit),
        delta,
        _finite(delta * incoming.value),
    )


class _Picture:
    """One example's numbers with their names; layers from 1, units from 0."""

    def __init__(
        self, network: Network, trace: Trace, gradients: Gradients, example: int
    ) -> None:
        self.network, self.trace = network, trace
        self.gradients, self.example = gradients, example
        self.depth = len(network.layers)

    def incoming(self, name: str, layer: int, source: int) -> Factor:
        if source < 0:
            return Factor("1", 1.0, "forward", name)
        value = float(self.trace.h[layer - 1][self.example, source])
        low, unit = layer - 1, str(source + 1).translate(_LOWERED)
        if low == 0:
            return Factor(f"x{unit}", value, "forward", f"x_{source + 1}")
        symbol = f"h{str(low).translate(_RAISED)}{unit}"
        return Factor(symbol, value, "forward", f"h{low}_{source + 1}")

    def slope(self, layer: int, unit: int) -> Factor:
        z = self.trace.z[layer - 1][self.example, unit : unit + 1]
        value = float(ACTIVATIONS[self.trace.activations[layer - 1]].derivative(z)[0])
        place = f"z{str(layer).translate(_RAISED)}{str(unit + 1).translate(_LOWERED)}"
        return Factor(f"φ′({place})", value, "backward", f"z{layer}_{unit + 1}")

    def error(self, unit: int) -> Factor:
        value = float(self.gradients.dh[-1][self.example, unit])
        several = self.network.sizes[-1] > 1
        index = str(unit + 1).translate(_LOWERED) if several else ""
        return Factor(f"∂E/∂ŷ{index}", value, "backward", f"h{self.depth}_{unit + 1}")

    def weight(self, layer: int, to: int, source: int) -> Factor:
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
        delta = float(self.gradients.delta[-1][self.example, output])
        return _finite(delta * prod(factor.value for factor in factors[2:]))


def _finite(value: float) -> float:
    return min(max(value, -LARGEST), LARGEST)
