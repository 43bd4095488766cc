"""How far above the lowest point every run is, step by step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.explorers.steering.ground import other_colours
from explorer.explorers.steering.runs import Course
from explorer.explorers.steering.settings import SteeringSettings
from explorer.explorers.steering.words import called
from explorer.language.numbers import significant
from explorer.language.symbols import symbol
from explorer.views.curve import Curve, CurveView, Point

Array = NDArray[np.float64]
_LOWEST, _HIGHEST = 1e-12, 1e12  # of what the loss curve shows


class LossesView(CurveView):
    """The loss of every run, step by step."""

    name = "losses"
    title = "Loss of every step"


def show_losses(
    view: LossesView, all_: list[Course], s: SteeringSettings, *, hold: bool
) -> None:
    """Show how far above the lowest point every run is, step by step."""
    palette, letter = view.palette, symbol("loss", s.notation)
    land = all_[0].land
    floor = float(land.value(land.minima[0])) if land.minima else 0.0
    log = s.log_loss and bool(land.minima)
    rows = []
    for c in all_:
        above = np.clip(c.run.objective - floor, -_HIGHEST, _HIGHEST)
        rows.append(np.log10(np.maximum(above, _LOWEST)) if log else above)
    if not hold or view.ax.get_xlim() != (0.0, float(s.steps)):
        view.set_window((0.0, float(s.steps)), _heights(rows, log=log))
    if s.asks:
        rows = [row[:1] for row in rows]
    colours = (palette.text, *other_colours(palette))
    curves = [
        Curve(f"run_{i}", np.arange(len(row)), row, called(c, s), colour,
              "solid" if i == 0 else ("dashed", "dotted")[i - 1], 2.4)
        for i, (c, row, colour) in enumerate(zip(all_, rows, colours, strict=False))
    ]  # fmt: skip
    k = all_[0].shown(s.step)
    value = significant(float(all_[0].run.objective[k]))
    name = f"{letter} above the minimum" if floor else letter
    view.update(
        curves,
        [Point("now", k, float(rows[0][k]), f"step {k}: {letter} = {value}",
               palette.accent, size=5.5)],
        names=("step", f"log₁₀ of {name}" if log else name),
        words=f"Loss of every step: {value} at step {k} of {all_[0].run.steps}.",
    )  # fmt: skip


def _heights(rows: list[Array], *, log: bool) -> tuple[float, float]:
    """Return a window that holds still while the numbers change a little."""
    first = float(rows[0][0])
    if log:
        top = np.ceil(min(max(float(row.max()) for row in rows), first + 3.0) + 0.05)
        bottom = np.floor(min(float(row.min()) for row in rows) - 0.05)
        return float(min(bottom, top - 1.0)), float(top)
    low = max(min(float(row.min()) for row in rows), first - 20.0 * abs(first) - 1.0)
    high = min(max(float(row.max()) for row in rows), first + 3.0 * abs(first) + 0.1)
    return min(0.0, low) * 1.08, max(high, 0.01) * 1.08
