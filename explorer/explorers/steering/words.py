"""What Steering says: the status line, the equation, the data table."""

from __future__ import annotations

from typing import Any

from explorer.core.forecast import Forecast
from explorer.exercises import Prediction
from explorer.explorers.steering.fields import METHOD_NAMES
from explorer.explorers.steering.runs import Course, Step
from explorer.explorers.steering.settings import ASKED, SteeringSettings
from explorer.language.numbers import significant
from explorer.language.symbols import parameter, symbol

_FORETOLD = {
    "crawls": "it is slow",
    "converges": "it settles smoothly",
    "rings": "it rings",
    "diverges": "it diverges",
}
REGIME_NAMES = dict(zip(_FORETOLD, ASKED.words, strict=True))
"""The regimes in the words of the question before the run."""


def axes(s: SteeringSettings) -> tuple[str, str]:
    """Name both directions; of the XOR network by the weights that they are."""
    if s.surface != "xor":
        return "x", "y"
    across, up = (parameter(name, s.notation) for name in ("W2_11", "b2_1"))
    return f"x = {across}", f"y = {up}"


def called(c: Course, s: SteeringSettings) -> str:
    """Name a run by its method and its numbers."""
    eta, alpha = symbol("learning_rate", s.notation), symbol("momentum", s.notation)
    rate = significant(c.told.schedule.learning_rate)
    name = f"{METHOD_NAMES[c.told.method]} {eta} {rate}"
    if c.told.method in ("momentum", "nesterov"):
        name += f" {alpha} {significant(c.told.momentum)}"
    return name


def sentence(c: Course, k: int, s: SteeringSettings, coming: Forecast | None) -> str:
    """Say where it is, what becomes of it, how the guess fared.

    How it is steered stands beside the picture; here it would cost a third line.
    """
    x, y = (significant(float(n), sign=True) for n in c.run.positions[k])
    loss = symbol("loss", s.notation)
    height = significant(float(c.run.objective[k]))
    here = f"Step {k}: ({x}, {y}), {loss} = {height}."
    return f"{here} {told(c, k, s, coming)}"


def told(c: Course, k: int, s: SteeringSettings, coming: Forecast | None) -> str:
    """Say what becomes of the run, and how the guess fared."""
    said = [fate(c, k, s, coming), fared(c, k, s, coming).sentence]
    if s.said and coming is not None and not k:
        said[1] = f"You said {s.said}."
    return " ".join(filter(None, said))


def fared(
    c: Course, k: int, s: SteeringSettings, coming: Forecast | None
) -> Prediction:
    """Compare the guess with what the curvature foretold, once the run has begun."""
    said = ASKED.predict(s.said)
    if coming is None or not k:
        return said
    regime = "diverges" if c.run.diverged_at is not None else coming.regime
    return said.came(REGIME_NAMES[regime])


def fate(c: Course, k: int, s: SteeringSettings, coming: Forecast | None) -> str:
    """Say how the run ended, if it has, or what the curvature foretells."""
    if s.asks:
        return f"{ASKED.question} Guess, then step."
    limit = "" if coming is None else f" (limit {significant(coming.limit)})"
    where = _valley(c)
    if k >= c.run.steps:
        if c.run.diverged_at is not None:
            return f"Diverged at step {c.run.diverged_at}{limit}."
        if c.run.stopped_by == "gradient":
            below = significant(c.told.stopping.gradient_below)
            return f"Stopped, slopes below {below}: {where}."
        return f"Out of steps: {where}."
    if coming is None:
        return "Each weight has a rate of its own, which only shrinks."
    if coming.falls:
        return f"Along one direction the surface falls for ever{limit}."
    return f"Foretold: {_FORETOLD[coming.regime]}{limit}."


def _valley(c: Course) -> str:
    """Say where the run has come to."""
    if c.end is None:
        return "in no minimum"
    if len(c.land.minima) == 1:
        return "in the minimum"
    return "in the worse valley" if c.end else "in the deeper valley"


def equation(c: Course, step: Step, s: SteeringSettings) -> list[dict[str, Any]]:
    """Return the change of both weights, part by part."""
    eta, alpha = symbol("learning_rate", s.notation), symbol("momentum", s.notation)
    loss, method = symbol("loss", s.notation), c.told.method
    terms: list[dict[str, Any]] = []

    def term(name: str, value: float, role: str) -> None:
        written = significant(float(value), sign=role != "path")
        terms.append({"symbol": name, "value": written, "role": role})

    def operator(name: str) -> None:
        terms.append({"symbol": name, "role": "plain"})

    for i, letter in enumerate("xy"):
        if i:
            terms.append({"symbol": ";", "role": "aside"})
        term(f"Δ{letter}", step.change[i], "result")
        operator("= −")
        own = f"{eta}/√Σ" if method == "adagrad" else eta
        term(own, step.rates[i], "path")
        operator("·")
        term(f"∂{loss}/∂{letter}", step.gradient[i], "backward")
        if method == "momentum":
            operator("+")
            term(f"{alpha}·Δ before", step.kept[i], "forward")
        elif method == "nesterov":
            operator("+")
            new = step.kept[i] + step.downhill[i]
            term(f"{alpha}·v new", c.told.momentum * new, "forward")
    return terms
