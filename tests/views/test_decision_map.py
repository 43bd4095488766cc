"""The decision map: data by shape, the chosen example, the boundary at one half."""

import io
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest

from .scenes import blit, map_view, outside, overlaps, show_map, whole


def test_classes_differ_by_shape():
    view = map_view()
    show_map(view)
    zero, one = view.classes
    assert zero.get_marker() != one.get_marker()
    assert zero.get_xydata().tolist() == [[0, 0], [1, 1]]
    assert one.get_xydata().tolist() == [[0, 1], [1, 0]]
    assert "2 of class 0" in view.alt()


def test_the_chosen_example_is_ringed():
    view = map_view()
    show_map(view, example=3)
    assert {mark[1:3] for mark in view.ring.marks} == {(1.0, 1.0)}


def test_the_names():
    view = map_view()
    show_map(view)
    written = dict(view.texts())
    assert written["title"] == "Output ŷ"
    assert written["x_label"] == "x₁"
    assert written["class_0"] == "class 0"
    assert written["boundary"] == "ŷ = 0.5"
    assert written["example"] == "chosen example"
    assert [t for n, t in view.texts() if n.startswith("level")] == ["0", "0.5", "1"]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_blit_is_a_full_draw(look):
    view = map_view(look)
    updates = [lambda s=s, e=e: show_map(view, s, e) for s, e in ((4, 2), (60, 0))]
    assert (blit(view, updates) == whole(view)).all()
    assert overlaps(view) == []
    assert outside(view) == []


def test_the_boundary_is_where_the_output_is_one_half():
    view = map_view()
    show_map(view, sharpness=40)
    view.figure.canvas.draw()
    rgb = np.asarray(view.figure.canvas.buffer_rgba())[::-1, :, :3].astype(int)
    x, y = view.ax.transData.transform((0.3, 0.7)).astype(int)
    assert rgb[y - 1 : y + 2, x - 1 : x + 2].sum(axis=2).min() < 150
    low, high = (
        rgb[tuple(view.ax.transData.transform(p).astype(int)[::-1])]
        for p in ((0.2, 0.2), (0.8, 0.8))
    )
    assert low[0] > low[2]  # orange
    assert high[2] > high[0]  # blue


def test_a_plateau_beside_one_half_is_no_boundary():
    view = map_view()
    x, y = np.array([[0.0, 0]]), np.array([[0.0]])
    view.update(np.full((5, 5), 0.50001), (-0.4, 1.4), (-0.4, 1.4), x, y)
    view.figure.canvas.draw()
    rgb = np.asarray(view.figure.canvas.buffer_rgba())[::-1, :, :3]
    column, row = view.ax.transData.transform((0.7, 0.7)).astype(int)
    assert rgb[row, column].min() > 200  # the palest blue, and no line's black


def test_extremes_are_drawn_without_a_warning():
    view = map_view()
    x, y = np.array([[0.0, 0], [1e300, np.nan]]), np.array([[0.0], [1]])
    for grid in (np.full((5, 5), np.nan), np.full((5, 5), 0.5), np.full((5, 5), 1.0)):
        view.update(
            grid, (-0.4, 1.4), (-0.4, 1.4), x, y, 1, np.nan, "Nothing is learnt."
        )
        view.figure.canvas.draw()
        assert view.alt()
    many = np.random.default_rng(1).normal(size=(1000, 2))
    view.update(grid, (-3, 3), (-3, 3), many, many[:, :1] > 0, 999, 0.5)
    view.figure.canvas.draw()


def test_a_vector_file_has_real_text():
    view = map_view()
    show_map(view)
    file = io.BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        view.figure.savefig(file, format="svg")
    root = ElementTree.fromstring(file.getvalue())  # noqa: S314 (our own file)
    space = "{http://www.w3.org/2000/svg}"
    written = {node.text for node in root.iter(f"{space}text")}
    assert {text for _, text in view.texts()} <= written
    assert not list(root.iter(f"{space}image"))


def test_the_number_of_the_chosen_example_is_the_one_given():
    view = map_view()
    show_map(view)
    mark = view.bar._pointer.marks[0]
    left, right, _ = view.bar._place
    assert (mark.x - left) / (right - left) == pytest.approx(0.4567)
    assert "the chosen one gets 0.457" in view.alt()
