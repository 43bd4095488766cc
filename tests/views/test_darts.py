"""The dartboard: how far a dart is off, and that it is drawn as it is sent."""

import numpy as np

from explorer.language.palette import PALETTES
from explorer.views.darts import DartsView

from .scenes import blit, figure, outside, overlaps, whole


def test_darts_lie_on_the_board_and_the_newest_is_last():
    view = DartsView(figure()[1], PALETTES["light"])
    off, angles = np.array([4.0, 1.0, 9.0]), np.array([0.0, np.pi / 2, np.pi])
    view.update(off, angles, 2, "Three darts.")
    eye, first, second, now = view._marks.marks
    assert (eye.x, eye.y) == (0.0, 0.0)
    assert (first.x, round(second.y, 9), round(now.x, 9)) == (1.0, 0.25, -1.0)
    assert "3 darts" in view.alt()
    assert overlaps(view) == outside(view) == []


def test_it_is_drawn_as_it_is_sent():
    view = DartsView(figure()[1], PALETTES["dark"])

    def throw(step):
        return lambda: view.update(np.ones(3), np.arange(3.0), step, "On the rim.")

    updates = [throw(0), throw(2), throw(1)]
    assert np.array_equal(blit(view, updates), whole(view))
