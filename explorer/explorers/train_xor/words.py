"""What Train XOR says of a step: the status line and the equation."""

from __future__ import annotations

from typing import Any

from explorer.core.factors import Factor
from explorer.explorers.train_xor.batching import pools, shares
from explorer.explorers.train_xor.run import Moment
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.language.numbers import significant
from explorer.language.symbols import (
    component,
    derivative,
    parameter,
    symbol,
    unit,
)

Term = dict[str, Any]


def sentence(m: Moment, s: TrainXorSettings) -> str:
    """Say where the run stands, and what about it is worth knowing."""
    more = list(filter(None, (_stopped(m, s), _twins(m, s), _pools(s))))
    return " ".join([_stand(m, s, alone=not more), *more])


def _stand(m: Moment, s: TrainXorSettings, *, alone: bool) -> str:
    """Say the step and its loss; whose loss, if there is room for that."""
    loss = significant(float(m.history.loss[m.step]))
    if m.diverged and s.step >= m.step:
        where = f"Diverged at step {m.history.diverged_at}: the steps are too large. "
        return f"{where}Shown is step {m.step}, loss {loss}."
    right = int(((m.trace.output[:, 0] > 0.5) == (m.y[:, 0] > 0.5)).sum())
    solved = f"{right} of {len(m.x)} examples right."
    whose = " in all" if s.reduction == "sum" else " on average"
    loss += whose if alone else ""
    return f"Step {m.step}: loss {loss}{_change(m)}, {solved}"


def _change(m: Moment) -> str:
    """Say in brackets what the last step did to the loss, if there was one."""
    if m.step == 0:
        return ""
    before, now = (float(m.history.loss[k]) for k in (m.step - 1, m.step))
    if now == before:
        return " (as before)"
    return f" ({'up' if now > before else 'down'} {significant(abs(now - before))})"


def _stopped(m: Moment, s: TrainXorSettings) -> str:
    """Say at the end of a run which rule stopped it, if there was more than one."""
    if m.flat and m.step == m.history.steps:
        of = "largest part" if s.norm == "max" else "length"
        below = significant(s.gradient_below)
        return f"Stopped: the gradient's {of} is below {below}."
    if s.gradient_below and m.history.stopped_by == "steps" and m.step == s.steps:
        below = significant(s.gradient_below)
        return f"Stopped by the number of steps; the gradient was never below {below}."
    return ""


def _twins(m: Moment, s: TrainXorSettings) -> str:
    if not m.twins:
        return ""
    names = [unit("h", 1, i, s.notation) for i in m.twins]
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{listed} are twins: equal weights, equal gradients."


def _pools(s: TrainXorSettings) -> str:
    """Say what a batch takes from the pools of high and of low priority."""
    both = shares(s)
    if both is None:
        return ""
    high, low, _ = pools(s, s.examples)
    taken = f"{both[0].taken} of {high}, {both[1].taken} of {low}"
    weights = ", ".join(significant(pool.weight) for pool in both)
    counted = f"weights {weights}" if s.weighted else "all weigh 1: biased"
    return f"Batch: {taken}; {counted}."


def _term(factor: Factor, notation: str) -> Term:
    weight = factor.direction == "weight"
    signed = weight or factor.symbol.startswith("∂")  # as in the picture
    value = significant(factor.value, sign=signed)
    role = "path" if weight else factor.direction
    return {"symbol": _letters(factor, notation), "value": value, "role": role}


def _letters(factor: Factor, notation: str) -> str:
    """Return a factor's symbol in a notation; the core speaks ours."""
    kind, where = factor.where[0], factor.where
    if factor.direction == "weight":
        return parameter(where, notation)
    if kind in "Wb":  # what a bias multiplies
        return factor.symbol
    layer, _, index = where[1:].partition("_")
    if kind == "x":
        return component("input", int(index), notation)
    if kind == "z":
        return unit("slope", int(layer), int(index), notation)
    if factor.direction == "backward":
        return derivative(symbol("prediction", notation), notation)
    return unit("h", int(layer), int(index), notation)


def _operator(symbol: str, role: str = "plain") -> Term:
    return {"symbol": symbol, "role": role}


def _result(name: str, value: float, notation: str) -> Term:
    what = derivative(parameter(name, notation), notation)
    return {"symbol": what, "value": significant(value, sign=True), "role": "result"}


def equation(m: Moment, s: TrainXorSettings) -> list[Term]:
    """Return ∂E/∂w of the explained weight, factor by factor, then for all examples."""
    f = m.factors
    several = len(f.paths) > 1
    letters = s.notation
    terms = [_result(f.name, f.gradient, letters), _operator("=")]
    if several:
        terms.append(_operator("("))
    for number, path in enumerate(f.paths):
        if number:
            terms.append(_operator("+"))
        for place, factor in enumerate(path.factors):
            terms += [_operator("·")] * (place > 0) + [_term(factor, letters)]
    if several:
        terms.append(_operator(")"))
    ends = (f.incoming,) if f.slope is None else (f.slope, f.incoming)
    for end in ends:
        terms += [_operator("·"), _term(end, letters)]
    total = float(m.gradients.parameters[s.names.index(f.name)])
    joined = "sum" if s.reduction == "sum" else "mean"
    return [
        _operator(f"example {m.example + 1}:", "aside"),
        *terms,
        _operator(f"{joined} over {len(m.x)}:", "aside"),
        _result(f.name, total, letters),
    ]
