"""What Chain says: the equation strip, the sentences, the data table."""

from __future__ import annotations

from typing import Any

from explorer.core.graph_paths import GraphPath
from explorer.explorers.chain import captions
from explorer.explorers.chain.moment import Moment
from explorer.explorers.chain.settings import ASKED, ChainSettings
from explorer.explorers.chain.typed import derivative, pretty
from explorer.language.numbers import significant
from explorer.language.symbols import symbol

Term = dict[str, Any]
_MOST_FACTORS = 6


def clean(change: float) -> float:
    """Return a difference of two doubles without the digits that the rounding made.

    >>> clean(1.0010000000000003 - 1.0)
    0.001
    """
    return float(f"{change:.8g}")


def _plain(text: str) -> Term:
    return {"symbol": text, "role": "plain"}


def _at(m: Moment, box: str) -> str:
    """Write where the slopes of a box are taken: right of the bar stand numbers."""
    arguments = next(each.arguments for each in m.graph.boxes if each.name == box)
    return ", ".join(f"{pretty(a)} = {significant(m.trace[a])}" for a in arguments)


def _factors(m: Moment, path: GraphPath, *, evaluated: bool) -> list[Term]:
    """Return the slopes along a path, the last box first, as the chain rule has it."""
    terms: list[Term] = []
    for edge in reversed(path.edges):
        arguments = next(b.arguments for b in m.graph.boxes if b.name == edge.target)
        name = derivative(edge.target, edge.source, partial=len(arguments) > 1)
        if terms:
            terms.append(_plain("·"))
        if evaluated:
            value, where = significant(edge.factor), _at(m, edge.target)
            terms.append({"symbol": f"{name}│{where}", "value": value, "role": "path"})
        else:
            terms.append({"symbol": name, "role": "path"})
    return terms


def _first_approach(m: Moment) -> list[Term]:
    """Return the slope of the expanded polynomial, if there is one."""
    if m.expanded is None:
        return []
    where = f"{pretty(m.name)} = {significant(m.trace[m.name])}"
    slope = captions.polynomial(m.expanded.derivative, m.name)
    value = significant(m.expanded.slope)
    term = {"symbol": f"{slope}│{where}", "value": value, "role": "forward"}
    return [term, _plain("=")]


def equation(m: Moment, s: ChainSettings) -> list[Term]:
    """Return the chain rule for the shown input, with or without numbers."""
    result: Term = {"symbol": m.symbol(m.name), "role": "result"}
    if s.guessing:
        question = "= the slopes in the boxes, added or multiplied?"
        return [{**result, "value": "?"}, _plain(question)]
    if s.evaluated:
        result["value"] = significant(m.slope)
    shown, count = m.paths.paths, m.paths.count
    if s.tab == "run" and 0 < s.path <= len(shown):
        path = shown[s.path - 1]
        product = significant(path.product, sign=True)
        terms = _factors(m, path, evaluated=s.evaluated)
        return [_plain(f"path {s.path} of {count}:"), *terms, _plain(f"= {product}")]
    first = _first_approach(m) if s.tab == "step" and s.evaluated else []
    if sum(len(path.edges) for path in shown) <= _MOST_FACTORS:
        terms = first
        for path in shown:
            terms += [_plain("+")] * (path is not shown[0])
            terms += _factors(m, path, evaluated=s.evaluated)
        return [result, _plain("="), *(terms or [_plain("0")])]
    start = [result, _plain("="), *first, _plain(f"the sum over {count} paths ")]
    return [*start, _plain(f"from {pretty(m.name)} to {pretty(m.output)}")]


def say_node(m: Moment, name: str, text: str, *, back: bool = True) -> str:
    """Say what a node is and its numbers, as a screen reader reads it."""
    what = f"Box {pretty(name)} = {text}" if text else f"Input {pretty(name)}"
    slopes = [
        f"slope by {pretty(edge.source)} {significant(edge.factor)}"
        for edge in m.edges
        if edge.target == name
    ]
    if back:
        slopes.append(f"{m.symbol(name)} {significant(m.slope_by(name))}")
    return "; ".join((f"{what}: value {significant(m.trace[name])}", *slopes))


def sentence(m: Moment, s: ChainSettings) -> str:
    """Say on the status line what is shown."""
    across, up = pretty(m.name), pretty(m.output)
    slope = f"{m.symbol(m.name)} = {significant(m.slope)}"
    note = m.back.notes.get(m.name, "")
    note = f" Note: {note}." if note else ""
    if s.tab == "step":
        eta = f"{symbol('learning_rate', s.notation)} = {significant(s.learning_rate)}"
        start = f"{slope} both ways." if m.expanded else f"{slope}."
        if m.after is None:
            return f"{start} A step with {eta} ends where {up} has no value.{note}"
        x, z = (significant(m.trace[n]) for n in (m.name, m.output))
        to_x, to_z = (significant(m.after[n]) for n in (m.name, m.output))
        moves = f"{across} {x} → {to_x}, {up} {z} → {to_z}"
        return f"{start} A step with {eta}: {moves}.{note}"
    if s.tab == "run":
        return f"{slope}. {captions.paths(m, m.paths.count)}{note}"
    size = significant(s.nudge, sign=True)
    if s.step == 0:
        return f"{across} is nudged by {size}. Guess, then let it travel.{note}"
    box = m.boxes[s.step - 1]
    change = m.nudged.changes[box]
    times = significant(m.nudged.slopes[box])
    said = (
        f"Behind {pretty(box)} the nudge is {significant(clean(change), sign=True)}: "
    )
    said += f"{times} times {size}, nearly."
    if s.step == len(m.boxes):
        came = (
            ASKED.predict(s.prediction).came(clean(m.nudged.changes[m.output])).sentence
        )
        said += f" {came}" if came else ""
    return said + note
