"""The explorer itself: from settings to the ledger, the pictures and the words."""

from __future__ import annotations

from typing import Any, ClassVar

from explorer.core.ledger import RULES as RULES_OF
from explorer.exercises import Ladder
from explorer.explorers._base import Explorer
from explorer.explorers._page import Page
from explorer.explorers.by_hand import hints, pictures, words
from explorer.explorers.by_hand.known import KnownNetworkView
from explorer.explorers.by_hand.lines import show_ledger
from explorer.explorers.by_hand.settings import EDGES, ByHandSettings
from explorer.explorers.by_hand.typed import RULES, answers_of, written
from explorer.explorers.by_hand.work import work
from explorer.language.numbers import parse
from explorer.widgets import Equation, Ledger
from explorer.widgets.pointing import SpotEvent

_ANOTHER_ROW = ("network", "seed", "numbers", "example")


class ByHand(Explorer[ByHandSettings]):
    """Work out both passes of a small network, one operation at a time.

    Examples
    --------
    >>> ByHand(network="eight", learning_rate=0.5).settings.learning_rate
    0.5
    """

    name = "by_hand"
    settings_type = ByHandSettings
    tabs: ClassVar = {
        "look": {"network": 1.0},
        "step": {"network": 1.0},
        "run": {"weights": 1.0},
    }
    views_of: ClassVar = {
        "network": KnownNetworkView,
        "weights": pictures.WeightsView,
    }
    beside = ("tab", "step", "network", "level", "edge", "prediction")
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Options": (
            *("differences", "layers", "biases", "learning_rate"),
            *("example", "seed", "numbers", "answers"),
        ),
    }

    def prepare(self) -> None:
        """Create the equation strip and the ledger; no hint has been asked for."""
        self.equation = Equation(label="The present row, factor by factor")
        self.ledger = self.companion = Ledger(
            self._act,
            label="The ledger, one row per operation",
            rules=[list(pair) for pair in RULES.items()],
            hidden=self.settings.tab == "look",
        )
        self._ladders: dict[tuple[object, ...], Ladder] = {}
        self._remarks: dict[str, str] = {}  # on what was just done in a row

    def show(self, s: ByHandSettings, changed: frozenset[str]) -> str:
        """Show the row reached."""
        w = work(s)
        for name, view in self.views.items():
            getattr(pictures, f"show_{name}")(view, w, s)
        if s.tab != "look":
            show_ledger(self.ledger, w, s, self._opened(s))
        if self.equation is not None:
            self.equation.terms = words.equation(w, s)
        return words.sentence(w, s)

    def table(self, s: ByHandSettings) -> tuple[str, list[str], list[list[str]]]:
        """Return every row of the ledger."""
        return words.table(work(s), s)

    def shown(self, s: ByHandSettings, field: str) -> Any:
        """Let the player stand on the last row, if there are no more."""
        return work(s).step if field == "step" else getattr(s, field)

    def arrange(self, page: Page, s: ByHandSettings) -> None:
        """Let the player end with the ledger, which the first tab leaves out."""
        self.ledger.hidden = s.tab == "look"
        last = len(work(s).ledger.rows)
        if page.controls["step"].max != last:
            page.controls["step"].max = last

    def change(self, **values: Any) -> None:
        """Take a value; other numbers have other answers."""
        s = self.settings
        if any(name in values and values[name] != getattr(s, name)
               for name in _ANOTHER_ROW):  # fmt: skip
            values = {"answers": "", **values}
        super().change(**values)

    def on_spot(self, event: SpotEvent) -> None:
        """Take a pressed edge by itself."""
        if event.event == "press" and event.id in EDGES:
            self.take(edge="none" if event.id == self.settings.edge else event.id)

    # ---- what is done in the ledger --------------------------------------------------

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
        return (name, *(getattr(s, field) for field in _ANOTHER_ROW))

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
