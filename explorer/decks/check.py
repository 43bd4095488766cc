"""Check worked examples: recompute each, compare, and say what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.decks.compare import differences, plain
from explorer.decks.examples import deck_examples
from explorer.decks.forms import Values
from explorer.decks.graph_form import graph_values
from explorer.decks.network_form import network_values
from explorer.decks.optimiser_form import optimiser_values
from explorer.decks.recomputed import RECOMPUTED
from explorer.decks.schema import Example, UnusableError, printable

FORMS: dict[str, Callable[[Mapping[str, Any]], Values]] = {
    "graph": graph_values,
    "layers": network_values,
    "objective": optimiser_values,
}
"""The key of ``given`` that tells a form, and what recomputes it."""


@dataclass(frozen=True)
class Wrong:
    """A value that is not what was computed; ``more`` of it are not either.

    Attributes
    ----------
    id, name
        Of the example and of the value; the name with the place in a list.
    expected, computed
        The two, as texts.
    more
        How many other places of the same value differ.
    """

    id: str
    name: str
    expected: str
    computed: str
    more: int

    def __str__(self) -> str:
        rest = f" ({self.more} more of it differ)" if self.more else ""
        return (
            f"{self.id}: {self.name}: expected {self.expected}, "
            f"computed {self.computed}{rest}"
        )


@dataclass(frozen=True)
class Report:
    """What a check found.

    Attributes
    ----------
    matching, total
        Numbers of examples.
    wrong
        One for each expected value that differs.
    unusable
        One sentence for each example that cannot be recomputed.
    """

    matching: int
    total: int
    wrong: tuple[Wrong, ...]
    unusable: tuple[str, ...]


def recompute(example: Example) -> dict[str, Any]:
    """Compute every value that an example expects, from what it gives.

    An example with a deck's id and what the deck gives may expect what is told of that
    item; any other what its form has.

    Raises
    ------
    ValueError
        If the form or a name is unknown, or what is given cannot be used.

    Examples
    --------
    >>> recompute(deck_examples()["S0-04"])["x1"]
    [0.47]
    """
    deck = deck_examples().get(example.id)
    told = {}
    if deck is not None and deck.given == example.given and deck.id in RECOMPUTED:
        told = RECOMPUTED[deck.id](example.given)
    form = _form(example) if not example.expected.keys() <= told.keys() else None
    return {
        name: plain(told[name] if form is None or name in told else form(name))
        for name in example.expected
    }


def check(examples: Iterable[Example]) -> Report:
    """Check examples.

    Examples
    --------
    >>> report = check(deck_examples()[name] for name in ("S0-04", "S1-20"))
    >>> report.matching, report.total, report.wrong
    (2, 2, ())
    """
    matching, total = 0, 0
    wrong: list[Wrong] = []
    unusable: list[str] = []
    for example in examples:
        total += 1
        try:
            found = wrong_values(example, recompute(example))
        except ValueError as error:
            unusable.append(f"{printable(example.id)}: {error}")
            continue
        matching += not found
        wrong += found
    return Report(matching, total, tuple(wrong), tuple(unusable))


def wrong_values(example: Example, computed: dict[str, Any]) -> list[Wrong]:
    """Compare an example with what `recompute` returned for it."""
    found = []
    for name, expected in example.expected.items():
        places = list(differences(expected, computed[name]))
        if places:
            first = places[0]
            found.append(
                Wrong(
                    printable(example.id),
                    f"{printable(name)}{first.place}",
                    first.expected,
                    first.computed,
                    len(places) - 1,
                )
            )
    return found


def _form(example: Example) -> Values:
    keys = [key for key in FORMS if key in example.given]
    if len(keys) != 1:
        raise UnusableError(
            f"given must have one of {', '.join(FORMS)}, got "
            f"{', '.join(keys) or 'none'}."
        )
    return FORMS[keys[0]](example.given)
