"""A plane through the space of all parameters, and how much of a path it shows.

Decks: S0-05 and S2-18 (slices through the current point); `planes` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, check_finite, frozen


@dataclass(frozen=True, eq=False)
class Plane:
    """All points ``origin + a u + b v``; u and v are of length 1 and at right angles.

    Attributes
    ----------
    origin, u, v
        (P,) each, read-only.

    Raises
    ------
    ValueError
        If the shapes differ, a value is not finite or u and v are not such.
    """

    origin: Array
    u: Array
    v: Array

    def __post_init__(self) -> None:
        for name in ("origin", "u", "v"):
            object.__setattr__(self, name, frozen(getattr(self, name)))
            check_finite(name, getattr(self, name))
        if not self.origin.ndim == 1 or not (
            self.origin.shape == self.u.shape == self.v.shape
        ):
            raise ValueError(
                "origin, u and v must have one shape (P,), got "
                f"{self.origin.shape}, {self.u.shape} and {self.v.shape}."
            )
        products = self.directions @ self.directions.T
        if np.abs(products - np.eye(2)).max() > 1e-9:
            raise ValueError(
                "u and v must be of length 1 and at right angles, got the products "
                f"{products.round(6).tolist()}."
            )

    @property
    def directions(self) -> Array:
        """U above v, (2, P)."""
        return np.stack([self.u, self.v])

    def coordinates(self, points: ArrayLike) -> Array:
        """Return (a, b) of the nearest point of the plane, (..., 2), of (..., P)."""
        return (np.asarray(points, dtype=np.float64) - self.origin) @ self.directions.T

    def point(self, a: float, b: float) -> Array:
        """Return the parameters at (a, b), (P,)."""
        return self.origin + a * self.u + b * self.v

    def distances(self, points: ArrayLike) -> Array:
        """Return how far points (..., P) lie off the plane, (...).

        Examples
        --------
        >>> plane = Plane([0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
        >>> plane.distances([[5.0, 7.0, 1.0], [5.0, 7.0, 3.0]]).tolist()
        [0.0, 2.0]
        """
        away = np.asarray(points, dtype=np.float64) - self.origin
        shown = (away @ self.directions.T) @ self.directions
        return np.linalg.norm(away - shown, axis=-1)

    def explained(self, path: ArrayLike) -> float:
        """Return what share of a path's movement the plane shows, from 0 to 1.

        The squared distances of the points from their mean, as seen in the directions
        of the plane, over the whole: 1 if every point moves within them. A path that
        does not move is explained whole.

        Parameters
        ----------
        path
            (k, P), such as a `History`'s ``theta``.

        Examples
        --------
        >>> plane = Plane([0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
        >>> plane.explained([[0.0, 0.0, 0.0], [3.0, 0.0, 4.0]])
        0.36
        """
        points = path_points(path)
        moved = points - points.mean(axis=0)
        whole = float(np.square(moved).sum())
        if whole == 0.0:
            return 1.0
        seen = float(np.square(moved @ self.directions.T).sum())
        return min(seen / whole, 1.0)


def path_points(path: ArrayLike) -> Array:
    """Check a path, (k, P) with P >= 2, finite, and return it as an array."""
    points = np.asarray(path, dtype=np.float64)
    if points.ndim != 2 or not points.shape[0] or points.shape[1] < 2:
        raise ValueError(f"path must have shape (k, P), P >= 2, got {points.shape}.")
    check_finite("path", points)
    return points
