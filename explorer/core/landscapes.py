"""Landscapes to steer through: functions of two numbers with known minima.

Decks: S0-10 (the ravine), S2-31 and S2-34 (two valleys), S2-32, S2-37 and S2-41 (the
parabola), S2-35 (high and low rates), S3-09 (two paths), S3-20 (the XOR network).
"""

from __future__ import annotations

from math import inf

from explorer.core.arrays import Array, saturated
from explorer.core.curves import CURVES
from explorer.core.network_landscape import xor_landscape
from explorer.core.quadratics import (
    Bends,
    Landscape,
    bowl,
    ravine,
    saddle,
    squared_sum,
)

__all__ = [
    "LANDSCAPES",
    "Landscape",
    "bowl",
    "double_well",
    "parabola",
    "ravine",
    "rosenbrock",
    "saddle",
    "squared_sum",
    "two_paths",
    "xor_landscape",
]


def double_well() -> Landscape:
    """Build two valleys along x, ``x**4 - 2 x**2 + 0.3 x + 2 y**2`` (S2-31, S2-34).

    Examples
    --------
    >>> [(round(x, 4), y) for x, y in double_well().minima]
    [(-1.0356, 0.0), (0.9601, 0.0)]
    """
    curve = CURVES["two_valleys"]
    return Landscape(
        "double_well",
        "x⁴ − 2x² + 0.3x + 2y²",
        tuple((x, 0.0) for x in curve.minima),
        ((-2.2, 2.2), (-1.5, 1.5)),
        (1.8, 1.0),
        lambda x, y: curve.value(x) + 2.0 * y * y,
        lambda x, y: (curve.slope(x), 4.0 * y),
        lambda x, y: (curve.curvature(x), 0.0, 4.0),
    )


def parabola() -> Landscape:
    """Build ``(x + 1)**2 + y**2``: along x the decks' parabola, from their start 0.5.

    Examples
    --------
    >>> parabola().gradient([0.5, 1.0]).tolist()
    [3.0, 2.0]
    """
    return Landscape(
        "parabola",
        "(x + 1)² + y²",
        ((-1.0, 0.0),),
        ((-3.0, 1.0), (-1.5, 1.5)),
        (0.5, 1.0),
        lambda x, y: (x + 1.0) ** 2 + y * y,
        lambda x, y: (2.0 * (x + 1.0), 2.0 * y),
        lambda x, y: (2.0, 0.0, 2.0),
    )


def rosenbrock(b: float = 100.0) -> Landscape:
    """Build Rosenbrock's banana, ``(1 - x)**2 + b (y - x**2)**2``, minimum at (1, 1).

    Parameters
    ----------
    b
        How steep the walls of the bent valley are, positive and finite.

    Raises
    ------
    ValueError
        If b is out of range.

    Notes
    -----
    H. H. Rosenbrock, The Computer Journal 3 (1960), page 175, with b = 100.

    Examples
    --------
    >>> rosenbrock().gradient([1.0, 1.0]).tolist(), float(rosenbrock().value([0, 1]))
    ([0.0, 0.0], 101.0)
    """
    if not 0.0 < b < inf:
        raise ValueError(f"b must be positive and finite, got {b}.")

    def beside(x: Array, y: Array) -> Array:
        """Return how far a point lies beside the valley."""
        return saturated(y - saturated(x * x))

    def slopes(x: Array, y: Array) -> tuple[Array, Array]:
        pull = saturated(2.0 * b * beside(x, y))
        return 2.0 * (x - 1.0) - saturated(2.0 * x * pull), pull

    def bends(x: Array, y: Array) -> Bends:
        across = saturated(8.0 * b * saturated(x * x)) - 4.0 * b * beside(x, y) + 2.0
        return across, -4.0 * b * x, 2.0 * b

    return Landscape(
        "rosenbrock",
        f"(1 − x)² + {b:g}(y − x²)²",
        ((1.0, 1.0),),
        ((-2.0, 2.0), (-1.0, 3.0)),
        (-1.2, 1.0),
        lambda x, y: (1.0 - x) ** 2 + b * beside(x, y) ** 2,
        slopes,
        bends,
    )


def two_paths() -> Landscape:
    """Build ``x**2 + y**3 + 1`` (S3-09, where x = y = t and z = 1); no minimum.

    Examples
    --------
    >>> two_paths().gradient([2.0, 2.0]).tolist()
    [4.0, 12.0]
    """
    return Landscape(
        "two_paths",
        "x² + y³ + 1",
        (),
        ((-3.0, 3.0), (-3.0, 3.0)),
        (2.0, 2.0),
        lambda x, y: x * x + y * y * y + 1.0,
        lambda x, y: (2.0 * x, 3.0 * y * y),
        lambda x, y: (2.0, 0.0, 6.0 * y),
    )


LANDSCAPES: dict[str, Landscape] = {
    "bowl": bowl(),
    "ravine": ravine(),
    "rotated_bowl": bowl(degrees=30.0),
    "parabola": parabola(),
    "double_well": double_well(),
    "rosenbrock": rosenbrock(),
    "saddle": saddle(),
    "xor": xor_landscape(),
}
"""The landscapes by name, each with its usual numbers."""
