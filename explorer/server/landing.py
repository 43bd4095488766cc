"""The landing page: which explorers there are, in teaching order."""

from __future__ import annotations

from itertools import groupby

from tornado.web import authenticated
from voila.handler import BaseVoilaHandler

from explorer.server import configuration

LOOKS = ("light", "dark")


class Landing(BaseVoilaHandler):
    """The page at ``/``."""

    @authenticated
    def get(self) -> None:
        """Write the page; a look in the address is handed on to the dashboards."""
        look = self.get_argument("look", "")
        page = self.get_template("landing.html").render(
            entries=configuration.available(),
            pictures=configuration.pictures(),
            deck_words=deck_words,
            look=look if look in LOOKS else "",
            base_url=self.base_url,
        )
        self.finish(page)


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
