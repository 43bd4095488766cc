"""What a student may expect of each of the explorers, whatever it is about."""

import gc
import itertools
import math

import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure
from PIL import ImageFont

import explorer.explorers
from explorer.decks.errata import errata, of
from explorer.explorers import _presets
from explorer.language.catalogue import EXPLORERS
from explorer.state import declared, from_link, to_query
from explorer.widgets import TextBox
from tests.explorers.page import Page, full_draw
from tests.views.scenes import outside, overlaps

CLASSES = [
    getattr(explorer.explorers, entry.class_name)
    for entry in EXPLORERS
    if entry.available
]
BY_NAME = {made.name: made for made in CLASSES}
# what the canvas has of a laptop, a projector, and JupyterLab beside its file browser
SIZES = ((1062, 466), (1524, 757), (910, 380))
WORLDS = tuple(itertools.product(SIZES, ("light", "dark")))
TABS = [(made, tab) for made in CLASSES for tab in made.tabs]
PRESETS = [(made, p) for made in CLASSES for p in _presets.read(made.name)]


def named(value):
    return getattr(value, "name", None) or str(value)


each = pytest.mark.parametrize("made", CLASSES, ids=named)
each_tab = pytest.mark.parametrize(("made", "tab"), TABS, ids=named)
each_preset = pytest.mark.parametrize(("made", "preset"), PRESETS, ids=named)


@pytest.fixture
def page(monkeypatch):
    def open_(made, search="", **options):
        return Page(made(), monkeypatch, search=search, **options)

    return open_


def assert_sound(p):
    """The picture is one a student can trust: it is of these settings, with words."""
    assert p.frames[-1]["settings"] == to_query(p.explorer.settings)
    written = [*p.texts.values(), p.status]
    if p.explorer.equation is not None:
        written += [term.get("value", "") for term in p.explorer.equation.terms]
    for text in written:
        words = text.lower().replace("−", " ").split()
        assert not {"nan", "inf", "none"} & set(words), text
    assert p.status
    assert p.frames[-1]["alt"]


# ---- the picture ---------------------------------------------------------------------


@each_tab
@pytest.mark.parametrize("look", ["light", "dark"])
def test_what_was_sent_piece_by_piece_equals_a_full_draw(page, made, tab, look):
    p = page(made, f"tab={tab}", look=look)
    for field, declaration in declared(made.settings_type).items():
        if declaration.kind == "number":
            low, high = declaration.range
            p.drag(field, low + 0.3 * (high - low), low + 0.6 * (high - low))
    assert np.array_equal(p.picture, full_draw(p.explorer))


@each_tab
def test_no_text_hides_another_leaves_its_panel_or_is_cut(page, made, tab):
    """All presets at both ends of their run; worlds take turns, so all pairs occur.

    The last step of a run that diverges is the last before it does.
    """
    p, found = page(made, f"tab={tab}"), []
    ends = itertools.product(_presets.read(made.name), ("first", "last"))
    for turn, (preset, end) in enumerate(ends, TABS.index((made, tab))):
        size, look = WORLDS[turn % len(WORLDS)]
        p.explorer.canvas.opening = None  # nothing is drawn until all is chosen
        p.explorer.open_preset(preset)
        p.explorer.store.update(tab=tab)
        if "steps" in declared(made.settings_type):
            p.move("step", p.explorer.settings.steps if end == "last" else 0)
        p.open(size, look)
        for view in p.explorer.views.values():
            cut = [text for _, text in view.texts() if text.endswith("…")]
            bad = [*overlaps(view), *outside(view), *cut]
            found += [(preset.name, end, size, look, view.name, one) for one in bad]
    assert found == []


@each_tab
def test_every_view_says_what_it_shows(page, made, tab):
    p = page(made, f"tab={tab}")
    assert 1 <= len(p.explorer.views) <= 3
    for name, view in p.explorer.views.items():
        assert len(view.alt()) > 20, name
        assert view.texts(), name


