"""The data table of Fit a line: a row per example, error × input = its vote."""

from __future__ import annotations

from explorer.explorers.fit_a_line.fit import Fit, Moment
from explorer.explorers.fit_a_line.settings import FitALineSettings
from explorer.explorers.fit_a_line.words import formula, inputs, letters, same
from explorer.language.numbers import significant
from explorer.language.symbols import symbol


def table(
    f: Fit, m: Moment, s: FitALineSettings
) -> tuple[str, list[str], list[list[str]]]:
    """Return a row per example, error × input = vote; the last joins the votes."""
    y, z = symbol("target", s.notation), symbol("prediction", s.notation)
    names, entering = letters(s), inputs(s)

    def long(value: float) -> str:
        return significant(float(value), 6, sign=True)

    rows = []
    for n, (*x, target) in enumerate(s.data):
        chosen = " (shown)" if n + 1 == s.example else ""
        votes = (
            ["?"] * len(names)
            if s.guessing
            else [
                f"{long(m.errors[n])} × {significant(v)} = {long(vote)}"
                for v, vote in zip((*x, 1.0), m.votes[n], strict=True)
            ]
        )
        fitted = [long(target), long(m.predictions[n]), long(m.errors[n])]
        rows.append([f"example {n + 1}{chosen}", *fitted, *votes])
    joined = f"{'' if s.half else '2 × '}{s.reduction} of the votes = ∇"
    blank = [""] * 3
    loss = symbol("loss", s.notation)
    rows.append(["weight now", *blank, *(long(w) for w in m.w)])
    if not s.guessing:
        gradient, after = (map(long, v) for v in (m.gradient, m.w + m.step))
        rows.insert(-1, [joined + loss, *blank, *gradient])
        rows.append(["after the step", *blank, *after])
    columns = ["", f"target {y}", f"prediction {z}", f"error {z} − {y}"]
    columns += [
        f"vote for {name} = error × {x}"
        for name, x in zip(names, entering, strict=True)
    ]
    caption = f"Step {m.k}: {formula(s)} = {significant(m.loss, 6)}. {same(f, s)}"
    return caption, columns, rows
