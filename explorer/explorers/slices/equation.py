"""The equation strip of Slices: both slopes factor by factor, or the paths' sum."""

from __future__ import annotations

from typing import Any

from explorer.explorers.slices import words
from explorer.explorers.slices.ground import Moment
from explorer.explorers.slices.settings import SlicesSettings


def equation(m: Moment, s: SlicesSettings) -> list[dict[str, Any]]:
    """Return both slopes, factor by factor, or the sum over the paths."""
    if s.by == "fan":
        return _paths(m, s)
    terms: list[dict[str, Any]] = []
    for k, (name, field) in enumerate(zip(words.names(s), s.pair, strict=True)):
        if terms:
            terms.append({"symbol": ";", "role": "aside"})
        terms += [_term(words.by("z", name), m.gradient[k], "result"), _operator("=")]
        if s.by == "bowl":
            terms.append(_operator(f"{(2, 18)[k]} ·"))
            terms.append(_term(name, m.point[k], "forward"))
            continue
        other = field.replace("w", "x") if s.by == "weights" else f"w{field[1]}"
        factor = next(e.factor for e in m.edges if e.source == field)
        terms += [
            _term(words.by("z", "y"), m.back.totals["y"], "backward"),
            _operator("·"),
            _term(f"{words.by('y', name)} = {words.letter(other, s)}", factor, "edge"),
        ]
    return terms


def _paths(m: Moment, s: SlicesSettings) -> list[dict[str, Any]]:
    totals = m.back.totals
    hidden = {"first": "y", "second": "x"}.get(s.moves, "")
    total = {"symbol": "g′(t)", "value": "?", "role": "result"}
    terms = [_term("g′(t)", totals["t"], "result") if not hidden else total]
    for name in ("x", "y"):
        terms.append(_operator("=" if name == "x" else "+"))
        written = f"∂f/∂{name} · d{name}/dt"
        if name == hidden:
            terms.append({"symbol": written, "value": "?", "role": "path"})
        else:
            factor = next(e.factor for e in m.edges if e.target == name)
            terms.append(_term(written, totals[name] * factor, "path"))
    return [*terms, _operator("+"), _term("∂f/∂z · 0", 0.0, "plain")]


def _term(name: str, value: float, role: str) -> dict[str, Any]:
    return {"symbol": name, "value": words.signed(value), "role": role}


def _operator(name: str) -> dict[str, Any]:
    return {"symbol": name, "role": "plain"}
