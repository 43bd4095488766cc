"""What a student does in Downhill: the lecture's numbers, the regimes, a guess."""

import numpy as np
import pytest

from explorer.core.curves import CURVES
from explorer.explorers import Downhill
from explorer.explorers.downhill.walk import step_at, walk_of
from explorer.language.numbers import significant

EXPLORER = Downhill


def strip(p):
    return {t["symbol"]: t["value"] for t in p.explorer.equation.terms if "value" in t}


def test_the_lectures_first_step(page):
    p = page("tab=step")
    assert strip(p)["slope here"] == "+3.00"
    assert strip(p)["x after step 1"] == "+0.470"
    p.move("step", 1)
    assert p.control("x").value == pytest.approx(0.47)
    assert "x = +0.470, y = 2.16" in p.status


def test_the_slopes_promise_and_what_comes_of_it(page):
    p = page("tab=step&learning_rate=0.1")
    assert strip(p)["−η·slope²"] == "−0.900"
    assert strip(p)["Δy"] == "−0.810"


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0.001, "It crawls"),
        (0.1, "It settles"),
        (0.5, "One step lands on the minimum."),
        (0.95, "It bounces, less each time"),
        (1.0, "It bounces for ever between two places."),
        (1.1, "it explodes"),
    ],
)
def test_one_slider_visits_every_regime(page, rate, said):
    p = page("tab=step")
    p.move("learning_rate", rate)
    assert said in p.status
    written = [text for (view, _), text in p.texts.items() if view == "curve"]
    assert any(said in text for text in written)


def test_the_walk_is_the_cores_and_the_picture_shows_it(page):
    p = page("tab=step&learning_rate=1.1&step=3")
    w = walk_of(p.explorer.settings)
    assert w.x[:4] == pytest.approx([0.5, -2.8, 1.16, -3.592])
    step = step_at(w, 3, 1.1)
    ground = CURVES["parabola"]
    assert step.height == float(ground.value(step.there))
    written = [text for (view, _), text in p.texts.items() if view == "places"]
    assert f"step 3: x = {significant(w.x[3], sign=True)}" in written


def test_an_exploding_walk_says_where_it_left(page):
    p = page("learning_rate=2&steps=100&step=100&tab=run")
    w = walk_of(p.explorer.settings)
    assert f"Diverged at step {w.run.diverged_at}" in p.status
    assert np.isfinite(w.x).all()


def test_a_guess_is_compared_after_the_step_and_never_before(page):
    p = page("tab=step&learning_rate=0.1")
    p.tell(p.control("prediction"), kind="text", text="0,8")
    assert "it is" not in p.status
    p.move("step", 1)
    assert "x: you said +0.800, it is +0.200." in p.status
    written = list(p.texts.values())
    assert "you said +0.800" in written
    assert "it is +0.200" in written
    p.tell(p.control("prediction"), kind="text", text="left")
    assert p.control("prediction").problem
    assert p.explorer.settings.prediction == "0.8"


def test_the_first_step_is_not_told_before_it_is_made(page):
    p = page("learning_rate=0.1")
    written = " ".join([*p.texts.values(), *strip(p).values(), p.status])
    rows = p.explorer.table(p.explorer.settings)[2]
    for answer in ("+0.2", "−0.3", "−0.9", "settles", "shrinks"):
        assert answer not in written
        assert answer not in " ".join(rows[0])
    assert strip(p)["x after step 1"] == "?"
    p.move("step", 1)
    assert p.control("x").value == pytest.approx(0.2)
    assert "It settles" in p.status
    p.move("step", 0)
    p.move("tab", "step")  # to look ahead is one's own choice
    assert strip(p)["x after step 1"] == "+0.200"


def test_the_flag_is_dragged_to_where_x_will_be(page):
    p = page("learning_rate=0.1")
    spot = next(s for s in p.frames[-1]["spots"] if s["id"] == "guess")
    left, top, width, height = spot["rect"]
    here = {"y": top + height / 2}
    p.spot("guess", "drag", x=left + width / 2 - 60, **here)
    said = float(p.explorer.settings.prediction)
    assert said < 0.5
    p.spot("guess", "drop", x=left + width / 2 - 60, **here)
    p.spot("guess", "nudge", dx=1, dy=0, fine=True)
    assert float(p.explorer.settings.prediction) == pytest.approx(said + 0.01)
    said = f"you said {significant(said + 0.01, sign=True)}"
    p.move("step", 1)
    assert {said, "it is +0.200"} <= set(p.texts.values())
    assert f"x: {said}, it is +0.200." in p.status


def test_without_the_curve_slope_and_rate_alone_say_how_far(page):
    p = page("ground=False")
    named = [text for (view, _), text in p.texts.items() if view in ("curve", "slope")]
    assert "slope here +3.00" in named
    assert not {"y = (x + 1)²", "slope dy/dx"} & set(named)


def test_a_moved_point_is_a_new_start(page):
    p = page("learning_rate=0.1&step=5")
    p.drag("x", -0.9, -2.0)
    s = p.explorer.settings
    assert (s.step, s.x) == (0, -2.0)
    p.press("undo")
    assert p.explorer.settings.step == 5


def test_the_point_is_a_handle_on_the_curve(page):
    p = page()
    spot = next(s for s in p.frames[-1]["spots"] if s["id"] == "x")
    left, top, width, height = spot["rect"]
    p.spot("x", "drag", x=left + width / 2 + 60, y=top + height / 2)
    assert p.explorer.settings.x > 0.6
    p.spot("x", "drop", x=left + width / 2 + 60, y=top + height / 2)
    p.spot("x", "nudge", dx=-1, dy=0, fine=False)
    assert p.explorer.settings.x == pytest.approx(
        round(p.explorer.settings.x, 3), abs=1e-9
    )


def test_letters_of_a_deck_change_labels_only(page):
    p = page("tab=step")
    before = p.explorer.settings
    p.move("notation", "deck 3")
    assert "γ" in strip(p)
    assert "run −γ·slope −0.0300" in p.texts.values()
    assert p.explorer.settings == before.replace(notation="deck 3")


@pytest.mark.parametrize(("typed", "held"), [("-5", 0), ("99", 30), ("9999", 0)])
def test_a_refused_number_leaves_the_sliders_scale_alone(page, typed, held):
    p = page()
    slider = p.control("step")
    ends = slider.min, slider.max
    p.tell(slider, kind="text", text=typed)
    assert slider.value == held
    assert (slider.min, slider.max) == ends


def test_a_window_that_grows_says_how_much(page):
    p = page("tab=run&learning_rate=1.1&step=2")
    assert "Zoomed out" not in " ".join(p.written("curve").values())
    p.move("step", 3)
    assert "Zoomed out × 2." in " ".join(p.written("curve").values())
    ahead, *_ = p.explorer.views["places"]._strokes.strokes[1:]
    assert 3 <= len(ahead.x) < 8  # until it leaves, not up and down to the last step
