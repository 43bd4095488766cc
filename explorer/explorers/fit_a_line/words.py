"""What Fit a line says: the status line, the equation, the data table."""

from __future__ import annotations

from typing import Any

from explorer.explorers.fit_a_line.fit import Fit, Moment, moves
from explorer.explorers.fit_a_line.settings import FitALineSettings
from explorer.language.numbers import significant
from explorer.language.symbols import component, derivative, lowered, symbol

Term = dict[str, Any]
_REGIMES = {
    "crawls": "It crawls",
    "converges": "It settles",
    "rings": "It bounces, less each time",
    "diverges": "Each bounce is larger",
}
QUESTION = "Which way will each weight move? Guess, then step."
_EXACT = 1e-12  # a loss below is rounding


def signed(value: float) -> str:
    """Write a weight, an error or a vote."""
    return significant(float(value), sign=True)


def letters(s: FitALineSettings) -> tuple[str, ...]:
    """Return the symbols of the weights that there are, the bias last."""
    weight, bias = symbol("weight", s.notation), symbol("bias", s.notation)
    if s.inputs == 1:
        return weight, bias
    return weight + lowered(1), weight + lowered(2), bias


def inputs(s: FitALineSettings) -> tuple[str, ...]:
    """Return the symbols of the inputs, the last being the constant 1."""
    if s.inputs == 1:
        return symbol("input", s.notation), "1"
    return *(component("input", i, s.notation) for i in (1, 2)), "1"


def formula(s: FitALineSettings) -> str:
    """Write the loss: ``E = 1/(2N) Σ(y − ŷ)²``."""
    loss, y, z = (symbol(i, s.notation) for i in ("loss", "target", "prediction"))
    mean = s.reduction == "mean"
    front = {
        (True, True): "1/(2N)", (False, True): "½", (True, False): "1/N",
        (False, False): "",
    }[mean, s.half]  # fmt: skip
    return f"{loss} = {front}Σ({y} − {z})²"


def vector(m: Moment, s: FitALineSettings) -> str:
    """Write the gradient in one line, with the minus of lecture 2's derivation."""
    loss, y, z = (symbol(i, s.notation) for i in ("loss", "target", "prediction"))
    above = "1" if s.half else "2"
    front = f"{above}/N " if s.reduction == "mean" else "" if s.half else "2"
    numbers = ", ".join(signed(g) for g in m.gradient)
    return f"∇{loss} = −{front}Σ({y} − {z})·({', '.join(inputs(s))}) = ({numbers})"


def per_vote(m: Moment, s: FitALineSettings) -> str:
    """Write what makes a vote its part of the step: ``−η/4``."""
    eta, count = symbol("learning_rate", s.notation), len(m.errors)
    over = f"/{count}" if s.reduction == "mean" and count > 1 else ""
    return f"{'+' if s.slide_sign else '−'}{'' if s.half else '2'}{eta}{over}"


def same(f: Fit, s: FitALineSettings) -> str:
    """Say which learning rates give the same steps under the other conventions."""
    eta = symbol("learning_rate", s.notation)
    other = "mean" if s.reduction == "sum" else "sum"
    joined = f.loss.same_steps(s.learning_rate, other, s.half)
    halved = f.loss.same_steps(s.learning_rate, s.reduction, not s.half)
    first, second = (f"{eta}\u00a0{significant(rate)}" for rate in (joined, halved))
    without = "without" if s.half else "with"
    return f"Same steps: {first} with the {other}, {second} {without} ½."


def fate(f: Fit, m: Moment, s: FitALineSettings) -> str:
    """Say how the run ended, if it has, or what the curvature foretells."""
    limit = f"(limit {significant(f.ahead.limit)})"
    if f.run.diverged_at is not None and m.k >= f.run.steps:
        return f"Diverged at step {f.run.diverged_at}."
    if m.loss < _EXACT:
        many = ", one of many" if f.loss.curvatures[0] == 0 else ""
        return f"An exact fit{many}."
    if not m.gradient.any():
        return "The votes cancel: the step is 0."
    if s.slide_sign:
        return "With the slide's sign every step goes uphill."
    if f.ahead.left == 0:
        exact = f.loss.loss(f.best) < _EXACT
        return "One step lands on an exact fit." if exact else "One step is enough."
    if s.learning_rate == f.ahead.limit:
        return "It bounces for ever."
    return f"{_REGIMES[f.ahead.regime]} {limit}."


def guess(f: Fit, m: Moment, s: FitALineSettings) -> str:
    """Say what was guessed and, after the first step, what came."""
    if not s.guesses or not f.run.steps:
        return ""
    said = s.asked.predict("; ".join(s.guesses.values()))
    if m.k == 0:
        pairs = zip(said.asked.names, said.said, strict=True)
        return "You said: " + ", ".join(f"{name} {word}" for name, word in pairs) + "."
    came = dict(zip(s.weights, moves(f), strict=True))
    return said.came(*(came[name] for name in s.guesses)).sentence


def sentence(f: Fit, m: Moment, s: FitALineSettings) -> str:
    """Say where the run is and what becomes of it."""
    eta, loss = (symbol(idea, s.notation) for idea in ("learning_rate", "loss"))
    here = f"Step {m.k}: {loss} = {significant(m.loss)}."
    if s.guessing:
        return f"{here} {guess(f, m, s) or 'Guess, then step.'}"
    compared = guess(f, m, s) if m.k == 1 else ""
    if compared:
        return f"{here} {compared}"
    return f"{eta} {significant(s.learning_rate)}. {here} {fate(f, m, s)}"


def equation(m: Moment, s: FitALineSettings) -> list[Term]:
    """Return the chosen example's prediction, its vote, and the gradient of all."""
    n, names, entering = s.example - 1, letters(s), inputs(s)
    y, z = symbol("target", s.notation), symbol("prediction", s.notation)
    row = (*s.data[n][:-1], 1.0)

    def term(name: str, value: float, role: str, *, sign: bool = True) -> Term:
        return {"symbol": name, "value": significant(value, sign=sign), "role": role}

    def plain(name: str, role: str = "plain") -> Term:
        return {"symbol": name, "role": role}

    def entry(j: int) -> Term:  # the bias's input is the number 1 itself
        if j == len(names) - 1:
            return plain("1", "forward")
        return term(entering[j], row[j], "forward", sign=False)

    terms = [plain(f"example {s.example}:", "aside"),
             term(z, float(m.predictions[n]), "forward"), plain("=")]  # fmt: skip
    for j, name in enumerate(names):
        terms += [plain("+")] * (j > 0)
        terms += [term(name, float(m.w[j]), "path"), plain("·"), entry(j)]
    if s.guessing:
        vote = plain(f"its vote for {names[s.weights.index(s.explained)]}:", "aside")
        return [*terms, vote, plain("?", "result")]
    j, doubled = s.weights.index(s.explained), "" if s.half else "2 × "
    return [
        *terms,
        plain(f"its vote for {names[j]}:", "aside"),
        term(f"−({y} − {z})", float(m.errors[n]), "backward"), plain("·"), entry(j),
        plain(f"{doubled}{s.reduction} over {len(m.errors)}:", "aside"),
        term(derivative(names[j], s.notation), float(m.gradient[j]), "result"),
    ]  # fmt: skip
