"""A listing: its columns, the lines that have no room, what can be pressed."""

import numpy as np
import pytest

from explorer.language.palette import PALETTES
from explorer.views.listing import Entry, ListingView

from .scenes import blit, figure, outside, overlaps, whole

HEADS = ("", "backprop", "difference", "")


def made(look="light"):
    return ListingView(figure(520)[1], PALETTES[look])


def entries(count, **more):
    return [
        Entry(f"w{i}", (f"w{i}", "+0.123456", "−0.123457", "✓"), "#0072B2", **more)
        for i in range(count)
    ]


def test_every_line_is_written_and_can_be_pressed():
    view = made()
    view.update("Check", HEADS, entries(3), "a caption", "Words.")
    texts = dict(view.texts())
    assert texts["w1_2"] == "+0.123456"
    assert texts["head_3"] == "difference"
    spots = {spot.id: spot.label for spot in view.hotspots()}
    assert spots["line_w2"] == "w2, +0.123456, −0.123457, ✓"
    assert view.alt() == "Words."


def test_lines_without_room_are_counted():
    view = made()
    view.update("Check", HEADS, entries(60))
    shown = len(view.hotspots())
    assert 8 < shown < 60
    assert dict(view.texts())["rest"] == f"… {60 - shown} more in the data table"
    assert overlaps(view) == []
    assert outside(view) == []


def test_a_chosen_line_has_an_edge_and_a_failed_one_a_tint():
    view = made()
    lines = [*entries(1), Entry("x", ("x", "1", "2", "✗"), "#B84A00", "#B84A00", True)]
    view.update("Check", HEADS, lines)
    tint, edge = view._boxes.boxes
    assert tint[:4] == edge[:4]
    assert edge.edge == PALETTES["light"].accent


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_blit_equals_a_full_draw(look):
    view = made(look)
    updates = [
        lambda: view.update("One", HEADS, entries(4)),
        lambda: view.update("Two", HEADS, entries(9, tint="#0B57A4", chosen=True)),
    ]
    first, both = blit(view, updates[:1]), blit(view, updates)
    assert not np.array_equal(first, both)
    assert np.array_equal(both, whole(view))
    assert overlaps(view) == []
    assert outside(view) == []
