"""Training with this program anyway: both losses, and where the weights end."""

from __future__ import annotations

import numpy as np

from explorer.explorers.matrices import checking
from explorer.explorers.matrices.checking import Trained
from explorer.explorers.matrices.pictures import signed
from explorer.explorers.matrices.settings import MatricesSettings
from explorer.language.numbers import significant
from explorer.language.symbols import parameter, symbol
from explorer.views.curve import Curve, CurveView
from explorer.views.listing import Entry, ListingView


class TrainingView(CurveView):
    """The loss while this program trains, and while the right one does."""

    name = "training"
    title = "Training anyway: COMP755's 200 steps"


def show_training(view: CurveView, t: Trained, s: MatricesSettings) -> None:
    """Show both losses over the steps."""
    loss = symbol("loss", s.notation)
    runs = [("right", t.right, "the correct program", view.palette.momentum_step)]
    if t.run is not t.right:
        runs.append(("run", t.run, "with this slip", view.palette.backward))
    top = max(float(run.objective.max()) for _, run, _, _ in runs)
    view.set_window((0.0, float(t.run.steps)), (0.0, 1.08 * top))
    curves = [
        Curve(name, np.arange(len(run.objective)), run.objective,
              f"{words}: {loss} {significant(run.objective[-1], 4)}", colour,
              "solid" if name == "right" else "dashed", 2.4)
        for name, run, words, colour in runs
    ]  # fmt: skip
    right = f"{t.learned} of 1000 examples right"
    view.update(
        curves, names=("step", f"loss {loss} of 1000 examples"),
        caption=f"This program: {right}.",
        words=f"Loss over 200 steps. This program: {right}.",
    )  # fmt: skip


def show_weights(view: ListingView, t: Trained, s: MatricesSettings) -> None:
    """Show where training ends beside what the lecture prints."""
    palette, printed = view.palette, checking.printed_weights()
    entries = []
    for at, name in enumerate(t.names):
        value, right, wanted = t.run.positions[-1, at], t.right.positions[-1, at], (
            printed[name]
        )  # fmt: skip
        places = len(wanted.partition(".")[2])
        same = f"{value:.{places}f}" == wanted
        shown = (wanted if wanted.startswith("-") else f"+{wanted}").replace("-", "−")
        entries.append(
            Entry(name, (parameter(name, s.notation), signed(value, 9), shown,
                         signed(right, 5), "✓" if same else "✗"),
                  palette.positive if same else palette.negative)
        )  # fmt: skip
    count = sum(entry.cells[-1] == "✓" for entry in entries)
    view.update(
        "Weights after training",
        ("", "this program", "lecture prints", "correct", ""), entries,
        caption=f"{count} of 9 are the lecture's, to every printed digit.",
        words="After training: "
        + "; ".join(f"{e.cells[0]} {e.cells[1]}" for e in entries),
    )  # fmt: skip
