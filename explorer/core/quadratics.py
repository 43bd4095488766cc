"""A landscape to steer through, and those whose curvature is the same everywhere.

Decks: S0-10 (the ravine), S2-35 (high and low rates), E-18 (zero gradient).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, saturated

Window = tuple[tuple[float, float], tuple[float, float]]
Bends = tuple[ArrayLike, ArrayLike, ArrayLike]


@dataclass(frozen=True, eq=False)
class Landscape:
    """A function of a point (x, y), with its first and second derivatives.

    Attributes
    ----------
    name, formula
        What it is called and how it is written on a board.
    minima
        Where it is least within a neighbourhood, the lowest first; of a valley floor
        one point; none for the saddle.
    window
        ((x low, x high), (y low, y high)): what there is to see.
    start
        Where to begin.
    height
        (x, y) to f, arrays of one shape.
    slopes
        (x, y) to (df/dx, df/dy).
    bends
        (x, y) to (d2f/dx2, d2f/dxdy, d2f/dy2).
    """

    name: str
    formula: str
    minima: tuple[tuple[float, float], ...]
    window: Window
    start: tuple[float, float]
    height: Callable[[Array, Array], Array]
    slopes: Callable[[Array, Array], tuple[Array, Array]]
    bends: Callable[[Array, Array], Bends]

    def value(self, points: ArrayLike) -> Array:
        """Return f at points (..., 2), shape (...); overflow saturates."""
        with np.errstate(all="ignore"):
            return saturated(self.height(*_split(points)))

    def gradient(self, points: ArrayLike) -> Array:
        """Return the gradient at points (..., 2), of the same shape."""
        with np.errstate(all="ignore"):
            return saturated(np.stack(self.slopes(*_split(points)), axis=-1))

    def hessian(self, points: ArrayLike) -> Array:
        """Return the matrix of second derivatives at points (..., 2), (..., 2, 2)."""
        x, y = _split(points)
        with np.errstate(all="ignore"):
            xx, xy, yy = (np.broadcast_to(part, x.shape) for part in self.bends(x, y))
        rows = [np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)]
        return saturated(np.stack(rows, axis=-2))


def _split(points: ArrayLike) -> tuple[Array, Array]:
    array = np.asarray(points, dtype=np.float64)
    if array.ndim < 1 or array.shape[-1] != 2:
        raise ValueError(f"points must have shape (..., 2), got {array.shape}.")
    return array[..., 0], array[..., 1]


def _quadratic(
    name: str,
    formula: str,
    matrix: tuple[float, float, float],
    window: Window,
    start: tuple[float, float],
) -> Landscape:
    """Build ``(a x^2 + 2 b x y + c y^2) / 2``: what every smooth bottom looks like."""
    a, b, c = matrix

    def slopes(x: Array, y: Array) -> tuple[Array, Array]:
        cross_x, cross_y = saturated(b * x), saturated(b * y)
        return saturated(a * x) + cross_y, cross_x + saturated(c * y)

    def height(x: Array, y: Array) -> Array:
        along, up = slopes(x, y)
        return 0.5 * (saturated(x * saturated(along)) + saturated(y * saturated(up)))

    least = () if a * c < b * b * (1 - 1e-12) else ((0.0, 0.0),)
    return Landscape(
        *(name, formula, least, window, start), height, slopes, lambda x, y: matrix
    )


def bowl(a: float = 1.0, b: float = 25.0, degrees: float = 0.0) -> Landscape:
    """Build a bowl, ``(a u**2 + b v**2) / 2`` with (u, v) turned from (x, y).

    Parameters
    ----------
    a, b
        Its curvatures along the two axes, finite and positive.
    degrees
        How far the axes are turned, counter-clockwise, finite.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    Gradient descent is stable for learning rates below ``2 / max(a, b)``; the slowest
    direction is that of the smaller curvature, whence the trouble with 1 and 25.

    Examples
    --------
    >>> bowl().gradient([2.0, 1.0]).tolist()
    [2.0, 25.0]
    >>> np.linalg.eigvalsh(bowl(degrees=30.0).hessian([0.0, 0.0])).round(12).tolist()
    [1.0, 25.0]
    """
    for name, number in (("a", a), ("b", b)):
        if not 0.0 < number < np.inf:
            raise ValueError(f"{name} must be positive and finite, got {number}.")
    if not np.isfinite(degrees):
        raise ValueError(f"degrees must be finite, got {degrees}.")
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    matrix = (
        a * cos * cos + b * sin * sin,
        (a - b) * cos * sin,
        a * sin * sin + b * cos * cos,
    )
    name = "rotated_bowl" if degrees else "bowl"
    formula = f"½({a:g}u² + {b:g}v²)" if degrees else f"½({a:g}x² + {b:g}y²)"
    window = ((-3.0, 3.0), (-3.0, 3.0)) if degrees else ((-3.0, 3.0), (-1.5, 1.5))
    return _quadratic(name, formula, matrix, window, (-2.5, 1.0))


def ravine() -> Landscape:
    """Build S0-10's ``(x + 3 y)**2``: curvatures 20 and 0, a floor along x = -3 y.

    Examples
    --------
    >>> float(ravine().value([0.5, 2.0])), ravine().gradient([0.5, 2.0]).tolist()
    (42.25, [13.0, 39.0])
    """
    window = ((-6.0, 6.0), (-3.0, 3.0))
    return _quadratic("ravine", "(x + 3y)²", (2.0, 6.0, 18.0), window, (0.5, 2.0))


def squared_sum(a: float, b: float) -> Landscape:
    """Build the weighted sum squared, ``(a x + b y)**2`` (S0-07 to S0-10).

    Parameters
    ----------
    a, b
        What the two variables are multiplied by, finite. Curvatures are 0 and
        ``2 (a**2 + b**2)``; the floor of the valley is where a x = -b y.

    Raises
    ------
    ValueError
        If a number is not finite.

    Examples
    --------
    >>> squared_sum(1.0, 2.0).gradient([1.0, 3.0]).tolist()
    [14.0, 28.0]
    """
    if not np.isfinite([a, b]).all():
        raise ValueError(f"a and b must be finite, got {a} and {b}.")
    window, matrix = ((-6.0, 6.0), (-3.0, 3.0)), (2.0 * a * a, 2.0 * a * b, 2.0 * b * b)
    formula = f"({a:g}x + {b:g}y)²"
    made = _quadratic("squared_sum", formula, matrix, window, (0.5, 2.0))
    return replace(made, height=lambda x, y: (a * x + b * y) ** 2)  # never below 0


def saddle() -> Landscape:
    """Build ``(x**2 - y**2) / 2``: a minimum along x, a maximum along y (E-18).

    Examples
    --------
    >>> saddle().minima, saddle().gradient([0.0, 0.0]).tolist()
    ((), [0.0, 0.0])
    """
    window = ((-3.0, 3.0), (-3.0, 3.0))
    return _quadratic("saddle", "½(x² − y²)", (1.0, 0.0, -1.0), window, (2.0, 0.01))
