"""The product behind one derivative: deck 4's orange paths and blue edge.

Decks: S3-08 (paths and edge), S1-09 and S1-10 (three and five factors), S2-44 to S2-46.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.arrays import check_option
from explorer.core.layers import Network
from explorer.core.network import Gradients, Trace
from explorer.core.parameters import places
from explorer.core.paths import Factor, Picture, WeightPath, bounded

__all__ = ["Factor", "WeightFactors", "WeightPath", "weight_factors"]


@dataclass(frozen=True)
class WeightFactors:
    """A derivative for one example, taken apart.

    ``gradient = dh * slope * incoming`` and ``dh`` is the sum of the paths' products. A
    unit of a softmax has no slope of its own: there the paths lead on to its z, and
    ``gradient = delta * incoming`` where ``delta`` is the sum of their products.

    Attributes
    ----------
    name
        The parameter.
    incoming
        What it multiplies: h or x below, 1 for a bias.
    paths
        From every output to the unit; one where the unit is an output.
    dh, slope, delta
        dE/dh of the unit, phi'(z) (None in a softmax), and dE/dz.
    gradient
        This example's contribution to dE/d(parameter), with the 1/N of a mean.
    """

    name: str
    incoming: Factor
    paths: tuple[WeightPath, ...]
    dh: float
    slope: Factor | None
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
    The number of paths is the product of the widths above, a softmax's squared: meant
    for small networks.

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
    picture = Picture(network, trace, gradients, example)
    incoming = picture.incoming(name, layer, source)
    delta = float(gradients.delta[layer - 1][example, unit])
    return WeightFactors(
        name,
        incoming,
        tuple(picture.paths(layer, unit)),
        float(gradients.dh[layer][example, unit]),
        None if picture.mixes(layer) else picture.slope(layer, unit),
        delta,
        bounded(delta * incoming.value),
    )
