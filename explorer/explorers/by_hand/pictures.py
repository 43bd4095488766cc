"""How the work becomes pictures."""

from __future__ import annotations

import numpy as np

from explorer.core.factors import weight_factors
from explorer.explorers.by_hand import guess
from explorer.explorers.by_hand.known import KnownNetworkView
from explorer.explorers.by_hand.settings import NO_EDGE, ByHandSettings
from explorer.explorers.by_hand.work import Work
from explorer.language.numbers import significant
from explorer.language.symbols import parameter, symbol
from explorer.views.bars import Bar, BarsView


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
        if row.name not in w.blank:
            lit[row.name] = palette.accent
    edge = None if s.edge == NO_EDGE else s.edge
    if row is not None and row.stage == "gradient" and row.name not in w.covered:
        edge = row.name[1:]
    factors = None
    if edge is not None:
        factors = weight_factors(w.network, made.trace, made.gradients, edge, 0)
    view.update_known(
        w.network, made.trace, made.gradients, edge, factors, np.array([w.y]),
        w.known, lit, guess.in_short(w, s),
    )  # fmt: skip


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
