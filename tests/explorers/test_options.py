"""What a link hides, locks and enlarges, in every explorer; presets keep it."""

from itertools import pairwise

import pytest

import explorer.explorers
from explorer.explorers import _options, _presets
from explorer.language.catalogue import EXPLORERS
from explorer.state import declared
from tests.explorers.page import Page
from tests.views.scenes import outside, overlaps

AVAILABLE = [entry for entry in EXPLORERS if entry.available]


@pytest.fixture(params=AVAILABLE, ids=lambda entry: entry.module)
def made(request):
    return getattr(explorer.explorers, request.param.class_name)


@pytest.fixture
def page(monkeypatch):
    """Return a function that opens an explorer on a page."""
    return lambda made, search="", **more: Page(
        made(), monkeypatch, search=search, **more
    )


def gone(p):
    return {
        name
        for name, part in p.explorer.page.parts.items()
        if getattr(part, "gone", False) or "bpx-gone" in part._dom_classes
    }


def views(tab):
    return [name for names in tab for name in names.split("/")]


def test_every_part_has_one_name(made):
    fields = set(declared(made.settings_type))
    parts = made().page.parts
    assert fields | {"controls", "drawers", "table", "presets", "reset"} <= set(parts)
    assert all(parts[field].setting == field for field in fields)


def test_on_a_phone_pictures_stand_below_one_another(page):
    xor = explorer.explorers.TrainXor
    p = page(xor, "tab=step", size=(390, 960))
    areas = [area for _, area in p.explorer.canvas.drawing.panels]
    assert {(area.x, area.w) for area in areas} == {(0, 390)}
    ends = [(area.y, area.y + area.h) for area in areas]
    assert all(end < start for (_, end), (start, _) in pairwise(ends))
    assert "bpx-views-3" in p.explorer.page.root._dom_classes
    low = page(xor, "tab=step", size=(390, 480))  # as in a cell of a notebook
    assert len({area.y for _, area in low.explorer.canvas.drawing.panels}) == 1


def test_hidden_pictures_are_nowhere_and_the_others_have_their_room(page, made):
    for tab, shown in made.tabs.items():
        first, *others = views(shown)
        p = page(made, f"tab={tab}&hide=view-{first}")
        assert p.status
        seen = {view.name for view, _ in p.explorer.canvas.drawing.panels}
        made_as = p.explorer.views
        assert seen == {made_as[name].name for name in others or [first]}
        assert {view for view, _ in p.texts} <= seen
        right = max(area.x + area.w for _, area in p.explorer.canvas.drawing.panels)
        assert right == p.picture.shape[1]
        p.press(f"preset-{_presets.read(made.name)[-1].name}")
        p.press("reset")
        assert {view for view, _ in p.texts} <= seen


def test_hidden_parts_are_gone_and_stay_gone(page, made):
    p = page(made, "hide=controls,equation,tab,reset,presets,table,none")
    there = {"controls", "equation", "tab", "reset", "presets", "table"}
    there &= set(p.explorer.page.parts)
    assert gone(p) == there
    assert "Nothing to hide is called 'none'" in p.status
    for preset in _presets.read(made.name)[:2]:
        p.press(f"preset-{preset.name}")
    p.press("reset")
    assert gone(p) == there
    assert p.frames[-1]["link"] == p.explorer.link
    assert "hide=controls" in p.explorer.link
    again = page(made, p.explorer.link)
    assert gone(again) == there
    assert gone(page(made)) == set()


def test_a_locked_setting_cannot_be_moved_by_anything(page, made):
    fields = declared(made.settings_type)
    numbers = [n for n, d in fields.items() if d.kind == "number"]
    p = page(made, f"lock={','.join(numbers)},tab")
    before = p.explorer.settings
    held = [getattr(before, name) for name in (*numbers, "tab")]
    for name in numbers:
        assert p.control(name).locked
        for end in fields[name].range:
            p.move(name, end)
            moved = end != p.explorer.shown(before, name)
            assert (f"{name} is locked; it stays" in p.status) or not moved
    for spot in list(made.handles):
        for event in ("drag", "drop"):
            p.spot(spot, event, x=100.0, y=100.0)
    for action, button in p.explorer.page.buttons.items():
        if action not in ("undo", "reset"):
            p.tell(button, kind="press")
    p.press("reset")
    assert [getattr(p.explorer.settings, n) for n in (*numbers, "tab")] == held
    assert [p.control(n).value for n in numbers] == [
        p.explorer.shown(p.explorer.settings, n) for n in numbers
    ]
    assert p.explorer.settings == before


def test_a_link_may_begin_with_a_preset(page, made):
    for preset in _presets.read(made.name)[-2:]:
        p = page(made, f"preset={preset.name}")
        for name, value in preset.values.items():
            assert getattr(p.explorer.settings, name) == value
        assert preset.question in p.status
        assert "preset" not in p.explorer.link


def test_python_reads_the_same_link(made):
    one = made.from_link("hide=controls,none&lock=tab&mode=projector")
    assert one.link == "hide=controls&lock=tab&mode=projector"
    assert one.status.text == "Nothing to hide is called 'none'."
    assert one.page.controls["tab"].locked


def test_alt_p_brings_larger_letters_and_takes_them_back(page, made):
    p = page(made, size=(1342, 548))
    scale = [view.scale for view in p.explorer.views.values()]
    p.press("projector")
    larger = [view.scale for view in p.explorer.views.values()]
    stacked = {name for names in made.tabs[p.explorer.settings.tab]
               if "/" in names for name in names.split("/")}  # fmt: skip
    for name, a, b in zip(p.explorer.views, scale, larger, strict=True):
        less = 0.85 if name in stacked else 1.0
        assert b / a == pytest.approx(less * _options.MAGNIFIED)
    for view, _ in p.explorer.canvas.drawing.panels:
        assert overlaps(view) == []
        assert outside(view) == []
    assert p.frames[-1]["link"] == "mode=projector"
    p.press("reset")
    p.press("projector")
    assert [view.scale for view in p.explorer.views.values()] == scale
    assert p.frames[-1]["link"] == ""


def test_alt_j_says_what_is_shown_and_says_it_again(page, made):
    p = page(made)
    sentence = p.status
    p.press("describe")
    said = p.status
    assert said.startswith(sentence)
    assert p.frames[-1]["alt"] in said
    p.press("describe")
    assert p.status != said
    assert p.status.strip() == said
