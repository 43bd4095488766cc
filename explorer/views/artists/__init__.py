"""Artists that several views share: numbers, arrows, trails, the banded surface."""

from __future__ import annotations

from typing import cast

from matplotlib.backend_bases import RendererBase


def pixels_per_point(renderer: RendererBase) -> float:
    """Return the length of a point; matplotlib's own answer has too wide a type."""
    return cast("float", renderer.points_to_pixels(1.0))
