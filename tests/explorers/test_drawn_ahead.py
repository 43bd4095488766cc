"""A kernel that waits has the picture of a link ready: who gets it, who does not."""

import io
from base64 import b64decode

import numpy as np
import pytest
from matplotlib.image import imread

from explorer.explorers import ByHand, Downhill, TrainXor
from explorer.explorers._pictured import LAPTOP, PROJECTED
from explorer.widgets.drawing import Drawing
from tests.explorers.page import Page

LINK = "tab=step&learning_rate=0.3"
LARGE = 1620, 750


@pytest.fixture
def drawings(monkeypatch):
    """The pictures that are drawn."""
    done, draw = [], Drawing.pixels
    monkeypatch.setattr(
        Drawing, "pixels", lambda drawing: (done.append(drawing), draw(drawing))[1]
    )
    return done


def ahead(link=LINK, **settings):
    """Return an explorer that has drawn ahead."""
    waiting = Downhill(**settings)
    waiting.draw_ahead(link)
    return waiting


def state(page):
    return (
        page.shown,
        page.texts,
        page.status,
        page.picture.shape,
        page.picture.tobytes(),
    )


def test_a_page_of_its_size_and_link_has_the_picture_without_a_drawing(
    drawings, monkeypatch
):
    states = []
    for explorer in (ahead(), Downhill()):
        page = Page(explorer, monkeypatch, search=LINK, size=LAPTOP)
        assert len(page.frames) == 1
        states.append([state(page)])
        page.move("learning_rate", 0.7)
        states[-1].append(state(page))
    assert states[0] == states[1]
    # each its first picture and the move; what waited its picture for dark pages too
    assert len(drawings) == 2 * 2 + 1


def test_a_page_of_another_size_has_it_until_its_own_is_drawn(monkeypatch):
    page = Page(ahead(), monkeypatch, search=LINK, size=LARGE)
    assert [tuple(frame["size"]) for frame in page.frames] == [LAPTOP, LARGE]
    own = state(page)
    assert own == state(Page(Downhill(), monkeypatch, search=LINK, size=LARGE))


@pytest.mark.parametrize("meanwhile", ["asks again", "moves"])
def test_its_own_size_is_drawn_whatever_the_page_says_next(monkeypatch, meanwhile):
    monkeypatch.setattr(Page, "paint", lambda page: None)
    page = Page(ahead(), monkeypatch, search=LINK, size=LARGE)
    assert page.picture.shape == LAPTOP[::-1]
    if meanwhile == "asks again":
        page.open(LARGE)
    else:
        page.move("learning_rate", 0.7)
    assert page.picture.shape == LARGE[::-1]


@pytest.mark.parametrize("size", [(366, 960), (796, 480)])
def test_a_page_of_another_shape_waits_for_its_own(monkeypatch, size):
    page = Page(ahead(), monkeypatch, search=LINK, size=size)
    assert [tuple(frame["size"]) for frame in page.frames] == [size]


def test_a_dark_page_sees_nothing_light(monkeypatch):
    page = Page(ahead(), monkeypatch, search=LINK, size=LAPTOP, look="dark")
    assert len(page.frames) == 1
    dark, opening = state(page), {"search": LINK, "size": LAPTOP, "look": "dark"}
    assert dark == state(Page(Downhill(), monkeypatch, **opening))


@pytest.mark.parametrize("link", ["", "tab=step&x=2"])
def test_a_page_with_another_link_is_as_if_nothing_had_been_drawn(monkeypatch, link):
    states = []
    for explorer in (ahead(), Downhill()):
        page = Page(explorer, monkeypatch, search=link, size=LAPTOP)
        states.append([state(page)])
        page.press("reset")
        states[-1].append(state(page))
    assert states[0] == states[1]


def test_without_a_link_it_is_as_the_notebook_made_it(drawings, monkeypatch):
    page = Page(ahead("", x=2.0), monkeypatch, size=LAPTOP)
    assert len(drawings) == 2  # dark and light, before the page asked
    assert page.shown["x"] == "2.0"


def test_what_changed_before_a_page_came_is_shown(monkeypatch):
    waiting = ahead()
    waiting.take(x=2.5)
    page = Page(waiting, monkeypatch, search=LINK, size=LAPTOP)
    assert page.shown["x"] == "2.5"
    assert len(page.frames) == 1


def pixels(file):
    return imread(io.BytesIO(b64decode(file)), format="webp")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_what_a_page_shows_at_once_is_what_it_will_be_sent(monkeypatch, look):
    drawn = Downhill().draw_ahead(LINK)
    page = Page(Downhill(), monkeypatch, search=LINK, size=LAPTOP, look=look)
    shown = page.picture.view(np.uint8).reshape(*page.picture.shape, 4)
    assert np.array_equal(pixels(drawn[look])[..., :3], shown[..., :3])
    assert drawn["link"] == LINK
    assert drawn["alt"] == page.frames[-1]["alt"]


def test_it_is_finished_before_anybody_comes(monkeypatch):
    waiting = TrainXor()
    slices = []
    go_on = TrainXor.go_on
    monkeypatch.setattr(TrainXor, "go_on", lambda e: (slices.append(e), go_on(e))[1])
    waiting.draw_ahead("tab=run&steps=4000")
    assert not waiting.unfinished
    done = len(slices)
    page = Page(waiting, monkeypatch, search="tab=run&steps=4000", size=LAPTOP)
    assert len(page.frames) == 1
    assert len(slices) == done > 0


def test_it_has_the_shape_of_its_place():
    width, height = LAPTOP
    half = ByHand().draw_ahead("")
    assert pixels(half["light"]).shape[:2] == (height, round(0.53 * width) - 10)
    assert half["share"] == pytest.approx(0.53)
    large = Downhill().draw_ahead("mode=projector")
    assert pixels(large["light"]).shape[:2] == PROJECTED[::-1]
    assert large["share"] == 1
