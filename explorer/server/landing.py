"""The landing page: which explorers there are, in teaching order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from tornado.web import authenticated
from voila.handler import BaseVoilaHandler

from explorer.decks.items import Item, items
from explorer.decks.places import places
from explorer.server import configuration

LOOKS = ("light", "dark")


class Landing(BaseVoilaHandler):
    """The page that leads to all others: at ``/``, or where another server has it."""

    def initialize(
        self, *, folder: str = "", pictures: str = "", **values: Any
    ) -> None:
        """Take what differs between servers.

        Parameters
        ----------
        folder : str
            What stands before a notebook's name in an address.
        pictures : str
            Where the pictures are, if not at ``pictures/`` below the server's address.
        **values
            What every page of Voila takes.
        """
        super().initialize(**values)
        self._folder, self._pictures = folder, pictures

    @authenticated
    def get(self) -> None:
        """Write the page; a look in the address is handed on to the dashboards."""
        look = self.get_argument("look", "")
        page = self.get_template("landing.html").render(
            entries=configuration.available(),
            pictures=configuration.pictures(),
            deck_words=deck_words,
            decks=decks(),
            look=look if look in LOOKS else "",
            base_url=self.base_url,
            dashboards=f"{self.base_url}voila/render/{self._folder}",
            pictures_at=self._pictures or f"{self.base_url}pictures/",
            resources=self.voila_configuration.resources,
        )
        self.finish(page)


@dataclass(frozen=True)
class Slide:
    """One item of a deck, and the pages that show it.

    Attributes
    ----------
    item : Item
    shown : tuple of (str, str)
        Title of an explorer, and the address that opens it where the item is on screen,
        from the folder of the dashboards.
    absent : str
        Why nothing shows it, if there is a reason.
    words : str
        What it can be found by, in small letters.
    """

    item: Item
    shown: tuple[tuple[str, str], ...]
    absent: str
    words: str


@lru_cache
def decks() -> dict[str, list[Slide]]:
    """Return the slides of each deck.

    Examples
    --------
    >>> slide = decks()["Deck 1"][3]
    >>> slide.item.id, slide.shown
    ('S0-04', (('Downhill', '01-downhill.ipynb?preset=lecture&tab=step'),))
    """
    entries = {entry.module: entry for entry in configuration.available()}
    found: dict[str, list[Slide]] = {}
    for item in items().values():
        here = [p for p in places() if p.id == item.id and p.explorer in entries]
        shown = []
        for place in here:
            entry = entries[place.explorer]
            if not place.absent:
                query = f"?{place.query}" if place.query else ""
                shown.append((entry.title, f"{entry.notebook}.ipynb{query}"))
        absent = "; ".join(place.absent for place in here if place.absent)
        seen = [words for place in here for words in place.find]
        titles = [title for title, _ in shown]
        words = " ".join((item.id, item.deck, item.title, item.line, *titles, *seen))
        found.setdefault(item.deck, []).append(
            Slide(item, tuple(shown), absent, words.lower())
        )
    return found


def deck_words(items: tuple[str, ...]) -> str:
    """Say which items of which decks an explorer shows.

    >>> deck_words(("S0-01", "S2-03", "S2-04", "S2-05", "S2-10"))
    'deck 1 (1), deck 3 (3–5, 10)'
    """
    words = []
    for deck, group in groupby(items, key=lambda item: item.partition("-")[0]):
        numbers = [int(item.partition("-")[2]) for item in group]
        words.append(f"deck {int(deck[1:]) + 1} ({', '.join(_runs(numbers))})")
    return ", ".join(words)


def _runs(numbers: list[int]) -> list[str]:
    """Write three and more numbers in a row as a range."""
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(n) for n in run]
    return runs
