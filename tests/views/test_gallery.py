"""A gallery: every map in its place, in its colours, pressable and named."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from explorer.language.palette import PALETTES
from explorer.views.gallery import GalleryView, Thumb
from tests.views.scenes import outside, overlaps


def made(size=(640, 430), count=100):
    figure = Figure(figsize=(size[0] / 100, size[1] / 100), dpi=100)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    view = GalleryView(axes, PALETTES["light"], 1.0, "Many")
    rng = np.random.default_rng(0)
    thumbs = [Thumb(f"seed_{i}", str(i), f"Seed {i}", i % 5 == 0) for i in range(count)]
    view.update(rng.random((count, 13, 13)), thumbs, "A caption.", "Many maps.")
    return figure, view


@pytest.mark.parametrize("size", [(630, 430), (910, 690), (380, 430), (1200, 300)])
def test_every_map_has_a_place_of_its_own(size):
    figure, view = made(size)
    figure.canvas.draw()
    assert overlaps(view) == []
    assert outside(view) == []
    places = [spot.rect for spot in view.hotspots()]
    assert len(places) == 100
    for i, (x, y, w, h) in enumerate(places):
        assert 0 <= x <= x + w <= size[0]
        assert 0 <= y <= y + h <= size[1]
        for u, v, a, b in places[:i]:
            assert x >= u + a or u >= x + w or y >= v + b or v >= y + h


def test_a_map_has_the_colours_of_its_answers_the_right_way_up():
    figure, view = made()
    maps = np.zeros((100, 13, 13))
    maps[7, 6:] = 1.0  # the upper half
    maps[8] = np.nan
    view.update(maps, [Thumb(f"seed_{i}", str(i), f"Seed {i}") for i in range(100)])
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba()).astype(int)
    x, y, w, _ = view.hotspots()[7].rect
    middle, side = int(x + w / 2), int(w)
    top, bottom = pixels[int(y) + 3, middle], pixels[int(y) + side - 3, middle]
    assert top[2] > top[0]  # blue answers 1
    assert bottom[0] > bottom[2]  # orange answers 0
    assert not view._crosses.strokes


def test_what_the_renderer_takes_as_it_is_looks_like_what_matplotlib_makes():
    figure, view = made(count=20)
    figure.canvas.draw()
    quick = np.asarray(figure.canvas.buffer_rgba()).copy()
    pixels = view._maps.get_array()
    tall, wide = pixels.shape[:2]
    view._maps.set_data(np.pad(pixels, ((0, 1), (0, 1), (0, 0))))
    view._maps.set_extent((0, wide + 1, 0, tall + 1))
    figure.canvas.draw()
    slow = np.asarray(figure.canvas.buffer_rgba())
    assert (quick != slow).any(axis=2).mean() < 0.02


def test_stuck_ones_are_crossed_out_and_said():
    _, view = made()
    assert np.isnan(view._crosses.strokes[0].x).sum() == 2 * 20
    assert "crossed out: stuck" in [text for _, text in view.texts()]
    assert view.alt() == "Many maps."
