"""Step: a node of two inputs walks downhill, or does not."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.activations import ACTIVATIONS
from explorer.explorers.saturate import words
from explorer.explorers.saturate.settings import SaturateSettings
from explorer.explorers.saturate.walk import Walk, factors
from explorer.explorers.saturate.words import Said, Term, operator, term
from explorer.language.numbers import fixed, significant
from explorer.language.symbols import lowered, symbol
from explorer.views.bars import Bar
from explorer.views.curve import Curve, Point

_Z = np.linspace(*words.Z, 321)
_REACH = np.array([-2.0, 2.0])  # of the tangent


def show(views: dict[str, Any], s: SaturateSettings, walk: Walk) -> Said:
    """Show where the node sits, why its gradient is what it is, and how E goes."""
    b, first, rule = walk.blame, walk.first, ACTIVATIONS[s.activation]
    z_name, h_name = symbol("z", s.notation), symbol("h", s.notation)
    if "node" in views:
        view, tangent = views["node"], b.z + _REACH
        p = view.palette
        view.set_window(words.Z, words.HEIGHTS[s.activation])
        start = Point("start", first.z, first.h, "start", p.muted, hollow=True)
        here = f"{z_name} = {significant(b.z)}"
        view.update(
            [
                Curve("phi", _Z, rule.value(_Z), words.word(s.activation), p.forward),
                Curve("tangent", tangent, b.h + b.slope * _REACH, "slope", p.backward),
            ],
            [start, Point("here", b.z, b.h, "now", p.accent)],
            bands=words.bands(s.activation),
            names=(z_name, h_name),
            caption=f"{here}, slope {significant(b.slope)}",
            words=f"{words.word(s.activation)}, the node at {here}, slope "
            f"{significant(b.slope)}; it began at {significant(first.z)}.",
        )
    if "blame" in views:
        view, flat = views["blame"], words.is_flat(s.activation, b.z)
        p = view.palette
        inks = dict.fromkeys(("later", "x1", "x2"), p.forward)
        bars = [
            Bar(
                name, text, v, inks.get(name, p.backward), flat=flat and name == "slope"
            )
            for name, text, v in factors(b, s)
        ]
        told = "gradient = error · later weight · slope · input"
        view.update(bars, log=True, caption=told)
    if "progress" in views:
        view, losses = views["progress"], walk.run.loss
        low, high = min(float(losses.min()), 0.0), max(float(losses.max()), 1e-12)
        margin = 0.1 * (high - low)
        if not walk.dragging:  # the scale holds still under the hand
            view.set_window((0.0, float(s.steps)), (low - margin, high + margin))
        here = f"{symbol('loss', s.notation)} = {significant(b.loss)}"
        ink = view.palette
        view.update(
            [Curve("loss", np.arange(len(losses)), losses, "", ink.stored_path)],
            [Point("step", walk.step, b.loss, "", ink.accent, note=here, below=True)],
            names=("step", symbol("loss", s.notation)),
            words=f"Loss over {walk.run.steps} steps, now {significant(b.loss)}.",
        )
    return Said(_sentence(s, walk), _equation(s, walk), _table(s, walk))


def _sentence(s: SaturateSettings, walk: Walk) -> str:
    b, run = walk.blame, walk.run
    z, w = symbol("z", s.notation), symbol("weight", s.notation) + lowered(1)
    flat = ""
    if s.activation == "relu" and b.slope == 0:
        flat = " Dead: the slope is 0 and nothing moves."
    elif words.is_flat(s.activation, b.z):
        flat = " Flat: the slope keeps the step small."
    if run.diverged_at is not None and walk.step == run.steps:
        return f"Diverged at step {run.diverged_at}: the steps are too large."
    if walk.step:
        was = walk.first.z
        moved = f"{z} went from {fixed(was)} to {fixed(b.z)}"
        steps = "1 step" if walk.step == 1 else f"{walk.step} steps"
        return f"After {steps} {moved}.{flat}"
    if run.steps == 0:
        return f"{z} = {fixed(b.z)}.{flat}"
    before, after = (significant(float(run.positions[i, 0]), 6) for i in (0, 1))
    return f"{z} = {fixed(b.z)}. One step takes {w} from {before} to {after}.{flat}"


def _equation(s: SaturateSettings, walk: Walk) -> list[Term]:
    """Return ∂E/∂w₁ factor by factor, and the weight that comes of it."""
    b, names = walk.blame, {name: text for name, text, _ in factors(walk.blame, s)}
    short = {name: text.rpartition(" ")[2] for name, text in names.items()}
    terms = [
        *(term(short["g1"], float(b.gradient[0]), "result"), operator("=")),
        *(term(short["error"], b.error, "backward"), operator("·")),
        *(term(short["later"], b.later, "path"), operator("·")),
        *(term(short["slope"], b.slope, "backward"), operator("·")),
        term(short["x1"], float(b.x[0]), "forward"),
    ]
    if walk.step < walk.run.steps:
        rate, w = symbol("learning_rate", s.notation), symbol("weight", s.notation)
        after = float(walk.run.positions[walk.step + 1, 0])
        new = f"{w}₁ − {rate} · {short['g1']}"
        terms += [operator("     then"), term(new, after, "result", 6)]
    return terms


def _table(s: SaturateSettings, walk: Walk) -> words.Table:
    b, run = walk.blame, walk.run
    rows = [[text, significant(v, 6, True), ""] for _, text, v in factors(b, s)]
    z, h = symbol("z", s.notation), symbol("h", s.notation)
    rows += [[name, significant(v, 6, True), ""] for name, v in ((z, b.z), (h, b.h))]
    last = min(walk.step + 1, run.steps)
    for i, letter in enumerate(("₁", "₂")):
        now, new = (
            significant(float(run.positions[k, i]), 6) for k in (walk.step, last)
        )
        rows.append([symbol("weight", s.notation) + letter, now, new])
    caption = f"Step {walk.step}, loss {significant(b.loss, 6)}"
    return caption, ["", "now", "after the next step"], rows
