"""The rows of the ledger as the page writes them, with what stands beside each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.core.ledger import Row
from explorer.explorers.by_hand import cells, hints
from explorer.explorers.by_hand.settings import ByHandSettings
from explorer.explorers.by_hand.work import Work, is_forward, needed
from explorer.language.numbers import significant
from explorer.widgets import Ledger

Line = dict[str, str]


def show_ledger(
    page: Ledger, w: Work, s: ByHandSettings, opened: Mapping[str, tuple[str, ...]]
) -> None:
    """Write all rows; what the present one takes up again is lit.

    Parameters
    ----------
    page
        Where they are written.
    w, s
        What is worked out so far.
    opened
        By row, the hints that were asked for.
    """
    lines = [line(row, w, s, opened.get(row.name, ())) for row in w.ledger.rows]
    ahead = sum(is_forward(row) for row in w.ledger.rows)
    mark = "measured" if s.differences else "✓"
    page.heads = [
        ["→ forward", "value", "", ""],
        ["← backward, then update", "reuses", "value", mark],
    ]
    page.upper, page.lower = lines[:ahead], lines[ahead:]


def line(row: Row, w: Work, s: ByHandSettings, opened: tuple[str, ...]) -> Line:
    """Write one row: a forward value stands in one column, what came back in another.

    A backward row repeats in the first of them the forward value that it reuses.
    """
    name, forward = row.name, is_forward(row)
    known = name in w.known
    now = w.row is not None and name == w.row.name
    value = cells.value_of(row) if known else ""
    asks = "both" if name in w.blank else ""
    if now and not s.level:
        asks = "rule"
    said = w.said[name]
    made: Line = {
        "id": name,
        "symbol": cells.letter(name, w, s.notation),
        "made_of": cells.made_of(row, w, s.notation),
        "forward": value if forward else _again(row, w, s),
        "back": "" if forward else value,
        "mark": cells.mark_of(row, w, s),
        "role": _role(row),
        "state": _state(row, w, s, now=now),
        "asks": asks,
        "number": _typed(said.number),
        "rule": said.rule,
    }
    note = [hints.reply(row, w)] if asks else []
    note += opened if asks == "both" else ()
    return {**made, "note": " ".join(filter(None, note))}


def _typed(number: str) -> str:
    """Write an answer as a hand would."""
    return significant(float(number), 6) if number else ""


def _role(row: Row) -> str:
    """Return whose colour the number has: of a pass, or of the update."""
    if row.stage in ("update", "after"):
        return "accent"
    return "forward" if is_forward(row) else "backward"


def _again(row: Row, w: Work, s: ByHandSettings) -> str:
    """Write the forward value that a backward row reuses, a wire's input among them."""
    names = list(row.reuses) or [n for p in row.products for n in p if n[:2] == "x_"]
    if not names or row.name in w.covered:
        return ""
    name = names[0]
    value: Any = w.ledger.values[name]
    known = name in w.known or name[:2] == "x_"
    written = significant(value, 4) if known else "?"
    return f"{cells.letter(name, w, s.notation)} {written}"


def _state(row: Row, w: Work, s: ByHandSettings, *, now: bool) -> str:
    if now:
        return "now"
    counts = needed(w, s)
    if counts is not None and row.name not in counts:
        return "struck"
    here = w.row
    lit = here is not None and here.name not in w.covered and row.name in here.reuses
    return "lit" if lit else ""
