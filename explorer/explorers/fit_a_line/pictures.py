"""How a fit becomes pictures."""

from __future__ import annotations

from explorer.explorers.fit_a_line import words
from explorer.explorers.fit_a_line.fit import Fit, Moment
from explorer.explorers.fit_a_line.settings import FitALineSettings
from explorer.explorers.fit_a_line.windows import Windows, bowl
from explorer.language.numbers import fixed
from explorer.language.palette import dash
from explorer.language.symbols import symbol
from explorer.views.bars import Bar, BarsView
from explorer.views.curve import Curve, CurveView, Point, Vector
from explorer.views.loss_surface import LossSurfaceView
from explorer.views.step_arrows import Arrow


class DataView(CurveView):
    """The examples and the line."""

    name = "data"
    title = "Examples and line"


class DataBars(BarsView):
    """The targets and the predictions, where inputs are two."""

    name = "data"
    title = "Target and prediction"


class VotesView(CurveView):
    """What each example makes the weights do."""

    name = "votes"
    title = "Votes: error × input"


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
            middle = (y + float(m.predictions[n - 1])) / 2
            points.insert(
                0,  # below the examples, which are to be taken hold of
                Point("error", x, middle, "", palette.signed(error), size=3.0,
                      note=words.signed(error)),
            )  # fmt: skip
    view.update(
        curves, points, names=("x", target), caption=words.guess(f, m, s),
        words=f"{len(s.data)} examples and the line {guess} = "
        f"{words.signed(m.w[0])}x {words.signed(m.w[1])}; error of example "
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


def show_votes(
    view: CurveView, windows: Windows, m: Moment, s: FitALineSettings
) -> None:
    """Show the pushes of the examples head to tail, and the step they add up to."""
    palette, others = view.palette, "the other votes"
    view.set_window(*windows.votes)
    across, up = m.pushes[:, 0].tolist(), m.pushes[:, -1].tolist()
    total = (float(m.step[0]), float(m.step[-1]))
    total_name = f"step: their {s.reduction}" if len(across) > 1 else "step"
    vectors = [
        Vector("step", 0.0, 0.0, *total, total_name, palette.actual_step, 5.0)
    ]  # fmt: skip
    x = y = 0.0
    for n, (dx, dy) in enumerate(zip(across, up, strict=True), start=1):
        chosen = n == s.example
        name = f"vote of example {n}" if chosen else others
        others = others if chosen else ""
        colour = palette.gradient_step if chosen else palette.muted
        vectors.append(Vector(f"vote_{n}", x, y, dx, dy, name, colour, 2.4))
        x, y = x + dx, y + dy
    first, last = words.letters(s)[0], words.letters(s)[-1]
    view.update(
        vectors=vectors, names=(f"Δ{first}", f"Δ{last}"),
        points=[Point("start", 0.0, 0.0, "", palette.text, size=3.0)],
        caption=words.vector(m, s),
        words=f"The votes of {len(across)} examples, head to tail, lead to the step "
        f"Δ{first} = {words.signed(total[0])}, Δ{last} = {words.signed(total[1])}.",
    )  # fmt: skip


def show_bowl(
    view: LossSurfaceView,
    windows: Windows,
    f: Fit,
    m: Moment,
    s: FitALineSettings,
    *,
    fine: bool,
) -> None:
    """Show the loss over the first weight and the bias, the path and the next step."""
    if (view.ax.get_xlim(), view.ax.get_ylim()) != windows.bowl:
        view.set_window(*windows.bowl)
    grid, across, up = bowl(windows, f, m, fine=fine)
    first, last = words.letters(s)[0], words.letters(s)[-1]
    here = (float(m.w[0]), float(m.w[-1]))
    eta, loss = (symbol(idea, s.notation) for idea in ("learning_rate", "loss"))
    sign = "+" if s.slide_sign else "−"
    step = Arrow("step", here, (float(m.step[0]), float(m.step[-1])),
                 f"step {sign}{eta}∇{loss}")  # fmt: skip
    path, steps, caption = f.run.positions[:, [0, -1]], [step], words.same(f, s)
    if s.guessing:
        path, steps, caption = path[:1], [], words.QUESTION
    view.update(
        grid, across, up, path, None, here, m.loss, steps, 1.0,
        windows.levels.tolist(), (first, last), m.k + 1, caption,
    )  # fmt: skip
