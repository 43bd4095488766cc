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
from explorer.views.curve import Curve, CurveView, Point, Vector
from explorer.views.plot import zoomed_out

Array = NDArray[np.float64]
_SAMPLES = 241


class GroundView(CurveView):
    """The curve that is walked down."""

    name = "curve"
    title = "The curve and the next step"


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
    times = (x1 - x0) / (w.curve.window[1] - w.curve.window[0])
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
                   f"promised drop {signed(step.drop)}", palette.path),
        ]  # fmt: skip
    ground = Curve("curve", x, y, f"y = {w.curve.formula}", palette.text, width=2.6)
    line = Curve("tangent", x, tangent, f"slope here {signed(step.slope)}",
                 palette.backward, "dashed")  # fmt: skip
    view.update(
        [*flags, *([ground] if s.ground else []), line],
        [*points, here],
        vectors,
        names=("x", "y"),
        caption=flag.QUESTION if s.guessing else fate(w, k, s) + zoomed_out(times),
        words=f"The curve y = {w.curve.formula} with the point at x = {signed(step.x)},"
        f" height {significant(step.y)}, slope {signed(step.slope)}; {words}.",
    )
