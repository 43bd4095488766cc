"""The data table of Chain: a row for every node."""

from __future__ import annotations

from explorer.explorers.chain.moment import Moment
from explorer.explorers.chain.settings import ChainSettings
from explorer.explorers.chain.typed import derivative, pretty
from explorer.explorers.chain.words import clean
from explorer.language.numbers import MISSING, significant


def table(m: Moment, s: ChainSettings) -> tuple[str, list[str], list[list[str]]]:
    """Return every number of every node."""
    rows = []
    texts = {box.name: pretty(box.text) for box in m.graph.boxes}
    passed = (m.name, *m.boxes[: s.step])
    for name in (*m.graph.inputs, *m.boxes):
        slopes = ", ".join(
            f"{derivative(name, e.source)} {significant(e.factor, 6)}"
            for e in m.edges
            if e.target == name
        )
        rows.append(
            [
                pretty(name),
                texts.get(name, "input"),
                significant(m.trace[name], 6),
                slopes or MISSING,
                "?" if s.guessing else significant(m.slope_by(name), 6),
                "?"
                if s.guessing and name not in passed
                else significant(clean(m.nudged.changes[name]), 6, sign=True),
            ]
        )
    size = significant(s.nudge)
    caption = f"{pretty(m.output)} and its slopes; {pretty(m.name)} nudged by {size}"
    back = f"came back: {derivative(m.output, '…')}"
    columns = ["node", "does", "value", "slopes here", back, "true change"]
    return caption, columns, rows
