"""The guess of Backprop by hand: the sign of the output's delta."""

from __future__ import annotations

from explorer.exercises import Prediction
from explorer.explorers.by_hand.settings import ASKED, ByHandSettings
from explorer.explorers.by_hand.work import Work

_SIGNS = {"negative": "−", "zero": "0", "positive": "+"}


def row_of(w: Work) -> str:
    """Return the row whose sign is guessed."""
    return f"delta{len(w.network.layers)}_1"


def fared(w: Work, s: ByHandSettings) -> Prediction:
    """Return the sign that was guessed and, once it is worked out, what it is."""
    said, name = ASKED.predict(s.said), row_of(w)
    if name not in w.known:
        return said
    value = w.ledger.values[name]
    return said.came("negative" if value < 0 else "positive" if value else "zero")


def in_short(w: Work, s: ByHandSettings) -> str:
    """Write both as signs, for the picture; nothing if nothing was said."""
    one = fared(w, s)
    said = "".join(f"δ: you said {_SIGNS[str(v)]}" for v in one.said)
    return said + "".join(f", it is {_SIGNS[str(m.came)]}" for m in one.marks)
