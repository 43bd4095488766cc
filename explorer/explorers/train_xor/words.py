"""What Train XOR says in words and numbers: status, equation, data table."""

from __future__ import annotations

from typing import Any

from explorer.core.factors import Factor
from explorer.explorers.train_xor.run import Moment
from explorer.explorers.train_xor.settings import PARAMETERS, TrainXorSettings
from explorer.language.numbers import significant
from explorer.language.symbols import (
    component,
    derivative,
    parameter,
    symbol,
    unit,
)

Term = dict[str, Any]
_MOST_EXAMPLES = 20  # rows of the table; the first ones


def sentence(m: Moment, s: TrainXorSettings) -> str:
    """Say in one sentence where the run stands."""
    loss = significant(float(m.history.loss[m.step]))
    if m.diverged and s.step >= m.step:
        where = f"Diverged at step {m.history.diverged_at}: the steps are too large. "
        return f"{where}Shown is step {m.step}, loss {loss}."
    right = int(((m.trace.output[:, 0] > 0.5) == (m.y[:, 0] > 0.5)).sum())
    done = f"Step {m.step}: loss {loss}, {right} of {len(m.x)} examples right."
    if m.step == 0:
        return done
    before = float(m.history.loss[m.step - 1])
    now = float(m.history.loss[m.step])
    change = "The loss rose" if now > before else "The loss fell"
    if now == before:
        return f"{done} The last step left the loss as it was."
    return f"{done} {change} by {significant(abs(now - before))} in the last step."


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
    total = float(m.gradients.parameters[PARAMETERS.index(f.name)])
    joined = "sum" if s.reduction == "sum" else "mean"
    return [
        _operator(f"example {m.example + 1}:", "aside"),
        *terms,
        _operator(f"{joined} over {len(m.x)}:", "aside"),
        _result(f.name, total, letters),
    ]


def _long(value: float) -> str:
    return significant(float(value), 6, sign=True)


def table(m: Moment, s: TrainXorSettings) -> tuple[str, list[str], list[list[str]]]:
    """Return every number of the step shown: parameters, units, examples."""
    h, k, n, letters = m.history, m.step, m.example, s.notation
    loss = symbol("loss", letters)
    of_example = m.gradients.example_gradient[n]
    rows = [
        [
            parameter(name, letters),
            _long(h.parameters[k, i]),
            _long(of_example[i]),
            _long(m.gradients.parameters[i]),
            _long(h.velocity[k, i]),
        ]
        for i, name in enumerate(PARAMETERS)
    ]
    g = m.gradients
    for layer in range(1, len(m.network.layers) + 1):
        for to in range(m.trace.h[layer].shape[1]):
            rows.append(
                [
                    f"unit {unit('h', layer, to + 1, letters)}",
                    f"{symbol('z', letters)} {_long(m.trace.z[layer - 1][n, to])}",
                    f"{symbol('h', letters)} {_long(m.trace.h[layer][n, to])}",
                    f"{symbol('delta', letters)} {_long(g.delta[layer - 1][n, to])}",
                    f"{symbol('dh', letters)} {_long(g.dh[layer][n, to])}",
                ]
            )
    for row in range(min(len(m.x), _MOST_EXAMPLES)):
        inputs = ", ".join(significant(float(v)) for v in m.x[row])
        rows.append(
            [
                f"example {row + 1}",
                f"{symbol('input', letters)} ({inputs})",
                f"{symbol('target', letters)} {significant(float(m.y[row, 0]))}",
                f"{symbol('prediction', letters)} {_long(m.trace.output[row, 0])}",
                f"loss {_long(m.gradients.example_loss[row])}",
            ]
        )
    caption = f"Step {k}, loss {loss} = {significant(float(h.loss[k]), 6)}"
    gradients = [f"∂{loss}, example {n + 1}", f"∂{loss}, all"]
    columns = ["", "value", *gradients, "previous step"]
    return caption, columns, rows
