"""The bank: complete, worded as promised, and its answers are the mathematics'."""

import json
import math
from importlib import resources

import numpy as np
import pytest

from explorer.core.network import Network, backward, forward
from explorer.exercises import bank, read
from explorer.language.catalogue import EXPLORERS

BANKS = {entry.module: read(entry.module) for entry in EXPLORERS}
ITEMS = [item for one in BANKS.values() for item in one.items]
NUMBERS = [item for item in ITEMS if not item.options]
CHOICES = [item for item in ITEMS if item.options]
ids = lambda item: item.id  # noqa: E731


def test_every_supplied_item_is_in_the_bank_once_and_unchanged():
    supplied = json.loads(
        resources.files("explorer.exercises")
        .joinpath("items/exercises.json")
        .read_text("utf-8")
    )
    assert len(supplied) == 45
    assert sorted(item.id for item in NUMBERS) == sorted(e["id"] for e in supplied)
    by_id = {item.id: item for item in NUMBERS}
    for entry in supplied:
        item = by_id[entry["id"]]
        assert item.right == entry["right"]
        wrong = [(w["value"], w["misc"]) for w in entry["wrong"]]
        assert [(m.answer, "|".join(m.ids)) for m in item.mistakes] == wrong


def test_the_choices_are_those_of_the_ten_explorers():
    found = {
        name: sum(bool(item.options) for item in one.items)
        for name, one in BANKS.items()
    }
    assert found == {
        "downhill": 3, "chain": 2, "slices": 2, "fit_a_line": 1, "saturate": 3,
        "score": 2, "by_hand": 3, "matrices": 4, "steering": 3, "train_xor": 4,
    }  # fmt: skip
    assert all(one.asked is not None for one in BANKS.values())
    assert len({item.id for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize("item", ITEMS, ids=ids)
def test_an_item_is_worded_as_promised(item):
    assert item.question.endswith(("?", "ten."))
    assert len(set(item.hints)) == 3
    assert item.hints[0].endswith("?") or "." in item.hints[0]
    assert item.rules
    hints = [mistake.hint for mistake in item.mistakes]
    assert len(set(hints)) == len(hints)
    for text in (*item.hints, *hints, item.because, item.question):
        assert len(text.split()) <= (25 if text is not item.question else 45), text
        assert "simply" not in text.lower()
        assert "wrong answer" not in text.lower()
    for mistake in item.mistakes:
        assert mistake.name
        assert len(mistake.name.split()) <= 20


@pytest.mark.parametrize("item", CHOICES, ids=ids)
def test_options_differ_and_one_is_right(item):
    assert len(set(item.options)) == len(item.options) >= 3
    assert item.right in item.options
    assert len(item.mistakes) == len(item.options) - 1


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def net_b():
    """Return network, trace and gradients of the net with eight weights."""
    parameters = (0.15, 0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.6)
    net = Network.from_parameters(
        (2, 2, 2), ("sigmoid", "sigmoid"), np.array(parameters)
    )
    trace = forward(net, np.array([[0.05, 0.1]]))
    gradients = backward(net, trace, np.array([[0.01, 0.99]]), "half_squared", "sum")
    return trace, gradients


def answers():
    """Return every right answer, computed from the question and not from the bank."""
    trace, g = net_b()
    z6 = 6.5
    slope = lambda z: sigmoid(z) * (1 - sigmoid(z))  # noqa: E731
    p = np.exp([2, 1, 0.1]) / np.exp([2, 1, 0.1]).sum()
    x, z = np.array([[1, 0], [0, 1], [1, 1]]), np.array([3, 2, 3])
    h = sigmoid(-2.5)
    s = (1 + math.sqrt(1 - 0.04)) / 2
    step_1 = -0.1 * 2 * 1.5
    step_2 = -0.1 * 2 * (1.5 + step_1) + 0.9 * step_1
    return {
        "E1.a": 3, "E1.b": 0.5 - 0.03, "E1.c": 3 * -0.3, "E1.d": 1.5 / 3, "E1.e": 2 / 2,
        "E2.b": 2 * 10 * 13, "E2.c": 2 - 0.26, "E2.d": 0.26, "E2.e": 2,
        "E3.a": 2 * 7 * 3, "E3.b": 3 - 0.01 * 28, "E3.c": 13 * 3, "E3.d": 4 + 12,
        "E4.a": 1, "E4.b": 0.5, "E4.c": 1.5,
        "E4.d": ((z - [2, 0.5, 5]) * x[:, 0]).mean(),
        "E5.a": slope(2), "E5.b": slope(z6) * 3, "E5.c": math.log(s / (1 - s)),
        "E5.d": 0.25**5, "E5.e": 0, "E5.f": 1 - math.tanh(2) ** 2,
        "E6.a": sigmoid(2) * slope(2), "E6.b": sigmoid(2), "E6.c": -math.log(0.9),
        "E6.d": -p[0] * p[1],
        "E7.b": 1 - 2, "E7.c": 0,
        "E7.f": trace.h[1][0, 0], "E7.g": g.delta[1][0, 0], "E7.h": g.dW[1][0, 0],
        "E7.i": g.dh[1][0, 0], "E7.j": g.delta[0][0, 0], "E7.k": g.dW[0][0, 0],
        "E7.l": -0.5 * g.dW[0][0, 0],
        "E8.e": np.outer([0.2, -0.1], [3, 5])[1, 0],
        "E9.a": 2 / 25, "E9.b": 3 / 25, "E9.c": 0.5 + step_1 + step_2,
        "E9.d": -0.1 * 25 / math.sqrt(25**2), "E9.e": -1.9 * 0.3,
        "E10.a": sigmoid(10 * h - 2.5), "E10.c": math.sqrt(2 / 3), "E10.e": 10,
    }  # fmt: skip


def test_every_right_answer_is_what_its_question_gives():
    expected = answers()
    assert {item.id: item.right for item in NUMBERS} == pytest.approx(
        expected, rel=1e-12, abs=1e-15
    )


ONE = """
[[item]]
id = "E1.a"
question = "How steep?"
rules = ["local"]
hints = ["One?", "Two.", "Three."]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[item", "broken.toml: "),
        ("", "broken.toml: 'item' is missing"),
        ("item = 3", "broken.toml: "),
        (ONE.replace('id = "E1.a"', ""), "without id: 'id' is missing"),
        (ONE.replace("E1.a", "E1.z"), "E1.z: 'E1.z' is missing or unknown"),
        (ONE.replace('"local"', '"magic"'), "E1.a: 'magic' is missing or unknown"),
        (ONE.replace(', "Three."', ""), "E1.a: hints must be 3 sentences, got 2"),
        (
            ONE + 'option = [{words = "a", mistake = "M1", reply = "b"}]',
            "must be right",
        ),
        (ONE + '[prediction]\nquestion = "What?"', "prediction: 'names' is missing"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_place(text, said):
    with pytest.raises(ValueError, match=r"^broken\.toml") as refused:
        bank.parse_bank("broken", text)
    assert said in str(refused.value)


def test_an_explorer_without_a_file_has_no_exercises():
    assert read("nowhere").items == ()
