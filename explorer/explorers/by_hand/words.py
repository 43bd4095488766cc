"""What Backprop by hand says: symbols, the status line, the equation, the table."""

from __future__ import annotations

from typing import Any

from explorer.core.ledger import RULES as RULE_OF
from explorer.core.ledger import Row
from explorer.decks.errata import errata
from explorer.explorers.by_hand import guess
from explorer.explorers.by_hand.cells import letter, made_of, mark_of, reused, value_of
from explorer.explorers.by_hand.settings import ByHandSettings
from explorer.explorers.by_hand.typed import RULES
from explorer.explorers.by_hand.work import Work, is_forward
from explorer.language.numbers import significant
from explorer.language.symbols import symbol

_SLIPS = {"E": "E-09", "dW2_11": "E-10"}  # rows of deck 2's exercise
_RECIPE = {
    "z": "forward",
    "h": "forward",
    "loss": "forward",
    "error": "step 1 of 4, error",
    "output_delta": "step 2 of 4, output deltas",
    "dh": "step 3 of 4, interior deltas",
    "hidden_delta": "step 3 of 4, interior deltas",
    "gradient": "step 4 of 4, gradients",
    "update": "update (gradient descent, not backprop)",
    "after": "after the update",
}


def sentence(w: Work, s: ByHandSettings) -> str:
    """Say where the work stands, what the row is, and whose turn it is."""
    row, count = w.row, len(w.ledger.rows)
    unknown = f" {', '.join(w.unknown)}: not in this network." if w.unknown else ""
    if row is None:
        given = f"Row 0 of {count}: inputs and weights are given."
        return f"{given}{_left(w)}{unknown}"
    name = letter(row.name, w, s.notation)
    said = [f"Row {w.step} of {count}, {_RECIPE[row.stage]}:"]
    if row.name in w.blank:
        where = " on tab Step" if s.tab == "look" else ": number and rule"
        said.append(f"{name} = ? Your turn{where}.")
    else:
        said.append(f"{name} = {value_of(row)}{_rule(row, w, s)}")
        said += _remarks(row, w, s)
    return " ".join(said) + _left(w) + unknown


def _left(w: Work) -> str:
    """Count the blanks that are left, where a level asks for any."""
    if not w.asked:
        return ""
    return f" Blanks left: {len(w.blank)}." if w.blank else " ✓ No blank is left."


def _rule(row: Row, w: Work, s: ByHandSettings) -> str:
    """Name the rule of a row; where all is worked, once the student has."""
    said = w.said[row.name]
    if s.level or said.rule_right or s.tab == "look":
        return f", {RULES[RULE_OF[row.stage]]}."
    return ". By which rule?" if said.rule == "unsaid" else ". ↺ By another rule."


def _remarks(row: Row, w: Work, s: ByHandSettings) -> list[str]:
    """Return what is to be said about a row that is filled in."""
    said = []
    if row.reuses:
        said.append(f"It reuses {reused(row, w, s.notation)}.")
    if s.network == "relu" and not s.seed and not s.numbers and row.name in _SLIPS:
        slip = errata()[_SLIPS[row.name]]
        said.append(f"Deck 2 prints {slip.printed} ({slip.id}).")
    found = w.measured.get(row.name)
    if found is not None and found.kink:
        said.append("z is at ReLU's kink; its slope there is taken as 0.")
    if row.stage == "after":
        loss = symbol("loss", s.notation)
        said.append(f"{loss} was {significant(w.ledger.values['E'], 4)}.")
    if row.name == guess.row_of(w):
        said.append(guess.fared(w, s).sentence)
    return [part for part in said if part]


def equation(w: Work, s: ByHandSettings) -> list[dict[str, Any]]:
    """Return the present row, factor by factor."""
    row = w.row
    if row is None:
        return [{"symbol": "Step on", "role": "aside"}]
    shown = "?" if row.name in w.blank else value_of(row)
    terms: list[dict[str, Any]] = [
        {"symbol": letter(row.name, w, s.notation), "value": shown, "role": "result"},
        {"symbol": "=", "role": "plain"},
    ]
    if row.name in w.covered:
        return [*terms, {"symbol": "the right rule shows the factors", "role": "aside"}]
    if row.stage == "after":
        before = significant(w.ledger.values["E"], 4)
        return [
            *terms, {"symbol": made_of(row, w, s.notation), "role": "plain"},
            {"symbol": "before:", "role": "aside"},
            {"symbol": symbol("loss", s.notation), "value": before, "role": "forward"},
        ]  # fmt: skip

    def term(name: str) -> dict[str, Any]:
        forward = name[0] in "xyzh"
        role = "path" if name[0] in "Wbe" else "forward" if forward else "backward"
        value = w.ledger.values[name]
        written = significant(value, 4, sign=not forward)
        return {"symbol": letter(name, w, s.notation), "value": written, "role": role}

    around = {"loss": "½(", "h": f"{made_of(row, w, s.notation).partition('(')[0]}("}
    for number, product in enumerate(row.products):
        opening = around.get(row.stage, "−" if row.stage == "update" else "")
        plus = "+ " if number else ""
        if plus or opening:
            terms.append({"symbol": f"{plus}{opening}", "role": "plain"})
        between = "−" if row.stage in ("loss", "error") else "·"
        for place, name in enumerate(product):
            terms += [{"symbol": between, "role": "plain"}] * (place > 0) + [term(name)]
        if row.stage in around:
            closing = ")²" if row.stage == "loss" else ")"
            terms.append({"symbol": closing, "role": "plain"})
    return terms


def table(w: Work, s: ByHandSettings) -> tuple[str, list[str], list[list[str]]]:
    """Return all rows; those to come have no number yet."""
    rows = []
    for place, row in enumerate(w.ledger.rows, start=1):
        known = row.name in w.known
        found = w.measured.get(row.name)
        measured = significant(found.value, 6, sign=True) if found and known else ""
        rows.append(
            [
                f"{place}. {letter(row.name, w, s.notation)}",
                made_of(row, w, s.notation),
                significant(row.value, 6, sign=True) if known else "",
                "" if row.name in w.covered else reused(row, w, s.notation),
                RULES[RULE_OF[row.stage]] if known else "",
                measured,
                mark_of(row, w, s)[:1],
            ]
        )
    columns = ["row", "made of", "value", "reuses", "rule", "measured", "agrees"]
    done = sum(is_forward(row) for row in w.ledger.rows)
    return f"{done} rows forward, then backward, then the update", columns, rows
