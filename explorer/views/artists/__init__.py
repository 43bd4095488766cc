"""Artists that several views share: numbers, arrows, trails, the banded surface."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform, Transform, TransformNode
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Dashes = tuple[float, ...] | None
STILL = IdentityTransform()
"""For what is in display coordinates already."""
LINE = 100 / 72
"""Makes a line's width, as it is in a picture of 100 dots per inch, the number that a
renderer wants: it counts points, so a picture of more dots has lines of more."""
_NO_COLOURS, _NO_PLACES = np.empty((0, 4)), np.empty((0, 2))
_NO_MATRICES = np.empty((0, 3, 3))


def pixels_per_point(renderer: RendererBase) -> float:
    """Return the length of a point; matplotlib's own answer has too wide a type."""
    return cast("float", renderer.points_to_pixels(1.0))


class Placing(TransformNode):
    """Where a transform puts points; asked again only after it has changed.

    Putting together the affine parts of the axes' transforms takes longer than drawing
    a line with them.
    """

    def __init__(self, transform: Transform) -> None:
        super().__init__()
        self._transform = transform
        self._turn, self._shift, self._affine = np.eye(2), np.zeros(2), False
        self.set_children(transform)
        self._invalid = 1

    def __call__(self, points: ArrayLike) -> Array:
        """Return points, shape (k, 2), in display coordinates."""
        if self._invalid:
            self._affine, self._invalid = self._transform.is_affine, 0
            matrix = self._transform.get_affine().get_matrix()
            self._turn, self._shift = matrix[:2, :2].T.copy(), matrix[:2, 2].copy()
        if not self._affine:
            return np.asarray(self._transform.transform(points), dtype=float)
        with np.errstate(invalid="ignore", over="ignore"):
            placed: Array = np.asarray(points, dtype=float) @ self._turn + self._shift
        return placed


@lru_cache(maxsize=1000)
def rgba(colour: str | None) -> tuple[float, float, float, float]:
    """Return a colour's parts; None is transparent."""
    return to_rgba(colour) if colour else (0.0, 0.0, 0.0, 0.0)


def stroke_paths(
    renderer: RendererBase,
    gc: GraphicsContextBase,
    transform: Transform,
    paths: Sequence[Path],
    colours: Sequence[str],
    widths: Sequence[float],
    dashes: Sequence[Dashes] = (None,),
) -> None:
    """Draw lines at once, in their order; widths are those of ``gc``."""
    edges = np.array([rgba(colour) for colour in colours])
    _draw(
        renderer, gc, transform, paths, _NO_MATRICES, _NO_COLOURS, edges, widths, dashes
    )


def fill_paths(
    renderer: RendererBase,
    gc: GraphicsContextBase,
    paths: Sequence[Path],
    faces: Sequence[str | None],
    edges: Sequence[str | None] = (),
    widths: Sequence[float] = (),
    matrices: Array = _NO_MATRICES,
) -> None:
    """Draw filled shapes at once, in their order; each where its matrix puts it."""
    filled = np.array([rgba(colour) for colour in faces])
    rims = np.array([rgba(colour) for colour in edges]) if edges else _NO_COLOURS
    _draw(renderer, gc, STILL, paths, matrices, filled, rims, widths, (None,))


def _draw(
    renderer: RendererBase,
    gc: GraphicsContextBase,
    transform: Transform,
    paths: Sequence[Path],
    matrices: Array,
    faces: Array,
    edges: Array,
    widths: Sequence[float],
    dashes: Sequence[Dashes],
) -> None:
    draw: Any = renderer.draw_path_collection  # its own types know no arrays
    draw(
        gc, transform, paths, matrices, _NO_PLACES, STILL, faces, edges, widths,
        [(0, pattern) for pattern in dashes], (True,), (None,), "screen",
        hatchcolors=_NO_COLOURS,
    )  # fmt: skip
