"""Questions about what the explorers show, and a checker that names a mistake.

Everything is a value: a `Bank` is read from data, `check` returns a `Verdict`, and a
`Sheet` holds what somebody has answered. Nothing is recorded or sent.
"""

from explorer.exercises.bank import (
    Bank,
    Item,
    Mistake,
    Rule,
    asked_by,
    mistake_name,
    numbers_of,
    read,
)
from explorer.exercises.checker import Verdict, check
from explorer.exercises.predictions import Asked, Mark, Prediction
from explorer.exercises.sheet import Ladder, Progress, Sheet

__all__ = [
    "Asked",
    "Bank",
    "Item",
    "Ladder",
    "Mark",
    "Mistake",
    "Prediction",
    "Progress",
    "Rule",
    "Sheet",
    "Verdict",
    "asked_by",
    "check",
    "mistake_name",
    "numbers_of",
    "read",
]
