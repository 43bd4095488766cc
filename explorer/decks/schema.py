"""A file of worked examples: what it must look like, and how it is read.

A list of objects with ``id``, ``given`` and ``expected``; each expected name has a
``value`` and may have ``rtol``, ``atol``, ``printed`` and ``printed_is_wrong``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RTOL, ATOL = 1e-9, 1e-12
LARGEST_FILE = 16 * 2**20
DEEPEST = 20


class UnusableError(ValueError):
    """A file or an example that cannot be checked; the message is for its author."""


@dataclass(frozen=True)
class Expected:
    """What is to come out under one name.

    Attributes
    ----------
    value
        Numbers, texts and booleans, alone or in lists and objects; infinity is "inf".
    rtol, atol
        How far off a number may be.
    printed
        As it stands in the deck, else None.
    erratum
        If that is wrong: the erratum that says so. The value is the right one.
    """

    value: Any
    rtol: float = RTOL
    atol: float = ATOL
    printed: Any = None
    erratum: str | None = None


@dataclass(frozen=True)
class Factor:
    """One of the pencil-and-paper factors of an example, in words."""

    name: str
    formula: str


@dataclass(frozen=True)
class Example:
    """One worked example.

    Attributes
    ----------
    id, title
        Its name, and what it shows.
    given
        What it starts from, as in the file.
    expected
        What is to come out, by name.
    factors
        The steps by hand, in order.
    note
        What else there is to know.
    """

    id: str
    title: str
    given: Mapping[str, Any]
    expected: Mapping[str, Expected]
    factors: tuple[Factor, ...]
    note: str


def load(path: Path) -> tuple[Example, ...]:
    """Read a file of worked examples.

    Raises
    ------
    UnusableError
        If it is none; the sentence says why.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnusableError(f"{error.strerror or 'it cannot be read'}.") from None
    if len(content) > LARGEST_FILE:
        raise UnusableError(f"it has more than {LARGEST_FILE // 2**20} MB.")
    try:
        return parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnusableError("it is not text in UTF-8.") from None


def parse(text: str) -> tuple[Example, ...]:
    """Read worked examples from the text of a file.

    Raises
    ------
    UnusableError
        If it is not such a file; the sentence says why.

    Examples
    --------
    >>> parse("[]")
    Traceback (most recent call last):
    explorer.decks.schema.UnusableError: it must be a list of examples, got none.
    """
    try:
        entries = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except UnusableError:
        raise
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnusableError(f"it is not JSON: {error.msg} at {where}.") from None
    except (ValueError, RecursionError):
        raise UnusableError(
            "it is not JSON that can be read: a number is too long or lists are "
            "nested too deeply."
        ) from None
    if not isinstance(entries, list) or not entries:
        got = "none" if entries == [] else shown(entries)
        raise UnusableError(f"it must be a list of examples, got {got}.")
    return tuple(_example(place, entry) for place, entry in enumerate(entries, 1))


def printable(name: str) -> str:
    """Write a name on one line, whatever characters it has."""
    return name if name.isprintable() else repr(name)


def shown(value: Any) -> str:
    """Write any value on one short line."""
    text = printable(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnusableError(f"{printable(twice)} stands twice in the same object.")
    return found


def _constant(name: str) -> Any:
    raise UnusableError(f'{name} is not JSON; infinity is the text "inf".')


def _example(place: int, entry: Any) -> Example:
    name = f"example {place}"
    if not isinstance(entry, dict):
        raise UnusableError(f"{name} must be an object, got {shown(entry)}.")
    if not isinstance(entry.get("id"), str) or not entry["id"].strip():
        raise UnusableError(f"{name} must have an id, a text.")
    name = printable(entry["id"])
    _check_values(name, entry)
    for key in ("given", "expected"):
        if not isinstance(entry.get(key), dict):
            raise UnusableError(f"{name} must have {key}, an object.")
    if not entry["expected"]:
        raise UnusableError(f"{name} must expect something, got nothing.")
    steps = entry.get("steps")
    return Example(
        entry["id"],
        str(entry.get("title", "")),
        entry["given"],
        {key: _expected(name, key, one) for key, one in entry["expected"].items()},
        tuple(_factors(steps if isinstance(steps, list) else [])),
        str(entry.get("note", "")),
    )


def _expected(example: str, name: str, entry: Any) -> Expected:
    where = f"{example}, {printable(name)}"
    if not isinstance(entry, dict) or "value" not in entry:
        raise UnusableError(f"{where} must be an object with a value.")
    erratum = entry.get("printed_is_wrong")
    return Expected(
        entry["value"],
        _tolerance(where, entry, "rtol", RTOL),
        _tolerance(where, entry, "atol", ATOL),
        entry.get("printed"),
        erratum if isinstance(erratum, str) else None,
    )


def _tolerance(where: str, entry: dict[str, Any], key: str, default: float) -> float:
    value = entry.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise UnusableError(
            f"{where}: {key} must be a number, at least 0, got {shown(value)}."
        )
    return float(value)


def _check_values(example: str, value: Any, depth: int = 0) -> None:
    """Refuse what is JSON but no value of ours: 1e999, and lists without end."""
    if isinstance(value, dict | list):
        if depth == DEEPEST:
            raise UnusableError(f"{example} nests lists more than {DEEPEST} deep.")
        for part in value.values() if isinstance(value, dict) else value:
            _check_values(example, part, depth + 1)
    elif isinstance(value, int | float) and abs(value) > sys.float_info.max:
        raise UnusableError(f'{example}: a number is too large; infinity is "inf".')


def _factors(steps: list[Any]) -> list[Factor]:
    return [
        Factor(str(step.get("factor", "")), str(step.get("formula", "")))
        for step in steps
        if isinstance(step, dict)
    ]
