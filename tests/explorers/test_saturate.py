"""What a student does in Squash and saturate, and what must hold."""

import numpy as np
import pytest

from explorer.core.activations import ACTIVATIONS
from explorer.core.depths import depth_map
from explorer.core.network import forward
from explorer.core.node import Node
from explorer.core.slopes import slope_products
from explorer.explorers import Saturate
from explorer.explorers.saturate import bend, boundary
from explorer.explorers.saturate.settings import ACTIVATIONS as FUNCTIONS
from explorer.language.numbers import significant
from tests.explorers.page import full_draw
from tests.views.scenes import outside, overlaps

EXPLORER = Saturate


def terms(p):
    return {t["symbol"]: t.get("value") for t in p.explorer.equation.terms}


def middle(p, spot):
    (rect,) = (s["rect"] for s in p.frames[-1]["spots"] if s["id"] == spot)
    return rect[0] + rect[2] / 2, rect[1] + rect[3] / 2


# ---- the demonstration, step by step -------------------------------------------------


def test_slide_to_6_5_and_read_the_slope(page):
    p = page("tab=look")
    p.move("z", 6.5)
    assert "slope 0.00150. Flat" in p.status
    assert terms(p)["φ′(z)"] == "0.00150"
    assert p.texts["function", "z"] == "slope 0.00150"
    assert p.texts["functions", "tanh"] == "+9.04 × 10⁻⁶"
    assert "flat" in p.texts.values()


def test_a_hundred_steps_do_nothing(page):
    p = page("tab=step")
    assert "from 0.500000 to 0.499985" in p.status
    p.move("step", 100)
    assert p.status.startswith("After 100 steps z went from 6.50 to 6.48. Flat")
    p.press("preset-way-back")
    assert "After 6784 steps z went from 6.50 to −0.0" in p.status
    w1 = p.control("w1").value
    w2 = p.control("w2").value
    assert float(ACTIVATIONS["sigmoid"].value(np.array(w1 + 3 * w2))) <= 0.5


def test_five_layers_then_tanh_then_a_start_too_large(page):
    p = page("tab=depth&depth=5&z=0")
    assert terms(p)["0.25⁵"] == "9.77 × 10⁻⁴"
    assert "It vanishes." in p.status
    p.move("activation", "tanh")
    assert "It survives." in p.status
    p.press("preset-relu-he")
    assert "He's: twice the variance" in p.status
    assert "It survives." in p.status
    p.press("preset-explodes")
    assert "It explodes." in p.status


def test_without_a_bend_the_boundary_stays_straight(page):
    p = page("tab=boundary")
    for units in (1, 8):
        p.move("units", units)
        assert "Linear units draw one straight line." in p.status
        assert "linear 60 of 60" not in p.status
    assert "sigmoid 60 of 60 right" in p.status
    x, _ = bend.data()
    s = p.explorer.settings
    networks = bend.trained(s)
    first, second, bias = boundary._line(networks)
    linear = forward(networks["linear"].network, x)
    z = x @ [first, second] + bias
    np.testing.assert_allclose(linear.z[-1][:, 0], z, rtol=1e-12)


# ---- numbers on screen are the core's ------------------------------------------------


@pytest.mark.parametrize("activation", FUNCTIONS)
@pytest.mark.parametrize("z", [-7.0, -0.3, 0.0, 2.0])
def test_height_and_slope(page, activation, z):
    p = page(f"tab=look&activation={activation}&z={z}")
    slope = float(ACTIVATIONS[activation].derivative(np.array(z)))
    assert f"slope {significant(slope)}." in p.status
    assert p.texts["functions", activation] == significant(slope, sign=True)
    _, _, rows = p.explorer.table(p.explorer.settings)
    assert rows[FUNCTIONS.index(activation)][2] == significant(slope, 6)


