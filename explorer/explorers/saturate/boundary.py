"""Bend: two networks learn the same corners, one of them without bending."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from explorer.core import starts
from explorer.core.arrays import Array
from explorer.core.datasets import noisy_xor
from explorer.core.linear_stack import collapsed
from explorer.core.network import Network, forward
from explorer.core.training import History, train
from explorer.explorers.saturate import words
from explorer.explorers.saturate.settings import MOST_TRAINED, SaturateSettings
from explorer.explorers.saturate.words import Said, Term, operator, term
from explorer.language.numbers import significant
from explorer.language.symbols import lowered, symbol
from explorer.views.curve import Curve, Point

_EXAMPLES, _NOISE = 60, 0.15
_RATE, _MOMENTUM = 0.02, 0.9
_MAP = (-0.6, 1.6)  # of both inputs
_CELLS = 41
_HOW = f"{_EXAMPLES} examples, η {_RATE}, α {_MOMENTUM}, cross-entropy, sigmoid output"


@lru_cache(maxsize=1)
def data() -> tuple[Array, Array]:
    """Return the examples, rows, and their classes."""
    return noisy_xor(_EXAMPLES, _NOISE, seed=1)


@lru_cache(maxsize=32)
def history(activation: str, units: int, seed: int) -> History:
    """Return the training run of one network."""
    sizes = (2, units, 1)
    start = Network.from_parameters(
        sizes, (activation, "sigmoid"), starts.xavier(sizes, seed)
    )
    return train(
        *(start, *data()),
        loss="binary_cross_entropy",
        method="momentum",
        learning_rate=_RATE,
        momentum=_MOMENTUM,
        steps=MOST_TRAINED,
    )


def network(activation: str, s: SaturateSettings) -> Network:
    """Return the network at the step shown."""
    run = history(activation, s.units, s.seed)
    parameters = run.parameters[min(s.trained, run.steps)]
    return Network.from_parameters((2, s.units, 1), (activation, "sigmoid"), parameters)


def right(trained: Network) -> int:
    """Return how many examples are on the right side."""
    x, y = data()
    return int(((forward(trained, x).output > 0.5) == (y > 0.5)).sum())


def show(views: dict[str, Any], s: SaturateSettings) -> Said:
    """Show what both networks answer, and how their losses went."""
    x, y = data()
    values = np.linspace(*_MAP, _CELLS)
    across, up = np.meshgrid(values, values)
    inputs = np.column_stack([across.ravel(), up.ravel()])
    for name, activation in (("straight", "linear"), ("bent", s.activation)):
        if name in views:
            trained = network(activation, s)
            output = forward(trained, inputs).output.reshape(_CELLS, _CELLS)
            told = f"{s.units} {words.word(activation)} units: {right(trained)} of "
            told += f"{len(x)} right"
            views[name].update(output, _MAP, _MAP, x, y, caption=told)
    if "losses" in views:
        view = views["losses"]
        p = view.palette
        curves, points = [], []
        kinds = [("linear", p.muted, "dashed"), (s.activation, p.stored_path, "solid")]
        for activation, colour, style in {kind[0]: kind for kind in kinds}.values():
            losses = history(activation, s.units, s.seed).loss
            name, at = words.word(activation), min(s.trained, len(losses) - 1)
            steps = np.arange(len(losses))
            curves.append(Curve(activation, steps, losses, name, colour, style))
            loss = float(losses[at])
            points.append(
                Point(f"{activation}_now", at, loss, "", colour, note=significant(loss))
            )
        top = max(float(np.max(curve.y)) for curve in curves)
        view.set_window((0.0, float(MOST_TRAINED)), (-0.05 * top, 1.1 * top))
        loss_name = symbol("loss", s.notation)
        view.update(
            curves, points, names=("step", loss_name), caption=_HOW,
            words=f"Losses over the training steps: {_sentence(s)}",
        )  # fmt: skip
    return Said(_sentence(s), _equation(s), _table(s))


def _state(activation: str, s: SaturateSettings) -> tuple[int, float]:
    """Return how many are right, and the loss, at the step shown."""
    losses = history(activation, s.units, s.seed).loss
    now = float(losses[min(s.trained, len(losses) - 1)])
    return right(network(activation, s)), now


def _sentence(s: SaturateSettings) -> str:
    parts = []
    for activation in dict.fromkeys(("linear", s.activation)):
        count, loss = _state(activation, s)
        parts.append(
            f"{words.word(activation)} {count} of {_EXAMPLES} right, loss "
            f"{significant(loss)}"
        )
    said = f"After {s.trained} steps: {'; '.join(parts)}."
    return f"{said} Linear units draw one straight line."


def _line(s: SaturateSettings) -> tuple[float, float, float]:
    """Return the one layer that the linear network comes to: w₁, w₂ and b."""
    [layer] = collapsed(network("linear", s)).layers
    return float(layer.W[0, 0]), float(layer.W[0, 1]), float(layer.b[0])


def _equation(s: SaturateSettings) -> list[Term]:
    """Return the product of the linear network's layers: one straight line."""
    (first, second, bias), x = _line(s), symbol("input", s.notation)
    w, b = symbol("weight", s.notation).upper(), symbol("bias", s.notation)
    return [
        operator(f"linear inside: {w}²({w}¹{x} + {b}¹) + {b}² ="),
        *(term(f"({w}²{w}¹)₁", first, "forward"), operator(f"{x}₁ +")),
        *(term(f"({w}²{w}¹)₂", second, "forward"), operator(f"{x}₂ +")),
        term(f"{w}²{b}¹ + {b}²", bias, "forward"),
    ]


def _table(s: SaturateSettings) -> words.Table:
    rows = []
    for activation in dict.fromkeys(("linear", s.activation)):
        count, loss = _state(activation, s)
        cells = (f"{count} of {_EXAMPLES}", significant(loss, 6))
        rows.append([words.word(activation), *cells])
    for i, value in enumerate(_line(s)):
        name = f"w{lowered(i + 1)}" if i < 2 else "b"
        rows.append([f"one layer, {name}", significant(value, 6, True), ""])
    return f"After {s.trained} steps. {_HOW}", ["hidden units", "right", "loss"], rows
