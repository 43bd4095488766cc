"""What a student does in Matrices and check: fill in, collapse, nudge, detect."""

import numpy as np
import pytest

from explorer.core.error_curve import error_curve
from explorer.core.gradient_check import check_gradients
from explorer.decks.examples import deck_examples
from explorer.decks.replay import replay
from explorer.explorers import Matrices
from explorer.explorers.matrices import forms, tensor
from explorer.explorers.matrices.checking import EPSILONS, printed_weights
from explorer.explorers.matrices.operations import OPERATIONS
from explorer.explorers.matrices.passes import passes
from explorer.explorers.matrices.settings import FAULTS, NO_FAULT, MatricesSettings
from explorer.language.numbers import significant

EXPLORER = Matrices

LECTURE = "network=check&examples=1&tab=run"


def strip(p):
    return [
        (t["symbol"], t["value"]) for t in p.explorer.equation.terms if "value" in t
    ]


def signed(value, digits=3):
    return significant(float(value), digits, sign=True)


# ---- forms ---------------------------------------------------------------------------


@pytest.mark.parametrize("search", ["", "network=two&softmax=true", "network=own"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_step_is_the_product_of_what_stands_before_it(page, operation, search):
    """What is drawn multiplies out, for the example and for the batch."""
    p = page(f"{search}&operation={operation}&step=60&reduction=mean")
    by_line = {line.id: line.parts for line in lines_of(p)}
    for line in ("matrix", "batch"):
        values = [np.asarray(x.values) for x in by_line[line] if x.values is not None]
        signs = [x.name for x in by_line[line] if x.values is None]
        if not values:
            assert "no one product" in signs[0]
            continue
        *factors, result = values
        made = multiplied(factors, signs)
        np.testing.assert_allclose(made, result, rtol=1e-12, atol=1e-15)
    (*_, number) = by_line["number"]
    at = np.array(passes(p.explorer.settings).single(operation)).ravel()[-1]
    assert number.values[0][0] == at


def lines_of(p):
    s = p.explorer.settings
    return forms.lines(passes(s), s, p.explorer.views["forms"].palette)


def multiplied(factors, signs):
    if signs[0] in ("sigmoid", "softmax"):
        z = factors[0]
        return 1 / (1 + np.exp(-z)) if signs[0] == "sigmoid" else (
            np.exp(z) / np.exp(z).sum(axis=0)
        )  # fmt: skip
    made = factors[0]
    rest = iter(factors[1:])
    for sign in signs:
        if sign == "·":
            made = made @ next(rest)
        elif sign in "⊙−+":
            other = next(rest)
            made = {"⊙": made * other, "−": made - other, "+": made + other}[sign]
        elif sign.startswith("/"):
            made = made / float(sign[2:])
    return made


def test_the_outer_product_fills_in_cell_by_cell(page):
    p = page("examples=1")
    outer = passes(p.explorer.settings).single("dW1")
    assert p.written("forms")["matrix_dW1_1_1"] == "?"
    assert "4 entries to fill in" in p.status
    for step, (i, j) in enumerate(np.ndindex(2, 2), start=1):
        p.move("step", step)
        cells = p.written("forms")
        filled = [n for n in cells if n.startswith("matrix_dW1_") and n[-1].isdigit()]
        assert len(filled) == step
        assert cells[f"matrix_dW1_{i + 1}_{j + 1}"] == signed(outer[i, j])
        assert f"{step} of 4 filled in" in p.status


def test_numpy_says_the_same_with_its_shapes(page):
    p = page("operation=z1&network=own&inputs=3&hidden=2&examples=4")
    names = {"W1": (2, 3), "X": (3, 4), "b1": (2, 1), "Z1": (2, 4)}
    assert dict(strip(p)) == {name: str(shape) for name, shape in names.items()}
    assert p.written("forms")["batch_·_under"] == "3=3"
    p.move("operation", "delta1")
    assert ("H1 * (1 - H1)", "(2, 4)") in strip(p)


def test_the_mean_divides_at_the_end(page):
    p = page("step=4")
    total = p.written("forms")["batch_dW1_1_1"]
    p.move("reduction", "mean")
    s = p.explorer.settings
    assert "/ 3" in p.written("forms").values()
    assert "divides by 3 at the end" in p.written("forms")["caption"]
    mean = passes(s).batch("dW1")[0, 0]
    assert p.written("forms")["batch_dW1_1_1"] == signed(mean) != total


def test_the_step_ends_with_its_entries(page):
    p = page("operation=db2&step=60")
    assert p.explorer.settings.step == 1
    assert p.control("step").max == 1


# ---- tensor --------------------------------------------------------------------------


def test_the_tensor_collapses_to_the_outer_product(page):
    p = page("tab=step&collapse=3&examples=1")
    expected = deck_examples()["S1-12"].expected
    cells = p.written("tensor")
    flat, folded = (
        expected["dJ/dW1_flat_1x4"].value,
        expected["dJ/dW1_outer_form"].value,
    )
    for j in range(4):
        assert cells[f"line_1_flat_1_{j + 1}"] == signed(flat[0][j], 2)
    for i, j in np.ndindex(2, 2):
        assert cells[f"line_3_folded_{i + 1}_{j + 1}"] == signed(folded[i][j])
    assert "4 of the tensor's 8 entries" in cells["caption"]
    p.move("collapse", 0)
    assert not any(name.startswith("line_1") for name in p.written("tensor"))
    [line] = tensor_lines(p)
    push_1, slice_1, push_2, slice_2, sum_ = (
        np.asarray(part.values) for part in line.parts if part.values is not None
    )
    made = push_1 * slice_1 + push_2 * slice_2
    np.testing.assert_allclose(sum_, made, rtol=1e-12)
    np.testing.assert_allclose(sum_, folded, rtol=1e-6)


def tensor_lines(p):
    s = p.explorer.settings
    return tensor.lines(passes(s), s, p.explorer.views["tensor"].palette)


def test_the_table_has_the_slopes_that_are_drawn(page):
    p = page("operation=delta1&step=1&examples=1")
    assert "one example;" in p.frames[-1]["alt"]
    slopes = passes(p.explorer.settings).single("slope1").ravel()
    rows = {row[0]: row[3] for row in p.explorer.table(p.explorer.settings)[2]}
    assert rows["φ′(z¹)"] == "; ".join(signed(slope, 6) for slope in slopes)


def test_training_asks_only_for_what_it_can_answer(page):
    p = page("tab=run")
    assert {"epsilon", "prediction", "network"} <= set(p.beside)
    p.move("compare", "train")
    assert [n for n in p.beside if n in p.shown] == ["tab", "fault", "compare"]


def test_a_softmax_keeps_its_full_jacobian(page):
    p = page("tab=step&collapse=2&network=two")
    assert p.written("tensor")["line_2_row_1_name"] == "φ′(z²)ᵀ"
    p.move("softmax", True)
    cells = p.written("tensor")
    assert "line_2_row_1_name" not in cells
    assert cells["line_2_meet_1_under"] == "2=2"
    assert "Jacobian is full" in p.status


# ---- check ---------------------------------------------------------------------------


@pytest.mark.parametrize("fault", FAULTS)
def test_the_check_is_the_cores(page, fault):
    p = page(f"tab=run&network=two&fault={fault}&biases=true&examples=2")
    s = p.explorer.settings
    net = passes(s).net
    faults = () if fault == NO_FAULT else (fault,)
    check = check_gradients(net.network, net.x[:2], net.y[:2], faults=faults)
    cells = p.written("check")
    for name, one, other in zip(
        check.names, check.analytic, check.numeric, strict=True
    ):
        assert cells[f"{name}_2"] == signed(one, 6)
        assert cells[f"{name}_3"] == signed(other, 6)
        assert (cells[f"{name}_5"] == "✗") == (name in check.suspects())
    assert ("✗" in p.status) == bool(check.suspects())


def test_smaller_is_not_better(page):
    p = page(f"{LECTURE}&compare=sweep")
    s = MatricesSettings(network="check", examples=1)
    net = passes(s).net
    curve = error_curve(net.network, net.x[:1], net.y[:1], epsilons=EPSILONS)
    drawn = next(
        stroke for stroke in p.explorer.views["beside"]._strokes.strokes
        if len(stroke.x) == len(EPSILONS)
    )  # fmt: skip
    weights = curve.error[:, [name[0] == "W" for name in curve.names]].max(axis=1)
    np.testing.assert_allclose(drawn.y, np.log10(weights))
    assert weights.argmin() == EPSILONS.index(1e-4)
    p.move("epsilon", 1e-12)
    assert "Smaller is not better." in p.status
    assert "≈" in p.written("check").values()


def test_a_guess_is_compared_once_every_nudge_is_shown(page):
    p = page(LECTURE)
    assert p.control("prediction").text == "?"
    assert "prediction" not in {s["id"] for s in p.frames[-1]["spots"]}
    p.move("prediction", -6)
    spot = next(s for s in p.frames[-1]["spots"] if s["id"] == "prediction")
    assert "you say −6.00" in p.written("error").values()
    p.spot("prediction", "nudge", dx=-1, dy=0, fine=False)
    assert p.explorer.settings.prediction == "-7.0"
    assert "drag it" in spot["label"]
    assert "you said" not in p.status
    _, _, rows = p.explorer.table(p.explorer.settings)
    assert not any("at ε" in row[0] for row in rows)
    p.move("compare", "sweep")
    assert "log₁₀ ε: you said −7.00, it is −4.00." in p.status
    assert {"you said −7.00", "it is −4.00"} <= set(p.written("error").values())


def test_the_point_is_dragged_to_another_nudge(page):
    p = page(LECTURE)
    left, top, width, height = next(
        s for s in p.frames[-1]["spots"] if s["id"] == "epsilon"
    )["rect"]
    place = {"x": left + width / 2 - 80, "y": top + height / 2}
    p.spot("epsilon", "drag", **place)
    p.spot("epsilon", "drop", **place)
    assert 1e-9 < p.explorer.settings.epsilon < 1e-6


def test_a_pressed_line_is_written_out_with_all_digits(page):
    p = page(f"{LECTURE}&epsilon=1e-07")
    p.spot("line_W2_12", "press")
    (high, low, epsilon, difference, backprop) = strip(p)
    assert high[0] == "E(w²₁₂ + ½ε)"
    a, b = (float(v) for _, v in (high, low))
    assert len(high[1]) == len("0.117581400609410")
    assert (a - b) / 1e-7 == pytest.approx(0.05383122, rel=1e-5)
    assert difference[1] == backprop[1] == "+0.0538312"
    assert epsilon[1] == "1.0 × 10⁻⁷"


def test_numbers_of_the_deck_are_read_back(page):
    """S3-24's pairs, as printed, to the digits that the table shows."""
    p = page(f"{LECTURE}&epsilon=1e-07&biases=true")
    expected = deck_examples()["S3-24"].expected
    _, _, rows = p.explorer.table(p.explorer.settings)
    table = {row[0]: row for row in rows}
    names = ("w¹₁₁", "w¹₁₂", "w¹₂₁", "w¹₂₂", "w²₁₁", "w²₁₂")
    for at, name in enumerate(names):
        for column, key in ((1, "analytic_weights"), (2, "finite_difference_weights")):
            assert table[name][column] == signed(expected[key].value[at], 10)


@pytest.mark.parametrize(
    ("network", "example"), [("deck2", "S1-12"), ("two", "S3-22"), ("check", "S3-24")]
)
def test_both_passes_are_read_back_from_table_and_picture(page, network, example):
    p = page(f"network={network}&examples=1&step=60")
    expected = deck_examples()[example].expected
    _, _, rows = p.explorer.table(p.explorer.settings)
    column = {row[0].partition(" = ")[0]: row[3] for row in rows if row[1]}
    names = {
        "z1": "z¹", "h1": "h¹", "z2": "z²", "h2": "ŷ", "delta1": "δ¹", "delta2": "δ²",
        "dE_dh1": "∂E/∂h¹", "dE_dh2": "∂E/∂ŷ", "dW1": "∂E/∂W¹", "dW2": "∂E/∂W²",
    }  # fmt: skip
    for key, name in names.items():
        value = np.asarray(expected[key].value)
        assert column[name] == "; ".join(
            ", ".join(signed(v, 6) for v in row) for row in value
        )
        operation = key.replace("dE_dh", "dh")
        p.move("operation", operation)
        p.move("step", 60)
        cells = p.written("forms")
        for i, j in np.ndindex(*value.shape):
            cell = cells[f"matrix_{operation}_{i + 1}_{j + 1}"]
            assert cell == signed(value[i, j])


# ---- the detective -------------------------------------------------------------------


def test_the_detective_story(page):
    """Weights pass, one bias fails, training works and gives the printed weights."""
    p = page()
    p.press("preset-check")
    assert "Every weight passes. Are we done?" in p.status
    assert "All 6 weights pass. The biases are not checked." in p.status
    p.move("biases", True)
    assert "✗ b¹₁: backprop says −0.00475, the difference +0.00311." in p.status
    assert [n for n, t in p.written("check").items() if t == "✗"] == ["b1_1_5"]
    p.move("compare", "train")
    assert p.explorer.settings.network == "comp755"
    assert "999 of 1000 right after 200 steps." in p.status
    assert "These are the lecture's weights, to every printed digit." in p.status
    weights, cells = replay(True).positions[-1], p.written("check")
    for value, (name, text) in zip(weights, printed_weights().items(), strict=True):
        assert cells[f"{name}_2"] == signed(value, 9)
        assert cells[f"{name}_3"].lstrip("+").replace("−", "-") == text
    p.move("fault", "none")
    assert "0 of the lecture's 9 weights come out." in p.status
    p.move("compare", "here")
    assert p.status == "All 9 weights and biases pass."


def test_a_slip_that_this_network_cannot_show_is_named(page):
    p = page(f"{LECTURE}&fault=assigned&biases=true")
    assert "on this network the slip changes nothing" in p.status
    p.press("preset-assigned")
    assert "✗ w¹₁₁" in p.status


def test_at_a_kink_the_difference_mixes_two_slopes(page):
    p = page()
    p.press("preset-relu")
    assert p.written("check")["W1_21_5"] == "kink"
    assert "w¹₂₁: ReLU switches within ε" in p.status


def test_letters_of_a_deck_change_labels_only(page):
    p = page("step=1&examples=1")
    numbers = [v for _, v in strip(p)]
    p.move("notation", "deck 3")
    assert p.written("forms")["matrix_x.T_name"] == "Xᵀ"
    assert [v for _, v in strip(p)] == numbers


def test_the_demo_of_twenty_minutes(page):
    """Fold, set columns side by side, collapse, sweep, detect, mend, check again."""
    p = page()
    for step in range(1, 5):
        p.move("step", step)
    assert "4 of 4 filled in" in p.status
    p.press("preset-batch")
    assert "Where does the batch add up?" in p.status
    p.move("tab", "step")
    for collapse in range(4):
        p.drag("collapse", collapse)
    assert "no zeros" in p.status
    p.press("preset-detective")
    assert "✗ b¹₁" in p.status
    p.drag("epsilon", 1e-3, 1e-9, 1e-13)
    assert "✗ b¹₁" in p.status
    p.press("preset-train")
    assert "to every printed digit" in p.status
    p.move("fault", "none")
    p.move("compare", "here")
    assert "pass" in p.status
