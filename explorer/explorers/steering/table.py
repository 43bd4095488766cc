"""The data table of Steering: every step of the run, and the others beside it."""

from __future__ import annotations

from explorer.explorers.steering.runs import Course, step_at
from explorer.explorers.steering.settings import SteeringSettings
from explorer.explorers.steering.words import called
from explorer.language.numbers import MISSING, significant
from explorer.language.symbols import symbol


def table(
    all_: list[Course], k: int, s: SteeringSettings
) -> tuple[str, list[str], list[list[str]]]:
    """Return every step: place, loss, slopes, rates and changes; the others' places."""
    eta, loss = symbol("learning_rate", s.notation), symbol("loss", s.notation)
    main, *others = all_
    longest = max(c.run.steps for c in all_)
    rows = []
    for t in range(1 if s.asks else longest + 1):
        row = [MISSING] * 9
        if t <= main.run.steps:
            step = step_at(main, t)
            parts = (*step.gradient, *step.rates, *step.change)
            row = [*_stand(main, t), *(_long(n) for n in parts)]
        for other in others:
            row += _stand(other, t)
        rows.append([f"step {t}{' (shown)' if t == k else ''}", *row])
    columns = ["", "x", "y", loss, f"∂{loss}/∂x", f"∂{loss}/∂y",
               f"{eta} of x", f"{eta} of y", "Δx", "Δy"]  # fmt: skip
    for other in others:
        columns += [f"{what} of {called(other, s)}" for what in ("x", "y", loss)]
    return f"{called(main, s)} on {main.land.formula}", columns, rows


def _stand(c: Course, t: int) -> list[str]:
    """Return where a run stands at a step and its loss there, if it came so far."""
    if t > c.run.steps:
        return [MISSING] * 3
    return [_long(n) for n in (*c.run.positions[t], c.run.objective[t])]


def _long(value: float) -> str:
    return significant(float(value), 6, sign=True)
