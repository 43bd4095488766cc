"""The exercise drawer: what is pressed there makes the next sheet, which is shown."""

from __future__ import annotations

from explorer.exercises import Sheet, read
from explorer.exercises.checker import TOLERANCE_IN_WORDS
from explorer.widgets import Exercise

_TOO_SOON = "Try an answer first; then the next hint opens."
_MARKS = {"right": "✓ ", "mistake": "↺ ", "other": "↺ "}


class Exercises:
    """The exercises of an explorer; they are no settings, so a reset leaves them.

    Parameters
    ----------
    explorer : str
        Name of the explorer and of its bank.
    """

    def __init__(self, explorer: str) -> None:
        self.sheet = Sheet(read(explorer))
        self.widget = Exercise(self._act, action="exercise")
        if self.has_any:
            self.widget.paper = [
                [item.given, item.question, list(item.options)]
                for item in self.sheet.bank.items
            ]
            self._show("")

    @property
    def has_any(self) -> bool:
        """Whether there is a bank for this explorer."""
        return bool(self.sheet.bank.items)

    def _act(self, act: str, answer: str | None) -> None:
        before = self.sheet if answer is None else self.sheet.write(answer)
        notice = ""
        if act in ("next", "previous"):
            self.sheet = before.turn(1 if act == "next" else -1)
        elif act == "hint":
            self.sheet = before.hint()
            if self.sheet == before and before.more_hints:
                notice = _TOO_SOON
        elif answer is not None:
            self.sheet = before.check()
        self._show(notice)

    def _show(self, notice: str) -> None:
        """Put the sheet's item and its progress on the page."""
        sheet, shown = self.sheet, self.widget
        item, now = sheet.item, sheet.now
        shown.given, shown.question = item.given, item.question
        shown.options = list(item.options)
        shown.note = "" if item.options else TOLERANCE_IN_WORDS
        shown.place = f"{sheet.at + 1} of {len(sheet.bank.items)}"
        shown.answer = now.answer
        shown.name = item.id
        kind = now.verdict.kind if now.verdict else "unread"
        said = now.verdict.sentence if now.verdict else ""
        shown.right = kind == "right"
        shown.feedback = notice or f"{_MARKS.get(kind, '')}{said}"
        shown.hints = list(sheet.hints)
        shown.hint_label = (
            f"Hint {len(sheet.hints) + 1} of {len(item.hints)}"
            if sheet.more_hints
            else "All hints are open"
        )
