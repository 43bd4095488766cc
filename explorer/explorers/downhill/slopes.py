"""The slope of the curve as a function, and what its sign does to x."""

from __future__ import annotations

import numpy as np

from explorer.core.arrays import Array
from explorer.explorers.downhill.pictures import samples
from explorer.explorers.downhill.settings import DownhillSettings
from explorer.explorers.downhill.walk import Step, Walk
from explorer.explorers.downhill.words import signed
from explorer.views.curve import Band, Curve, CurveView, Point

_FLAT = 0.01  # of the steepest slope in the picture


class SlopeView(CurveView):
    """The slope of the curve, over the same axis."""

    name = "slope"
    title = "Its slope"


def show_slope(
    view: CurveView, w: Walk, k: int, step: Step, s: DownhillSettings
) -> None:
    """Show the slope as a function, and what its sign does to x."""
    palette, (x0, x1) = view.palette, view.ax.get_xlim()
    x, _, slope = samples(w.curve, x0, x1)
    level = Curve("zero", [x0, x1], [0, 0], "", palette.muted, "dotted", 1.2)
    signs = "Slope + : x shrinks.  Slope − : x grows.  Slope 0 : x stays."
    if s.guessing:
        signs = "Which way does a slope above 0 send x?"
    line = Curve("slope", x, slope, "slope dy/dx", palette.backward)
    view.update(
        [level, *([line] if s.ground else [])],
        [Point("here", step.x, step.slope, f"slope {signed(step.slope)}",
               palette.accent, size=6.0)],
        bands=_flat_bands(x, slope),
        names=("x", "slope"),
        caption=signs,
        words=f"The slope over x: at x = {signed(step.x)} it is {signed(step.slope)}. "
        f"{signs}",
    )  # fmt: skip


def _flat_bands(x: Array, slope: Array) -> tuple[Band, ...]:
    """Return the wide parts where there is next to no slope."""
    flat = np.abs(slope) < _FLAT * np.abs(slope).max()
    edges = np.flatnonzero(np.diff(np.r_[0, flat.astype(int), 0]))
    return tuple(
        Band(float(x[a]), float(x[b - 1]), "flat")
        for a, b in zip(edges[::2], edges[1::2], strict=True)
        if b - a > len(x) // 12
    )
