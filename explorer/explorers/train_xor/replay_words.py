"""What is said of COMP755's run, as printed and right: status, strip, table."""

from __future__ import annotations

from typing import Any

from explorer.core.arrays import Array
from explorer.core.datasets import xor
from explorer.core.network import forward
from explorer.decks.replay import comp755_network, replay
from explorer.explorers.train_xor.parameters import FEW
from explorer.explorers.train_xor.replayed import step_of
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.language.numbers import fixed, significant
from explorer.language.symbols import parameter, symbol


def sentence(s: TrainXorSettings) -> str:
    """Say how far apart the runs are; the picture says why."""
    k, letter = step_of(s), symbol("loss", s.notation)
    printed, right = (significant(float(r.objective[k])) for r in _both())
    return f"Step {k}: loss {letter} {printed} as printed, {right} right (E-31)."


def equation(s: TrainXorSettings) -> list[dict[str, Any]]:
    """Return the fingerprint of the mistake: the distance of both hidden biases."""
    k, terms = step_of(s), list[dict[str, Any]]()
    letters = [parameter(name, s.notation) for name in ("b1_1", "b1_2")]
    places = [FEW.index("b1_1"), FEW.index("b1_2")]
    for what, run in zip(("as printed:", "right:"), _both(), strict=True):
        first, second = run.positions[k, places].tolist()
        terms += [
            {"symbol": what, "role": "aside"},
            {"symbol": letters[0], "value": fixed(first, 4, sign=True), "role": "path"},
            {"symbol": "−", "role": "plain"},
            {"symbol": letters[1], "value": fixed(second, 4, sign=True),
             "role": "path"},
            {"symbol": "=", "role": "plain"},
            {"symbol": "distance", "value": fixed(first - second, 4, sign=True),
             "role": "result"},
        ]  # fmt: skip
    return terms


def table(s: TrainXorSettings) -> tuple[str, list[str], list[list[str]]]:
    """Return every parameter, both losses and both answers at the four corners."""
    k = step_of(s)
    both = [run.positions[k] for run in _both()]
    rows = [
        [parameter(name, s.notation), *_pair(float(a), float(b))]
        for name, a, b in zip(FEW, *both, strict=True)
    ]
    losses = [float(run.objective[k]) for run in _both()]
    rows.append([f"loss {symbol('loss', s.notation)}", *_pair(*losses)])
    answers = [_answers(p) for p in both]
    for corner, a, b in zip(xor()[0].tolist(), *answers, strict=True):
        where = f"({corner[0]:.0f}, {corner[1]:.0f})"
        name = f"{symbol('prediction', s.notation)} at {where}"
        rows.append([name, *_pair(float(a), float(b))])
    columns = ["", "as printed", "right", "difference"]
    return f"COMP755's run at step {k}, as printed and right", columns, rows


def _answers(parameters: Array) -> Array:
    return forward(comp755_network(parameters), xor()[0]).output[:, 0]


def _both() -> tuple[Any, Any]:
    return replay(True), replay(False)


def _pair(printed: float, right: float) -> list[str]:
    return [
        fixed(printed, 8, sign=True),
        fixed(right, 4, sign=True),  # the right run is known to six digits only
        fixed(right - printed, 4, sign=True),
    ]
