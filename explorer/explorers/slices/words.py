"""What Slices says: the status line, the equation, the data table."""

from __future__ import annotations

from dataclasses import replace

from explorer.exercises.predictions import Prediction
from explorer.explorers.slices.ground import Moment
from explorer.explorers.slices.settings import ASKED, SlicesSettings
from explorer.language.numbers import fixed, significant
from explorer.language.symbols import component, symbol

_REGIMES = {
    "crawls": "It crawls",
    "converges": "It settles",
    "rings": "It bounces, less each time",
    "diverges": "Too far: it explodes",
}


def letter(name: str, s: SlicesSettings) -> str:
    """Write the name of a node: ``w1`` as w₁, in the letters of the notation."""
    idea = {"w": "weight", "x": "input"}.get(name[0])
    if idea is None or len(name) == 1:
        return name
    return component(idea, int(name[1]), s.notation)


def names(s: SlicesSettings) -> tuple[str, str]:
    """Return what the two axes are called."""
    if s.by == "fan":
        return "x", "y"
    return letter(s.pair[0], s), letter(s.pair[1], s)


def height(s: SlicesSettings) -> str:
    """Return the letter of the output."""
    return "f" if s.by == "fan" else "z"


def by(of: str, name: str) -> str:
    """Write a partial derivative."""
    return f"∂{of}/∂{name}"


def signed(value: float) -> str:
    """Write a slope or a change."""
    return significant(float(value), sign=True)


def guess(m: Moment, s: SlicesSettings) -> Prediction:
    """Return the guess; with what came, once the arrow is shown."""
    a, b = names(s)
    said = replace(ASKED, names=(f"Δ{a}", f"Δ{b}")).predict(s.prediction)
    if not s.has_arrow:
        return said
    w = m.walk
    first = w.path[1] - w.path[0] if w.run.steps else m.move
    return said.came(float(first[0]), float(first[1]))


def sentence(m: Moment, s: SlicesSettings) -> str:
    """Say where the dot is, how steep both ways are, and where the step leads."""
    (a, b), z = names(s), height(s)
    if s.by == "fan":
        here = f"Step {m.k}: t = {fixed(m.point[0], sign=True)}"
        if s.moves != "both":
            return f"{here}, f = {significant(m.z, 4)}. One path is hidden: g′(t) = ?"
        total = f"Both paths add: g′(t) = {signed(m.back.totals['t'])}."
        here = f"{here}, f = {significant(m.z, 4)}. {total}"
        return f"{here} {guess(m, s).sentence}".strip()
    eta = f"{symbol('learning_rate', s.notation)} {significant(s.learning_rate)}."
    places = f"{a} = {signed(m.point[0])}, {b} = {signed(m.point[1])}"
    slopes = f"Slopes {signed(m.gradient[0])} and {signed(m.gradient[1])}."
    here, compared = f"{z} = {significant(m.z, 4)}.", guess(m, s).sentence
    said = [eta, f"Step {m.k}: {places}, {here}", slopes]
    if s.has_arrow and compared and m.k <= 1:
        said = [eta, f"Step {m.k}: {here}", fate(m, s), compared]
    elif s.has_arrow:
        said.append(fate(m, s))
    return " ".join(filter(None, said))


def fate(m: Moment, s: SlicesSettings) -> str:
    """Say what becomes of the walk."""
    run, ahead = m.walk.run, m.walk.ahead
    if run.diverged_at is not None and m.k >= run.steps:
        return f"Diverged at step {run.diverged_at}."
    if ahead is None:
        return ""
    if not any(m.move):
        return "No slope, no step."
    if ahead.left == 0:
        return f"One step leads to the floor (limit {significant(ahead.limit)})."
    if s.learning_rate == ahead.limit:
        return "It bounces for ever."
    return f"{_REGIMES[ahead.regime]} (limit {significant(ahead.limit)})."


def caption(m: Moment, s: SlicesSettings) -> str:
    """Say what angle the arrow makes, and where it does not lead."""
    if not any(m.gradient):
        return "No slope here: no arrow. Both axes have one scale."
    if not s.has_arrow:
        asked = " Guess the step, then show its arrow." if s.tab == "look" else ""
        return f"Both axes have one scale.{asked}"
    said = "Both axes have one scale: the corner is a right angle."
    if s.by == "bowl" and all(m.point):
        said += " The arrow misses the minimum at (0, 0)."
    return said


def table(m: Moment, s: SlicesSettings) -> tuple[str, list[str], list[list[str]]]:
    """Return both variables with their slopes and steps, then every node."""
    z, eta = height(s), symbol("learning_rate", s.notation)
    columns = ["", "value", f"slope of {z} by it", f"step −{eta}·slope", "after it"]
    rows = []
    asked = {"first": {"y", "t"}, "second": {"x", "t"}}.get(s.moves, set())
    asked = asked if s.by == "fan" else set()  # no slope of a hidden path, nor the sum
    for k, name in enumerate(names(s)):
        numbers = (m.point[k], m.gradient[k], m.move[k], m.there[k])
        written = [significant(v, 6, sign=True) for v in numbers]
        known = 1 if name in asked else 2 if s.guessing else 4
        rows.append([name, *written[:known], *["?"] * (4 - known)])
    there = "?" if s.guessing else significant(m.z_there, 6)
    rows.append([z, significant(m.z, 6), "+1", "", there])
    shown = {*names(s), z}
    for node in (*m.trace.graph.inputs, *(box.name for box in m.trace.graph.boxes)):
        name = letter(node, s)
        if name not in shown:
            slope = significant(m.back.totals.get(node, 0.0), 6, sign=True)
            slope = "?" if name in asked else slope
            rows.append([name, significant(m.trace[node], 6, sign=True), slope, "", ""])
    return f"Step {m.k} of {m.walk.run.steps}: all numbers of the node", columns, rows
