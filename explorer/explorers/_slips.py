"""What the decks print wrongly of what an explorer shows: a badge and its drawer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from explorer.decks.errata import Erratum, errata, of
from explorer.explorers._presets import Preset
from explorer.widgets import Drawer, Table


class Slips:
    """The errata of an explorer's deck items, those of the open preset first.

    Parameters
    ----------
    items : iterable of str
        The deck items that the explorer shows.
    presets : sequence of Preset
        Their ``errata`` are what the badge names while the preset is shown.
    """

    def __init__(self, items: Iterable[str], presets: tuple[Preset, ...]) -> None:
        self.errata = tuple(dict.fromkeys(e for item in items for e in of(item)))
        self.presets = tuple(p for p in presets if p.errata)
        self.drawer = Drawer(
            name="slips",
            action="drawer-slips",
            help="What a deck prints wrongly, and why",
        )
        self.table = Table(
            caption="What the decks print, what is right, and why",
            columns=["slip", "printed", "right", "why"],
        )
        self._show(())

    @property
    def has_any(self) -> bool:
        """Whether the decks have slips in these items."""
        return bool(self.errata)

    def follow(self, settings: Any) -> None:
        """Name the slip of the preset that is shown, if one is."""
        shown = next((p for p in self.presets if p.holds(settings)), None)
        self._show(shown.errata if shown else ())

    def _show(self, ids: tuple[str, ...]) -> None:
        count = len(self.errata)
        self.drawer.label = (
            f"⚠ Deck slip {', '.join(ids)}" if ids else f"Deck slips ({count})"
        )
        first = [errata()[name] for name in ids]
        rest = [e for e in self.errata if e not in first]
        self.table.rows = [_row(e) for e in (*first, *rest)]


def _row(erratum: Erratum) -> list[str]:
    where = f"{erratum.id} ({', '.join(erratum.items)})"
    return [where, erratum.printed, erratum.right, erratum.why]
