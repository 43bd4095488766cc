"""What Downhill says: the status line, the equation, the data table."""

from __future__ import annotations

from typing import Any

from explorer.explorers.downhill.settings import ASKED, DownhillSettings
from explorer.explorers.downhill.walk import Step, Walk, step_at
from explorer.language.numbers import significant
from explorer.language.symbols import raised, symbol

_REGIMES = {
    "crawls": "It crawls",
    "converges": "It settles",
    "rings": "It bounces, less each time",
    "diverges": "Each bounce is larger: it explodes",
}


def sentence(w: Walk, k: int, s: DownhillSettings) -> str:
    """Say where the walk is and what becomes of it; then how the guess fared."""
    eta = symbol("learning_rate", s.notation)
    if s.guessing:
        start = f"{eta} {significant(s.learning_rate)}. x = {signed(w.x[0])}, slope"
        return f"{start} {signed(w.slope[0])}. Drag the flag, then step."
    here = f"Step {k}: x = {signed(w.x[k])}, y = {significant(float(w.y[k]))}."
    said = ASKED.predict(s.prediction)
    guess = said.came(float(w.x[1])).sentence if k and len(w.x) > 1 else ""
    said_of = f"{eta} {significant(s.learning_rate)}. {here} {fate(w, k, s)}"
    return f"{said_of} {guess}".strip()


def fate(w: Walk, k: int, s: DownhillSettings) -> str:
    """Say how the walk ended, if it has, or what the curvature foretells."""
    limit = significant(w.ahead.limit)
    if w.run.diverged_at is not None and k >= w.run.steps:
        return (
            f"Diverged at step {w.run.diverged_at}; settling needs less than {limit}."
        )
    if w.run.stopped_by == "gradient" and k >= w.run.steps:
        nearest = min(abs(w.x[k] - m) for m in w.curve.minima)
        where = "on a flat side, not in a minimum" if nearest > 0.2 else "in a minimum"
        return f"Stopped, the slope is below {significant(s.gradient_below)}: {where}."
    if w.slope[k] == 0:
        return "The slope is 0: no step, whatever the learning rate."
    if w.ahead.left == 0:
        return "One step lands on the minimum."
    if s.learning_rate == w.ahead.limit:
        return "It bounces for ever between two places."
    return f"{_REGIMES[w.ahead.regime]} (limit {limit})."


def signed(value: float) -> str:
    """Write a position."""
    return significant(float(value), sign=True)


def equation(step: Step, k: int, s: DownhillSettings) -> list[dict[str, Any]]:
    """Return the step and its promise, factor by factor."""
    eta = symbol("learning_rate", s.notation)

    def term(name: str, value: float, role: str, *, sign: bool = True) -> Any:
        return {"symbol": name, "value": significant(value, sign=sign), "role": role}

    def operator(name: str) -> Any:
        return {"symbol": name, "role": "plain"}

    if s.guessing:
        there = {"symbol": "x after step 1", "value": "?", "role": "result"}
    else:
        there = term(f"x after step {k + 1}", step.there, "result")
    made = [
        there,
        operator("="),
        term("x now", step.x, "forward"),
        operator("−"),
        term(eta, s.learning_rate, "path", sign=False),
        operator("·"),
        term("slope here", step.slope, "backward"),
    ]
    if s.guessing:
        return made
    return [
        *made,
        operator("     the slope promises Δy ="),
        term(f"−{eta}·slope{raised(2)}", step.drop, "result"),
        operator("   but it is"),
        term("Δy", step.change, "forward"),
    ]


def table(
    w: Walk, k: int, s: DownhillSettings
) -> tuple[str, list[str], list[list[str]]]:
    """Return every step of the walk: place, height, slope, promise and truth."""
    rows = []
    for t in range(1 if s.guessing else w.run.steps + 1):
        step = step_at(w, t, s.learning_rate)
        ahead = (step.run, step.drop, step.change)
        rows.append(
            [
                f"step {t}{' (shown)' if t == k else ''}",
                *(significant(v, 6, sign=True) for v in (step.x, step.y, step.slope)),
                *("?" if s.guessing else significant(v, 6, sign=True) for v in ahead),
            ]
        )
    eta = symbol("learning_rate", s.notation)
    columns = ["", "x", "y", "slope", f"step −{eta}·slope", "Δy promised", "Δy"]
    ended = {"steps": "the step limit", "gradient": "a small slope"}
    why = ended.get(w.run.stopped_by, f"divergence at step {w.run.diverged_at}")
    end = "before the first step" if s.guessing else f"the walk ended by {why}"
    return f"y = {w.curve.formula}; {end}", columns, rows
