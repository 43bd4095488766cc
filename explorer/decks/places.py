"""Where each item of the decks is on screen: ``places/<explorer>.toml``.

Such a file has an ``[[item]]`` for each item that the catalogue gives the explorer:
``id``; ``preset`` or ``link`` that brings it up, and ``tab`` if it is not the one that
opens; ``find``, the very numbers or words to be seen there (the tests look for them);
or ``absent``, why it is nowhere.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from explorer.language.catalogue import EXPLORERS


@dataclass(frozen=True)
class Place:
    """Where an explorer shows an item.

    Attributes
    ----------
    id, explorer
        The item, and the explorer's module.
    preset, link, tab
        What to open: a preset's name or settings, and a tab; each may be empty.
    find
        What is to be seen there.
    absent
        Why it is not shown, or empty.
    """

    id: str
    explorer: str
    preset: str = ""
    link: str = ""
    tab: str = ""
    find: tuple[str, ...] = ()
    absent: str = ""

    @property
    def query(self) -> str:
        """What an address says to open it.

        Examples
        --------
        >>> places()[0].query
        'preset=lecture&tab=run'
        """
        preset = f"preset={self.preset}" if self.preset else ""
        tab = f"tab={self.tab}" if self.tab else ""
        return "&".join(filter(None, (preset, self.link, tab)))


@lru_cache
def places() -> tuple[Place, ...]:
    """Return every place, the explorers in teaching order.

    Raises
    ------
    ValueError
        If an entry lacks its id or has a key that is not known.

    Examples
    --------
    >>> [place.explorer for place in places() if place.id == "S2-33"]
    ['downhill', 'steering']
    """
    return tuple(place for entry in EXPLORERS for place in _read(entry.module))


def _read(explorer: str) -> list[Place]:
    path = Path(__file__).parent / "places" / f"{explorer}.toml"
    if not path.exists():
        return []
    entries = tomllib.loads(path.read_text("utf-8")).get("item", [])
    try:
        return [
            Place(**{**entry, "find": tuple(entry.get("find", ()))}, explorer=explorer)
            for entry in entries
        ]
    except TypeError as problem:
        message = f"{path.name}: every [[item]] needs an id and known keys: {problem}"
        raise ValueError(message) from None
