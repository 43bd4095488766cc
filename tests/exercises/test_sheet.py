"""Hints in rungs, answers that stay, one exercise at a time."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exercises import Ladder, Sheet, read


@pytest.fixture
def sheet():
    return Sheet(read("train_xor"))


def answer(sheet, text):
    return sheet.write(text).check()


def test_the_first_rung_is_free_and_two_fast_clicks_open_no_more(sheet):
    once = sheet.hint()
    assert once.hints == sheet.item.hints[:1]
    assert once.hint().hint().hint().hints == once.hints


def test_each_further_rung_costs_a_new_attempt(sheet):
    second = answer(sheet.hint(), "0.3").hint()
    assert len(second.hints) == 2
    assert len(second.hint().hints) == 2
    last = answer(second, "0.4").hint()
    assert last.hints == last.item.hints
    assert not last.more_hints
    assert answer(last, "0.7").hint() == answer(last, "0.7")


def test_attempts_cannot_be_saved_up(sheet):
    tried = answer(answer(answer(sheet, "1"), "2"), "3")
    assert len(tried.hint().hint().hint().hints) == 1


@pytest.mark.parametrize("text", ["", "what?", "0.30", " 3/10 "])
def test_no_answer_and_a_repeated_one_are_no_attempts(sheet, text):
    first = answer(sheet, "0.3").hint()
    assert len(answer(first, text).hint().hints) == 1


@settings(derandomize=True, max_examples=200)
@given(
    st.lists(st.sampled_from(["hint", "same", "new", "turn", "nothing"]), max_size=30)
)
def test_no_order_of_clicks_opens_more_than_the_attempts_pay_for(clicks):
    sheet = Sheet(read("train_xor"))
    attempts = {0: 0, 1: 0}
    for number, click in enumerate(clicks):
        if click == "hint":
            sheet = sheet.hint()
        elif click == "turn":
            sheet = sheet.turn(1 if sheet.at == 0 else -1)
        elif click == "nothing":
            sheet = answer(sheet, "")
        else:
            sheet = answer(sheet, "5" if click == "same" else str(1000 + number))
            attempts[sheet.at] = len(sheet.now.ladder.tried)
        assert len(sheet.hints) <= 1 + attempts[sheet.at]


def test_answers_verdicts_and_rungs_stay_while_others_are_looked_at(sheet):
    worked = answer(sheet.hint(), "0.5")
    back = worked.turn(1).write("2/3").turn(-1)
    assert back.now == worked.now
    assert back.turn(1).now.answer == "2/3"
    assert back.turn(1).now.verdict is None


def test_after_the_last_comes_the_first(sheet):
    last = sheet.turn(-1)
    assert last.at == len(sheet.bank.items) - 1
    assert last.turn(1).item == sheet.item


def test_everything_is_a_value(sheet):
    changed = answer(sheet, "1").hint()
    assert sheet == Sheet(read("train_xor"))
    assert changed != sheet
    with pytest.raises(dataclasses.FrozenInstanceError):
        sheet.at = 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        Ladder().opened = 3


def test_a_flood_of_answers_is_kept_short(sheet):
    flooded = sheet.write("9" * 1_000_000)
    assert len(flooded.now.answer) == 200
    for number in range(300):
        flooded = answer(flooded, str(number))
    assert len(flooded.now.ladder.tried) == 100