@each
def test_the_table_has_every_number_in_words(page, made):
    p = page(made)
    caption, columns, rows = p.explorer.table(p.explorer.settings)
    assert caption
    assert rows
    assert {len(row) for row in rows} == {len(columns)}
    assert all(isinstance(cell, str) for row in rows for cell in row)


# ---- controls ------------------------------------------------------------------------


@each
def test_every_control_to_both_ends(page, made):
    p = page(made)
    settings = p.explorer.settings
    before = {name: getattr(settings, name) for name in declared(made.settings_type)}
    for field, declaration in declared(made.settings_type).items():
        if declaration.kind == "text":
            continue
        ends = {"choice": declaration.options, "toggle": (True, False)}.get(
            declaration.kind, declaration.limits
        )
        for value in ends:
            p.move(field, value)
            assert_sound(p)
        p.explorer.store.update(**before)


@each_tab
def test_all_numbers_at_one_end_together(page, made, tab):
    p = page(made, f"tab={tab}")
    for end in (0, 1):
        for field, declaration in declared(made.settings_type).items():
            if declaration.kind in ("number", "integer"):
                p.move(field, declaration.range[end])
        assert_sound(p)
        p.press("undo")
        assert_sound(p)


HOSTILE = [math.nan, math.inf, -math.inf, 1e308, -1e308, "7", None, [], True]


@each
def test_hostile_numbers_leave_a_sound_picture(page, made):
    p = page(made)
    for number, (field, declaration) in enumerate(declared(made.settings_type).items()):
        if declaration.kind in ("number", "integer"):
            p.move(field, HOSTILE[number % len(HOSTILE)])
            p.move(field, HOSTILE[(number + 4) % len(HOSTILE)])
            low, high = declaration.limits
            assert low <= getattr(p.explorer.settings, field) <= high
    assert_sound(p)


TEXTS = ["", " ", "<b>x</b>", "(" * 150, "x" * 5000, "1;2,3", "\0", "__import__('os')"]


@each
def test_a_text_is_taken_or_refused_beside_its_box(page, made):
    p = page(made)
    for field, control in p.explorer.page.controls.items():
        for written in TEXTS if isinstance(control, TextBox) else ():
            before = p.explorer.settings
            p.tell(control, kind="text", text=written)
            if control.problem:
                assert p.explorer.settings == before
                assert control.problem in p.status
            else:
                taken = getattr(p.explorer.settings, field)
                assert p.explorer.settings.replace(**{field: taken}) == (
                    p.explorer.settings
                )
            assert_sound(p)


