"""How a row of the ledger is written: its symbol, its parts, its value, its mark."""

from __future__ import annotations

from functools import lru_cache

from explorer.core.ledger import Row
from explorer.explorers.by_hand.settings import ByHandSettings
from explorer.explorers.by_hand.work import Work
from explorer.language.numbers import significant
from explorer.language.symbols import parameter, symbol, unit
from explorer.views.network_numbers import symbol as named


def letter(name: str, w: Work, notation: str) -> str:
    """Return the symbol of a number of the ledger."""
    return _letter(name, w.network.sizes, notation)


@lru_cache(maxsize=2048)
def _letter(name: str, sizes: tuple[int, ...], notation: str) -> str:
    kind, _, place = name.partition("_")
    if name == "eta":
        return symbol("learning_rate", notation)
    if name == "after":
        return f"{symbol('loss', notation)} after"
    if kind == "step":
        return f"Δ{parameter(place, notation)}"
    if kind.startswith("slope"):
        return unit("slope", int(kind[5:]), int(place), notation)
    return named(name, sizes, notation)


def made_of(row: Row, w: Work, notation: str, *, shown: bool = False) -> str:
    """Write what a row is made of, in symbols; nothing where it is asked for."""
    if row.name in w.covered and not shown:
        return ""
    parts = [[letter(n, w, notation) for n in product] for product in row.products]
    if row.stage == "h":
        return f"{w.network.activations[int(row.name[1]) - 1]}({parts[0][0]})"
    if row.stage == "loss":
        return " + ".join(f"½({a} − {b})²" for a, b in parts)
    if row.stage == "error":
        return " − ".join(parts[0])
    if row.stage == "after":
        return "forward, new weights"
    joined = " + ".join(" · ".join(product) for product in parts)
    return f"−{joined}" if row.stage == "update" else joined


def reused(row: Row, w: Work, notation: str) -> str:
    """Write the forward values that a row takes up again."""
    return ", ".join(letter(name, w, notation) for name in row.reuses)


def value_of(row: Row) -> str:
    """Write a row's value."""
    return significant(row.value, 4, sign=row.stage not in ("h", "loss", "after"))


def mark_of(row: Row, w: Work, s: ByHandSettings) -> str:
    """Say whether a derivative agrees with its difference quotient."""
    found = w.measured.get(row.name)
    if found is None or row.name not in w.known:
        return ""
    mark = "✓" if found.agrees else "∧" if found.kink else "≠"
    if s.differences:
        return f"{mark} {significant(found.value, 4, sign=True)}"
    return mark
