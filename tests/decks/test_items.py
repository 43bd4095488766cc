"""Items and errata: complete, in order, and each leads to the other."""

from __future__ import annotations

import pytest

from explorer.decks.errata import KINDS, errata, of
from explorer.decks.examples import deck_examples
from explorer.decks.items import item_of, items


def test_every_item_of_every_deck_is_there_in_order():
    found = [name for name in items() if name[-1].isdigit()]
    assert found == [
        f"S{deck}-{number:02}"
        for deck, count in enumerate((15, 24, 46, 27))
        for number in range(1, count + 1)
    ]
    assert set(items()) - set(found) == {"S1-05b", "S2-05b", "S3-26c"}
    assert [items()[f"S{deck}-01"].deck for deck in range(4)] == [
        *("Deck 1", "Deck 2", "Deck 3", "Deck 4"),
    ]


def test_every_item_has_a_title_and_one_sentence():
    lines = [item.line for item in items().values()]
    assert len(set(lines)) == len(lines)
    for item in items().values():
        assert 3 <= len(item.title) <= 40
        assert item.line.endswith(".")
        assert len(item.line) <= 110


def test_every_worked_example_belongs_to_an_item_or_is_ours():
    for name in deck_examples():
        assert (item_of(name) is None) is name.startswith("S5-")
    assert item_of("S1-05b").id == "S1-05b"
    assert item_of("S2-32-2d").id == "S2-32"
    assert item_of("S9-01") is None


def test_the_45_errata():
    assert list(errata()) == [f"E-{number:02}" for number in range(1, 46)]
    for erratum in errata().values():
        assert erratum.items
        assert set(erratum.items) <= items().keys()
        assert erratum.kind in KINDS
        assert erratum.printed != erratum.right
        assert erratum.why.endswith(".")
        assert 40 <= len(erratum.why) <= 130


def test_an_erratum_is_found_by_its_item():
    assert [erratum.id for erratum in of("S3-26")] == ["E-31", "E-39"]
    assert [erratum.id for erratum in of("S2-26-softmax")] == ["E-23", "E-24"]
    assert of("S0-03") == ()
    with pytest.raises(ValueError, match=r"one of S0-01 to S3-27, got S4-01"):
        of("S4-01")
