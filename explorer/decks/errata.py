"""What the decks print wrongly, what is right, and why."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from explorer.decks.items import item_of, items

KINDS = {
    "error": "a slip of the slide",
    "conversion": "lost when the slide became text",
    "either": "a slip, or lost when the slide became text",
    "convention": "a choice, or a loose word",
}
"""What the kinds of errata mean."""


@dataclass(frozen=True)
class Erratum:
    """One of the 45.

    Attributes
    ----------
    id
        ``E-01`` to ``E-45``.
    items
        Where it stands.
    kind
        A key of `KINDS`.
    printed, right
        What the deck says, and what it should say.
    why
        One sentence.
    """

    id: str
    items: tuple[str, ...]
    kind: str
    printed: str
    right: str
    why: str


@lru_cache
def errata() -> Mapping[str, Erratum]:
    """Return all errata by their ids.

    Examples
    --------
    >>> errata()["E-26"].right
    'S′ = S(1−S)'
    """
    text = (Path(__file__).parent / "errata.toml").read_text("utf-8")
    entries = tomllib.loads(text)["erratum"]
    made = (Erratum(**{**entry, "items": tuple(entry["items"])}) for entry in entries)
    return MappingProxyType({erratum.id: erratum for erratum in made})


def of(item: str) -> tuple[Erratum, ...]:
    """Return the errata of an item, or of the item a worked example belongs to.

    Raises
    ------
    ValueError
        If the decks have no such item.

    Examples
    --------
    >>> [erratum.id for erratum in of("S1-20")]
    ['E-09', 'E-10']
    """
    found = item_of(item)
    if found is None:
        known = list(items())
        raise ValueError(f"item must be one of {known[0]} to {known[-1]}, got {item}.")
    return tuple(one for one in errata().values() if found.id in one.items)
