"""Arrows, trails and marks: what they draw, and what they leave out."""

import math

import numpy as np
import pytest

from explorer.views.artists.arrows import Arrows, Shaft, arrow_outline
from explorer.views.artists.legend import Entry, Legend
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.strokes import Stroke, Strokes
from explorer.views.artists.trail import Trail
from explorer.views.colours import lines_on, luminance, ramp

from .scenes import figure, pixels


@pytest.fixture
def ax():
    _, ax = figure()
    ax.set_xlim(0, 10)
    ax.set_ylim(0, 10)
    ax.set_axis_off()
    return ax


def draw(ax):
    ax.figure.canvas.draw()
    return pixels(ax.figure)


def test_an_arrow_ends_in_its_tip():
    outline = arrow_outline(10, 20, 110, 20, 3)
    assert outline.vertices[:, 0].min() == 10
    assert outline.vertices[:, 0].max() == 110
    assert outline.vertices[3].tolist() == [110, 20]


@pytest.mark.parametrize("length", [0.5, 2.0, 5.0, 9.0, 40.0])
def test_a_short_arrow_is_a_small_one(length):
    outline = arrow_outline(0, 0, 0, length, 3)
    assert outline.vertices[:, 1].max() == pytest.approx(length)
    assert np.ptp(outline.vertices[:, 0]) < 14


def test_arrows_without_a_length_are_not_drawn(ax):
    arrows = Arrows(ax, "white")
    nothing = draw(ax)
    for x1, y1 in ((5, 5), (math.nan, 5), (math.inf, 5)):
        arrows.set_shafts([Shaft(5, 5, x1, y1, "red")])
        assert arrows.outlines() == []
        assert (draw(ax) == nothing).all()
    arrows.set_shafts([Shaft(5, 5, 1e280, -1e280, "red")])
    assert (draw(ax) != nothing).any()


def test_a_trail_ends_where_it_is_not_finite(ax):
    trail = Trail(ax, "black", "grey", "white")
    points = np.array([[1.0, 1], [2, 2], [np.nan, 3], [4, 4]])
    trail.set_points(points)
    assert len(trail.points) == 2
    trail.set_points(points[2:])
    assert len(trail.points) == 0
    nothing = draw(ax)
    trail.set_points(points)
    assert (draw(ax) != nothing).any()


@pytest.mark.parametrize("far", [1e3, 1e9, 1e200, 1.7e308])
def test_a_trail_may_leave_the_picture(ax, far):
    trail = Trail(ax, "black", "grey", "white")
    trail.set_points(np.array([[1.0, 1], [5, 5], [far, -far], [-far, 3], [2, 8]]), 3)
    draw(ax)
    assert trail.shown == 3


def test_a_long_trail_has_few_heads(ax):
    trail = Trail(ax, "black", "grey", "white")
    angle = np.linspace(0, 40, 3000)
    trail.set_points(5 + 4 * np.column_stack([np.cos(angle), np.sin(angle)]))
    places = trail._head_places(trail._in_pixels(), 100 / 72)
    assert 3 <= len(places) <= 7
    x, y, along_x, along_y = places[0]
    centre = ax.bbox.p0 + np.array([ax.bbox.width, ax.bbox.height]) / 2
    outward = np.array([x, y]) - centre
    assert outward @ (along_x, along_y) == pytest.approx(
        0, abs=0.1 * math.hypot(*outward)
    )


def test_marks_without_a_place_are_left_out(ax):
    marks = Marks(ax)
    nothing = draw(ax)
    marks.set_marks([Mark("circle", math.nan, 1, 5, "red")])
    assert (draw(ax) == nothing).all()
    marks.set_marks(
        [Mark("square", 1e300, 1, 5, "red"), Mark("circle", 5, 5, 5, "red")]
    )
    assert (draw(ax) != nothing).any()


def test_a_legend_wraps_names_and_caption(ax):
    legend = Legend(ax, ax.transAxes, "black", "grey", 9)
    names = [Entry(f"n{i}", "arrow", "red", f"name {i}") for i in range(5)]
    legend.set_entries(names, "a sentence of some words " * 9, 180, 80)
    labels = legend._numbers.labels
    rows = sorted({label.y for label in labels}, reverse=True)
    assert len(rows) == int((80 + 0.4 * 9) / (1.42 * 9))
    assert labels[-1].text.endswith("…")
    assert [label.text for label in labels[:5]] == [entry.text for entry in names]


def test_ramps_and_lines():
    colours = ramp(("#000000", "#ffffff"), 4)
    assert colours == ("#202020", "#606060", "#9f9f9f", "#dfdfdf")
    lines = lines_on(colours)
    assert len(lines) == 5
    assert luminance(lines[0]) > luminance(colours[0])
    assert luminance(lines[-1]) < luminance(colours[-1])


def test_a_line_is_twice_as_many_pixels_wide_where_there_are_twice_as_many():
    wide = []
    for dpi in (100, 200):
        fig, ax = figure()
        fig.set_dpi(dpi)
        ax.set(xlim=(0, 10), ylim=(0, 10))
        ax.set_axis_off()
        Strokes(ax).set_strokes([Stroke([0, 10], [5, 5], "black", 6.0)])
        column = draw(ax)[:, int(ax.bbox.x0 + ax.bbox.width / 2)]
        wide.append(int((column != column[0]).any(axis=-1).sum()))
    assert wide[1] == pytest.approx(2 * wide[0], abs=2)
    assert wide[0] > 5
