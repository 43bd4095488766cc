"""The explorer itself: from settings to the ledger, the pictures and the words."""

from __future__ import annotations

from typing import Any, ClassVar

from explorer.explorers._base import Explorer
from explorer.explorers._page import Page
from explorer.explorers.by_hand import pictures, words
from explorer.explorers.by_hand.known import KnownNetworkView
from explorer.explorers.by_hand.settings import EDGES, ByHandSettings
from explorer.explorers.by_hand.work import work
from explorer.views.ledger import LedgerView
from explorer.widgets import Equation
from explorer.widgets.canvas import SpotEvent

_ANOTHER_ROW = ("step", "network", "seed", "numbers", "example", "level", "biases")


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
        "step": {"network": 1.1, "ledger": 1.0},
        "run": {"ledger": 1.15, "weights": 0.85},
    }
    views_of: ClassVar = {
        "network": KnownNetworkView,
        "ledger": LedgerView,
        "weights": pictures.WeightsView,
    }
    beside = ("tab", "step", "network", "level", "answer", "rule", "prediction")
    drawers: ClassVar = {
        "Presets": ("presets",),
        "Options": (
            *("edge", "differences", "layers", "biases", "learning_rate"),
            *("example", "seed", "numbers"),
        ),
    }

    def prepare(self) -> None:
        """Create the equation strip."""
        self.equation = Equation(label="The present row, factor by factor")

    def show(self, s: ByHandSettings, changed: frozenset[str]) -> str:
        """Show the row reached."""
        w = work(s)
        for name, view in self.views.items():
            getattr(pictures, f"show_{name}")(view, w, s)
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
        """Let the player end with the ledger; ask only where something is blank."""
        for field in ("answer", "rule"):
            page.controls[field].hidden = s.level == 0
        last = len(work(s).ledger.rows)
        if page.controls["step"].max != last:
            page.controls["step"].max = last

    def change(self, **values: Any) -> None:
        """Take a value; another row has another answer."""
        if any(name in values for name in _ANOTHER_ROW):
            values = {"answer": "", "rule": "unsaid", **values}
        super().change(**values)

    def on_spot(self, event: SpotEvent) -> None:
        """Take a pressed edge by itself, or go to a pressed row."""
        if event.event != "press":
            return
        s = self.settings
        if event.id in EDGES:
            self.take(edge="none" if event.id == s.edge else event.id)
        elif event.id.startswith("row_"):
            names = [f"row_{row.name}" for row in work(s).ledger.rows]
            self.take(step=names.index(event.id) + 1)
