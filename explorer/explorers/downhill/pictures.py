"""How a walk becomes pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.core.curves import Curve as Ground
from explorer.explorers.downhill import flag
from explorer.explorers.downhill.settings import DownhillSettings
from explorer.explorers.downhill.walk import Step, Walk
from explorer.explorers.downhill.words import fate, signed
from explorer.language.numbers import significant
from explorer.language.symbols import symbol
from explorer.views.curve import Band, Curve, CurveView, Point, Vector

Array = NDArray[np.float64]
_SAMPLES = 241
_FLAT = 0.01  # of the steepest slope in the picture


class GroundView(CurveView):
    """The curve that is walked down."""

    name = "curve"
    title = "The curve and the next step"


class SlopeView(CurveView):
    """The slope of the curve, over the same axis."""

    name = "slope"
    title = "Its slope"


class PlacesView(CurveView):
    """Where every step stood."""

    name = "places"
    title = "x after every step"


def window(w: Walk, k: int) -> tuple[float, float, float, float]:
    """Return the part of the plane that shows the walk up to the next step."""
    (low, high), (bottom, top) = w.curve.window, w.curve.height
    bottom -= 0.16 * (top - bottom)  # room for the drop that the slope promises
    middle, half = (low + high) / 2, (high - low) / 2
    seen = w.x[: k + 2]
    need = float(np.abs(seen - middle).max()) * 1.08
    while half < need and half < 1e4:
        half *= 2
    if half > (high - low) / 2:
        ends = w.curve.value([middle - half, middle + half])
        top = float(ends.max())
        bottom = min(bottom, float(ends.min()), -0.05 * top)
    return middle - half, middle + half, bottom, top


def samples(ground: Ground, x0: float, x1: float) -> tuple[Array, Array, Array]:
    """Return places across the window, the heights there, and the slopes."""
    x = np.linspace(x0, x1, _SAMPLES)
    return x, ground.value(x), ground.slope(x)


def show_curve(
    view: CurveView, w: Walk, k: int, step: Step, s: DownhillSettings
) -> None:
    """Show the curve, the tangent, the step in two parts, and where it leads."""
    palette, (x0, x1) = view.palette, view.ax.get_xlim()
    x, y, _ = samples(w.curve, x0, x1)
    tangent = step.y + step.slope * (x - step.x)
    points, flags = flag.flags(view, w, s)
    points += [
        Point(f"past_{t}", float(w.x[t]), float(w.y[t]), "", palette.accent, size=3.0,
              hollow=True)
        for t in range(max(0, k - 40), k)
    ]  # fmt: skip
    here = Point(
        "x",
        step.x,
        step.y,
        "here",
        palette.accent,
        size=6.5,
        handle=f"Point at x = {signed(step.x)}; drag it or use the arrow keys",
    )
    vectors, words = [], f"the next step leads to x = {signed(step.there)}"
    eta = symbol("learning_rate", s.notation)
    if s.guessing:
        words = "the next step is not shown yet"
    else:
        points.append(
            Point("next", step.there, step.height, "after the step", palette.text,
                  size=4.6, hollow=True)
        )  # fmt: skip
        vectors = [
            Vector("run", step.x, step.y, step.run, 0.0,
                   f"run −{eta}·slope {signed(step.run)}", palette.gradient_step),
            Vector("drop", step.there, step.y, 0.0, step.drop,
                   f"promised drop {signed(step.drop)}", palette.momentum_step),
        ]  # fmt: skip
    ground = Curve("curve", x, y, f"y = {w.curve.formula}", palette.text, width=2.6)
    line = Curve("tangent", x, tangent, f"slope here {signed(step.slope)}",
                 palette.backward, "dashed")  # fmt: skip
    view.update(
        [*flags, *([ground] if s.ground else []), line],
        [*points, here],
        vectors,
        names=("x", "y"),
        caption=flag.QUESTION if s.guessing else fate(w, k, s),
        words=f"The curve y = {w.curve.formula} with the point at x = {signed(step.x)},"
        f" height {significant(step.y)}, slope {signed(step.slope)}; {words}.",
    )


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


def show_places(
    view: CurveView, w: Walk, k: int, other: Walk | None, s: DownhillSettings
) -> None:
    """Show where every step stood, and the walk to compare with."""
    palette = view.palette
    eta = symbol("learning_rate", s.notation)
    steps = np.arange(len(w.x))
    middle = min(w.curve.minima, key=lambda m: abs(m - s.x))
    level = Curve("minimum", [0, s.steps], [middle] * 2, "minimum", palette.target,
                  "dotted", 1.6)  # fmt: skip
    curves = [level]
    if other is not None:
        name = f"{eta} {significant(s.compare)}"
        at = np.arange(len(other.x))
        curves.append(
            Curve("other", at, other.x, name, palette.momentum_step, "dashed")
        )
    curves += [
        Curve("ahead", steps[k:], w.x[k:], "still ahead", palette.pending_path,
              "dotted"),
        Curve("walk", steps[: k + 1], w.x[: k + 1],
              f"{eta} {significant(s.learning_rate)}", palette.text),
    ]  # fmt: skip
    points = [
        Point(f"at_{t}", t, float(w.x[t]), "", palette.text, size=2.4)
        for t in range(k if k <= 60 else 0)
    ]
    points.append(
        Point("now", k, float(w.x[k]), f"step {k}: x = {signed(w.x[k])}",
              palette.accent, size=5.5)
    )  # fmt: skip
    view.update(
        curves, points, names=("step", "x"),
        words=f"x at every step: {signed(w.x[k])} at step {k} of {w.run.steps}; the "
        f"minimum is at {signed(middle)}.",
    )  # fmt: skip
