"""The exercises as data: ``items/<explorer>.toml``, one ``[[item]]`` after the other.

An item without options asks for a number; its right answer and the wrong answers with
their hints stand under its id in ``items/exercises.json``. ``items/names.toml`` says
what the mistakes and the rules are called.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from explorer.exercises.predictions import Asked
from explorer.language.numbers import MINUS

_FOLDER = Path(__file__).parent / "items"
_RUNGS = 3


@dataclass(frozen=True)
class Rule:
    """What a step of an answer uses: ``"multiply along the chain"``, and why."""

    name: str
    says: str


@dataclass(frozen=True)
class Mistake:
    """A wrong answer whose way is known.

    Attributes
    ----------
    answer : float or str
        The value, or the option's words.
    ids : tuple of str
        Of the misconceptions that lead there; more than one if they cannot be told
        apart by their answer.
    name : str
        What was probably done, a phrase without a verb.
    hint : str
    """

    answer: float | str
    ids: tuple[str, ...]
    name: str
    hint: str


@dataclass(frozen=True)
class Item:
    """One exercise.

    Attributes
    ----------
    id, question : str
    right : float or str
        The value, or the right option's words.
    mistakes : tuple of Mistake
        For a choice, one for each wrong option.
    hints : tuple of str
        Three rungs: a question that points at a picture, the rule, the step worked.
    rules : tuple of Rule
        What each step uses, in order.
    options : tuple of str
        The words to choose from; empty if a number is asked for.
    because : str
        Why the right option is right.
    given : str
        What the question speaks of, if several questions share it.
    """

    id: str
    question: str
    right: float | str
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, ...]
    rules: tuple[Rule, ...]
    options: tuple[str, ...] = ()
    because: str = ""
    given: str = ""


@dataclass(frozen=True)
class Bank:
    """The exercises of one explorer, and what it asks before the first step."""

    explorer: str
    items: tuple[Item, ...]
    asked: Asked | None


@lru_cache
def read(explorer: str) -> Bank:
    """Return an explorer's bank; an explorer without a file has an empty one.

    Raises
    ------
    ValueError
        If the file is not TOML, or an item lacks something; it names both.

    Examples
    --------
    >>> read("train_xor").items[0].right
    0.14913288638077737
    """
    path = _FOLDER / f"{explorer}.toml"
    if not path.exists():
        return Bank(explorer, (), None)
    return parse_bank(explorer, path.read_text("utf-8"))


def asked_by(explorer: str) -> Asked:
    """Return what an explorer asks before the first step.

    Raises
    ------
    ValueError
        If it asks nothing; else as in `read`.

    Examples
    --------
    >>> asked_by("downhill").names
    ('x',)
    """
    asked = read(explorer).asked
    if asked is None:
        raise ValueError(f"{explorer}.toml has no [prediction].")
    return asked


def numbers_of(item: str) -> dict[str, Any]:
    """Return the network and data that an exercise gives, as its file writes them.

    Raises
    ------
    ValueError
        If there is no such exercise, or it gives none.

    Examples
    --------
    >>> numbers_of("E7.f")["x"]
    [0.05, 0.1]
    """
    given = _supplied().get(item, {}).get("given")
    if not isinstance(given, dict):
        raise ValueError(f"item must be an exercise with numbers, got {item[:40]!r}")
    return dict(given)


def parse_bank(explorer: str, text: str) -> Bank:
    """Read a bank from the text of its file; errors as in `read`."""
    where = f"{explorer}.toml"
    try:
        content = tomllib.loads(text)
        given = {"": "", **content.get("given", {})}
        items = []
        for entry in content["item"]:
            where = f"{explorer}.toml, {entry.get('id', 'an item without id')}"
            shared = _shared(entry, given)
            make = _choice if "option" in entry else _number
            items.append(make(entry, shared))
        where = f"{explorer}.toml, prediction"
        asked = content.get("prediction")
        return Bank(explorer, tuple(items), _asked(asked) if asked else None)
    except KeyError as missing:
        raise ValueError(f"{where}: {missing} is missing or unknown") from None
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as problem:
        raise ValueError(f"{where}: {problem}") from None


def _number(entry: dict[str, Any], shared: dict[str, Any]) -> Item:
    facts = _supplied()[entry["id"]]
    mistakes = tuple(
        _mistake(float(wrong["value"]), wrong["misc"], typeset(wrong["hint"]))
        for wrong in facts["wrong"]
    )
    return Item(right=float(facts["right"]), mistakes=mistakes, **shared)


def _choice(entry: dict[str, Any], shared: dict[str, Any]) -> Item:
    options = entry["option"]
    right = [option for option in options if option.get("right")]
    if len(right) != 1:
        raise ValueError(f"one option must be right, got {len(right)}")
    mistakes = tuple(
        _mistake(option["words"], option["mistake"], option["reply"])
        for option in options
        if not option.get("right")
    )
    return Item(
        right=right[0]["words"],
        mistakes=mistakes,
        options=tuple(option["words"] for option in options),
        because=right[0]["reply"],
        **shared,
    )


def _shared(entry: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    """Return what a number and a choice have in common."""
    hints = tuple(entry["hints"])
    if len(hints) != _RUNGS:
        raise ValueError(f"hints must be {_RUNGS} sentences, got {len(hints)}")
    rules = tuple(Rule(**_names()["rules"][rule]) for rule in entry["rules"])
    return {
        "id": entry["id"], "question": entry["question"], "hints": hints,
        "rules": rules, "given": given[entry.get("given", "")],
    }  # fmt: skip


def _mistake(answer: float | str, ids: str, hint: str) -> Mistake:
    known = tuple(ids.split("|"))
    names = _names()["mistakes"]
    return Mistake(answer, known, " or ".join(names[one] for one in known), hint)


def _asked(entry: dict[str, Any]) -> Asked:
    return Asked(
        entry["question"], tuple(entry["names"]), tuple(entry.get("words", ()))
    )


def mistake_name(name: str) -> str:
    """Return what a mistake of the catalogue is called, a phrase without a verb.

    >>> mistake_name("M2")
    'a step in the other direction'
    """
    return str(_names()["mistakes"][name])


@lru_cache
def _names() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "names.toml").read_text("utf-8"))


@lru_cache
def _supplied() -> dict[str, Any]:
    entries = json.loads((_FOLDER / "exercises.json").read_text("utf-8"))
    return {entry["id"]: entry for entry in entries}


_LETTERS = {
    "eta": "η", "gamma": "γ", "alpha": "α", "eps": "ε", "sigma": "σ", "delta": "δ",
    "yhat": "ŷ",
}  # fmt: skip
_LETTER = re.compile(rf"\b({'|'.join(_LETTERS)})(?![a-z])")
_INDEXED = re.compile(r"\b(dw|[bhpwxyz]|δ)([0-9])\b")
_BETWEEN = re.compile(r"(?<![A-Za-z]{2})-(?![A-Za-z]{2})")  # not that of "side-by-side"
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def typeset(plain: str) -> str:
    """Write what was typed in ASCII with the letters of the pictures.

    >>> typeset("Half: x2 is side-by-side with -eta, (yhat - t), 1 - tanh^2")
    'Half: x₂ is side-by-side with −η, (ŷ − t), 1 − tanh²'
    """
    lettered = _LETTER.sub(lambda found: _LETTERS[found[1]], plain)
    lettered = lettered.replace("phi prime", "φ′").replace("^2", "²")
    lettered = _INDEXED.sub(
        lambda found: found[1] + found[2].translate(_LOWERED), lettered
    )
    return _BETWEEN.sub(MINUS, lettered)
