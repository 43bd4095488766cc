"""The data table of a step: parameters, units, examples, the batch."""

from __future__ import annotations

import numpy as np

from explorer.explorers.train_xor.batching import batch_at, passed, pools, shares
from explorer.explorers.train_xor.compare import others
from explorer.explorers.train_xor.run import Moment, network_of
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.language.numbers import MISSING, significant
from explorer.language.symbols import parameter, symbol, unit

_MOST_EXAMPLES = 20  # rows of the table; the first ones
_OF_THE_CURVE = 21  # steps, evenly spaced


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
        for i, name in enumerate(s.names)
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
    rows += _batch(m, s)
    if s.tab == "run":
        rows += _curve(m, s)
    caption = f"Step {k}, loss {loss} = {significant(float(h.loss[k]), 6)}"
    gradients = [f"∂{loss}, example {n + 1}", f"∂{loss}, all"]
    columns = ["", "value", *gradients, "previous step"]
    return caption, columns, rows


def _curve(m: Moment, s: TrainXorSettings) -> list[list[str]]:
    """Return the curve's loss at some steps, and that of the runs drawn beside it."""
    h, at = m.history, passed(s, len(m.x))
    beside = others(s) if s.compare else ()
    what = {"updates": "steps", "epochs": "epochs"}.get(s.against, "examples seen")
    rows = []
    for t in sorted({*np.linspace(0, h.steps, _OF_THE_CURVE).astype(int), m.step}):
        row = [f"loss at step {t}", _long(h.loss[t]), f"{significant(at[t])} {what}"]
        for other in beside:
            after = int(np.searchsorted(other.passed, at[t]))
            there = after < len(other.loss)
            loss = _long(other.loss[after]) if there else MISSING
            row.append(f"{other.name} {loss}")
        rows.append((row + [""] * 5)[:5])
    return rows


def _batch(m: Moment, s: TrainXorSettings) -> list[list[str]]:
    """Return the batch of the step that comes, and how its examples are drawn."""
    if s.batch == "all" and s.sampling in ("shuffled", "given"):
        return []
    batch = batch_at(s, network_of(s, np.array(s.start)), m.network, m.x, m.y, m.step)
    shown = ", ".join(map(str, (batch.examples[:_MOST_EXAMPLES] + 1).tolist()))
    more = " …" if len(batch.examples) > _MOST_EXAMPLES else ""
    seen = int(m.history.examples_seen[m.step])
    rows = [
        [f"batch of step {m.step}", f"{len(batch.examples)} examples",
         f"{shown}{more}", f"{seen} seen before", f"epoch {m.history.epoch(m.step)}"]
    ]  # fmt: skip
    both, counts = shares(s), pools(s, len(m.x))
    for pool, name, count in zip(both or (), ("high", "low"), counts, strict=False):
        rows.append(
            [f"{name} priority", f"{pool.taken} of {count}",
             f"each {significant(pool.inclusion)} per batch",
             f"weight {significant(pool.weight)}",
             "used" if s.weighted else "not used"]
        )  # fmt: skip
    return rows