def test_the_blame_is_split_into_factors_that_multiply(page):
    p = page("tab=step&activation=tanh&loss=half_squared&target=1.0&later=-2.0&x2=0.5")
    s = p.explorer.settings
    found = Node([s.x1, s.x2], "tanh", -2.0, 1.0).blame([s.w1, s.w2])
    shown = {name: p.texts["blame", name] for name in ("error", "later", "slope", "g2")}
    assert shown == {
        "error": significant(found.error, sign=True),
        "later": "−2.00",
        "slope": significant(found.slope, sign=True),
        "g2": significant(float(found.gradient[1]), sign=True),
    }


def test_a_dead_rectifier_is_called_dead_and_never_moves(page):
    p = page()
    p.press("preset-dead")
    p.move("step", 100)
    assert "Dead: the slope is 0 and nothing moves." in p.status
    assert p.texts["blame", "slope"] == "0"
    assert "dead" in p.texts.values()
    assert (p.control("w1").value, p.control("w2").value) == (-0.5, -1.0)
    p.move("activation", "leaky_relu")
    assert p.control("w1").value != -0.5


def test_what_arrives_is_measured_in_real_networks(page):
    p = page("tab=depth&activation=relu&depth=7&scale=1.6&z=1")
    delta = depth_map([1.6], [7], "relu", width=16, seeds=20).delta[0, 0]
    assert p.texts["arrival", "point_value"] == significant(float(delta[0]))
    assert p.texts["signal", "layer_7"] == significant(float(delta[6]), sign=True)
    assert terms(p)["arrives"] == significant(float(delta[0]))
    product = float(slope_products("relu", [7], 1.0)[0])
    assert terms(p)["φ′(z)⁷"] == significant(product)


def test_the_map_agrees_with_the_network_on_it(page):
    p = page("tab=depth&activation=tanh&depth=12&scale=0.1")
    view = p.explorer.views["arrival"]
    x = view.hotspots()[0].rect[0]
    assert x < view.ax.transData.transform((12.0, -1.0))[0] < x + 30
    arrived = depth_map([0.1], [12], "tanh", width=16, seeds=20).delta[0, 0, 0]
    surface = view.surface
    bands = np.interp(np.log10(arrived), surface.levels, np.arange(12))
    assert surface.counted[4, 11] == pytest.approx(bands)  # the row of 10⁻¹


def test_the_four_starts_have_the_weights_they_are_named_for(page):
    p = page("tab=depth&activation=relu")
    said = {
        "small": (0.01, "size 0.01"),
        "xavier": (0.25, "Xavier"),
        "he": (0.125**0.5, "twice the variance"),
        "one": (1.0, "size 1)"),
    }
    for start, (deviation, words) in said.items():
        p.press(start)
        assert p.explorer.settings.scale / 16**0.5 == pytest.approx(deviation)
        assert words in p.status


# ---- hands ---------------------------------------------------------------------------


def test_the_point_on_either_curve_moves_z(page):
    p = page("tab=look&z=1")
    for spot in ("z", "z_slope"):
        x, y = middle(p, spot)
        before = p.explorer.settings.z
        p.spot(spot, "drag", x=x + 40, y=y - 25)
        p.spot(spot, "drop", x=x + 40, y=y - 25)
        assert p.explorer.settings.z > before
    p.spot("z", "nudge", dx=-1, dy=0, fine=False)
    assert np.array_equal(p.picture, full_draw(p.explorer))


def test_a_network_is_taken_from_the_map(page):
    p = page("tab=depth&depth=5&scale=1")
    x, y = middle(p, "chosen")
    p.spot("chosen", "drag", x=x + 60, y=y - 30)
    p.spot("chosen", "drop", x=x + 60, y=y - 30)
    s = p.explorer.settings
    assert s.depth > 5
    assert s.scale > 1
    p.spot("chosen", "nudge", dx=1, dy=-1, fine=False)
    assert p.explorer.settings.depth == s.depth + 1
    assert p.explorer.settings.scale < s.scale


def test_a_weight_moved_after_the_first_step_starts_again_there(page):
    p = page("tab=step&learning_rate=50&step=60")
    second = p.control("w2").value
    p.drag("w1", 1.0, 1.5)
    s = p.explorer.settings
    assert (s.step, s.w1, s.w2) == (0, 1.5, second)
    p.press("undo")
    assert p.explorer.settings.step == 60
    assert p.control("w2").value == second


