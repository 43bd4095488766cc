"""How the work becomes pictures."""

from __future__ import annotations

import numpy as np

from explorer.core.factors import weight_factors
from explorer.core.ledger import Row
from explorer.explorers.by_hand import words
from explorer.explorers.by_hand.known import KnownNetworkView
from explorer.explorers.by_hand.settings import NO_EDGE, ByHandSettings
from explorer.explorers.by_hand.work import Work, is_forward, needed
from explorer.language.numbers import significant
from explorer.language.palette import Palette
from explorer.language.symbols import parameter, symbol
from explorer.views.bars import Bar, BarsView
from explorer.views.ledger import LedgerView, Line


class WeightsView(BarsView):
    """Every weight before (hollow) and after the update."""

    name = "weights"
    title = "Weights: before (hollow), after"


def show_network(view: KnownNetworkView, w: Work, s: ByHandSettings) -> None:
    """Show what is known, what the present row uses, and the ways of an edge."""
    row, palette, made = w.row, view.palette, w.ledger
    lit = {}
    if row is not None and row.name not in w.covered:
        used = [*(n for product in row.products for n in product), *row.reuses]
        for name in used:
            forward = name[0] in "xyzh"
            lit[name] = palette.forward if forward else palette.backward
            if name[0] in "Wb":
                lit[name] = palette.path
        if not w.blank:
            lit[row.name] = palette.accent
    edge = None if s.edge == NO_EDGE else s.edge
    if row is not None and row.stage == "gradient" and row.name not in w.covered:
        edge = row.name[1:]
    factors = None
    if edge is not None:
        factors = weight_factors(w.network, made.trace, made.gradients, edge, 0)
    view.update_known(
        w.network, made.trace, made.gradients, edge, factors, np.array([w.y]),
        w.known, lit,
    )  # fmt: skip


def show_ledger(view: LedgerView, w: Work, s: ByHandSettings) -> None:
    """Show all rows; what the present one reuses is lit."""
    palette, row, counts = view.palette, w.row, needed(w, s)
    reused = set(row.reuses) if row and row.name not in w.covered else set()

    def line(place: int, of: Row) -> Line:
        value = words.value_of(of) if of.name in w.known else ""
        now = place == w.step - 1
        tint = palette.accent if now else None
        if of.name in reused:
            tint = palette.forward
        return Line(
            of.name,
            words.letter(of.name, w, s.notation),
            words.made_of(of, w, s.notation),
            "?" if now and w.blank else value,
            words.mark_of(of, w, s),
            _colour(of, palette),
            tint,
            counts is not None and of.name not in counts,
        )

    lines = [line(place, of) for place, of in enumerate(w.ledger.rows)]
    ahead = sum(is_forward(of) for of in w.ledger.rows)
    view.update(
        lines[:ahead],
        lines[ahead:],
        w.step - 1 - ahead,
        ("→ forward", "← backward, then update"),
        "✓ measured" if w.step > ahead else "",
        f"The ledger. {words.sentence(w, s)}",
    )


def _colour(row: Row, palette: Palette) -> str:
    """Return the colour of backpropagation's two passes, or of the update's step."""
    if row.stage in ("update", "after"):
        return palette.accent
    return palette.forward if is_forward(row) else palette.backward


def show_weights(view: WeightsView, w: Work, s: ByHandSettings) -> None:
    """Show every weight before and, once its update is worked out, after."""
    before, after = w.network.parameters, w.ledger.updated.parameters
    bars = []
    for at, name in enumerate(w.network.parameter_names):
        if name[0] == "b" and not s.biases:
            continue
        value = after[at] if f"step_{name}" in w.known else before[at]
        bars.append(
            Bar(name, parameter(name, s.notation), float(value), None,
                float(before[at]))
        )  # fmt: skip
    loss = symbol("loss", s.notation)
    caption = f"{loss} comes back when every weight has moved"
    if "after" in w.known:
        first, then = w.ledger.values["E"], w.ledger.values["after"]
        caption = f"{loss} {significant(first, 5)} → {significant(then, 5)}"
    view.update(bars, top=float(np.abs([before, after]).max()), caption=caption)
