"""What a form needs of ``given``, and the sentences for what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from explorer.core.arrays import Array
from explorer.decks.schema import UnusableError, printable, shown

Values = Callable[[str], Any]
"""The recomputed value of a name; UnusableError if the form has no such name."""

Told = Callable[[Mapping[str, Any]], dict[str, Any]]
"""From what an example gives to values by name."""

_KINDS: dict[type, str] = {dict: "an object", list: "a list", str: "a text"}


def part(given: Mapping[str, Any], key: str, kind: type = object) -> Any:
    """Return a key's value; UnusableError if it is missing or of another kind."""
    if key not in given:
        raise UnusableError(f"given must have {key}.")
    value = given[key]
    if not isinstance(value, kind):
        raise UnusableError(f"{key} must be {_KINDS[kind]}, got {shown(value)}.")
    return value


def number(name: str, value: Any) -> float:
    """Return a finite number; UnusableError if the value is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnusableError(f"{name} must be a number, got {shown(value)}.")
    return float(value)


def count(name: str, value: Any, most: int) -> int:
    """Return a whole number from 0; UnusableError if the value is none."""
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not whole or not 0 <= value <= most:
        raise UnusableError(
            f"{name} must be a whole number from 0 to {most}, got {shown(value)}."
        )
    return int(value)


def numbers(name: str, value: Any, dimensions: int) -> Array:
    """Return nested lists of numbers as an array; UnusableError if they are none."""
    words = {1: "a list of numbers", 2: "a list of rows of numbers, all as long"}
    try:
        found = np.asarray(value)
    except ValueError:  # rows of different lengths
        found = np.empty(0, dtype=object)
    if found.dtype.kind not in "iuf" or found.ndim != dimensions:
        raise UnusableError(f"{name} must be {words[dimensions]}, got {shown(value)}.")
    return found.astype(np.float64)


def unknown(form: str, name: str) -> UnusableError:
    """Return the error for a name that a form does not have."""
    return UnusableError(f"{printable(name)} is no value of {form}.")
