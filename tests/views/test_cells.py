"""The map of cells: colours where they belong, names, and one handle."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from explorer.language.palette import PALETTES
from explorer.views.cells import CellsView, Kind

from .scenes import blit, figure, outside, overlaps, whole

KINDS = (Kind("soon", "#ff0000"), Kind("late", "#00ff00"), Kind("", "#0000ff"))
CELLS = np.array([[0, 1], [2, 0]])
EDGES = (-3.0, 0.0, 0.0, 1.0)


def view_of(point=(-1.0, 0.9), look="light"):
    made, ax = figure()
    view = CellsView(ax, PALETTES[look])
    show(view, point)
    return made, view


def show(view, point, cells=CELLS):
    view.update(
        cells, KINDS, EDGES, np.array([[-1.0, 0.0], [-0.5, 1.0]]), point,
        names=("η", "α"), labels=("limit", "this run"), caption="how soon",
        words="A map of how soon.", handle="The run; click",
    )  # fmt: skip


def colour_at(made, view, x, y):
    made.canvas.draw()
    image = np.asarray(made.canvas.buffer_rgba())
    across, up = view.ax.transData.transform((x, y)).round().astype(int)
    return to_hex(image[image.shape[0] - 1 - up, across] / 255)


@pytest.mark.parametrize(
    ("place", "kind"), [((-2.8, 0.1), 0), ((-0.1, 0.1), 1), ((-2.8, 0.7), 2)]
)
def test_each_cell_has_the_colour_of_its_kind_up_to_its_edges(place, kind):
    made, view = view_of()
    assert colour_at(made, view, *place) == KINDS[kind].colour


def test_kinds_line_point_and_powers_of_ten_are_named():
    made, view = view_of()
    made.canvas.draw()  # places the names of the axes
    written = [text for _, text in view.texts()]
    assert {"soon", "late", "limit", "this run", "0.001", "0.1", "1"} <= set(written)
    assert overlaps(view) == outside(view) == []
    assert view.alt() == "A map of how soon."


def test_the_whole_map_is_the_handle():
    _, view = view_of()
    (spot,) = view.hotspots()
    assert spot.drag
    assert spot.rect[2:] == pytest.approx(view.ax.bbox.size)


def test_a_point_outside_is_a_ring_at_the_edge():
    _, view = view_of(point=(2.0, 0.5))
    (mark,) = view._here.marks
    assert (mark.x, mark.y) == (0.0, 0.5)
    assert mark.face == view.palette.halo


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_blit_is_a_full_draw(look):
    _, view = view_of(look=look)
    moves = [lambda x=x: show(view, (x, 0.3)) for x in (-2.0, -1.5)]
    moves.append(lambda: show(view, (-1.5, 0.3), CELLS[::-1]))
    assert np.array_equal(blit(view, moves), whole(view))


def test_moving_the_point_leaves_the_cells_alone():
    _, view = view_of()
    view.stale = False
    show(view, (-2.0, 0.3))
    assert not view.stale
    show(view, (-2.0, 0.3), CELLS.copy())
    assert view.stale
