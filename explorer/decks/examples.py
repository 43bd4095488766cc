"""The decks' own worked examples, by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from explorer.decks.schema import Example, load


@lru_cache
def deck_examples() -> Mapping[str, Example]:
    """Return all 78 with what is printed, what is right, and which erratum says so.

    Examples
    --------
    >>> gradient = deck_examples()["S1-05"].expected["dJ/dw1"]
    >>> gradient.printed, gradient.value, gradient.erratum
    ('-1', 1.0, 'E-08')
    """
    examples = load(Path(__file__).parent / "worked_examples.json")
    return MappingProxyType({example.id: example for example in examples})
