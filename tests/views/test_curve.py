"""Curves, points and arrows over one variable."""

import numpy as np
import pytest

from explorer.language.palette import PALETTES
from explorer.views.curve import Band, Curve, CurveView, Point, Vector

from .scenes import blit, figure, outside, overlaps, whole

X = np.linspace(-3, 2, 101)


def made(look="light"):
    view = CurveView(figure()[1], PALETTES[look], title="y = (x + 1)²")
    view.set_window((-3.0, 2.0), (-0.5, 9.0))
    return view


def show(view, x=0.5, eta=0.1, bands=()):
    colours = view.palette
    slope = 2 * (x + 1)
    view.update(
        [
            Curve("curve", X, (X + 1) ** 2, "y", colours.text),
            Curve("tangent", X, (x + 1) ** 2 + slope * (X - x), "slope here",
                  colours.backward, "dashed"),
        ],
        [Point("x", x, (x + 1) ** 2, "x", colours.accent, note="here", handle="Move")],
        [Vector("run", x, (x + 1) ** 2, -eta * slope, 0.0, "run", colours.positive)],
        bands,
        names=("x", "y"),
        caption="a caption",
        words=f"x = {x}",
    )  # fmt: skip


def test_what_is_shown_is_where_it_was_put():
    view = made()
    show(view)
    assert view._strokes.strokes[0].x is X
    assert view._arrows.shafts[0][:4] == (0.5, 2.25, 0.5 - 0.30000000000000004, 2.25)
    assert view._marks.marks[0][1:3] == (0.5, 2.25)
    [named] = view.legend._marks.marks[-1:]
    assert named.face == view._marks.marks[0].face  # in the legend as in the picture
    written = dict(view.texts())
    assert written["curve"] == "y"
    assert written["x"] == "here"
    assert view.alt() == "x = 0.5"


def test_only_a_point_with_a_handle_can_be_dragged():
    view = made()
    show(view)
    (spot,) = view.hotspots()
    assert (spot.id, spot.label, spot.drag) == ("x", "Move", True)
    left, top, width, height = spot.rect
    x, y = view.ax.transData.transform((0.5, 2.25))
    assert left < x < left + width
    assert top < view.figure.bbox.height - y < top + height


def test_a_point_outside_is_a_ring_at_the_edge():
    view = made()
    show(view, x=40.0)
    mark = view._marks.marks[0]
    assert mark[1:3] == (2.0, 9.0)
    assert mark.face == view.palette.halo


@pytest.mark.parametrize("x", [0.5, 1.99, -1.0, -3.0, np.nan, 1e100])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_blit_is_a_full_draw(look, x):
    view = made(look)
    band = (Band(-9, -2, "flat"),)
    updates = [lambda: show(view, 0.4), lambda: show(view, x, bands=band)]
    with np.errstate(all="ignore"):
        assert (blit(view, updates) == whole(view)).all()
    assert overlaps(view) == []
    assert outside(view) == []


def test_a_vector_of_length_zero_is_named():
    view = made()
    show(view, x=-1.0)
    assert dict(view.texts())["run"] == "run = 0"


def test_bands_are_cut_to_the_window_and_go_when_they_are_gone():
    view = made()
    show(view, bands=(Band(-9, -2, "flat"), Band(5, 9, "flat")))
    assert [n for n, _ in view.texts() if n.startswith("band")] == ["band_0"]
    show(view)
    assert [n for n, _ in view.texts() if n.startswith("band")] == []


def test_a_note_stands_on_the_side_that_is_asked_for_if_there_is_room():
    view = made()
    for x, side in ((0.5, "right"), (-2.95, "left")):
        point = Point("x", x, 2.0, "x", view.palette.accent, note="here", left=True)
        view.update([], [point], names=("x", "y"))
        assert [label.ha for label in view._notes.labels] == [side]
    for x, side in ((0.5, "center"), (-2.95, "left")):
        point = Point("x", x, 2.0, "x", view.palette.accent, note="here", centred=True)
        view.update([], [point], names=("x", "y"))
        assert [label.ha for label in view._notes.labels] == [side]


def test_a_note_sent_to_the_other_side_of_a_steep_line_goes_below_it():
    view = made()
    for x, steep, up in ((0.5, True, 1), (2.95, True, -1), (2.95, False, 1)):
        point = Point("x", x, 2.0, "x", view.palette.accent, note="here", steep=steep)
        view.update([], [point], names=("x", "y"))
        assert [np.sign(label.dy) for label in view._notes.labels] == [up]


def test_a_small_dot_has_no_rim_that_would_cut_its_line():
    view = made()
    ink = view.palette.text
    view.update([], [Point("a", 0, 1, "", ink, size=1.8), Point("b", 1, 1, "", ink)])
    small, large = view._marks.marks
    assert (small.edge, large.edge) == (ink, view.palette.halo)
