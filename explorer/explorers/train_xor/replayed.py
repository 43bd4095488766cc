"""COMP755's training run as printed and as it should have been, side by side (E-31)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

import numpy as np

from explorer.core.arrays import Array
from explorer.core.datasets import comp755_xor, xor
from explorer.core.network import batch_loss, forward
from explorer.decks.replay import STEPS, comp755_network, replay
from explorer.explorers.train_xor.parameters import FEW
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.language.numbers import fixed, significant
from explorer.language.symbols import parameter, symbol
from explorer.views.bars import Bar, BarsView
from explorer.views.curve import Curve, CurveView, Point
from explorer.views.view import View


class ReplayLossesView(CurveView):
    """Both losses, step by step."""

    name = "replay_losses"
    title = "COMP755's run twice: loss E"


class ReplayWeightsView(BarsView):
    """Every parameter in both runs."""

    name = "replay_weights"
    title = "Right (filled) and printed (outline, number at the name)"


def step_of(s: TrainXorSettings) -> int:
    """Return the step shown; the deck made 200."""
    return min(s.step, STEPS)


@lru_cache(maxsize=1)
def baseline() -> float:
    """Return E of a network that answers one half everywhere."""
    x, y = comp755_xor()
    return batch_loss(forward(comp755_network(np.zeros(len(FEW))), x), y)


def show(views: dict[str, View], s: TrainXorSettings) -> None:
    """Show both runs at the step."""
    k, letter = step_of(s), symbol("loss", s.notation)
    printed, right = replay(True), replay(False)
    if "replay_losses" in views:
        _show_losses(cast("ReplayLossesView", views["replay_losses"]), k, letter)
    if "replay_weights" in views:
        bars = [
            Bar(
                name,
                f"{parameter(name, s.notation)}  {fixed(b, 2, sign=True)}",
                a,
                before=b,
            )
            for name, a, b in zip(
                FEW, right.positions[k].tolist(), printed.positions[k].tolist(),
                strict=True,
            )
        ]  # fmt: skip
        view = cast("ReplayWeightsView", views["replay_weights"])
        spoken = "; ".join(
            f"{bar.label} printed, {fixed(bar.value, 2, sign=True)} right"
            for bar in bars
        )
        view.update(
            bars,
            top=10.0,
            caption="Printed: every hidden bias gets the last hidden unit's gradient.",
            words=f"Parameters at step {k}: {spoken}.",
        )


def _show_losses(view: ReplayLossesView, k: int, letter: str) -> None:
    palette, steps = view.palette, np.arange(STEPS + 1)
    printed, right = replay(True).objective, replay(False).objective
    view.set_window((0.0, float(STEPS)), (0.0, 180.0))
    a, b = significant(float(printed[k])), significant(float(right[k]))
    view.update(
        [
            Curve("half", [0, STEPS], [baseline()] * 2, "one half everywhere",
                  palette.muted, "dotted", 1.6),
            Curve("printed", steps, printed, f"as printed: {a}", palette.negative,
                  "dashed", 2.2),
            Curve("right", steps, right, f"right: {b}", palette.text, "solid", 2.2),
        ],
        [
            Point("at_printed", k, float(printed[k]), "", palette.negative, size=4.5),
            Point("at_right", k, float(right[k]), "", palette.accent, size=5.5),
        ],
        names=("step", f"loss {letter}, summed over 1000"),
        words=f"Loss of both runs: at step {k} as printed {a}, right {b}.",
    )  # fmt: skip


def sentence(s: TrainXorSettings) -> str:
    """Say how far apart the runs are, and why."""
    k, letter = step_of(s), symbol("loss", s.notation)
    printed, right = (significant(float(r.objective[k])) for r in _both())
    b1, b2 = (parameter(name, s.notation) for name in ("b1_1", "b1_2"))
    return (
        f"Step {k}: loss {letter} {printed} as printed, {right} right. As printed, "
        f"{b1} and {b2} get the same gradient (E-31)."
    )


def equation(s: TrainXorSettings) -> list[dict[str, Any]]:
    """Return the fingerprint of the mistake: the distance of both hidden biases."""
    k, terms = step_of(s), list[dict[str, Any]]()
    letters = [parameter(name, s.notation) for name in ("b1_1", "b1_2")]
    places = [FEW.index("b1_1"), FEW.index("b1_2")]
    for what, run in zip(("as printed:", "right:"), _both(), strict=True):
        first, second = run.positions[k, places].tolist()
        terms += [
            {"symbol": what, "role": "aside"},
            {"symbol": letters[0], "value": fixed(first, 4, sign=True), "role": "path"},
            {"symbol": "−", "role": "plain"},
            {"symbol": letters[1], "value": fixed(second, 4, sign=True),
             "role": "path"},
            {"symbol": "=", "role": "plain"},
            {"symbol": "distance", "value": fixed(first - second, 4, sign=True),
             "role": "result"},
        ]  # fmt: skip
    return terms


def table(s: TrainXorSettings) -> tuple[str, list[str], list[list[str]]]:
    """Return every parameter, both losses and both answers at the four corners."""
    k = step_of(s)
    both = [run.positions[k] for run in _both()]
    rows = [
        [parameter(name, s.notation), *_pair(float(a), float(b))]
        for name, a, b in zip(FEW, *both, strict=True)
    ]
    losses = [float(run.objective[k]) for run in _both()]
    rows.append([f"loss {symbol('loss', s.notation)}", *_pair(*losses)])
    answers = [_answers(p) for p in both]
    for corner, a, b in zip(xor()[0].tolist(), *answers, strict=True):
        where = f"({corner[0]:.0f}, {corner[1]:.0f})"
        name = f"{symbol('prediction', s.notation)} at {where}"
        rows.append([name, *_pair(float(a), float(b))])
    columns = ["", "as printed", "right", "difference"]
    return f"COMP755's run at step {k}, as printed and right", columns, rows


def _answers(parameters: Array) -> Array:
    return forward(comp755_network(parameters), xor()[0]).output[:, 0]


def _both() -> tuple[Any, Any]:
    return replay(True), replay(False)


def _pair(printed: float, right: float) -> list[str]:
    return [
        fixed(printed, 8, sign=True),
        fixed(right, 4, sign=True),  # the right run is known to six digits only
        fixed(right - printed, 4, sign=True),
    ]
