"""How the two losses at one output become pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.explorers.score import guesses
from explorer.explorers.score.effects import ENTROPY, SQUARED, looks
from explorer.explorers.score.scoring import Array, Both, curves, window
from explorer.explorers.score.settings import ScoreSettings
from explorer.explorers.score.words import pairing, placed, signed
from explorer.language.numbers import significant
from explorer.language.symbols import derivative, symbol
from explorer.views.curve import Band, Curve, CurveView, Point

Over = tuple[Array, tuple[Array, Array]]  # z, and what both losses have there
_APART = 0.16  # of the height: less, and two numbers touch
_WIDE = 0.35  # of the width: less, and two numbers at one height touch
_STEEP = 0.5  # of the height in a width: what rises faster runs into a number above it


class LossView(CurveView):
    """Both losses over z."""

    name = "loss"
    title = "Two losses of the same output"


class PushView(CurveView):
    """The delta of both losses over z."""

    name = "push"
    title = "The push on z"


def _lines(view: CurveView, over: Over, here: tuple[float, float]) -> list[Curve]:
    """Return a level at 0 and the curve of each loss, as far as it has values."""
    (z, ys), palette, ends = over, view.palette, view.ax.get_xlim()
    found = [Curve("level", ends, (0, 0), "", palette.muted, "dotted", 1.2)]
    for (name, words, colour, style), y, now in zip(looks(view), ys, here, strict=True):
        there, written = np.isfinite(y), f"{words} {signed(now)}"
        found.append(Curve(name, z[there], y[there], written, colour, style, 2.4))
    return found


def _no_logarithm(s: ScoreSettings) -> tuple[Band, ...]:
    """Return where a linear output leaves 0 to 1, which ends the cross-entropy."""
    if s.output == "sigmoid":
        return ()
    low, high = window(s)
    return Band(low, 0.0, "no ln here"), Band(1.0, high, "no ln here")


def _points(
    view: CurveView,
    s: ScoreSettings,
    ys: tuple[float, float],
    id_: str,
    over: Over,
    others: Sequence[Point] = (),
) -> list[Point]:
    """Return z on both curves; the one farther from 0 is the handle.

    Numbers that would stand in each other's way, or in that of another point's note,
    are written in the names below only.
    """
    low, high = view.ax.get_ylim()
    close = abs(ys[0] - ys[1]) < _APART * (high - low)
    colours = [colour for _, _, colour, _ in looks(view)]
    handle = int(np.isfinite(ys[1]) and abs(ys[1]) >= abs(ys[0]))
    (left, right), near = view.ax.get_xlim(), (s.z - 0.1, s.z + 0.1)
    steep = _STEEP * 0.2 * (high - low) / (right - left)
    rises = [np.diff(np.interp(near, over[0], y))[0] / steep for y in over[1]]
    found = []
    for i, (y, colour) in enumerate(zip(ys, colours, strict=True)):
        if np.isnan(y):
            continue
        of = id_ if i == handle else f"{id_}_other"
        say = f"z = {placed(s.z)}; drag it or use the arrow keys" if of == id_ else ""
        touches = close or any(
            abs(other.x - s.z) < _WIDE * (right - left)
            and abs(other.y - y) < _APART * (high - low)
            for other in others
            if other.note
        )
        found.append(
            Point(of, s.z, y, "", colour, size=6.5 if say else 5.0,
                  note="" if touches else signed(y), handle=say,
                  left=bool(rises[i] > 1), steep=bool(abs(rises[i]) > 1))
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
    over = across.squared.z, (across.squared.loss, across.entropy.loss)
    view.update(
        _lines(view, over, ys),
        [*guesses.flags(view, s), *_points(view, s, ys, "z_loss", over)],
        bands=_no_logarithm(s),
        names=(z_name, f"loss {symbol('loss', s.notation)}"),
        caption=f"½({a} − {y})²  and  "
        f"{'+' if s.lost_minus else '−'}[{y}·ln {a} + (1 − {y})·ln(1 − {a})]",
        words=f"Two losses over {z_name} for target {s.target}: at {placed(s.z)} the "
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
    over = across.squared.z, (across.squared.delta, across.entropy.delta)
    marks = guesses.marks(view, s)
    view.update(
        _lines(view, over, b.pushes),
        [*marks, *_points(view, s, b.pushes, "z_push", over, marks)],
        bands=_no_logarithm(s),
        names=(z_name, f"{delta} = {derivative(z_name, s.notation)}"),
        caption=pairing(s),
        words=f"The push {delta} over {z_name} for target {s.target}: at {placed(s.z)} "
        f"the {SQUARED} pushes {signed(b.pushes[0])}, the {ENTROPY} "
        f"{signed(b.pushes[1])}.",
    )  # fmt: skip
