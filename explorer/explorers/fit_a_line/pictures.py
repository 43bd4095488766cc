"""How a fit becomes pictures."""

from __future__ import annotations

from typing import Any

from explorer.explorers.fit_a_line import steps, words
from explorer.explorers.fit_a_line.fit import Fit, Moment
from explorer.explorers.fit_a_line.settings import FitALineSettings
from explorer.explorers.fit_a_line.windows import Windows
from explorer.language.numbers import fixed
from explorer.language.palette import dash
from explorer.language.symbols import symbol
from explorer.views.bars import Bar, BarsView
from explorer.views.curve import Curve, CurveView, Point
from explorer.views.plot import zoomed_out


class DataView(CurveView):
    """The examples and the line."""

    name = "data"
    title = "Examples and line"


class DataBars(BarsView):
    """The targets and the predictions, where inputs are two."""

    name = "data"
    title = "Target and prediction"


def show(
    name: str,
    view: Any,
    windows: Windows,
    f: Fit,
    m: Moment,
    s: FitALineSettings,
    *,
    quick: bool,
) -> None:
    """Show one of the views by its name; quickly, if it will change again at once."""
    if name == "loss_curve":
        ends = (f.run.steps, m.k, f.run.diverged_at, s.log_loss, s.steps, quick)
        view.update(f.run.objective, *ends)
    elif name == "votes":
        steps.show_votes(view, windows, m, s)
    elif name == "loss_surface":
        steps.show_bowl(view, windows, f, m, s, fine=not quick)
    elif s.inputs == 1:
        show_data(view, windows, f, m, s)
    else:
        show_bars(view, windows, f, m, s)


def show_data(
    view: CurveView, windows: Windows, f: Fit, m: Moment, s: FitALineSettings
) -> None:
    """Show the line, and a stick from every target to its prediction."""
    palette, (ends, _) = view.palette, windows.data
    view.set_window(*windows.data)
    guess, target = (symbol(idea, s.notation) for idea in ("prediction", "target"))
    slope, bias = words.letters(s)
    line = [float(m.w[0]) * x + float(m.w[1]) for x in ends]
    curves = [
        Curve("line", ends, line, f"{guess} = {slope}x + {bias}", palette.forward,
              width=2.6)
    ]  # fmt: skip
    points = []
    for n, (x, y) in enumerate(s.data, start=1):
        error, chosen = float(m.errors[n - 1]), n == s.example
        curves.append(
            Curve(f"stick_{n}", [x, x], [y, float(m.predictions[n - 1])],
                  f"error {guess} − {target}" if chosen else "",
                  palette.signed(error), dash(error), 3.0 if chosen else 2.0)
        )  # fmt: skip
        points.append(
            Point(f"example_{n}", x, y, f"target {target}" if chosen else "",
                  palette.target, size=7.0 if chosen else 5.5,
                  handle=f"Example {n} at x = {fixed(x)}, {target} = {fixed(y)}; "
                  "drag it or use the arrow keys")
        )  # fmt: skip
        if chosen:
            points.insert(
                0,  # below the examples, which are to be taken hold of
                Point("error", x, y, "", palette.signed(error), size=7.0,
                      note=words.signed(error), below=error > 0, centred=True),
            )  # fmt: skip
    slope, bias = words.letters(s)
    view.update(
        curves, points, names=("x", target),
        caption=words.guess(f, m, s) + zoomed_out(windows.data_zoomed_out),
        words=f"{len(s.data)} examples and the line {guess} = "
        f"{slope}x + {bias}, {slope} = {words.signed(m.w[0])}, "
        f"{bias} = {words.signed(m.w[1])}; error of example "
        f"{s.example}: {words.signed(m.errors[s.example - 1])}.",
    )  # fmt: skip


def show_bars(
    view: BarsView, windows: Windows, f: Fit, m: Moment, s: FitALineSettings
) -> None:
    """Show the target and the prediction of every example."""
    palette = view.palette
    guess, target = (symbol(idea, s.notation) for idea in ("prediction", "target"))
    bars = []
    for n, (*x, y) in enumerate(s.data, start=1):
        place = ", ".join(fixed(v).removesuffix(".00") for v in x)
        bars += [
            Bar(f"target_{n}", f"({place}): target {target}", y, palette.target),
            Bar(f"prediction_{n}", f"prediction {guess}", float(m.predictions[n - 1]),
                palette.forward),
        ]  # fmt: skip
        if n == s.example:
            bars.append(
                Bar("error", f"error {guess} − {target}", float(m.errors[n - 1]))
            )
    view.update(bars, top=windows.top, caption=words.guess(f, m, s))
