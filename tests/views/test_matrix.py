"""A matrix with a number in every cell."""

import numpy as np
import pytest

from explorer.language.palette import PALETTES
from explorer.views.artists.numbers import measure
from explorer.views.colours import luminance
from explorer.views.matrix import MatrixView

from .scenes import blit, figure, outside, overlaps, whole

VALUES = np.array([[0.225, -0.16, -0.065], [-0.16, 0.184, -0.024]])
ROWS, COLUMNS = ("p₁", "p₂"), ("z₁", "z₂", "z₃")


def made(look="light"):
    return MatrixView(figure()[1], PALETTES[look], title="Jacobian")


def contrast(first, second):
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def test_every_cell_has_its_number_with_its_sign():
    view = made()
    view.update(VALUES, ROWS, COLUMNS)
    written = dict(view.texts())
    assert written["cell_1_2"] == "−0.160"
    assert written["cell_2_2"] == "+0.184"
    assert written["column_3"] == "z₃"
    assert "p₂: −0.160, +0.184, −0.0240" in view.alt()


def test_colours_say_sign_and_size():
    view, palette = made(), PALETTES["light"]
    view.update([[1.0, -1.0, 0.0, 0.5]], ("r",), "abcd")
    faces = [box.face for box in view._boxes.boxes]
    assert faces[:2] == [palette.signed_colours[-1], palette.signed_colours[0]]
    assert faces[2] == palette.panel
    assert luminance(faces[0]) < luminance(faces[3]) < luminance(faces[2])
    view.update([[1.0]], ("r",), ("c",), top=2.0)
    assert view._boxes.boxes[0].face == faces[3]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_number_can_be_read_on_its_cell(look):
    view = made(look)
    for value in np.linspace(-1, 1, 33):
        view.update([[value, 1.0]], ("r",), ("a", "b"))
        ink = next(x.colour for x in view._texts.labels if x.id == "cell_1_1")
        assert contrast(ink, view._boxes.boxes[0].face) >= 4.5


def test_cells_can_be_marked_and_struck():
    view = made()
    view.update(VALUES, ROWS, COLUMNS, marked={(0, 1)}, struck={(1, 2)})
    boxes = view._boxes.boxes
    assert boxes[5].hatch
    assert boxes[6][:4] == boxes[1][:4]
    assert boxes[6].edge == PALETTES["light"].text


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("value", [0.3, 0.0, -1e-9, 1e300, np.nan, -np.inf])
def test_a_blit_is_a_full_draw(look, value):
    view = made(look)
    other = VALUES.copy()
    other[1, 0] = value
    updates = [
        lambda: view.update(VALUES, ROWS, COLUMNS, caption="a caption"),
        lambda: view.update(
            other, ROWS, COLUMNS, struck={(0, 2)}, marked={(0, 0)}, caption="more"
        ),
    ]
    assert (blit(view, updates) == whole(view)).all()
    assert overlaps(view) == []
    assert outside(view) == []


def test_one_cell_and_many():
    view = made()
    view.update([[2.0]], ("r",), ("c",))
    numbers = np.random.default_rng(1).normal(size=(8, 6))
    view.update(numbers, [f"r{i}" for i in range(8)], [f"c{i}" for i in range(6)])
    assert overlaps(view) == []


def test_a_long_number_keeps_clear_of_the_edge_of_its_cell():
    view = made()
    view.update(np.full((3, 3), -8.8e-14), "abc", "abc", marked={(0, 0)})
    dpi, (cell, *_) = view.figure.dpi, view._boxes.boxes
    wide = (cell[2] - cell[0]) * view.ax.bbox.width
    label = next(x for x in view._texts.labels if x.id == "cell_1_1")
    written = measure(label.text, label.size, dpi, "bold") * dpi / 72
    assert (wide - written) / 2 >= 5 * view.scale * dpi / 72
