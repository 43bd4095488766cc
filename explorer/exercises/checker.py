"""Check an answer; a wrong one whose way is known gets that mistake's hint."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from explorer.exercises.bank import Item, Mistake
from explorer.language.numbers import parse, significant

TOLERANCE = 0.01
"""Of the right answer's size; three significant figures are always within it."""

TOLERANCE_IN_WORDS = "within 1 % or to 3 significant figures"
_ZERO = 1e-9  # an answer this small is the 0 that was asked for
_ROUNDING = 1e-9  # so that −0.33 is within 1 % of −1/3


@dataclass(frozen=True)
class Verdict:
    """What is to be said about an answer.

    Attributes
    ----------
    kind : {"right", "mistake", "other", "unread"}
        ``unread``: it is no answer, and `sentence` says how to write one.
    sentence : str
    value : float, str or None
        The answer as it was read.
    mistake : Mistake or None
        The mistake that leads to this answer.
    """

    kind: Literal["right", "mistake", "other", "unread"]
    sentence: str
    value: float | str | None = None
    mistake: Mistake | None = None


def check(item: Item, answer: str) -> Verdict:
    """Check what was typed or chosen.

    Parameters
    ----------
    item : Item
    answer : str
        A number in any spelling that `explorer.language.numbers.parse` reads, or the
        words of an option. Anything else is no error but a verdict.

    Examples
    --------
    >>> from explorer.exercises import read
    >>> xavier = read("train_xor").items[1]
    >>> check(xavier, "0,816").kind, check(xavier, "2/3").mistake.name
    ('right', 'a square or a square root too many or too few')
    """
    if item.options:
        return _check_choice(item, answer)
    if not answer[:100].strip():
        return Verdict("unread", "The box is still empty; type a number.")
    try:
        value = parse(answer)
    except ValueError as refused:
        return Verdict("unread", f"{refused}.")
    echo = f"Read as {significant(value, 4)}. " if set(answer) & set(",/") else ""
    if agrees(value, float(item.right)):
        rules = ", then ".join(rule.name for rule in item.rules)
        return Verdict("right", f"{echo}That matches. Used: {rules}.", value)
    near = [
        (abs(value - float(mistake.answer)), mistake)
        for mistake in item.mistakes
        if agrees(value, float(mistake.answer))
    ]
    if near:
        mistake = min(near, key=lambda pair: pair[0])[1]
        sentence = f"{echo}Not yet. Looks like {mistake.name}. {mistake.hint}"
        return Verdict("mistake", sentence, value, mistake)
    if agrees(-value, float(item.right)):
        return Verdict("other", f"{echo}Not yet. The size is right; which sign?", value)
    return Verdict("other", f"{echo}Not yet. A hint may show where to look.", value)


def agrees(value: float, expected: float) -> bool:
    """Whether an answer is close enough to a value.

    >>> agrees(0.333, 1 / 3), agrees(0.34, 1 / 3), agrees(0.001, 0.0)
    (True, False, False)
    """
    if expected == 0:
        return abs(value) <= _ZERO
    return math.isclose(value, expected, rel_tol=0, abs_tol=_allowed(expected))


def _allowed(expected: float) -> float:
    return (TOLERANCE + _ROUNDING) * abs(expected)


def _check_choice(item: Item, answer: str) -> Verdict:
    if answer == item.right:
        return Verdict("right", f"That matches. {item.because}", answer)
    for mistake in item.mistakes:
        if answer == mistake.answer:
            return Verdict("mistake", f"Not yet. {mistake.hint}", answer, mistake)
    return Verdict("unread", "Nothing is chosen yet; pick one of the answers.")
