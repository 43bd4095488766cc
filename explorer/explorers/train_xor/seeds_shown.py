"""The gallery of seeds as pictures and words."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from explorer.core.datasets import xor
from explorer.explorers.train_xor.seeds import NEAR, Gallery
from explorer.explorers.train_xor.settings import SEEDS, TrainXorSettings
from explorer.language.numbers import significant
from explorer.language.symbols import symbol
from explorer.views.curve import Curve, CurveView
from explorer.views.gallery import GalleryView, Thumb
from explorer.views.view import View

_LOWEST = 1e-9  # on the logarithmic scale
SPOT = "seed_"  # before the number, in the id of a hotspot


class SeedsView(GalleryView):
    """The decision map of every seed."""

    name = "seeds"
    title = f"What {SEEDS} starts have learnt"


class SeedLossesView(CurveView):
    """The losses of all seeds, the smallest first."""

    name = "seed_losses"
    title = "Their losses, sorted"


def show(views: dict[str, View], g: Gallery, s: TrainXorSettings, *, old: bool) -> None:
    """Show all networks as they are now; ``old`` are those of settings before."""
    if "seeds" in views:
        _show_maps(cast("SeedsView", views["seeds"]), g, s, old=old)
    if "seed_losses" in views:
        _show_losses(cast("SeedLossesView", views["seed_losses"]), g, s)


def _show_maps(view: SeedsView, g: Gallery, s: TrainXorSettings, *, old: bool) -> None:
    crossed = (~g.solved).tolist() if s.train_all and g.runs.done else [False] * SEEDS
    thumbs = [
        Thumb(f"{SPOT}{i}", str(i), f"Seed {i}{fate}; press to open it", cross)
        for i, (fate, cross) in enumerate(zip(fates(g, s), crossed, strict=True))
    ]
    caption = f"solved: every answer within {NEAR} of its target; four corners at once"
    if old:
        caption = "of the settings before, until you let go"
    view.update(g.maps, thumbs, caption, f"{SEEDS} small output maps. {sentence(g, s)}")


def fates(g: Gallery, s: TrainXorSettings) -> list[str]:
    """Return what became of every seed, nothing while it is open."""
    if not (s.train_all and g.runs.done):
        return [""] * SEEDS
    words = np.where(g.solved, ": solved", ": stuck")
    return np.where(g.diverged, ": diverged", words).tolist()


def _show_losses(view: SeedLossesView, g: Gallery, s: TrainXorSettings) -> None:
    palette, letter = view.palette, symbol("loss", s.notation)
    finite = np.where(np.isfinite(g.loss) & ~g.diverged, g.loss, np.inf)
    order = np.argsort(finite, kind="stable")
    heights = np.log10(np.clip(finite[order], _LOWEST, 1e6))
    low, high = float(np.floor(heights.min() - 0.05)), float(np.ceil(heights.max()))
    low = min(low, -4.0)  # so that it holds still while they learn
    view.set_window((0.0, float(SEEDS)), (low, max(high, 1.0)))
    steps = np.arange(SEEDS + 1)
    curves = [
        Curve("losses", np.repeat(steps, 2)[1:-1], np.repeat(heights, 2), "one step "
              "of the line for each seed", palette.text)
    ]  # fmt: skip
    ends = [low, max(high, 1.0)]
    if s.prediction:
        said = float(s.prediction)
        curves.append(Curve("said", [said, said], ends, f"you said {s.prediction}",
                            palette.guess, "dashed"))  # fmt: skip
    if s.train_all:
        solved = f"solved {'' if g.runs.done else 'so far '}{g.count}"
        curves.append(
            Curve("solved", [g.count] * 2, ends, solved, palette.positive, "dotted")
        )
    view.update(
        curves,
        names=("seeds, the smallest loss first", f"log₁₀ of loss {letter}"),
        words=f"Losses of {SEEDS} networks, sorted: from {significant(finite.min())} "
        f"to {significant(float(np.sort(g.loss[~g.diverged])[-1]))}."
        if not g.diverged.all()
        else "All have diverged.",
    )  # fmt: skip


def sentence(g: Gallery, s: TrainXorSettings) -> str:
    """Say how many have solved it, and what was said before."""
    if not s.train_all:
        said = f"You said {s.prediction}. " if s.prediction else ""
        ask = f"How many of {SEEDS} starts will solve XOR? {said}"
        return f"{ask}Then train them all."
    said = f" You said {s.prediction}." if s.prediction else ""
    if not g.runs.done:
        return f"Step {g.runs.step} of {s.steps}: {g.count} of {SEEDS} solved so far."
    stuck = SEEDS - g.count - int(g.diverged.sum())
    lost = f", {int(g.diverged.sum())} diverged" if g.diverged.any() else ""
    counted = f"{g.count} of {SEEDS} solved it in {s.steps} steps, {stuck} did not"
    return f"{counted}{lost}.{said} Press one to open its run."


def equation(g: Gallery, s: TrainXorSettings) -> list[dict[str, Any]]:
    """Return the counts."""
    lost = int(g.diverged.sum())
    terms = [("solved", g.count, "result"), ("not", SEEDS - g.count - lost, "path")]
    if lost:
        terms.append(("diverged", lost, "backward"))
    if s.prediction:
        terms.append(("you said", int(s.prediction), "forward"))
    made: list[dict[str, Any]] = [
        {"symbol": f"of {SEEDS} after {g.runs.step} steps:", "role": "aside"}
    ]
    for name, count, role in terms:
        made.append({"symbol": name, "value": str(count), "role": role})
    return made


def table(g: Gallery, s: TrainXorSettings) -> tuple[str, list[str], list[list[str]]]:
    """Return every seed with its loss and its answers at the four corners."""
    letter = symbol("prediction", s.notation)
    columns = ["seed", "", f"loss {symbol('loss', s.notation)}"]
    columns += [f"{letter} at ({a:.0f}, {b:.0f})" for a, b in xor()[0].tolist()]
    rows = []
    for i, fate in enumerate(fates(g, s)):
        if g.diverged[i]:
            numbers = ["–"] * 5
        else:
            numbers = [significant(float(n), 4) for n in (g.loss[i], *g.answers[i])]
        rows.append([str(i), fate.removeprefix(": ") or "open", *numbers])
    return sentence(g, s), columns, rows
