"""The ledger: operations as rows of the page, with boxes where one is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from explorer.widgets.control import Control

_LONGEST = 40


class Ledger(Control):
    """Rows of a symbol, what it is made of, its value and what it takes up again.

    A row is a dict of texts: ``id``, ``symbol``, ``made_of``, ``forward`` and
    ``back`` (the two columns of numbers), ``mark``, ``role`` (whose colour), ``state``
    (``"now"``, ``"lit"``, ``"struck"`` or nothing), ``asks`` (``"both"``, ``"rule"``
    or nothing), and, where something is asked, ``number``, ``rule`` and ``note``.

    Parameters
    ----------
    on_act : callable
        ``(act, row, number, rule)``: ``"go"``, ``"answer"`` or ``"hint"``, the row's
        id, and what stands in its box and its list.
    """

    kind = traitlets.Unicode("ledger").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    #: of each part: its name over the first two columns, then the other three
    heads: Any = traitlets.List().tag(sync=True)
    rules: Any = traitlets.List(help="pairs of value and words").tag(sync=True)
    upper: Any = traitlets.List(help="rows of the first part").tag(sync=True)
    lower: Any = traitlets.List(help="rows of the second part").tag(sync=True)

    def __init__(
        self, on_act: Callable[[str, str, str, str], object], **traits: Any
    ) -> None:
        super().__init__(**traits)
        self._on_act = on_act

    def receive(self, content: dict[str, Any]) -> None:
        """Hand on what was done to a row, with what stands in it."""
        given = [content.get(name) for name in ("act", "row", "number", "rule")]
        texts = [one[:_LONGEST] if isinstance(one, str) else "" for one in given]
        act, row, number, rule = texts
        known = {made["id"] for made in (*self.upper, *self.lower)}
        if act in ("go", "answer", "hint") and row in known:
            self._on_act(act, row, number, rule)
