"""Every item of the decks is on screen: the table in ``items/`` says where to look.

``items/<explorer>.toml`` has an ``[[item]]`` for each item that the catalogue gives the
explorer: ``id``; ``preset`` or ``link`` that brings it up; ``find``, the very numbers
or words to be found among what that page publishes; or ``absent``, why it is nowhere.
"""

import tomllib
from pathlib import Path

import pytest

import explorer.explorers
from explorer.language.catalogue import EXPLORERS
from tests.explorers.page import Page

FOLDER = Path(__file__).parent / "items"
ENTRIES = {entry.module: entry for entry in EXPLORERS if entry.available}
TABLES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))["item"]
    for path in sorted(FOLDER.glob("*.toml"))
}
SHOWN = [
    (module, item)
    for module, items in TABLES.items()
    for item in items
    if "absent" not in item
]


def published(p):
    """Return everything that a page says: pictures, numbers, words, tables, drawers."""
    made = p.explorer
    said = [*p.texts.values(), p.status, p.frames[-1]["alt"]]
    said += [made.heading.title, made.heading.question]
    if made.equation is not None:
        said += [str(t) for term in made.equation.terms for t in term.values()]
        said.append("".join(term["symbol"] for term in made.equation.terms))
    caption, columns, rows = made.table(made.settings)
    said += [caption, *columns, *(cell for row in rows for cell in row)]
    for control in (*made.page.controls.values(), *made.page.buttons.values()):
        said += [control.label, control.help]
        said += [words for _, words in getattr(control, "options", ())]
    said += [cell for row in made.page.slips.table.rows for cell in row]
    return said


@pytest.mark.parametrize(
    ("module", "item"), SHOWN, ids=[f"{m}-{i['id']}" for m, i in SHOWN]
)
def test_an_item_is_found_where_the_table_says(monkeypatch, module, item):
    made = getattr(explorer.explorers, ENTRIES[module].class_name)
    p = Page(made(), monkeypatch, search=item.get("link", ""))
    if "preset" in item:
        p.press(f"preset-{item['preset']}")
    if "tab" in item:
        p.move("tab", item["tab"])
    said = published(p)
    assert item["find"]
    for wanted in item["find"]:
        assert any(wanted in text for text in said), f"{wanted!r} is not on the page"


@pytest.mark.parametrize("module", TABLES)
def test_every_item_of_the_catalogue_is_in_the_table(module):
    listed = {item["id"] for item in TABLES[module]}
    assert listed == set(ENTRIES[module].decks)
