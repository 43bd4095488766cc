"""The surface in integers: the bands and lines that plain floating point would give."""

import io

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from explorer.views.artists.banded_surface import BandedSurface, height_at
from explorer.views.artists.banding import places

from .scenes import figure, pixels

COLOURS = ("#000000", "#300000", "#600000", "#900000", "#c00000", "#f00000")
LEVELS = [0.0, 0.1, 0.3, 0.6, 1.0, 2.0, 4.0]


def surface(grid, levels=LEVELS, colours=COLOURS, line="#00ff00", bold=None):
    _, ax = figure(240, 200)
    ax.set_axis_off()
    ax.set_position((0, 0, 1, 1))
    ax.set_xlim(-1, 1)
    ax.set_ylim(-1, 1)
    made = BandedSurface(ax)
    made.set_levels(levels, colours, [line] * (len(colours) + 1), bold)
    made.set_grid(np.asarray(grid, dtype=float), (-1, 1), (-1, 1))
    return made


def bowl(size=21):
    x, y = np.meshgrid(np.linspace(-1, 1, size), np.linspace(-1, 1, size))
    return x**2 + 2 * y**2 + 0.3 * x * y


def rgb(made, columns=240, rows=200):
    return made.pixels(columns, rows, 1.0).view(np.uint8).reshape(rows, columns, 4)


def reference(made, columns, rows):
    """Interpolate level counts to pixel centres, one pixel at a time."""
    counts = np.interp(made_grid := bowl(), LEVELS, np.arange(len(LEVELS)))
    m, n = made_grid.shape
    height = np.empty((rows, columns))
    for r in range(rows):
        v = (r + 0.5) / rows * (m - 1)
        j = min(int(v), m - 2)
        for c in range(columns):
            u = (c + 0.5) / columns * (n - 1)
            i = min(int(u), n - 2)
            below = counts[j, i] * (1 - (u - i)) + counts[j, i + 1] * (u - i)
            above = counts[j + 1, i] * (1 - (u - i)) + counts[j + 1, i + 1] * (u - i)
            height[r, c] = below * (1 - (v - j)) + above * (v - j)
    return height


def test_bands_are_those_of_floating_point():
    made = surface(bowl())
    height = reference(made, 120, 100)
    got = rgb(made, 120, 100)
    far_from_a_level = np.abs(height - np.rint(height)) > 0.25
    band = np.clip(height.astype(int), 0, len(COLOURS) - 1)
    expected = np.rint(np.array([to_rgb(c) for c in COLOURS])[band] * 255)
    assert far_from_a_level.mean() > 0.4
    same = (got[..., :3] == expected).all(axis=2)
    steep = np.hypot(*np.gradient(height)) > 0.2  # lines lie closer there
    assert same[far_from_a_level & ~steep].all()


def test_lines_lie_on_the_levels_and_are_thin():
    made = surface(bowl())
    height = reference(made, 240, 200)
    green = rgb(made)[..., 1] / 255
    slope = np.hypot(*np.gradient(height))
    away = np.abs(height - np.rint(height)) / np.maximum(slope, 1e-9)
    inner = (np.rint(height) > 0) & (np.rint(height) < len(COLOURS))
    assert green[inner & (away < 0.2)].min() > 0.5
    assert green[inner & (away > 2.0)].max() == 0


def test_the_grid_need_not_fill_the_window():
    columns, weights = places(10, 5, -2.0, 2.0, -1.0, 1.0)
    assert columns.tolist() == [0, 0, 0, 0, 1, 2, 3, 3, 3, 3]
    assert weights.min() == 0
    assert weights.max() == 256


@pytest.mark.parametrize(
    "grid",
    [
        np.full((9, 9), 0.5),
        np.full((9, 9), np.nan),
        np.full((9, 9), np.inf),
        np.full((9, 9), -1e308),
        np.where(np.eye(9) > 0, 1.7e308, -1.7e308),
        np.where(np.eye(9) > 0, np.nan, 0.2),
    ],
)
def test_any_heights_give_a_picture(grid):
    made = surface(grid)
    got = rgb(made)
    assert (got[..., 3] == 255).all()
    assert got[..., 1].max() == 0 or not (grid == grid[0, 0]).all()
    for format_ in ("png", "svg", "pdf"):
        made.get_figure().savefig(io.BytesIO(), format=format_)


def test_equal_levels_do_no_harm():
    made = surface(bowl(), levels=[0.5] * 7)
    assert (rgb(made)[..., 3] == 255).all()


def test_what_lies_outside_gets_the_outer_colours():
    made = surface(
        [[-9.0, -9], [9, 9]], levels=[0, 1, 2], colours=("#010101", "#020202")
    )
    got = rgb(made)
    assert got[0, 0, 0] == 1
    assert got[-1, 0, 0] == 2


def test_the_picture_is_what_was_painted():
    made = surface(bowl())
    made.get_figure().canvas.draw()
    picture = pixels(made.get_figure())
    width = made.line_width * 100 / 72
    painted = made.pixels(240, 200, width).view(np.uint8).reshape(200, 240, 4)
    assert (picture == painted[::-1]).all()


def test_a_bold_level_is_a_path():
    made = surface(bowl(), bold=3)
    made.get_figure().canvas.draw()
    green = pixels(made.get_figure())[..., 1]
    plain = surface(bowl())
    plain.get_figure().canvas.draw()
    assert (green > 200).sum() > 1.5 * (pixels(plain.get_figure())[..., 1] > 200).sum()


def test_vectors_have_a_path_for_every_band_and_level():
    made = surface(bowl())
    file = io.StringIO()
    made.get_figure().savefig(file, format="svg")
    drawn = file.getvalue()
    for colour in COLOURS:
        assert f"fill: {colour}" in drawn or (colour == "#000000" and "<path" in drawn)
    assert drawn.count("stroke: #00ff00") >= len(COLOURS) - 1


def test_height_between_the_values():
    grid = np.array([[0.0, 1, 2], [10, 11, 12]])
    assert height_at(grid, (0, 2), (0, 1), (0.5, 0.5)) == pytest.approx(5.5)
    assert height_at(grid, (0, 2), (0, 1), (2, 1)) == 12
    assert np.isnan(height_at(grid, (0, 2), (0, 1), (3, 0)))
    assert np.isnan(height_at(grid, (0, 2), (0, 1), (np.nan, 0)))


def test_heights_that_come_again_keep_their_pixels_and_others_do_not():
    heights = np.eye(3)
    made, ends = surface(heights), (-1, 1)
    before = made.pixels(40, 30, 1.0)
    made.set_grid(heights.copy(), ends, ends)
    assert made.pixels(40, 30, 1.0) is before
    heights[0, 2] = 1.0  # the same array, written to
    made.set_grid(heights, ends, ends)
    assert (made.pixels(40, 30, 1.0) != before).any()
