"""Texts from kept glyphs: as matplotlib draws them, quick to change, real elsewhere."""

import io
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure

from explorer.views.artists.glyphs import Face, face
from explorer.views.artists.numbers import Label, Numbers, measure


@pytest.fixture
def numbers():
    figure = Figure(figsize=(4, 2), dpi=100)
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    return Numbers(ax)


def ink(numbers):
    numbers.figure.canvas.draw()
    return np.asarray(numbers.figure.canvas.buffer_rgba())[..., :3] < 128


def test_a_word_is_drawn_as_matplotlib_draws_it(numbers):
    numbers.set_labels(
        [Label("a", "gradient", 20, 50, "black", 13, "left", "baseline")]
    )
    ours = ink(numbers)
    numbers.set_labels([])
    text = numbers.figure.text(
        20 / 400, 50 / 200, "gradient", family="DejaVu Sans", size=13, va="baseline"
    )
    theirs = ink(numbers)
    text.remove()
    assert ours.sum() > 100
    assert (ours == theirs).mean() > 0.999


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_numbers_do_not_change_their_width(weight):
    letters = face(12.0, weight)
    widths = {letters.word(f"+{a}.{b}{a}").width for a in range(10) for b in range(10)}
    assert len(widths) == 1


def test_ink_is_where_the_extents_say(numbers):
    label = Label("a", "−0.41 × 10⁻³ ŷ∂g", 200, 100, "black", 10)
    numbers.set_labels([label])
    ((name, text, (x0, y0, x1, y1)),) = numbers.window_extents()
    assert (name, text) == ("a", label.text)
    assert (x0 + x1) / 2 == pytest.approx(200, abs=1.5)
    rows, columns = np.nonzero((ink(numbers)).any(axis=2))
    assert x0 <= columns.min() <= x0 + 1
    assert x1 - 2 <= columns.max() <= x1 - 1
    assert 200 - y1 <= rows.min() <= 200 - y1 + 1
    assert 200 - y0 - 2 <= rows.max() <= 200 - y0 - 1


def test_alignment_speaks_of_digits(numbers):
    heights = {}
    for va in ("top", "center", "bottom", "baseline"):
        numbers.set_labels([Label("a", "000", 100, 100, "black", 12, "center", va)])
        _, _, (_, low, _, high) = numbers.window_extents()[0]
        heights[va] = (low, high)
    assert heights["top"][1] == 100
    assert heights["baseline"][0] == pytest.approx(100, abs=1)
    assert sum(heights["center"]) == pytest.approx(200, abs=1)
    assert heights["bottom"][0] > 100


def test_background_and_halo_lie_behind(numbers):
    numbers.set_labels([Label("a", "0.5", 100, 100, "black", 12, background="red")])
    numbers.figure.canvas.draw()
    rgba = np.asarray(numbers.figure.canvas.buffer_rgba())
    assert (rgba[..., :3] == (255, 0, 0)).all(axis=2).sum() > 200
    numbers.set_labels([Label("a", "0.5", 100, 100, "black", 12, halo="#0000ff")])
    numbers.figure.canvas.draw()
    rgba = np.asarray(numbers.figure.canvas.buffer_rgba())
    assert (rgba[..., :3] == (0, 0, 255)).all(axis=2).sum() > 15
    assert (rgba[..., :3] == 0).all(axis=2).sum() > 10


def test_no_text_and_no_place_are_left_out(numbers):
    numbers.set_labels(
        [
            Label("empty", "", 10, 10, "black"),
            Label("nowhere", "1", float("nan"), 10, "black"),
            Label("far", "1", 1e300, 10, "black"),
            Label("here", "1", 10, 10, "black"),
        ]
    )
    assert [name for name, *_ in numbers.window_extents()] == ["here"]
    assert ink(numbers).any()


def test_a_vector_renderer_gets_real_text(numbers):
    numbers.set_labels(
        [
            Label("a", "−0.04 × $x$", 100, 100, "black", halo="white"),
            Label("b", "w¹₁₁", 200, 100, "black", background="red"),
        ]
    )
    file = io.BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        numbers.figure.savefig(file, format="svg")
    root = ElementTree.fromstring(file.getvalue())  # noqa: S314 (our own file)
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["−0.04 × $x$", "w¹₁₁"]


def test_many_texts_do_not_fill_the_memory():
    letters = Face(9.0, "normal")
    for i in range(9000):
        letters.word(f"{i}.{i}")
    assert len(letters._words) <= 4000


def test_measure_is_in_points():
    assert measure("0.123", 10, 100) == pytest.approx(
        measure("0.123", 10, 200), rel=0.1
    )
    assert measure("", 10, 100) == 0


def test_glyphs_come_from_the_renderer_at_any_scale():
    renderer = RendererAgg(10, 10, 200)
    assert (
        face(12.0 * renderer.dpi / 100, "normal").capital > face(12.0, "normal").capital
    )
