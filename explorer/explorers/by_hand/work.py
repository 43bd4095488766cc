"""What Backprop by hand computes: the ledger, what of it is known, its check."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from explorer.core.layers import Network
from explorer.core.ledger import RULES, Ledger, Row
from explorer.exercises.checker import agrees
from explorer.explorers.by_hand.settings import NO_EDGE, ByHandSettings
from explorer.explorers.by_hand.typed import answers_of
from explorer.explorers.by_hand.worked import Measured, measured, worked

_NOTHING = "", "unsaid"
_FORWARD = ("z", "h", "loss")
_BLANK_FROM = {"update": 1, "gradient": 2, "dh": 3, "hidden_delta": 3}


@dataclass(frozen=True)
class Said:
    """What was filled in for a row, and how far it is right."""

    number: str
    rule: str
    number_right: bool
    rule_right: bool

    @property
    def right(self) -> bool:
        """Whether both are right."""
        return self.number_right and self.rule_right


@dataclass(frozen=True, eq=False)
class Work:
    """A ledger and how far it is filled in."""

    network: Network
    x: tuple[float, ...]
    y: tuple[float, ...]
    ledger: Ledger
    measured: dict[str, Measured]
    unknown: tuple[str, ...]  # own numbers that the network has no place for
    step: int  # rows reached
    said: dict[str, Said]  # of every row
    level: int

    @property
    def row(self) -> Row | None:
        """The row reached, if one is."""
        return self.ledger.rows[self.step - 1] if self.step else None

    @cached_property
    def asked(self) -> frozenset[str]:
        """Names of the rows that are left to the student."""
        rows = self.ledger.rows
        return frozenset(row.name for row in rows if is_blank(row, self.level))

    @cached_property
    def blank(self) -> frozenset[str]:
        """Names of those that still wait for a right number and rule."""
        return frozenset(name for name in self.asked if not self.said[name].right)

    @cached_property
    def covered(self) -> frozenset[str]:
        """Names of the rows whose formula is left to the student too."""
        return frozenset(name for name in self.asked if not self.said[name].rule_right)

    @cached_property
    def known(self) -> frozenset[str]:
        """Names of the rows that are filled in: worked and reached, or answered."""
        reached = {row.name for row in self.ledger.rows[: self.step]}
        return frozenset(reached - self.asked | self.asked - self.blank)


def work(s: ByHandSettings) -> Work:
    """Return everything about these settings."""
    at = s.example - 1
    network, x, y, made, unknown = worked(
        s.network, s.seed, s.numbers, at, s.learning_rate, s.layers, s.biases
    )
    checked = measured(s.network, s.seed, s.numbers, at, s.biases)
    step = min(s.step, len(made.rows))
    given = answers_of(s.answers)
    said = {r.name: _compared(r, *given.get(r.name, _NOTHING)) for r in made.rows}
    return Work(network, x, y, made, checked, unknown, step, said, s.level)


def is_blank(row: Row, level: int) -> bool:
    """Whether a level leaves this row to the student."""
    return level >= _BLANK_FROM.get(row.stage, 4)


def is_forward(row: Row) -> bool:
    """Whether the forward pass makes this row."""
    return row.stage in _FORWARD


def _compared(row: Row, number: str, rule: str) -> Said:
    right = bool(number) and agrees(float(number), row.value)
    return Said(number, rule, right, rule == RULES[row.stage])


def needed(w: Work, s: ByHandSettings) -> frozenset[str] | None:
    """Return the rows that the chosen edge needs; None where all count."""
    if s.edge == NO_EDGE or f"d{s.edge}" not in {r.name for r in w.ledger.rows}:
        return None
    found = w.ledger.needed(f"d{s.edge}")
    return found | {f"step_{s.edge}", "E", "after"}
