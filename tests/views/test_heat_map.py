"""A measured number over two settings."""

import numpy as np
import pytest

from explorer.language.palette import PALETTES
from explorer.views.heat_map import HeatMapView

from .scenes import blit, figure, outside, overlaps, whole

LEVELS = (-9.0, -3.0, -1.0, 1.0, 3.0, 9.0)
NAMES = ("−9", "", "−1", "1", "", "9")
DEPTHS, SCALES = np.arange(1.0, 11.0), np.linspace(-1.0, 1.0, 9)


GRID = SCALES[:, None] * DEPTHS[None, :]


def show(view, point=(5.0, 0.25), levels=LEVELS, **more):
    view.update(
        GRID, DEPTHS, SCALES, levels, NAMES, ("depth", "scale"), point,
        value=1.25, note="17.8 ×", handle="Drag the network", legend="this network",
        caption="Measured.", words="A map over depth and scale.", **more,
    )  # fmt: skip


def made(look="light"):
    view = HeatMapView(figure()[1], PALETTES[look], title="Left over")
    show(view)
    return view


@pytest.mark.parametrize("look", ["light", "dark"])
def test_blitting_gives_the_same_picture_as_a_full_draw(look):
    view = made(look)
    updates = [lambda: show(view, (9.0, -0.75)), lambda: show(view, (1.0, 1.0))]
    assert np.array_equal(blit(view, updates), whole(view))


@pytest.mark.parametrize("point", [(1, -1), (10, 1), (1, 1), (10, -1), (99, -99)])
def test_the_note_stays_inside_and_the_point_on_the_map(point):
    view = made()
    show(view, point)
    view.figure.canvas.draw()  # puts the names of the axes in place
    assert outside(view) == []
    assert overlaps(view) == []
    (spot,) = view.hotspots()
    left, top, wide, tall = spot.rect
    box = view.ax.bbox
    assert box.x0 - 1 <= left + wide / 2 <= box.x1 + 1
    middle = view.figure.bbox.height - (top + tall / 2)
    assert box.y0 - 1 <= middle <= box.y1 + 1
    assert spot.drag
    assert spot.label == "Drag the network"


def test_what_is_written():
    view = made()
    written = dict(view.texts())
    assert written["point_value"] == "17.8 ×"
    assert view.alt() == "A map over depth and scale."
    assert view.axis_names == ("depth", "scale")


def test_the_same_numbers_between_other_levels():
    view = made()
    before = view.surface.counted
    show(view, levels=(-8.0, -4.0, -2.0, 2.0, 4.0, 8.0))
    assert not np.array_equal(view.surface.counted, before)
