"""What a student does in Backprop by hand: rows, edges, the update.

What the levels leave to the student is in test_by_hand_blanks.py.
"""

import pytest

from explorer.decks.examples import deck_examples
from explorer.explorers import ByHand
from explorer.explorers.by_hand.nets import NAMES, drawn, nets
from explorer.explorers.by_hand.settings import ByHandSettings
from explorer.explorers.by_hand.work import work
from explorer.language.numbers import significant
from tests.views.scenes import outside, overlaps

EXPLORER = ByHand


def lines(p):
    """Return the rows of the ledger by name."""
    made = p.explorer.ledger
    return {line["id"]: line for line in (*made.upper, *made.lower)}


def strip(p):
    return {t["symbol"]: t["value"] for t in p.explorer.equation.terms if "value" in t}


def rows(s):
    return {row.name: row.value for row in work(s).ledger.rows}


def place(s, name):
    return [row.name for row in work(s).ledger.rows].index(name) + 1


def test_numbers_appear_row_by_row_everywhere_at_once(page):
    p = page("network=eight")
    assert "h1_1" not in p.written("network")
    assert lines(p)["h1_1"]["forward"] == ""
    p.move("step", 3)
    assert p.written("network")["h1_1"] == "+0.593"
    assert lines(p)["h1_1"]["forward"] == "0.5933"
    assert strip(p)["h¹₁"] == "0.5933"
    assert "h1_2" not in p.written("network")
    p.move("step", 2)
    assert "h1_1" not in p.written("network")


def test_what_is_not_known_is_in_no_words_either(page):
    p = page("network=eight&step=3")
    labels = {spot["id"]: spot["label"] for spot in p.frames[-1]["spots"]}
    assert "gradient" not in labels["W1_11"]
    assert labels["h1_1"] == "Hidden unit h¹₁: z¹₁ +0.38, h¹₁ +0.593"
    assert "0.298" not in p.frames[-1]["alt"]
    assert "back" not in p.frames[-1]["alt"]
    values = [row[2] for row in p.explorer.table(p.explorer.settings)[2]]
    assert values[2:4] == ["+0.593270", ""]


def test_words_for_the_picture_tell_what_came_back(page):
    p = page("network=relu&step=9")
    assert p.frames[-1]["alt"].endswith("Came back: δ²₁ = −1.00, ∂E/∂ŷ = −1.00.")
    p.move("step", 60)
    assert "Gradients found: 6." in p.frames[-1]["alt"]


def test_the_eight_weights_as_the_exercises_have_them():
    s = ByHandSettings(network="eight", learning_rate=0.5)
    found = rows(s)
    assert found["delta2_1"] == pytest.approx(0.13849856)
    assert found["dh1_1"] == pytest.approx(0.03635031)
    assert found["dW1_11"] == pytest.approx(4.385677e-4)
    assert found["E"] == pytest.approx(0.298371109)
    assert found["after"] == pytest.approx(0.29103, abs=5e-6)


def test_deck_2s_update_of_the_last_layer_hits_and_of_both_overshoots(page):
    expected = deck_examples()["S1-23"].expected
    for layers, name in (("last", "J_after_w2_only"), ("all", "J_after_both")):
        found = rows(ByHandSettings(layers=layers))
        assert found["after"] == pytest.approx(expected[name].value)
    p = page("layers=last&step=60&tab=run")
    assert p.written("weights")["W2_11"] == "+2.00"
    assert p.written("weights")["W1_11"] == "+1.00"
    assert "E was 0.5000" in p.status


def test_deck_2s_slip_is_named_at_its_row(page):
    p = page()
    p.move("step", place(p.explorer.settings, "dW2_11"))
    assert "∂E/∂w²₁₁ = −1.000" in p.status
    assert "(E-10)" in p.status
    p.move("seed", 3)
    assert "(E-10)" not in p.status


@pytest.mark.parametrize("network", NAMES)
@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_every_derivative_agrees_with_a_difference_or_is_at_a_kink(network, seed):
    s = ByHandSettings(network=network, seed=seed, biases=True, step=60)
    w = work(s)
    derivatives = [row for row in w.ledger.rows if row.name in w.measured]
    assert len(derivatives) > 8
    for row in derivatives:
        found = w.measured[row.name]
        assert found.agrees or found.kink, row.name
    if network != "relu":
        assert all(w.measured[row.name].agrees for row in derivatives)


def test_the_kink_of_deck_2s_exercise_is_marked_and_the_difference_shown(page):
    p = page("differences=True&step=60")
    made = work(p.explorer.settings)
    assert made.measured["delta1_2"].kink
    marks = [row[6] for row in p.explorer.table(p.explorer.settings)[2]]
    assert {"✓", "∧"} <= set(marks)
    assert "≠" not in marks
    p.move("step", place(p.explorer.settings, "delta1_2"))
    assert lines(p)["delta1_2"]["mark"] == "∧ −1.000"
    assert p.explorer.ledger.heads[1][-1] == "measured"


