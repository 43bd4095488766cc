"""How the check becomes pictures: a listing, a curve over ε, two runs."""

from __future__ import annotations

import math

import numpy as np

from explorer.exercises import Prediction
from explorer.explorers.matrices import checking
from explorer.explorers.matrices.checking import Checked
from explorer.explorers.matrices.settings import (
    ASKED,
    NO_FAULT,
    MatricesSettings,
)
from explorer.language.numbers import significant
from explorer.language.palette import Palette
from explorer.language.symbols import parameter
from explorer.views.curve import Curve, CurveView, Point
from explorer.views.listing import Entry, ListingView

_WINDOW = ((-13.5, -0.5), (-17.0, 1.0))  # powers of ten


class CheckView(ListingView):
    """Backpropagation beside differences, parameter by parameter."""

    name = "check"


class ErrorView(CurveView):
    """How far the differences are off, over the nudge."""

    name = "error"
    title = "Largest absolute error"


def signed(value: float, digits: int = 6) -> str:
    """Write a number with its sign."""
    return significant(float(value), digits, sign=True)


def show_check(view: ListingView, c: Checked, s: MatricesSettings) -> None:
    """Show the comparison; what fails comes first where there is no room for all."""
    palette, check = view.palette, c.check
    colours = {
        checking.PASSED: palette.positive,
        checking.ROUNDED: palette.muted,
        checking.FAILED: palette.negative,
        checking.KINK: palette.muted,
    }
    entries = []
    for at, (name, verdict) in enumerate(zip(check.names, c.verdicts, strict=True)):
        cells = (
            parameter(name, s.notation), signed(check.analytic[at]),
            signed(check.numeric[at]), significant(check.distance[at], 2), verdict,
        )  # fmt: skip
        bad = verdict == checking.FAILED
        entries.append(
            Entry(name, cells, colours[verdict], palette.negative if bad else None,
                  at == c.chosen)
        )  # fmt: skip
    if len(entries) > 12:
        entries.sort(key=lambda e: (e.cells[-1] == checking.PASSED, not e.chosen))
    whom = "weights and biases" if s.biases else "weights only"
    passed = f"{len(c.named(checking.PASSED))} of {len(entries)} ✓"
    view.update(
        f"Gradient check: {whom}",
        ("", "backprop", "difference", "relative error", ""),
        entries,
        caption=f"ε = {significant(s.epsilon, 2)}: {passed}. ✓ within 10⁻⁴, ✗ not, "
        "≈ as far off as rounding takes, kink: ReLU switches.",
        words=f"Check of {whom}: "
        + "; ".join(f"{e.cells[0]} {e.cells[-1]}" for e in entries),
    )  # fmt: skip


def fared(s: MatricesSettings) -> Prediction:
    """Return what was said of the best ε and, once every ε is shown, what it is."""
    said = ASKED.predict(s.prediction)
    if s.compare != "sweep":
        return said
    return said.came(math.log10(checking.best(s)))


def show_error(view: CurveView, c: Checked, s: MatricesSettings) -> None:
    """Show the error at this ε, and the V over every ε if it is asked for."""
    view.set_window(*_WINDOW)
    palette, found = view.palette, checking.curve(s)
    x, curves = np.log10(found.epsilon), []
    worst = found.error.max(axis=1) if s.biases else checking.largest(found, "W")
    if s.compare == "sweep":
        kinds = [("W", "weights", palette.forward, "solid")]
        if s.biases:
            kinds.append(("b", "biases", palette.backward, "dashed"))
        for kind, name, colour, style in kinds:
            y = _log(checking.largest(found, kind))
            curves.append(Curve(kind, x, y, name, colour, style, 2.6))
    here = float(np.abs(c.check.analytic - c.check.numeric).max())
    at = (math.log10(s.epsilon), float(_log(np.array(here))))
    epsilon = f"ε = {significant(s.epsilon, 2)}"
    swept = s.compare == "sweep"  # the number then stands outside the V, below it
    before, after = np.interp((at[0] - 0.3, at[0] + 0.3), x[::-1], worst[::-1])
    points = [
        Point("epsilon", *at, "", palette.accent, size=7.0,
              note=significant(here, 2), handle=f"{epsilon}; drag it or use the arrow "
              "keys", below=swept,
              left=swept and bool(before > after), steep=swept)
    ]  # fmt: skip
    points += _guess(s, palette)
    caption = "Guess where the error is smallest; then show it at every ε."
    if s.compare == "sweep":
        caption = "Left: rounding, about 10⁻¹⁶/ε. Right: the bend, about ε²."
        if s.fault != NO_FAULT:
            caption += " No ε makes a wrong derivative right."
    view.update(
        curves, points, names=("log₁₀ ε", "log₁₀ of the absolute error"),
        caption=caption,
        words=f"At {epsilon} the largest absolute error is {significant(here, 2)}.",
    )  # fmt: skip


def _log(error: np.ndarray) -> np.ndarray:
    return np.log10(np.maximum(error, 10.0 ** _WINDOW[1][0]))


def _guess(s: MatricesSettings, palette: Palette) -> list[Point]:
    """Return the flag to drag; then the ε that was said to be best, and the best."""
    floor = _WINDOW[1][0] + 1.0
    flag = Point("prediction", 0.0, floor + 1.6, "", palette.target, "triangle")
    if s.compare != "sweep":
        if not s.prediction:
            return []
        at = float(s.prediction)
        note = f"you say {signed(at, 3)}"
        handle = f"Your guess of the best log₁₀ ε, {signed(at, 3)}; drag it"
        return [flag._replace(x=at, note=note, handle=handle)]
    return [
        point
        for mark in fared(s).marks
        for point in (
            flag._replace(id="said", x=float(mark.said), note=mark.said_in_words),
            Point("came", float(mark.came), floor, "", palette.text, "square",
                  size=4.0, note=mark.came_in_words),
        )
    ]  # fmt: skip