def test_too_large_a_rate_diverges_in_words(page):
    p = page("tab=step&activation=linear&loss=half_squared&later=3&learning_rate=100")
    p.move("step", 100)
    assert "Diverged at step" in p.status


# ---- prediction ----------------------------------------------------------------------


def test_the_slope_is_drawn_before_it_is_shown(page):
    p = page()
    p.press("preset-draw-the-slope")
    published = [*p.texts.values(), p.frames[-1]["alt"], *map(str, terms(p).values())]
    assert not any("0.25" in text for text in published)  # the answer at 0
    x, y = middle(p, "said_2")
    p.spot("said_2", "drag", x=x, y=y - 20)
    p.spot("said_2", "drop", x=x, y=y - 20)
    p.spot("said_0", "nudge", dx=0, dy=-1, fine=False)
    said = [float(part) for part in p.explorer.settings.prediction.split(";")]
    assert said[2] > said[1] > said[0]
    p.move("slope", True)
    compared = f"φ′(4): you said {significant(said[4], sign=True)}, it is +0.0177."
    assert p.status.endswith(f"Farthest off {compared}")
    drawn = [text for (view, _), text in p.texts.items() if view == "slope"]
    assert "you said" in drawn
    assert compared in " ".join(drawn)


@pytest.mark.parametrize("activation", FUNCTIONS)
@pytest.mark.parametrize("tab", Saturate.tabs)
@pytest.mark.parametrize("size", [(1060, 430), (760, 400), (1530, 690)])
def test_every_function_is_legible_on_every_tab(page, activation, tab, size):
    p = page(f"tab={tab}&activation={activation}&prediction=0;0.1;0.2;0.1;0", size=size)
    for z in (-8.0, -4.0, 0.0, 4.0, 8.0):
        p.move("z", z)
        for view in p.explorer.views.values():
            assert overlaps(view) == [], (z, view.name)
            assert outside(view) == [], (z, view.name)
        if tab != "look":
            break


def test_another_start_is_shown_at_once_and_trained_when_the_hand_lets_go(
    page, monkeypatch
):
    p = page("tab=boundary")
    monkeypatch.setattr(bend, "_IN_A_DRAG", 0.0)  # a hand faster than any training
    p.move("seed", 7, released=False)
    assert p.shown["seed"] == "7"
    assert p.explorer.unfinished
    p.move("seed", 7)
    assert not p.explorer.unfinished
    assert {one.step for one in bend.trained(p.explorer.settings).values()} == {500}
    assert p.status.startswith("After 500 steps: ")


def test_the_guess_is_asked_for_where_its_answer_is_hidden(page):
    p = page()
    assert "prediction" not in p.beside
    p.move("slope", False)
    assert p.beside == ["tab", "activation", "z", "slope", "prediction"]


def test_the_drawer_of_the_node_is_there_where_the_node_is(page):
    p = page()
    node = p.explorer.page.parts["node"]
    assert node.hidden
    p.move("tab", "step")
    assert (node.hidden, p.control("target").hidden) == (False, True)
    p.move("loss", "half_squared")
    assert not p.control("target").hidden


def test_a_picture_from_python_is_of_networks_that_are_trained():
    explorer = Saturate(tab="boundary", seed=11)
    assert explorer.unfinished
    assert explorer.figure.axes
    assert not explorer.unfinished


def test_the_slope_is_not_written_across_the_curve(page):
    p = page("tab=look")
    view = p.explorer.views["function"]
    for z in (-3, -1, 0, 1, 3, 6, 8):
        p.move("z", float(z))
        [(x0, y0, x1, y1)] = [box for id_, _, box in view.text_extents() if id_ == "z"]
        for stroke in view._strokes.strokes:
            at = view.ax.transData.transform(np.column_stack([stroke.x, stroke.y]))
            across = np.linspace(x0, x1, 50)
            across = across[(across > at[0, 0]) & (across < at[-1, 0])]
            heights = np.interp(across, *at.T)
            assert not ((heights > y0) & (heights < y1)).any(), z
