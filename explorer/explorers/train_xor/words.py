"""What Train XOR says in words and numbers: status, equation, data table."""

from __future__ import annotations

from typing import Any

from explorer.core.factors import WeightPath
from explorer.explorers.train_xor.run import Moment
from explorer.explorers.train_xor.settings import PARAMETERS, TrainXorSettings
from explorer.language.numbers import significant
from explorer.language.symbols import parameter, unit

Term = dict[str, Any]


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


def _product(path: WeightPath, incoming: Term | None) -> list[Term]:
    terms: list[Term] = []
    for factor in path.factors:
        if terms:
            terms.append({"symbol": "·", "role": "plain"})
        role = {"weight": "path"}.get(factor.direction, factor.direction)
        terms.append(
            {"symbol": factor.symbol, "value": significant(factor.value), "role": role}
        )
    if incoming is not None:
        terms += [{"symbol": "·", "role": "plain"}, incoming]
    return terms


def equation(m: Moment, s: TrainXorSettings) -> list[Term]:
    """Return ∂E/∂w of the explained weight, factor by factor."""
    f = m.factors
    name = parameter(f.name)
    total = float(m.gradients.parameters[PARAMETERS.index(f.name)])
    terms: list[Term] = [
        {
            "symbol": f"∂E/∂{name}",
            "value": significant(f.gradient, sign=True),
            "role": "result",
        },
        {"symbol": f"example {m.example + 1}  =", "role": "plain"},
    ]
    for number, path in enumerate(f.paths):
        if number:
            terms.append({"symbol": "+", "role": "plain"})
        terms += _product(path, None)
    n = len(m.x)
    joined = "Σ" if s.reduction == "sum" else "mean"
    terms += [
        {"symbol": f"all {n}, {joined}", "role": "gap"},
        {
            "symbol": f"∂E/∂{name}",
            "value": significant(total, sign=True),
            "role": "result",
        },
    ]
    return terms


def table(m: Moment, s: TrainXorSettings) -> tuple[str, list[str], list[list[str]]]:
    """Return every number of the step shown."""
    h, k = m.history, m.step
    rows = []
    for i, name in enumerate(PARAMETERS):
        rows.append(
            [
                parameter(name),
                significant(float(h.parameters[k, i]), 6, sign=True),
                significant(float(m.gradients.example_gradient[m.example, i]), 6, sign=True),
                significant(float(m.gradients.parameters[i]), 6, sign=True),
                significant(float(h.velocity[k, i]), 6, sign=True),
            ]
        )
    for layer in range(1, len(m.network.layers) + 1):
        for to in range(m.trace.h[layer].shape[1]):
            at = (m.example, to)
            rows.append(
                [
                    f"unit {unit('h', layer, to + 1)}",
                    f"z {significant(float(m.trace.z[layer - 1][at]), 6, sign=True)}",
                    f"h {significant(float(m.trace.h[layer][at]), 6, sign=True)}",
                    f"δ {significant(float(m.gradients.delta[layer - 1][at]), 6, sign=True)}",
                    f"∂E/∂h {significant(float(m.gradients.dh[layer][at]), 6, sign=True)}",
                ]
            )
    for n in range(min(len(m.x), 20)):
        rows.append(
            [
                f"example {n + 1}",
                f"x ({', '.join(significant(float(v)) for v in m.x[n])})",
                f"y {significant(float(m.y[n, 0]))}",
                f"ŷ {significant(float(m.trace.output[n, 0]), 6)}",
                f"loss {significant(float(m.gradients.example_loss[n]), 6)}",
            ]
        )
    caption = f"Step {k}, loss E = {significant(float(h.loss[k]), 6)}"
    first = f"∂E, example {m.example + 1}"
    return caption, ["", "value", first, "∂E, all", "previous step"], rows
