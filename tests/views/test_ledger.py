"""The ledger: what is written, what stays in sight, what can be pressed."""

import numpy as np
import pytest

from explorer.language.palette import PALETTES
from explorer.views.ledger import LedgerView, Line

from .scenes import blit, figure, outside, overlaps, whole


def lines(kind, count, **more):
    return [
        Line(f"{kind}{i}", f"{kind}{i}", "a · b + c · d", "+0.123", "", "#000", **more)
        for i in range(count)
    ]


def made(look="light"):
    return LedgerView(figure()[1], PALETTES[look])


def show(view, forward, backward, now=-1):
    view.update(forward, backward, now, ("forward", "backward"), "✓ measured", "Words.")
    return {line.id for line, _ in view._rows}


def test_forward_rows_stay_while_the_others_follow_the_present_one():
    view = made()
    forward, backward = lines("f", 7), lines("b", 40)
    first = show(view, forward, backward)
    last = show(view, forward, backward, 39)
    ids = {line.id for line in forward}
    assert ids <= first
    assert ids <= last
    assert "b0" in first - last
    assert "b39" in last - first
    assert any("from row" in text for _, text in view.texts())


@pytest.mark.parametrize("now", [0, 13, 39])
def test_the_present_row_is_in_sight(now):
    assert f"b{now}" in show(made(), lines("f", 9), lines("b", 40), now)


def test_a_long_formula_is_cut_and_nothing_overlaps():
    view = made()
    long = Line("l", "∂E/∂w¹₁₁", "w · x + " * 40, "+0.123", "✓ +0.123", "#000")
    show(view, [long, *lines("f", 3)], lines("b", 5))
    assert dict(view.texts())["l_of"].endswith("…")
    assert overlaps(view) == []
    assert outside(view) == []


def test_a_row_to_come_says_so_and_has_no_number():
    view = made()
    show(view, [Line("f", "z", "w · x", "", "", "#000")], lines("b", 1, struck=True))
    spots = {spot.id: spot.label for spot in view.hotspots()}
    assert spots["row_f"] == "z = w · x: still to be done"
    assert "f" not in dict(view.texts())


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_blit_equals_a_full_draw(look):
    view = made(look)
    updates = [
        lambda: show(view, lines("f", 4), lines("b", 9, tint="#0B57A4"), 2),
        lambda: show(view, lines("f", 4), lines("b", 9, struck=True), 5),
    ]
    first, both = blit(view, updates[:1]), blit(view, updates)
    assert not np.array_equal(first, both)
    assert np.array_equal(both, whole(view))
