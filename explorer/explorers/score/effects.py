"""What the two pushes are made of, and where they lead: bars and a walk."""

from __future__ import annotations

import numpy as np

from explorer.explorers.score.scoring import STEPS, Both, ways, window
from explorer.explorers.score.settings import ScoreSettings
from explorer.explorers.score.words import placed, signed
from explorer.language.symbols import derivative, symbol
from explorer.views.bars import Bar, BarsView
from explorer.views.curve import Curve, CurveView, Point
from explorer.views.view import View

SQUARED, ENTROPY = "½ squared error", "cross-entropy"


class PlacesView(CurveView):
    """Where each loss moves z."""

    name = "places"
    title = "From the same start"


class FactorsView(BarsView):
    """The two factors of each delta."""

    name = "factors"
    title = "The push, factor by factor"


def looks(view: View) -> tuple[tuple[str, str, str, str], ...]:
    """Return id, name, colour and line style of both losses."""
    return (
        ("squared", SQUARED, view.palette.text, "dashed"),
        ("entropy", ENTROPY, view.palette.momentum_step, "solid"),
    )


def show_factors(view: BarsView, b: Both, s: ScoreSettings) -> None:
    """Show how the slope of the loss and that of the unit make each delta."""
    slope, delta = symbol("slope", s.notation), symbol("delta", s.notation)
    by_output = derivative(symbol("prediction", s.notation), s.notation)
    colours = [colour for _, _, colour, _ in looks(view)]
    bars = []
    for name, of, colour in zip(("½ sq.", "c.-e."), (b.squared, b.entropy), colours,
                                strict=True):  # fmt: skip
        for label, value, strong in (
            (by_output, of.loss_slope[0], None),
            (f"× {slope}", of.slope[0], view.palette.muted),
            (f"= {delta}", of.delta[0], colour),
        ):
            bars.append(Bar(f"{name}{label}", f"{name}  {label}", float(value), strong))
    caption = "The loss has no value here."
    if s.output == "linear" and np.isfinite(b.pushes[1]):
        caption = f"{slope} is 1: there is nothing that could cancel."
    elif s.output == "sigmoid":
        caption = (
            f"{slope} is the same; only the cross-entropy's factor holds 1/{slope}."
        )
    view.update(bars, log=True, caption=caption)


def show_places(view: CurveView, s: ScoreSettings) -> None:
    """Show z after every step, for each loss, from the same start."""
    z_name = symbol("z", s.notation)
    low, high = window(s)
    view.set_window((0.0, float(STEPS)), (low, high))
    drawn, points = [], []
    for (name, words, colour, style), run in zip(looks(view), ways(s), strict=True):
        if run is None:
            continue
        z = run.positions[:, 0]
        told = f"{words} to {signed(z[-1])}"
        if run.diverged_at is not None:
            left = name == "entropy" and s.output == "linear"
            fate = "leaves 0 to 1" if left else "runs away"
            told = f"{words} {fate} at step {run.diverged_at}"
        drawn.append(Curve(name, np.arange(len(z)), z, told, colour, style, 2.4))
        points.append(
            Point(f"{name}_end", run.steps, float(z[-1]), "", colour, size=4.6)
        )
    view.update(
        drawn, points, names=("step", z_name),
        caption=f"{STEPS} steps of −{symbol('learning_rate', s.notation)}·"
        f"{symbol('delta', s.notation)}",
        words=f"{z_name} moved by each loss from {placed(s.z)}: "
        f"{'; '.join(curve.name for curve in drawn)}.",
    )  # fmt: skip
