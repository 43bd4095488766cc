"""Depth: what a stack of layers leaves of an error, on paper and measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.slopes import slope_products
from explorer.explorers.saturate import words
from explorer.explorers.saturate.arrivals import (
    DEPTHS,
    HOW,
    POWERS,
    arrivals,
    grid,
    measured,
    power,
    start_in_words,
)
from explorer.explorers.saturate.settings import MOST_DEPTH, SaturateSettings
from explorer.explorers.saturate.words import Said, Term, operator, term
from explorer.language.numbers import significant
from explorer.language.symbols import raised, symbol
from explorer.views.bars import Bar
from explorer.views.curve import Curve, Point

_LEVELS = (-20, -15, -10, -6, -3, -1, 1, 3, 6, 10, 15, 20)
_NAMES = tuple(f"10{'⁻' if n < 0 else ''}{raised(abs(n))}" for n in _LEVELS)
_FADING, _GROWING = (-16.0, 4.0), (-4.0, 16.0)  # powers of ten that are shown
_COLOURS = "Orange vanishes, blue explodes."


def show(views: dict[str, Any], s: SaturateSettings) -> Said:
    """Show the product of slopes, the map, and every layer of one network."""
    best = slope_products(s.activation, DEPTHS)
    here = slope_products(s.activation, DEPTHS, s.z)
    arrived, at = arrivals(s), s.depth - 1
    z, slope = symbol("z", s.notation), symbol("slope", s.notation)
    if "chain" in views:
        view, layers = views["chain"], np.array(DEPTHS)
        p = view.palette
        grows = power(arrived).max() > _FADING[1]
        view.set_window((0.5, MOST_DEPTH + 0.5), _GROWING if grows else _FADING)
        note = significant(float(arrived[at]))
        last = float(power(arrived)[at])
        steepest = f"{significant(float(best[0]), 2)}ⁿ, steepest"
        view.update(
            [
                Curve("best", layers, power(best), steepest, p.muted, "dotted"),
                Curve("here", layers, power(here), f"{slope}({z})ⁿ", p.backward,
                      "dashed"),
                Curve("arrived", layers, power(arrived), "measured", p.text),
            ],
            [Point("depth", s.depth, last, "", p.accent, note=note)],
            names=("layers n", "log₁₀ of what arrives"),
            caption=f"{slope}({z})ⁿ = {significant(float(here[at]))} at n = {s.depth}",
            words=f"Of an error of 1, {note} arrives below {s.depth} layers; slopes "
            f"alone leave at most {significant(float(best[at]))}.",
        )  # fmt: skip
    if "arrival" in views:
        place = (float(s.depth), float(np.log10(s.scale)))
        told = f"{s.depth} layers, start scale {significant(s.scale)}"
        value = significant(float(arrived[at]))
        views["arrival"].update(
            grid(s.activation), np.arange(1.0, MOST_DEPTH + 1), POWERS, _LEVELS, _NAMES,
            ("layers", "log₁₀ of the start scale"), place, float(power(arrived)[at]),
            value, f"Network of {told}; drag it or use the arrow keys",
            legend="this network", caption=f"{_COLOURS} {HOW}",
            words=f"What arrives at the first layer of an error of 1: {value} with "
            f"{told}. {HOW}",
        )  # fmt: skip
    if "signal" in views:
        view = views["signal"]
        bars = [
            Bar(f"layer_{i}", f"layer {i}", size, view.palette.backward)
            for i, size in _layers(s)
        ]
        delta = symbol("delta", s.notation)
        top = max((bar.value for bar in bars if np.isfinite(bar.value)), default=1.0)
        caption = f"typical size of {delta}; the error of 1 enters above"
        view.update(bars, log=True, top=top or 1.0, caption=caption)
    return Said(_sentence(s), _equation(s), _table(s))


def _layers(s: SaturateSettings) -> list[tuple[int, float]]:
    """Return number and size of the signal of every layer, the last one first."""
    sizes = measured(s.activation, (s.scale,)).delta[0, s.depth - 1, : s.depth]
    return [(i + 1, float(sizes[i])) for i in reversed(range(s.depth))]


def _sentence(s: SaturateSettings) -> str:
    arrived = float(arrivals(s)[s.depth - 1])
    what = f"{s.depth} layers of {words.word(s.activation)}"
    start = f"start scale {significant(s.scale)}{start_in_words(s.scale)}"
    fate = "It survives."
    if arrived < 1e-3:
        fate = "It vanishes."
    elif arrived > 1e3:
        fate = "It explodes."
    return f"{what}, {start}: {significant(arrived)} arrives. {fate}"


def _equation(s: SaturateSettings) -> list[Term]:
    """Return the product of slopes beside what was measured."""
    z, slope = symbol("z", s.notation), symbol("slope", s.notation)
    n, one = s.depth, words.value_and_slope(s.activation, s.z)[1]
    best = float(slope_products(s.activation, [n])[0])
    here = float(slope_products(s.activation, [n], s.z)[0])
    steepest = float(slope_products(s.activation, [1])[0])
    return [
        term(f"{slope}({z})", one, "backward"),
        operator(f"{n} times over:"),
        term(f"{slope}({z}){raised(n)}", here, "result"),
        operator("     steepest:"),
        term(f"{significant(steepest, 2)}{raised(n)}", best, "result"),
        operator("     with weights, measured:"),
        term("arrives", float(arrivals(s)[n - 1]), "result"),
    ]


def _table(s: SaturateSettings) -> words.Table:
    best = slope_products(s.activation, DEPTHS)
    here = slope_products(s.activation, DEPTHS, s.z)
    arrived = arrivals(s)
    rows = [
        [str(n), *(significant(float(v[n - 1]), 4) for v in (here, best, arrived))]
        for n in DEPTHS
    ]
    caption = f"{words.word(s.activation)}, start scale {significant(s.scale)}. {HOW}"
    return caption, ["layers", "φ′(z)ⁿ", "steepest", "arrives"], rows
