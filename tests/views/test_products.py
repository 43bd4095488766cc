"""Lines of matrices: their numbers, their shapes, what is blank and what is grey."""

import numpy as np
import pytest

from explorer.language.palette import PALETTES
from explorer.views.products import Line, Part, ProductsView

from .scenes import blit, figure, outside, overlaps, whole

DELTA = np.array([[0.2], [-0.1]])
X = np.array([[3.0, 5.0]])


def made(look="light", width=700):
    return ProductsView(figure(width)[1], PALETTES[look])


def outer(**more):
    return Line(
        "outer", "matrix",
        [Part("d", "δ", DELTA, "#7A0177", "2×1"), Part("by", "·", under="1=1"),
         Part("x", "xᵀ", X, "#1A1A1A", "1×2"), Part("is", "="),
         Part("w", "∂E/∂W", DELTA @ X, "#7A0177", "2×2", **more)],
    )  # fmt: skip


def test_every_cell_has_its_number_and_every_matrix_its_shape():
    view = made()
    view.update([outer()], "∂E/∂W = δ xᵀ", "a caption", "Words.")
    texts = dict(view.texts())
    assert texts["outer_w_2_1"] == "−0.300"
    assert texts["outer_by_under"] == "1=1"
    assert texts["outer_x_under"] == "1×2"
    assert texts["title"] == "∂E/∂W = δ xᵀ"
    assert view.alt() == "Words."


def test_what_is_blank_has_no_number_and_asks_where_it_is_lit():
    view = made()
    blank = {(0, 1), (1, 0), (1, 1)}
    view.update([outer(blank=blank, lit={(0, 1)})], "")
    texts = dict(view.texts())
    assert texts["outer_w_1_1"] == "+0.600"
    assert texts["outer_w_1_2"] == "?"
    assert "outer_w_2_1" not in texts


def test_a_lit_row_has_one_edge_around_it():
    view, accent = made(), PALETTES["light"].accent
    view.update([outer(lit={(1, 0), (1, 1)})], "")
    (edge,) = [box for box in view._boxes.boxes if box.edge == accent]
    cells = [box for box in view._boxes.boxes if box.edge != accent]
    around = (cells[-2].x0, cells[-1].y0, cells[-1].x1, cells[-1].y1)
    assert edge[:4] == pytest.approx(around)


def test_matrices_are_drawn_to_scale():
    view = made()
    view.update([outer()], "")
    first, *_, last = view._boxes.boxes
    assert first.y1 - first.y0 == pytest.approx(last.y1 - last.y0)


def test_what_has_no_room_for_numbers_keeps_its_colours():
    wide = Line("wide", "unfolded", [Part("t", "T", np.ones((3, 40)), "#7A0177")])
    view = made()
    view.update([wide], "")
    assert not any(name.startswith("wide_t_1_") for name, _ in view.texts())
    assert len(view._boxes.boxes) == 120
    assert view._boxes.boxes[-1].x1 <= view._wide


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_blit_is_a_full_draw(look):
    view = made(look)
    hostile = np.array([[1e300, -1e-9], [np.nan, -np.inf]])
    updates = [
        lambda: view.update([outer()], "one", "a caption"),
        lambda: view.update(
            [
                outer(grey={(0, 0)}),
                Line("h", "hostile", [Part("m", "M", hostile, "#1A1A1A", "2×2")]),
            ],
            "two",
        ),
    ]
    first, both = blit(view, updates[:1]), blit(view, updates)
    assert not np.array_equal(first, both)
    assert np.array_equal(both, whole(view))
    assert overlaps(view) == []
    assert outside(view) == []
