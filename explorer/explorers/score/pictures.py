"""How the two losses at one output become pictures."""

from __future__ import annotations

import numpy as np

from explorer.core.pairings import Score, strongest_push
from explorer.explorers.score.scoring import (
    STEPS,
    Array,
    Both,
    curves,
    ways,
    window,
)
from explorer.explorers.score.settings import ASKED, ScoreSettings
from explorer.explorers.score.words import pairing, signed
from explorer.language.numbers import significant
from explorer.language.symbols import derivative, symbol
from explorer.views.bars import Bar, BarsView
from explorer.views.curve import Band, Curve, CurveView, Point
from explorer.views.view import View

_APART = 0.12  # of the height: less, and two numbers touch
SQUARED, ENTROPY = "½ squared error", "cross-entropy"


class LossView(CurveView):
    """Both losses over z."""

    name = "loss"
    title = "Two losses of the same output"


class PushView(CurveView):
    """The delta of both losses over z."""

    name = "push"
    title = "The push on z"


class PlacesView(CurveView):
    """Where each loss moves z."""

    name = "places"
    title = "From the same start"


class FactorsView(BarsView):
    """The two factors of each delta."""

    name = "factors"
    title = "The push, factor by factor"


def _lines(
    view: CurveView, z: Array, ys: tuple[Array, Array], here: tuple[float, float]
) -> list[Curve]:
    """Return a level at 0 and the curve of each loss, as far as it has values."""
    palette, ends = view.palette, view.ax.get_xlim()
    found = [Curve("level", ends, (0, 0), "", palette.muted, "dotted", 1.2)]
    for (name, words, colour, style), y, now in zip(
        _looks(view), ys, here, strict=True
    ):
        there, written = np.isfinite(y), f"{words} {signed(now)}"
        found.append(Curve(name, z[there], y[there], written, colour, style, 2.4))
    return found


def _looks(view: View) -> tuple[tuple[str, str, str, str], ...]:
    """Return id, name, colour and line style of both losses."""
    return (
        ("squared", SQUARED, view.palette.text, "dashed"),
        ("entropy", ENTROPY, view.palette.momentum_step, "solid"),
    )


def _no_logarithm(s: ScoreSettings) -> tuple[Band, ...]:
    """Return where a linear output leaves 0 to 1, which ends the cross-entropy."""
    if s.output == "sigmoid":
        return ()
    low, high = window(s)
    return Band(low, 0.0, "no ln here"), Band(1.0, high, "no ln here")


def _points(
    view: CurveView, s: ScoreSettings, ys: tuple[float, float], id_: str
) -> list[Point]:
    """Return z on both curves; the one farther from 0 is the handle.

    Numbers that would stand in each other's way are written in the names below only.
    """
    low, high = view.ax.get_ylim()
    apart = not abs(ys[0] - ys[1]) < _APART * (high - low)
    colours = [colour for _, _, colour, _ in _looks(view)]
    handle = int(np.isfinite(ys[1]) and abs(ys[1]) >= abs(ys[0]))
    upper = int(not np.isfinite(ys[0]) or (np.isfinite(ys[1]) and ys[1] >= ys[0]))
    found = []
    for i, (y, colour) in enumerate(zip(ys, colours, strict=True)):
        if np.isnan(y):
            continue
        of = id_ if i == handle else f"{id_}_other"
        say = f"z = {signed(s.z)}; drag it or use the arrow keys" if of == id_ else ""
        found.append(
            Point(of, s.z, y, "", colour, size=6.5 if say else 5.0,
                  note=signed(y) if apart else "", handle=say, below=i != upper)
        )  # fmt: skip
    return found


