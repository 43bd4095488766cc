"""Every item of the decks is on screen where ``explorer/decks/places`` says."""

import pytest

import explorer.explorers
from explorer.decks.places import places
from explorer.language.catalogue import EXPLORERS
from explorer.widgets import Ledger
from tests.explorers.page import Page

ENTRIES = {entry.module: entry for entry in EXPLORERS if entry.available}
SHOWN = [place for place in places() if not place.absent]


def published(p):
    """Return everything that a page says: pictures, numbers, words, tables, drawers."""
    made = p.explorer
    said = [*p.texts.values(), p.status, p.frames[-1]["alt"]]
    said += [made.heading.title, made.heading.question]
    if made.equation is not None:
        said += [str(t) for term in made.equation.terms for t in term.values()]
        said.append("".join(term["symbol"] for term in made.equation.terms))
    if isinstance(made.companion, Ledger):
        rows = (*made.companion.upper, *made.companion.lower)
        said += [text for row in rows for text in row.values()]
        said += [text for head in made.companion.heads for text in head]
    caption, columns, rows = made.table(made.settings)
    said += [caption, *columns, *(cell for row in rows for cell in row)]
    for control in (*made.page.controls.values(), *made.page.buttons.values()):
        said += [control.label, control.help]
        said += [words for _, words in getattr(control, "options", ())]
    said += [cell for row in made.page.slips.table.rows for cell in row]
    return said


@pytest.mark.parametrize("place", SHOWN, ids=lambda p: f"{p.explorer}-{p.id}")
def test_an_item_is_found_where_the_table_says(monkeypatch, place):
    made = getattr(explorer.explorers, ENTRIES[place.explorer].class_name)
    p = Page(made(), monkeypatch, search=place.link)
    if place.preset:
        p.press(f"preset-{place.preset}")
    if place.tab:
        p.move("tab", place.tab)
    said = published(p)
    assert place.find
    for wanted in place.find:
        assert any(wanted in text for text in said), f"{wanted!r} is not on the page"


@pytest.mark.parametrize("module", ENTRIES)
def test_every_item_of_the_catalogue_is_in_the_table(module):
    listed = {place.id for place in places() if place.explorer == module}
    assert listed == set(ENTRIES[module].decks)
