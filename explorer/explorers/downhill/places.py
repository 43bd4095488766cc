"""Where every step of the walk stood, and the walk to compare with."""

from __future__ import annotations

import numpy as np

from explorer.explorers.downhill.settings import DownhillSettings
from explorer.explorers.downhill.walk import Walk
from explorer.explorers.downhill.words import signed
from explorer.language.numbers import significant
from explorer.language.symbols import symbol
from explorer.views.curve import Curve, CurveView, Point


class PlacesView(CurveView):
    """Where every step stood."""

    name = "places"
    title = "x after every step"


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
        curves.append(Curve("other", at, other.x, name, palette.muted, "dashed"))
    low, high = view.ax.get_ylim()
    gone = np.flatnonzero((w.x[k:] < low) | (w.x[k:] > high))
    end = k + int(gone[0]) + 1 if gone.size else len(w.x)  # the way out is enough
    curves += [
        Curve("ahead", steps[k:end], w.x[k:end], "still ahead", palette.pending_path,
              "dotted"),
        Curve("walk", steps[: k + 1], w.x[: k + 1],
              f"{eta} {significant(s.learning_rate)}", palette.text),
    ]  # fmt: skip
    points = [
        Point(f"at_{t}", t, float(w.x[t]), "", palette.text, size=1.8)
        for t in range(k if k <= 60 else 0)
    ]
    points.append(
        Point("now", k, float(w.x[k]), f"step {k}: x = {signed(w.x[k])}",
              palette.accent, size=5.5)
    )  # fmt: skip
    view.update(
        curves, points, names=("step", "x"),
        words=f"x at every step: {signed(w.x[k])} at step {k} of {w.run.steps}; the "
        f"walk ends at {signed(w.x[w.run.steps])}, the minimum is at {signed(middle)}.",
    )  # fmt: skip
