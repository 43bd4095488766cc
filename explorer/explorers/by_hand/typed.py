"""What is typed in Backprop by hand: own numbers, and the answers to blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from explorer.language.numbers import parse

RULES = {
    "unsaid": "by which rule?",
    "evaluate": "evaluate locally",
    "add": "multiply and add over the wires",
    "multiply": "multiply along the chain",
    "incoming": "incoming × outgoing",
    "against": "step against the slope",
}
_NUMBER = re.compile(r"(x_\d+|y_\d+|W\d_\d\d|b\d_\d) *= *([^=]+)")
_LARGEST = 1000.0


def read_numbers(written: str) -> str:
    """Return own numbers as they are stored: ``W1_11=0.5; x_1=1``.

    Raises
    ------
    ValueError
        If a part is not a name and a number from −1000 to 1000.
    """
    kept: dict[str, float] = {}
    for part in filter(None, (p.strip() for p in written.split(";"))):
        found = _NUMBER.fullmatch(part)
        if found is None:
            raise ValueError(
                f"write numbers as W1_11=0.5; b1_1=0; x_1=1; y_1=2, not {part[:30]!r}"
            )
        kept[found[1]] = parse(found[2])
        if not abs(kept[found[1]]) <= _LARGEST:
            raise ValueError(f"{found[1]} must lie in [−1000, 1000]")
    return "; ".join(f"{name}={value!r}" for name, value in kept.items())


def own_numbers(written: str) -> dict[str, float]:
    """Read what `read_numbers` stored."""
    pairs = (part.split("=") for part in written.split("; ") if part)
    return {name: float(value) for name, value in pairs}


_ROW = re.compile(r"E|after|(z|h|dh|delta)\d_\d|d(W\d_\d\d|b\d_\d)|step_[Wb]\d_\d\d?")


def read_answers(text: str) -> str:
    """Return what was filled in as it is stored: ``z1_1=0.3775:add; h1_1=0.59:``.

    Raises
    ------
    ValueError
        If a part is not a row, a number and a rule; either of the two may be left out.
    """
    kept: dict[str, tuple[str, str]] = {}
    for part in filter(None, (p.strip() for p in text.split(";"))):
        name, _, said = (one.strip() for one in part.partition("="))
        number, _, rule = (one.strip() for one in said.partition(":"))
        if not _ROW.fullmatch(name) or (rule or "unsaid") not in RULES:
            raise ValueError(
                f"write answers as z1_1=0.3775:add; h1_1=0.59:, not {part[:30]!r}"
            )
        kept[name] = repr(parse(number)) if number else "", rule or "unsaid"
    return written(kept)


def written(answers: Mapping[str, tuple[str, str]]) -> str:
    """Write number and rule by row as they are stored; an empty answer is none."""
    return "; ".join(
        f"{name}={number}:{'' if rule == 'unsaid' else rule}"
        for name, (number, rule) in answers.items()
        if number or rule != "unsaid"
    )


def answers_of(stored: str) -> dict[str, tuple[str, str]]:
    """Read what `read_answers` stored: number and rule by row."""
    found = {}
    for part in filter(None, stored.split("; ")):
        name, _, said = part.partition("=")
        number, _, rule = said.partition(":")
        found[name] = number, rule or "unsaid"
    return found