@each_tab
def test_handles_can_be_dragged_anywhere_and_nudged(page, made, tab):
    p = page(made, f"tab={tab}")
    height, width = p.picture.shape
    spots = [spot for spot in p.frames[-1]["spots"] if spot["drag"]]
    for spot in spots:
        for x, y in ((0, 0), (width, height), (width // 2, height // 3)):
            p.spot(spot["id"], "drag", x=float(x), y=float(y))
        p.spot(spot["id"], "drop", x=width / 2, y=height / 2)
        assert_sound(p)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            p.spot(spot["id"], "nudge", dx=dx, dy=dy, fine=False)
        assert_sound(p)


@each
def test_everything_in_the_picture_has_a_name_of_its_own(page, made):
    for tab in made.tabs:
        p = page(made, f"tab={tab}")
        spots = p.frames[-1]["spots"]
        ids = [spot["id"] for spot in spots]
        assert len(set(ids)) == len(ids)
        assert all(spot["label"] for spot in spots)


# ---- a page for a beginner -----------------------------------------------------------


@each
def test_few_controls_stand_beside_the_pictures_that_open(page, made):
    p = page(made)
    assert len([name for name in p.beside if name != "tab"]) <= 6
    for tab in made.tabs:
        p.move("tab", tab)
        assert len(set(p.beside)) == len(p.beside) <= 10


@each
def test_few_words_and_one_question(page, made):
    p = page(made)
    heading = p.explorer.heading
    assert heading.question.count("?") == 1
    assert len(heading.question.split()) <= 15
    assert len(in_words(running_text(p))) <= 60


def in_words(text):
    return [word for word in text.split() if any(map(str.isalpha, word))]


def running_text(p):
    """Everything to be read but the names of controls, marks and axes.

    Three words in a row are a sentence or a title, wherever they stand in a picture.
    """
    heading, strip = p.explorer.heading, p.explorer.equation
    terms = strip.terms if strip is not None else []
    said = [text for text in p.texts.values() if len(in_words(text)) >= 3]
    said += [term["symbol"] for term in terms if term["symbol"] != "="]
    return " ".join([heading.title, heading.question, p.status, *said])


# ---- ways back -----------------------------------------------------------------------


@each
def test_there_are_presets(made):
    assert len(_presets.read(made.name)) >= 3


# pixels beside the drawers of a 1366 pixels wide page; two lines of them are seen
ROOM = {"steering": 620, "train_xor": 660}
LETTERS = ImageFont.truetype(font_manager.findfont("DejaVu Sans"), 14)


def lines(sentence, room):
    """Return how many lines of the status line a sentence takes."""
    count, line = 1, ""
    for word in sentence.split():
        longer = f"{line} {word}".strip()
        if LETTERS.getlength(longer) > room:
            count, longer = count + 1, word
        line = longer
    return count


@each_preset
def test_every_preset_opens_and_can_be_undone(page, made, preset):
    p = page(made)
    before = p.explorer.settings
    p.press(f"preset-{preset.name}")
    for name, value in preset.values.items():
        assert getattr(p.explorer.settings, name) == value
    assert p.status.startswith(f"{preset.said} ")  # and what it shows
    assert len(p.status.split()) <= 25
    if p.explorer.settings.tab == next(iter(made.tabs)):
        assert len([name for name in p.beside if name != "tab"]) <= 6
    assert lines(p.status, ROOM.get(made.name, 780)) <= 2
    assert_sound(p)
    p.press("undo")
    assert p.explorer.settings == before


@each_preset
def test_a_link_brings_a_preset_back(page, made, preset):
    p = page(made)
    p.press(f"preset-{preset.name}")
    link = p.explorer.link
    settings, _, complaints = from_link(made.settings_type, link)
    assert complaints == ()
    assert settings == p.explorer.settings


@each
def test_reset_comes_back_from_anywhere(page, made):
    p = page(made)
    before = p.explorer.settings
    for field, declaration in declared(made.settings_type).items():
        if declaration.kind == "number":
            p.move(field, declaration.range[1])
    p.press("reset")
    assert p.explorer.settings == before
    assert_sound(p)


@each
def test_it_can_be_saved_and_used_from_python(tmp_path, made):
    path = tmp_path / "picture.svg"
    made().save(path)
    assert "<text" in path.read_text("utf-8")
    with pytest.raises(ValueError, match="unknown setting"):
        made(no_such_field=1)


@each
def test_slips_of_the_decks_are_told_and_those_of_a_preset_come_first(page, made):
    p = page(made)
    slips = p.explorer.page.slips
    assert {e.id for e in slips.errata} == {
        e.id for item in slips_of(made) for e in of(item)
    }
    for preset in _presets.read(made.name):
        assert set(preset.errata) <= errata().keys()
        p.press(f"preset-{preset.name}")
        if preset.errata:
            assert all(name in slips.drawer.label for name in preset.errata)
            assert slips.table.rows[0][0].startswith(preset.errata[0])
            erratum = errata()[preset.errata[0]]
            assert slips.table.rows[0][1:] == [
                erratum.printed, erratum.right, erratum.why,
            ]  # fmt: skip


def slips_of(made):
    return next(e.decks for e in EXPLORERS if e.module == made.name)


@each
def test_tabs_and_sizes_that_are_left_leave_no_figure_behind(made, page):
    p = page(made)

    def figures_after_a_round():
        for tab in made.tabs:
            p.explorer.take(tab=tab)
        for size in SIZES[:2]:
            p.open(size)
        gc.collect()
        return sum(isinstance(thing, Figure) for thing in gc.get_objects())

    before = figures_after_a_round()
    assert figures_after_a_round() <= before
