"""One exercise at a time: a question, an answer, what is said to it, hints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from explorer.widgets.control import Control

_LONGEST = 200


class Exercise(Control):
    """A question with a box or a group of options, and the buttons around it.

    Whoever shows it sets the attributes; what is done in the page arrives at `on_act`.

    Parameters
    ----------
    on_act : callable
        ``(act, answer)``: ``"check"``, ``"hint"``, ``"next"`` or ``"previous"``, and
        what stands in the box; None if it stood there for another question.
    """

    kind = traitlets.Unicode("exercise").tag(sync=True)
    name = traitlets.Unicode(help="of the exercise shown").tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    given = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    letters = traitlets.Unicode(help="where the pictures have others").tag(sync=True)
    options: Any = traitlets.List(traitlets.Unicode()).tag(sync=True)
    answer = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode(help="how exact, beside the box").tag(sync=True)
    feedback = traitlets.Unicode().tag(sync=True)
    right = traitlets.Bool(False).tag(sync=True)
    hints: Any = traitlets.List(traitlets.Unicode()).tag(sync=True)
    hint_label = traitlets.Unicode().tag(sync=True)
    paper: Any = traitlets.List(
        help="every question, for a hand-out: what is given, asked, to choose from"
    ).tag(sync=True)

    def __init__(
        self, on_act: Callable[[str, str | None], object], **traits: Any
    ) -> None:
        super().__init__(**traits)
        self._on_act = on_act

    def receive(self, content: dict[str, Any]) -> None:
        """Hand on what was pressed, with the answer as it stood there."""
        act, answer = content.get("act"), content.get("answer")
        if act not in ("check", "hint", "next", "previous"):
            return
        if not isinstance(answer, str) or content.get("name") != self.name:
            answer = None
        self._on_act(act, None if answer is None else answer[:_LONGEST])
