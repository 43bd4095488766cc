"""The step of Fit a line: the votes that add up to it, and the bowl it goes down."""

from __future__ import annotations

from explorer.explorers.fit_a_line import words
from explorer.explorers.fit_a_line.fit import Fit, Moment
from explorer.explorers.fit_a_line.settings import FitALineSettings
from explorer.explorers.fit_a_line.windows import Windows, bowl
from explorer.language.symbols import symbol
from explorer.views.curve import CurveView, Point, Vector
from explorer.views.loss_surface import LossSurfaceView
from explorer.views.plot import zoomed_out
from explorer.views.step_arrows import Arrow

_GUESSED = 0.13  # of the bowl's width: either part of the arrow that was guessed


class VotesView(CurveView):
    """What each example makes the weights do."""

    name = "votes"
    title = "How the votes add up"


def show_votes(
    view: CurveView, windows: Windows, m: Moment, s: FitALineSettings
) -> None:
    """Show the pushes of the examples head to tail, and the step they add up to."""
    palette, others = view.palette, "others"
    view.set_window(*windows.votes)
    across, up = m.pushes[:, 0].tolist(), m.pushes[:, -1].tolist()
    total = (float(m.step[0]), float(m.step[-1]))
    total_name = "step: their sum" if len(across) > 1 else "step"
    each = words.per_vote(m, s)
    vectors = [
        Vector("step", 0.0, 0.0, *total, total_name, palette.actual_step, 5.0)
    ]  # fmt: skip
    x = y = 0.0
    for n, (dx, dy) in enumerate(zip(across, up, strict=True), start=1):
        chosen = n == s.example
        name = f"vote of example {n} × {each}" if chosen else others
        others = others if chosen else ""
        colour = palette.gradient_step if chosen else palette.muted
        vectors.append(Vector(f"vote_{n}", x, y, dx, dy, name, colour, 2.4))
        x, y = x + dx, y + dy
    first, last = words.letters(s)[0], words.letters(s)[-1]
    view.update(
        vectors=vectors, names=(f"Δ{first}", f"Δ{last}"),
        points=[Point("start", 0.0, 0.0, _scale(windows), palette.text, size=3.0)],
        caption=words.vector(m, s),
        words=f"The votes of {len(across)} examples, each × {each}, head to tail, add "
        f"up to the step Δ{first} = {words.signed(total[0])}, "
        f"Δ{last} = {words.signed(total[1])}.",
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
    caption += zoomed_out(windows.zoomed_out)
    if s.guessing:
        path, steps, caption = path[:1], [], words.QUESTION
    view.update(
        grid, across, up, path, None, here, m.loss, [*steps, *_guess(f, windows, s)], 1,
        windows.levels.tolist(), (first, last), m.k + 1, caption,
    )  # fmt: skip


def _scale(windows: Windows) -> str:
    """Say how the scale of the votes has changed."""
    times = windows.enlarged
    if times == 1.0:
        return ""
    what = "enlarged" if times > 1.0 else "reduced"
    return f"{what} × {max(times, 1.0 / times):.0f} since step 0"


def _guess(f: Fit, windows: Windows, s: FitALineSettings) -> list[Arrow]:
    """Return which way the first step was said to go; its length means nothing."""
    (x0, x1), _ = windows.bowl
    ways = {"up": _GUESSED * (x1 - x0), "down": -_GUESSED * (x1 - x0)}
    way = (ways.get(s.guess_w1, 0.0), ways.get(s.guess_b, 0.0))
    if way == (0.0, 0.0):
        return []
    start = (float(f.run.positions[0, 0]), float(f.run.positions[0, -1]))
    said = "you say" if s.guessing else "you said"
    return [Arrow("guess", start, way, f"{said}: this way, of any length")]
