"""Look: one function, its slope, and how the others would do at the same z."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.activations import ACTIVATIONS
from explorer.explorers.saturate import prediction, words
from explorer.explorers.saturate.settings import ACTIVATIONS as NAMES
from explorer.explorers.saturate.settings import SaturateSettings
from explorer.explorers.saturate.words import Said, Term, operator, term
from explorer.language.numbers import fixed, significant
from explorer.language.symbols import symbol
from explorer.views.bars import Bar
from explorer.views.curve import Curve, Point

_Z = np.linspace(*words.Z, 321)
_CAPTIONS = {
    "sigmoid": "At most ¼, at 0.",
    "tanh": "Four times as steep as the sigmoid at 0, and flat sooner.",
    "relu": "At 0 there is no slope; 0 stands in by convention.",
    "leaky_relu": "Left of 0 a hundredth comes back: never dead.",
    "linear": "For outputs. Inside, layers of it are together one layer.",
}
_REACH = np.array([-2.0, 2.0])  # of the tangent


def show(views: dict[str, Any], s: SaturateSettings) -> Said:
    """Show where z lies on the curve and how steep it is there."""
    h, slope = words.value_and_slope(s.activation, s.z)
    rule, flat = ACTIVATIONS[s.activation], words.bands(s.activation)
    z_name, h_name = symbol("z", s.notation), symbol("h", s.notation)
    slope_name = f"{symbol('slope', s.notation)}({z_name})"
    steep = f"slope {significant(slope)}" if s.slope else ""
    where = f"Point at {z_name} = {fixed(s.z, sign=True)}; drag it or use arrow keys"
    said = f"{words.word(s.activation)} at {z_name} = {fixed(s.z, sign=True)}"
    if "function" in views:
        view, tangent = views["function"], s.z + _REACH
        p = view.palette
        view.set_window(words.Z, words.HEIGHTS[s.activation])
        view.update(
            [
                Curve("phi", _Z, rule.value(_Z), "", p.forward),
                Curve("tangent", tangent, h + slope * _REACH, "", p.backward),
            ],
            [
                Point("z", s.z, h, "", p.accent, note=steep, handle=where,
                      below=s.z > 0, left=s.z <= 0, steep=True)
            ],
            bands=flat,
            names=(z_name, h_name),
            words=f"{said} is {significant(h)}, with its tangent. {steep}".strip(),
        )  # fmt: skip
    if "slope" in views:
        view = views["slope"]
        p = view.palette
        view.set_window(
            words.Z,
            (-0.08 * prediction.top(s.activation), prediction.top(s.activation)),
        )
        curve = Curve("slope", _Z, rule.derivative(_Z), "", p.backward)
        point = Point("z_slope", s.z, slope, "", p.accent, handle=where)
        view.update(
            [curve] if s.slope else [],
            [*prediction.points(s, p), *([point] if s.slope else [])],
            bands=flat if s.slope else [],
            names=(z_name, slope_name),
            caption=_caption(s),
            words=f"Slope of {said}: {steep or 'not shown yet'}.",
        )
    if "functions" in views:
        view = views["functions"]
        colours = view.palette
        bars = []
        for name in NAMES if s.slope else ():
            there = words.value_and_slope(name, s.z)[1]
            colour = colours.backward if name == s.activation else colours.muted
            flat_here = words.is_flat(name, s.z)
            bars.append(Bar(name, words.word(name), there, colour, flat=flat_here))
        letter = symbol("slope", s.notation)
        told = (
            f"Hatched: flat, {letter} < 0.01."
            if s.slope
            else "Draw the five slopes first."
        )
        view.update(
            bars, top=1.0, caption=told, words=f"Slopes at {fixed(s.z)}. {told}"
        )
    return Said(_sentence(s, said, slope), _equation(s, h, slope), _table(s))


def _caption(s: SaturateSettings) -> str:
    if not s.slope:
        return "Drag the squares to where φ′ should be; then show it."
    return prediction.farthest(s) or _CAPTIONS.get(s.activation, "")


def _sentence(s: SaturateSettings, where: str, slope: float) -> str:
    if not s.slope:
        return "φ′ is hidden. Drag the five squares, then show it."
    said = f"{where}: slope {significant(slope)}."
    if s.activation == "relu" and s.z == 0:
        said += " The corner has no slope; 0 is taken."
    elif s.activation == "relu" and s.z < 0:
        said += " Dead: nothing comes back through this unit."
    elif words.is_flat(s.activation, s.z):
        said += " Flat: hardly anything comes back."
    return " ".join(filter(None, [said, prediction.farthest(s)]))


def _equation(s: SaturateSettings, h: float, slope: float) -> list[Term]:
    """Return the slope as the rule of the function makes it."""
    z, letter = symbol("z", s.notation), symbol("h", s.notation)
    if not s.slope:
        return [operator("φ′ = ?")]
    left = [term(f"{symbol('slope', s.notation)}({z})", slope, "result"), operator("=")]
    if s.activation == "sigmoid":
        other = words.value_and_slope("sigmoid", -s.z)[0]  # 1 − h, without cancelling
        right = [term(f"(1 − {letter})", other, "forward")]
        return [*left, term(letter, h, "forward"), operator("·"), *right]
    if s.activation == "tanh":
        return [*left, operator("1 −"), term(f"{letter}²", h * h, "forward")]
    where = {"linear": "everywhere"}.get(
        s.activation, f"where {z} > 0" if s.z > 0 else f"where {z} ≤ 0"
    )
    return [*left, operator(f"{significant(slope)} {where}")]


def _table(s: SaturateSettings) -> words.Table:
    rows = []
    for name in NAMES if s.slope else (s.activation,):
        h, slope = words.value_and_slope(name, s.z)
        state = "flat" if words.is_flat(name, s.z) else ""
        shown = significant(slope, 6) if s.slope else "–"
        rows.append([words.word(name), significant(h, 6, True), shown, state])
    for mark in prediction.predicted(s).marks:
        rows.append([mark.name, mark.said_in_words, mark.came_in_words, ""])
    caption = f"At z = {significant(s.z, 6, True)}"
    return caption, ["function", "φ(z)", "φ′(z)", ""], rows
