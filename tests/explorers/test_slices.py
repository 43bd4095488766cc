"""What a student does in Slices: two cuts, one arrow, two ways to differentiate."""

import itertools
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.landscapes import squared_sum, two_paths
from explorer.explorers import Slices
from explorer.explorers.slices.ground import moment_of
from explorer.explorers.slices.settings import SlicesSettings
from explorer.language.numbers import significant
from tests.views.scenes import overlaps

EXPLORER = Slices

SMALL = st.floats(-20, 20)


def strip(p):
    return {t["symbol"]: t["value"] for t in p.explorer.equation.terms if "value" in t}


# ---- the script of the lesson --------------------------------------------------------


def test_the_second_weight_is_three_times_steeper_because_its_input_is_three(page):
    p = page()
    assert (strip(p)["∂z/∂w₁"], strip(p)["∂z/∂w₂"]) == ("+13.0", "+39.0")
    assert strip(p)["∂y/∂w₂ = x₂"] == "+3.00"
    assert "slope ∂z/∂w₁ = +13.0" in p.written("slice_1").values()
    assert "slope ∂z/∂w₂ = +39.0" in p.written("slice_2").values()
    p.move("w2", 1.0)
    assert strip(p)["∂z/∂w₂"] == "+21.0"
    assert strip(p)["∂y/∂w₂ = x₂"] == "+3.00"  # it does not depend on w₂


def test_one_step_of_both_and_of_one_alone(page):
    p = page()
    p.move("step", 1)
    assert "w₁ = +0.370, w₂ = +1.61, z = 27.04" in p.status
    assert p.control("w2").value == pytest.approx(1.61)
    p.move("moves", "first")
    assert "w₁ = +0.370, w₂ = +2.00" in p.status


def test_by_the_inputs_the_weights_are_the_factors(page):
    p = page("by=inputs&w1=1&w2=2")
    assert strip(p)["∂y/∂x₂ = w₂"] == "+2.00"
    p.move("step", 1)
    assert "x₁ = +0.860, x₂ = +2.72, z = 39.69" in p.status


def test_a_hidden_path_is_asked_for_and_both_add_up(page):
    p = page("by=fan&moves=first&tab=step")
    shown = [
        *p.written("graph").values(),
        *strip(p).values(),
        p.status,
        p.frames[-1]["alt"],
        *p.written("plane").values(),
    ]
    shown += itertools.chain(*p.explorer.table(p.explorer.settings)[2])
    assert not any("16.0" in text or "12.0" in text for text in shown)
    assert "+4.00" in shown
    p.move("moves", "both")
    assert strip(p)["g′(t)"] == "+16.0"
    assert {"+4.00", "+12.0"} <= set(p.written("graph").values())


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0.001, "It crawls"),
        (0.02, "It settles"),
        (0.05, "One step leads to the floor"),
        (0.098, "It bounces, less each time"),
        (0.1, "It bounces for ever"),
        (0.15, "Too far: it explodes (limit 0.100)"),
    ],
)
def test_one_slider_visits_every_regime(page, rate, said):
    p = page("arrow=True")
    p.move("learning_rate", rate)
    assert said in p.status


def test_an_exploding_walk_says_where_it_left(page):
    p = page("learning_rate=10&step=20")
    run = moment_of(p.explorer.settings).walk.run
    assert f"Diverged at step {run.diverged_at}" in p.status


# ---- the arrow -----------------------------------------------------------------------


def test_the_arrow_is_guessed_before_it_is_shown(page):
    p = page()
    assert "Guess the step" in " ".join(p.written("plane").values())
    [unsaid] = p.explorer.views["plane"].arrows.shafts
    assert unsaid.y0 == unsaid.y1  # stands there to be dragged, wherever it leads
    assert "your guess: drag its tip" in p.written("plane").values()
    [(w1, *numbers), *_] = p.explorer.table(p.explorer.settings)[2]
    assert (w1, numbers[2:]) == ("w₁", ["?", "?"])
    p.tell(p.control("prediction"), kind="text", text="-1; 2")
    assert "it is" not in p.status
    assert "you said" in p.written("plane").values()
    assert len(p.explorer.views["plane"].arrows.shafts) == 1
    p.move("arrow", True)
    assert "Δw₁: you said −1.00, it is −0.130." in p.status
    assert "Δw₂: you said +2.00, it is −0.390." in p.status
    assert len(p.explorer.views["plane"].arrows.shafts) == 2
    p.move("arrow", False)
    p.move("tab", "run")  # which has no guess
    assert "Guess the step" not in " ".join(p.written("plane").values())


