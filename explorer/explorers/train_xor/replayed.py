"""COMP755's training run as printed and as it should have been, side by side (E-31)."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import numpy as np

from explorer.core.datasets import comp755_xor
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
    title = "Right (filled), printed (outline)"


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
            caption="Printed (at the name): "
            "every hidden bias gets the last hidden unit's gradient.",
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
