"""Named numbers as bars."""

import numpy as np
import pytest

from explorer.language.palette import PALETTES
from explorer.views.bars import Bar, BarsView

from .scenes import blit, figure, outside, overlaps, whole

BARS = (
    Bar("error", "error ŷ − y", -0.5),
    Bar("slope", "slope φ′", 0.0015, flat=True),
    Bar("input", "input x", 3.0, before=2.0),
)


def made(look="light"):
    return BarsView(figure()[1], PALETTES[look], title="Blame")


def lengths(view, count):
    return [box.x1 - box.x0 for box in view._boxes.boxes][:count]


def test_lengths_are_to_one_scale_and_signs_to_both_sides():
    view = made()
    view.update([Bar("a", "a", 2.0), Bar("b", "b", -1.0)])
    long, short = lengths(view, 2)
    assert long > 0 > short
    assert long == pytest.approx(-2 * short)


def test_a_logarithmic_bar_shows_sizes():
    view = made()
    sizes = (("a", 1.0), ("b", -0.1), ("c", 0.01))
    view.update([Bar(n, n, v) for n, v in sizes], log=True)
    first, second, third = lengths(view, 3)
    assert first - second == pytest.approx(second - third)
    assert dict(view.texts())["b"] == "−0.100"


def test_the_scale_holds_still_when_told():
    view = made()
    view.update([Bar("a", "a", 1.0)], top=4.0)
    (quarter,) = lengths(view, 1)
    view.update([Bar("a", "a", 4.0)], top=4.0)
    assert lengths(view, 1)[0] == pytest.approx(4 * quarter)


def test_numbers_and_names_are_written():
    view = made()
    view.update(BARS)
    written = dict(view.texts())
    assert written["error_name"] == "error ŷ − y"
    assert written["input"] == "+3.00"
    assert "error ŷ − y −0.500" in view.alt()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("value", [0.3, 0.0, -1e-9, 1e300, np.nan, np.inf])
@pytest.mark.parametrize("log", [False, True])
def test_a_blit_is_a_full_draw(look, value, log):
    view = made(look)
    updates = [
        lambda: view.update(BARS, log=log, caption="a caption"),
        lambda: view.update([*BARS, Bar("v", "v", value)], log=log, caption="more"),
    ]
    assert (blit(view, updates) == whole(view)).all()
    assert overlaps(view) == []
    assert outside(view) == []


def test_no_bars():
    made().update([])