def test_the_tip_of_the_guess_is_dragged_in_the_plane(page):
    p = page()
    spots = {spot["id"]: spot for spot in p.frames[-1]["spots"]}
    _, top, _, height = spots["guess"]["rect"]
    start, _, wide, _ = spots["point"]["rect"]
    there = {"x": start + wide / 2, "y": top + height / 2 + 60}
    p.spot("guess", "drag", **there)
    across, up = map(float, p.explorer.settings.prediction.split("; "))
    assert across == pytest.approx(0, abs=0.02)
    assert up < -0.2
    p.spot("guess", "drop", **there)
    p.spot("guess", "nudge", dx=1, dy=0, fine=False)
    nudged, level = map(float, p.explorer.settings.prediction.split("; "))
    assert nudged > across
    assert level == pytest.approx(up, rel=0.01)
    p.move("arrow", True)
    assert "guess" not in {spot["id"] for spot in p.frames[-1]["spots"]}
    assert f"Δw₂: you said {significant(level, sign=True)}, it is −0.390." in p.status


@pytest.mark.parametrize("size", [(1060, 430), (1530, 690), (600, 700)])
@pytest.mark.parametrize("tab", ["look", "step", "run"])
def test_one_unit_is_equally_long_on_both_axes(page, size, tab):
    p = page(f"arrow=True&tab={tab}", size=size)
    ax = p.explorer.views["plane"].ax
    origin, across, up = ax.transData.transform([(0, 0), (1, 0), (0, 1)])
    assert across[0] - origin[0] == pytest.approx(up[1] - origin[1], rel=0.01)


def test_the_contour_and_the_arrow_enclose_a_right_angle_on_the_screen(page):
    p = page("by=bowl&w1=-3&w2=1&learning_rate=0.05&arrow=True")
    view = p.explorer.views["plane"]
    line = view._cuts.strokes[2]
    shaft = view.arrows.shafts[0]
    places = [*zip(line.x, line.y, strict=True), shaft[:2], shaft[2:4]]
    a, b, c, d = view.ax.transData.transform(places)
    cosine = (b - a) @ (d - c) / np.linalg.norm(b - a) / np.linalg.norm(d - c)
    assert abs(cosine) < 0.01
    assert any("misses the minimum" in text for text in p.written("plane").values())


def test_the_dot_moves_in_the_plane_and_the_points_along_their_cuts(page):
    p = page("step=2")
    p.spot("point", "nudge", dx=1, dy=-1, fine=False)
    s = p.explorer.settings
    assert s.step == 0
    assert "New start from step 2." in p.status
    p.spot("on_2", "nudge", dx=1, dy=0, fine=False)
    assert p.explorer.settings.w2 == pytest.approx(s.w2 + 0.1)
    assert p.explorer.settings.w1 == s.w1


def test_on_a_floor_there_is_no_arrow(page):
    p = page("w1=3&w2=-1&arrow=True")
    assert p.explorer.views["plane"].arrows.shafts == ()
    assert "No slope, no step." in p.status


def test_in_3_d_it_follows_on_release(page):
    p = page("solid=True&arrow=True")
    before = p.explorer.views["plane"].alt()
    p.move("w1", 1.5, released=False)
    assert p.explorer.views["plane"].alt() == before
    p.move("w1", 1.5, released=True)
    assert p.explorer.views["plane"].alt() != before


# ---- the same numbers by two ways ----------------------------------------------------