def test_one_edge_strikes_out_what_it_does_not_need(page):
    p = page("network=linear331&step=60&edge=W2_11")
    struck = {name for name, line in lines(p).items() if line["state"] == "struck"}
    assert not struck & {"h1_1", "dW2_11", "step_W2_11"}
    assert "step_W1_31" in struck
    p.move("network", "relu")
    p.move("network", "eight")
    p.spot("W1_21", "press")
    assert p.explorer.settings.edge == "W1_21"
    p.spot("W1_21", "press")
    assert p.explorer.settings.edge == "none"


def test_a_pressed_row_becomes_the_present_one(page):
    p = page("network=eight")
    p.tell(p.explorer.ledger, kind="ledger", act="go", row="dh2_1")
    assert p.explorer.settings.step == place(p.explorer.settings, "dh2_1")


def test_a_gradients_row_lights_its_two_factors(page):
    p = page("network=eight")
    p.move("step", place(p.explorer.settings, "dW2_11"))
    lit = {t.id for t in p.explorer.views["network"].numbers.labels if t.background}
    assert {"h1_1", "delta2_1", "dW2_11"} <= lit
    assert "It reuses h¹₁." in p.status


def test_own_numbers_and_those_of_the_pool(page):
    p = page("network=eight")
    p.tell(p.control("numbers"), kind="text", text="x_1 = 1; W1_11=-2; W3_11=4")
    w = work(p.explorer.settings)
    assert (w.x[0], w.network.layers[0].W[0, 0]) == (1.0, -2.0)
    assert "W3_11: not in this network." in p.status
    p.tell(p.control("numbers"), kind="text", text="w = 3")
    assert p.control("numbers").problem
    for name in NAMES:
        assert drawn(name, 0) is nets()[name]
        first, second = drawn(name, 1).network, drawn(name, 2).network
        assert (first.parameters != second.parameters).any()


def test_a_guess_of_the_sign_is_compared_at_its_row_only(page):
    p = page("prediction=positive")
    p.move("step", place(p.explorer.settings, "delta2_1"))
    assert "you said positive, it is negative" in p.status
    p.move("step", 3)
    assert "you said" not in p.status
    assert p.written("network")["example"] == "δ: you said +"
    p.move("step", 28)
    assert p.written("network")["example"] == "δ: you said +, it is −"
    p.move("prediction", "skip")
    assert p.written("network").get("example", "") == ""


def test_network_ledger_strip_and_table_never_disagree(page):
    p = page("network=deck1&learning_rate=0.5")
    s = p.explorer.settings
    expected = deck_examples()["S0-12"].expected
    values = {
        "dh1_1": expected["dE_dh1"].value[0][0],
        "dW1_11": expected["gradient_w1_to_w8"].value[0],
    }
    for name, value in values.items():
        p.move("step", place(s, name))
        assert p.written("network")[name] == significant(value, sign=True)
        assert lines(p)[name]["back"] == significant(value, 4, sign=True)
        assert p.explorer.equation.terms[0]["value"] == significant(value, 4, sign=True)
        row = p.explorer.table(p.explorer.settings)[2][place(s, name) - 1]
        assert row[2] == significant(value, 6, sign=True)


def test_a_backward_row_stands_beside_the_forward_value_that_it_reuses(page):
    p = page("network=eight&step=60")
    rows = lines(p)
    assert rows["h1_1"]["forward"] == "0.5933"
    assert rows["dW2_11"]["forward"] == "h¹₁ 0.5933"
    assert rows["delta1_1"]["forward"] == "z¹₁ 0.3775"
    assert rows["dW1_12"]["forward"] == "x₂ 0.1000"
    assert rows["dh1_1"]["forward"] == ""
    p.move("step", place(p.explorer.settings, "dW2_11"))
    assert lines(p)["h1_1"]["state"] == "lit"
    assert lines(p)["dW2_11"]["state"] == "now"


def test_the_first_tab_has_the_network_alone(page):
    p = page("tab=look&step=3")
    assert p.explorer.ledger.hidden
    assert "By which rule?" not in p.status
    p.move("tab", "step")
    assert not p.explorer.ledger.hidden


def test_a_row_that_does_not_exist_is_left_alone(page):
    p = page("network=eight&step=3")
    before = p.explorer.settings
    for content in ({"row": "h9_9"}, {"row": None}, {"act": "eval", "row": "h1_1"}):
        p.tell(p.explorer.ledger, kind="ledger", **{"act": "go", **content})
    assert p.explorer.settings == before


@pytest.mark.parametrize("size", [(556, 430), (800, 690)])
@pytest.mark.parametrize("network", NAMES)
def test_no_text_is_cut_beside_the_ledger(page, network, size):
    for step in (0, 20, 60):
        p = page(f"network={network}&step={step}&biases=True", size=size)
        view = p.explorer.views["network"]
        assert overlaps(view) == []
        assert outside(view) == []
