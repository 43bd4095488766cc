"""What a student does to Train XOR, and what must hold."""

import itertools
import math

import numpy as np
import pytest

from explorer.core.network import backward, forward
from explorer.explorers import TrainXor, _presets
from explorer.explorers.train_xor.parameters import FEW as PARAMETERS
from explorer.explorers.train_xor.parameters import PARAMETERS as ALL
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.language.numbers import significant
from explorer.state import declared, to_query
from tests.explorers.page import full_draw

EXPLORER = TrainXor

DECLARED = declared(TrainXorSettings)
PRESETS = _presets.read("train_xor")


# ---- the picture ---------------------------------------------------------------------


@pytest.mark.parametrize("tab", ["look", "step", "run"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_what_was_sent_piece_by_piece_equals_a_full_draw(page, tab, look):
    p = page(f"tab={tab}&step=20", look=look)
    p.drag("learning_rate", 0.6, 0.9, 2.0)
    p.drag("step", 30, 90)
    p.move("edge", "W2_11")
    assert np.array_equal(p.picture, full_draw(p.explorer))


def test_a_picture_names_the_settings_it_shows(page):
    p = page("tab=step&step=50")
    p.move("learning_rate", 0.7, released=False)
    assert p.shown["learning_rate"] == "0.7"
    assert p.frames[-1]["settings"] == to_query(p.explorer.settings)


def test_numbers_on_the_network_the_strip_and_the_table_are_the_cores(page):
    p = page("tab=step&step=37&example=3&edge=W1_12")
    m = p.explorer.moment()
    trace = forward(m.network, m.x)
    gradients = backward(m.network, trace, m.y)
    index = PARAMETERS.index("W1_12")
    of_example = float(gradients.example_gradient[2, index])
    total = float(gradients.parameters[index])
    terms = [t["value"] for t in p.explorer.equation.terms if "value" in t]
    assert terms[0] == significant(of_example, sign=True)
    assert terms[-1] == significant(total, sign=True)
    factors = m.factors
    product = factors.dh * factors.slope.value * factors.incoming.value
    assert product == pytest.approx(of_example, rel=1e-12, abs=1e-300)
    written = [text for (view, _), text in p.texts.items() if view == "network"]
    assert any(significant(of_example, sign=True) in text for text in written)
    assert any(
        significant(float(trace.h[2][2, 0]), sign=True) in text for text in written
    )
    _, _, rows = p.explorer.table(p.explorer.settings)
    assert rows[index][3] == significant(total, 6, sign=True)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_spoken_numbers_are_the_cores_too(page, preset):
    p = page("tab=run")
    p.press(f"preset-{preset.name}")
    p.move("tab", "run")
    p.move("step", min(7, p.explorer.moment().history.steps))
    m = p.explorer.moment()
    spoken = p.frames[-1]["alt"]
    assert f"there the loss is {significant(m.gradients.loss)}" in spoken
    answer = float(m.trace.output[m.example, 0])
    assert f"the chosen one gets {significant(answer)}." in spoken
    places = [
        (view, name) for view in p.explorer.views.values() for name, _ in view.texts()
    ]
    assert len(places) == len(set(places))  # each text has a name of its own


# ---- the run -------------------------------------------------------------------------


def test_a_drag_computes_no_further_than_it_must_and_letting_go_finishes(page):
    p = page("tab=run&step=5&data=comp755&learning_rate=0.03&steps=1000")
    p.move("learning_rate", 0.04, released=False)
    assert not p.explorer._runs.done
    p.move("learning_rate", 0.04)
    assert p.explorer._runs.done
    assert not p.explorer.unfinished


def test_moving_a_weight_in_the_middle_starts_a_new_run_there(page):
    p = page("tab=step&step=50")
    before = {name: p.control(name).value for name in PARAMETERS}
    p.drag("W1_11", 1.0, 2.5)
    s = p.explorer.settings
    assert s.step == 0
    assert s.W1_11 == 2.5
    assert all(getattr(s, n) == before[n] for n in PARAMETERS if n != "W1_11")
    p.press("undo")
    assert p.explorer.settings.step == 50
    assert {name: p.control(name).value for name in PARAMETERS} == before


def test_a_weight_slider_shows_the_weight_at_the_step(page):
    p = page("tab=step&step=50")
    m = p.explorer.moment()
    assert p.control("W2_11").value == m.value("W2_11") != p.explorer.settings.W2_11


def test_divergence_is_shown_up_to_where_it_happened(page):
    p = page()
    p.press("preset-too-fast")
    assert "iverged at step" in p.status
    last = p.explorer.moment().history.diverged_at
    p.move("step", 300)
    m = p.explorer.moment()
    assert m.step == last - 1
    assert math.isfinite(m.gradients.loss)
    assert f"iverged at step {last}" in p.status
    assert not any("nan" in t.lower() or "inf" in t.lower() for t in p.texts.values())


def test_nesterov_starts_its_arrows_where_the_method_does(page):
    from explorer.explorers.train_xor.plane import arrows

    p = page("tab=step&step=40&method=nesterov&momentum=0.9")
    s, m = p.explorer.settings, p.explorer.moment()
    downhill, kept, step = arrows(m, s)
    stored = np.array([m.value(s.horizontal), m.value(s.vertical)])
    assert np.allclose(downhill.start, stored, rtol=0, atol=1e-15)
    assert np.allclose(np.add(kept.start, kept.vector), stored, rtol=0, atol=1e-12)
    columns = [PARAMETERS.index(s.horizontal), PARAMETERS.index(s.vertical)]
    following = m.history.theta[41, columns]
    assert np.allclose(np.add(step.start, step.vector), following, rtol=0, atol=1e-12)


# ---- controls ------------------------------------------------------------------------


def values_of(declaration):
    if declaration.kind == "choice":
        return declaration.options
    if declaration.kind == "toggle":
        return (True, False)
    low, high = declaration.range
    return (low, high, *declaration.limits)


SIMILAR = {*ALL} - {*PARAMETERS, "W1_52", "b1_8"}  # more of the same


def test_every_control_to_both_ends_of_its_slider_and_of_what_can_be_typed(page):
    p = page("tab=step&step=20&steps=60")
    settings = p.explorer.settings
    before = {name: getattr(settings, name) for name in DECLARED}
    for field in [name for name in DECLARED if name not in SIMILAR]:
        for value in values_of(DECLARED[field]):
            p.move(field, value)
            assert p.frames[-1]["settings"] == to_query(p.explorer.settings)
            assert not any("nan" in t.lower() for t in p.texts.values())
        p.explorer.store.update(**before)


@pytest.mark.parametrize("end", [0, 1])
def test_all_numbers_at_one_end_together_by_every_method(page, end):
    p = page("steps=60")
    for field, declaration in DECLARED.items():
        if declaration.kind in ("number", "integer") and field != "steps":
            p.move(field, declaration.limits[end])
    methods, activations = ("momentum", "nesterov"), ("relu", "linear", "tanh")
    for method, activation in itertools.product(methods, activations):
        p.move("activation_1", activation)
        p.move("activation_2", activation)
        p.move("method", method)
        for tab in ("look", "step", "run"):
            p.move("tab", tab)
            assert p.frames[-1]["settings"] == to_query(p.explorer.settings)


@pytest.mark.parametrize(
    "hostile", [math.nan, math.inf, "7", None, True, 10**400, 1e308]
)
@pytest.mark.parametrize(
    "field", ["learning_rate", "W1_11", "step", "steps", "example"]
)
def test_hostile_numbers_leave_the_last_good_picture(page, field, hostile):
    p = page("tab=step&step=10&steps=60")
    before = p.explorer.settings
    p.move(field, hostile)
    assert p.explorer.settings == before
    assert p.control(field).value == p.explorer.shown(before, field)
    assert p.shown == dict(pair.split("=") for pair in to_query(before).split("&"))


def test_a_refused_combination_is_explained_and_the_control_goes_back(page):
    p = page()
    p.move("activation_2", "tanh")
    p.move("loss", "binary_cross_entropy")
    assert "sigmoid" in p.status
    assert p.control("loss").value == "half_squared"


def test_sliders_end_with_the_run_and_the_data(page):
    p = page()
    ends = lambda: (p.control("step").max, p.control("example").max)  # noqa: E731
    assert ends() == (300, 4)
    p.press("preset-comp755")
    assert ends() == (200, 1000)
    p.move("step", 200)
    p.move("example", 1000)
    p.press("preset-stuck")
    assert ends() == (1000, 4)
    p.press("undo")
    assert ends() == (200, 1000)


def test_one_weight_on_both_axes_swaps_them(page):
    p = page("horizontal=W2_11&vertical=W2_12")
    p.move("horizontal", "W2_12")
    s = p.explorer.settings
    assert (s.horizontal, s.vertical) == ("W2_12", "W2_11")


def test_the_point_on_the_surface_is_a_handle(page):
    p = page("tab=step&step=0")
    view = p.explorer.views["loss_surface"]
    height = p.picture.shape[0]
    x, y = view.ax.transData.transform((1.25, -0.5))
    p.spot("point", "drag", x=float(x), y=float(height - y))
    p.spot("point", "drop", x=float(x), y=float(height - y))
    s = p.explorer.settings
    assert (getattr(s, s.horizontal), getattr(s, s.vertical)) == pytest.approx(
        (1.25, -0.5)
    )
    p.spot("point", "nudge", dx=1, dy=0)
    assert getattr(p.explorer.settings, s.horizontal) == pytest.approx(1.3)


def test_pointing_at_an_edge_leaves_the_fine_surface_alone(page):
    p = page("tab=step&data=noisy")
    assert "fine grid" in p.texts["loss_surface", "caption"]
    p.spot("W1_21", "point")
    assert "fine grid" in p.texts["loss_surface", "caption"]


def test_pointing_at_an_edge_explains_it_and_pressing_puts_it_on_an_axis(page):
    p = page("tab=step")
    p.spot("W1_21", "point")
    assert p.explorer.settings.edge == "W1_21"
    assert p.explorer.equation.terms[1]["symbol"] == "∂E/∂w¹₂₁"
    p.spot("W1_21", "press")
    assert p.explorer.settings.horizontal == "W1_21"


@pytest.mark.parametrize("action", ["xavier", "normal", "equal", "comp755"])
def test_a_start_fills_all_parameters_and_goes_to_step_0(page, action):
    p = page("tab=step&step=30")
    p.press(action)
    s = p.explorer.settings
    assert s.step == 0
    if action == "equal":
        assert (s.W1_11, s.W1_12, s.b1_1) == (s.W1_21, s.W1_22, s.b1_2)
        assert s.W2_11 == s.W2_12
    if action == "comp755":
        assert s.start == (5.0, -5.0, -5.0, 5.0, -2.5, -2.5, 5.0, 5.0, -2.5)


# ---- presets, links, undo, reset -----------------------------------------------------


def test_a_link_brings_everything_back(page):
    p = page("tab=run")
    p.press("preset-comp755")
    p.move("step", 17)
    again = page(p.explorer.link)
    assert again.explorer.settings == p.explorer.settings
    assert np.array_equal(again.picture, p.picture)
    assert TrainXor.from_link(p.explorer.link).settings == p.explorer.settings


def test_a_bad_link_keeps_the_rest_and_says_so(page):
    p = page("learning_rate=abc&momentum=0.5&colour=%3Cb%3Ered&step=9")
    s = p.explorer.settings
    assert (s.learning_rate, s.momentum, s.step) == (0.5, 0.5, 9)
    assert "learning_rate" in p.status
    assert "colour" in p.status


def test_reset_returns_to_the_link_and_can_be_undone(page):
    p = page("tab=step&step=12&learning_rate=0.9")
    opened = p.explorer.settings
    p.drag("learning_rate", 1.0, 3.0)
    p.move("method", "nesterov")
    changed = p.explorer.settings
    p.press("reset")
    assert p.explorer.settings == opened
    p.press("undo")
    assert p.explorer.settings == changed


def test_a_drag_is_one_step_of_undo(page):
    p = page("tab=step")
    p.drag("learning_rate", 0.6, 0.7, 0.8)
    p.press("undo")
    assert p.explorer.settings.learning_rate == 0.5


# ---- in Python -----------------------------------------------------------------------


def test_arguments_are_settings_and_bad_ones_are_refused():
    assert TrainXor(learning_rate=0.25, momentum=0.9).settings.momentum == 0.9
    with pytest.raises(ValueError, match=r"learning_rate must lie in .*, got -1"):
        TrainXor(learning_rate=-1)
    with pytest.raises(ValueError, match="did you mean learning_rate"):
        TrainXor(learning_rat=1)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_it_can_be_saved(tmp_path, kind):
    path = tmp_path / f"xor.{kind}"
    TrainXor(step=20).save(path)
    assert path.stat().st_size > 5000
    if kind == "svg":
        assert "<text" in path.read_text("utf-8")
    with pytest.raises(ValueError, match=r"must end in \.png"):
        TrainXor().save(tmp_path / "xor.exe")


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("ours", ["∂E/∂ŷ", "Output ŷ", "Loss E", "z¹₁"]),
        ("deck 2", ["∂J/∂z", "Output z", "Loss J", "a¹₁"]),
        ("deck 3", ["∂E/∂O", "Output O", "Loss E", "Net¹₁"]),
    ],
)
def test_the_letters_of_a_deck(page, letters, expected):
    """Labels alone change; every number stays."""
    p = page("tab=step&step=20")
    numbers = [t for t in p.texts.values() if any(c.isdigit() for c in t)]
    p.move("notation", letters)
    said = set(p.texts.values())
    p.move("tab", "look")
    said |= set(p.texts.values())
    said |= {t["symbol"] for t in p.explorer.equation.terms}
    assert set(expected) <= said
    assert len([t for t in numbers if t in said]) > 15


def test_the_controls_follow_the_letters_of_the_pictures(page):
    p = page()
    names = {n: p.control(n).label for n in ("learning_rate", "momentum", "W2_11")}
    p.move("notation", "deck 3")
    assert p.control("learning_rate").label == "learning rate γ"
    assert p.control("W2_11").label == "weight W²₁₁"
    p.move("notation", "ours")
    assert {n: p.control(n).label for n in names} == names