def show_loss(view: CurveView, b: Both, s: ScoreSettings) -> None:
    """Show both losses, and the same z on each."""
    across, z_name = curves(s), symbol("z", s.notation)
    low, high = window(s)
    top = 1.15 * high if s.output == "sigmoid" else 3.2
    floor = -top if s.lost_minus else -0.09 * top
    view.set_window((low, high), (floor, top))
    ys = (float(b.squared.loss[0]), float(b.entropy.loss[0]))
    a, y = symbol("prediction", s.notation), symbol("target", s.notation)
    view.update(
        _lines(view, across.squared.z, (across.squared.loss, across.entropy.loss), ys),
        _points(view, s, ys, "z_loss"),
        bands=_no_logarithm(s),
        names=(z_name, f"loss {symbol('loss', s.notation)}"),
        caption=f"½({a} − {y})²  and  "
        f"{'+' if s.lost_minus else '−'}[{y}·ln {a} + (1 − {y})·ln(1 − {a})]",
        words=f"Two losses over {z_name} for target {s.target}: at {signed(s.z)} the "
        f"{SQUARED} is {significant(ys[0])}, the {ENTROPY} {significant(ys[1])}.",
    )  # fmt: skip


def show_push(view: CurveView, b: Both, s: ScoreSettings) -> None:
    """Show both deltas on one axis, and the guess where each is largest."""
    across, z_name = curves(s), symbol("z", s.notation)
    delta, (low, high) = symbol("delta", s.notation), window(s)
    reach = 1.3 if s.output == "sigmoid" else 4.0
    ends = (-reach, reach) if s.output == "linear" else (-0.25, reach)
    if s.output == "sigmoid" and (s.target == "1") != s.lost_minus:
        ends = (-reach, 0.25)
    view.set_window((low, high), ends)
    view.update(
        _lines(view, across.squared.z, (across.squared.delta, across.entropy.delta),
               b.pushes),
        [*_guesses(view, s, across), *_points(view, s, b.pushes, "z_push")],
        bands=_no_logarithm(s),
        names=(z_name, f"{delta} = {derivative(z_name, s.notation)}"),
        caption=pairing(s),
        words=f"The push {delta} over {z_name} for target {s.target}: at {signed(s.z)} "
        f"the {SQUARED} pushes {signed(b.pushes[0])}, the {ENTROPY} "
        f"{signed(b.pushes[1])}.",
    )  # fmt: skip


def _guesses(view: CurveView, s: ScoreSettings, across: Both) -> list[Point]:
    """Return where the pushes were said to be strongest, and where they are."""
    said = ASKED.predict(s.prediction).said
    if not said or s.output != "sigmoid":
        return []
    found = []
    colour, scores = view.palette.target, (across.squared, across.entropy)
    for i, (at, of) in enumerate(zip(said, scores, strict=True)):
        place = float(at)
        found.append(
            Point(f"guess_{i}", place, _height(of, place), ("your guess", "")[i],
                  colour, "triangle", below=True)
        )  # fmt: skip
    z = strongest_push("half_squared", float(s.target))
    found.append(
        Point("came", z, _height(across.squared, z), "strongest", view.palette.text,
              "square", size=4.0)
    )  # fmt: skip
    return found


def _height(of: Score, z: float) -> float:
    return float(np.interp(z, of.z, of.delta))


def show_factors(view: BarsView, b: Both, s: ScoreSettings) -> None:
    """Show how the slope of the loss and that of the unit make each delta."""
    slope, delta = symbol("slope", s.notation), symbol("delta", s.notation)
    by_output = derivative(symbol("prediction", s.notation), s.notation)
    colours = [colour for _, _, colour, _ in _looks(view)]
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
    for (name, words, colour, style), run in zip(_looks(view), ways(s), strict=True):
        if run is None:
            continue
        z = run.positions[:, 0]
        told = f"{words} to {signed(z[-1])}"
        drawn.append(Curve(name, np.arange(len(z)), z, told, colour, style, 2.4))
        points.append(
            Point(f"{name}_end", run.steps, float(z[-1]), "", colour, size=4.6)
        )
    view.update(
        drawn, points, names=("step", z_name),
        caption=f"{STEPS} steps of −{symbol('learning_rate', s.notation)}·"
        f"{symbol('delta', s.notation)}",
        words=f"{z_name} moved by each loss from {signed(s.z)}: "
        f"{'; '.join(curve.name for curve in drawn)}.",
    )  # fmt: skip
