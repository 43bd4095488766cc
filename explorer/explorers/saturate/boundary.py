"""Bend: two networks learn the same corners, one of them without bending."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.linear_stack import collapsed
from explorer.core.network import forward
from explorer.explorers.saturate import bend, words
from explorer.explorers.saturate.bend import Trained
from explorer.explorers.saturate.settings import MOST_TRAINED, SaturateSettings
from explorer.explorers.saturate.words import Said, Term, operator, term
from explorer.language.numbers import significant
from explorer.language.symbols import lowered, symbol
from explorer.views.curve import Curve, Point

_MAP = (-0.6, 1.6)  # of both inputs
_CELLS, _QUICK = 41, 31  # along each input; while something is dragged
_Networks = dict[str, Trained]


def show(views: dict[str, Any], s: SaturateSettings, *, dragging: bool) -> Said:
    """Show what both networks answer, and how their losses went."""
    networks = bend.trained(s, dragging=dragging)
    for name, activation in (("straight", "linear"), ("bent", s.activation)):
        if name in views:
            cells = _QUICK if dragging else _CELLS
            _show_map(views[name], networks[activation], s, cells)
    if "losses" in views:
        _show_losses(views["losses"], networks, s, hold=dragging)
    return Said(_sentence(networks, s), _equation(networks, s), _table(networks, s))


def _show_map(view: Any, shown: Trained, s: SaturateSettings, cells: int) -> None:
    values = np.linspace(*_MAP, cells)
    across, up = np.meshgrid(values, values)
    inputs = np.column_stack([across.ravel(), up.ravel()])
    output = forward(shown.network, inputs).output.reshape(cells, cells)
    told = f"{s.units} {words.word(shown.activation)} units: {shown.right} of "
    told += f"{bend.EXAMPLES} right"
    view.update(output, _MAP, _MAP, *bend.data(), caption=told)


def _show_losses(
    view: Any, networks: _Networks, s: SaturateSettings, *, hold: bool
) -> None:
    p = view.palette
    inks = {"linear": (p.muted, "dashed")}
    curves, points = [], []
    for name, shown in networks.items():
        colour, style = inks.get(name, (p.stored_path, "solid"))
        steps = np.arange(len(shown.losses))
        label = words.word(name)
        curves.append(Curve(name, steps, shown.losses, label, colour, style))
        place, note = (shown.step, shown.loss), significant(shown.loss)
        points.append(Point(f"{name}_now", *place, "", colour, note=note))
    top = 10 * np.ceil(
        max(0.1 * float(shown.losses.max()) for shown in networks.values())
    )
    if not hold:  # in a drag the scale stays
        view.set_window((0.0, float(MOST_TRAINED)), (-0.05 * top, 1.1 * top))
    view.update(
        curves, points, names=("step", symbol("loss", s.notation)), caption=bend.HOW,
        words=f"Losses over the training steps: {_sentence(networks, s, losses=True)}",
    )  # fmt: skip


def _sentence(networks: _Networks, s: SaturateSettings, *, losses: bool = False) -> str:
    parts = [
        f"{words.word(name)} {shown.right} of {bend.EXAMPLES} right"
        + (f", loss {significant(shown.loss)}" if losses else "")
        for name, shown in networks.items()
    ]
    steps = min(shown.step for shown in networks.values())
    on = "" if steps == s.trained else f" of {s.trained}"
    said = f"After {steps}{on} steps: {'; '.join(parts)}."
    return f"{said} Linear units draw one straight line."


def _line(networks: _Networks) -> tuple[float, float, float]:
    """Return the one layer that the linear network comes to: w₁, w₂ and b."""
    [layer] = collapsed(networks["linear"].network).layers
    return float(layer.W[0, 0]), float(layer.W[0, 1]), float(layer.b[0])


def _equation(networks: _Networks, s: SaturateSettings) -> list[Term]:
    """Return the product of the linear network's layers: one straight line."""
    (first, second, bias), x = _line(networks), symbol("input", s.notation)
    w, b = symbol("weight", s.notation).upper(), symbol("bias", s.notation)
    return [
        operator(f"linear inside: {w}²({w}¹{x} + {b}¹) + {b}² ="),
        *(term(f"({w}²{w}¹)₁", first, "forward"), operator(f"{x}₁ +")),
        *(term(f"({w}²{w}¹)₂", second, "forward"), operator(f"{x}₂ +")),
        term(f"{w}²{b}¹ + {b}²", bias, "forward"),
    ]


def _table(networks: _Networks, s: SaturateSettings) -> words.Table:
    rows = []
    for name, shown in networks.items():
        cells = (f"{shown.right} of {bend.EXAMPLES}", significant(shown.loss, 6))
        rows.append([words.word(name), *cells])
    for i, value in enumerate(_line(networks)):
        name = f"w{lowered(i + 1)}" if i < 2 else "b"
        rows.append([f"one layer, {name}", significant(value, 6, True), ""])
    return (
        f"After {s.trained} steps. {bend.HOW}",
        ["hidden units", "right", "loss"],
        rows,
    )
