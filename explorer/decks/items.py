"""What each slide of the four decks is about, by its item: ``S0-01`` to ``S3-27``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True)
class Item:
    """One item of a deck.

    Attributes
    ----------
    id
        ``S<deck - 1>-<number>``.
    deck
        Its deck's name: ``Deck 1`` to ``Deck 4``.
    title, line
        What it is called, and what it says in one sentence.
    """

    id: str
    deck: str
    title: str
    line: str


@lru_cache
def items() -> Mapping[str, Item]:
    """Return all items by their ids, in the decks' order.

    Examples
    --------
    >>> items()["S0-04"].title
    'Adjusting x'
    """
    text = (Path(__file__).parent / "items.toml").read_text("utf-8")
    found = (
        Item(f"{key}-{number}", deck["source"], title, line)
        for key, deck in tomllib.loads(text).items()
        for number, title, line in deck["items"]
    )
    return MappingProxyType({item.id: item for item in found})


def item_of(name: str) -> Item | None:
    """Return the item that a worked example belongs to; None for one of our own.

    Examples
    --------
    >>> item_of("S2-26-softmax").id, item_of("S2-32c").id, item_of("S5-tanh-tanh")
    ('S2-26', 'S2-32', None)
    """
    short = "-".join(name.split("-")[:2])
    return items().get(short) or items().get(short.rstrip("abc"))
