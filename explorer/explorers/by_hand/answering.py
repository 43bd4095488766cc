"""What is done in the ledger: rows are opened, answered, and hints asked for."""

from __future__ import annotations

from explorer.core.ledger import RULES as RULES_OF
from explorer.exercises import Ladder
from explorer.explorers._base import Explorer
from explorer.explorers.by_hand import hints
from explorer.explorers.by_hand.settings import ByHandSettings
from explorer.explorers.by_hand.typed import answers_of, written
from explorer.explorers.by_hand.work import work
from explorer.language.numbers import parse

ANOTHER_ROW = ("network", "seed", "numbers", "example")
"""Fields that change what a row is."""


class Answering(Explorer[ByHandSettings]):
    """Backprop by hand without its pictures: the answers and the hints of each row."""

    settings_type = ByHandSettings
    _ladders: dict[tuple[object, ...], Ladder]
    _remarks: dict[str, str]

    def _act(self, act: str, name: str, number: str, rule: str) -> None:
        """Go to a row, take an answer to it, or open its next hint."""
        self._remarks = {}
        names = [row.name for row in work(self.settings).ledger.rows]
        if act == "go":
            self.take(step=names.index(name) + 1)
        elif act == "hint" and self._ladder(name).opened == hints.RUNGS:
            row = next(r for r in work(self.settings).ledger.rows if r.name == name)
            self._fill(name, repr(row.value), RULES_OF[row.stage])
        elif act == "hint":
            ladder = self._ladder(name)
            climbed = ladder.climb(hints.RUNGS)
            if climbed == ladder:
                self._remarks = {name: hints.TOO_SOON}
            self._keep(name, climbed)
            self.settle()
        else:
            self._answer(name, number, rule)

    def _answer(self, name: str, number: str, rule: str) -> None:
        """Keep an answer beside the others; only what can be read is an attempt."""
        try:
            read = repr(parse(number)) if number.strip() else ""
        except ValueError as refused:
            self._remarks = {name: f"{refused}."}
            self.settle()
            return
        given = answers_of(self.settings.answers)
        if read and read != given.get(name, ("", ""))[0]:
            self._keep(name, self._ladder(name).attempt(float(read)))
        self._fill(name, read, rule)

    def _fill(self, name: str, number: str, rule: str) -> None:
        given = answers_of(self.settings.answers) | {name: (number, rule)}
        self.take(answers=written(given))

    def _key(self, name: str) -> tuple[object, ...]:
        s = self.settings
        return (name, *(getattr(s, field) for field in ANOTHER_ROW))

    def _ladder(self, name: str) -> Ladder:
        return self._ladders.get(self._key(name), Ladder())

    def _keep(self, name: str, ladder: Ladder) -> None:
        self._ladders[self._key(name)] = ladder

    def _opened(self, s: ByHandSettings) -> dict[str, tuple[str, ...]]:
        """Return the hints that were opened, row by row."""
        w, found = work(s), {}
        for row in w.ledger.rows:
            opened = self._ladder(row.name).opened
            said = [
                f"Hint {n + 1}: {hints.rung(row, w, s.notation, n)}"
                for n in range(opened)
            ]
            last = hints.FILLS if opened == hints.RUNGS else ""
            said.append(self._remarks.get(row.name, last))
            found[row.name] = tuple(said[-2:])
        return found
