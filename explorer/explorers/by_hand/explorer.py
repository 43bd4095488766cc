"""The explorer itself: from settings to the ledger, the pictures and the words."""

from __future__ import annotations

from typing import Any, ClassVar

from explorer.exercises import Ladder
from explorer.explorers._page import Page
from explorer.explorers.by_hand import pictures, words
from explorer.explorers.by_hand.answering import ANOTHER_ROW, Answering
from explorer.explorers.by_hand.known import KnownNetworkView
from explorer.explorers.by_hand.lines import show_ledger
from explorer.explorers.by_hand.settings import EDGES, ByHandSettings
from explorer.explorers.by_hand.typed import RULES
from explorer.explorers.by_hand.work import work
from explorer.widgets import Equation, Ledger
from explorer.widgets.pointing import SpotEvent


class ByHand(Answering):
    """Work out both passes of a small network, one operation at a time.

    Examples
    --------
    >>> ByHand(network="eight", learning_rate=0.5).settings.learning_rate
    0.5
    """

    name = "by_hand"
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
               for name in ANOTHER_ROW):  # fmt: skip
            values = {"answers": "", **values}
        super().change(**values)

    def on_spot(self, event: SpotEvent) -> None:
        """Take a pressed edge by itself."""
        if event.event == "press" and event.id in EDGES:
            self.take(edge="none" if event.id == self.settings.edge else event.id)