@settings(derandomize=True, max_examples=60, deadline=None)
@given(SMALL, SMALL, SMALL, SMALL, SMALL, st.sampled_from(["weights", "inputs", "fan"]))
def test_the_surface_and_the_graph_agree(w1, w2, x1, x2, t, by):
    s = SlicesSettings().replace(w1=w1, w2=w2, x1=x1, x2=x2, t=t, by=by)
    m = moment_of(s)
    output = m.trace.graph.output
    assert m.trace[output] == pytest.approx(m.z, rel=1e-9, abs=1e-9)
    fields = ("x", "y") if by == "fan" else s.pair
    swept = [m.back.totals[name] for name in fields]
    assert swept == pytest.approx(m.gradient, rel=1e-9, abs=1e-7)
    if by == "fan":
        assert m.back.totals["t"] == pytest.approx(sum(m.gradient), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("land", [squared_sum(1.5, -2.0), two_paths()])
def test_slopes_and_bends_against_differences(land):
    point, h = np.array([0.7, -1.3]), 1e-5
    for k, shift in enumerate(np.eye(2) * h):
        ahead, behind = point + shift, point - shift
        rise = (land.value(ahead) - land.value(behind)) / (2 * h)
        assert land.gradient(point)[k] == pytest.approx(rise, rel=1e-7)
        bend = (land.gradient(ahead) - land.gradient(behind)) / (2 * h)
        assert land.hessian(point)[k] == pytest.approx(bend, rel=1e-7, abs=1e-9)


def test_a_weighted_sum_needs_finite_numbers():
    with pytest.raises(ValueError, match="finite"):
        squared_sum(np.inf, 1.0)


def test_the_cuts_lie_on_the_surface_in_3d_too(page):
    p = page("solid=True")
    view = p.explorer.views["plane"]
    assert {"along w₁", "along w₂"} <= set(p.written("plane").values())
    [first, second] = view._cuts.strokes
    assert (first.style, second.style) == ("solid", "dashed")
    here = view.lift(np.array([[0.5, 2.0]]))[0]
    for cut in (first, second):
        places = np.column_stack([cut.x, cut.y])
        assert np.hypot(*(places - here).T).min() < 0.01
    p.move("tab", "run")
    assert len(p.explorer.views["plane"]._cuts.strokes) == 0


def test_the_four_arrows_that_are_asked_about_are_on_the_map(page):
    p = page()
    p.press("preset-stretched")
    drawer, exercise = p.explorer.page.parts["exercises"], p.explorer.page.exercises
    arrows = {f"arrow_{letter}" for letter in "ABCD"}
    p.tell(drawer, open=True)
    while exercise.widget.name != "E3.arrow":
        assert not arrows & p.written("plane").keys()
        p.tell(exercise.widget, kind="exercise", act="next", name="", answer="")
    assert arrows <= p.written("plane").keys()
    assert not overlaps(p.explorer.views["plane"])
    ways = [(t.x1 - t.x0, t.y1 - t.y0) for t in p.explorer.views["plane"].arrows.shafts]
    slope = (2 * -3.0, 18 * 1.0)
    along = [(x * slope[0] + y * slope[1]) / math.hypot(x, y) for x, y in ways]
    assert along[0] == pytest.approx(-math.hypot(*slope)) == -along[3]
    assert along[2] == pytest.approx(0)
    assert ways[1][0] / ways[1][1] == pytest.approx(-3.0)
    p.tell(drawer, open=False)
    assert not arrows & p.written("plane").keys()


def test_only_the_numbers_that_make_the_height_can_be_moved(page):
    p = page("by=fan")
    assert p.control("x1").hidden
    p.move("by", "weights")
    assert p.control("t").hidden
    assert not p.control("x1").hidden


@pytest.mark.parametrize("by", ["weights", "fan", "bowl"])
def test_the_height_is_written_alike_in_the_graph_and_below(page, by):
    p = page(f"tab=step&by={by}")
    (height,) = re.findall(r"[zf] = ([\d.]*\d)", p.status)
    assert height in {text.rpartition(" ")[2] for text in p.written("graph").values()}
