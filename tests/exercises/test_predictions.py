"""A prediction and its result, together and named."""

import dataclasses
import re

import pytest

from explorer import state
from explorer.exercises import Asked, read

X = Asked("Where will x be?", ("x",))
ARROW = Asked("Where will it point?", ("Δw₁", "Δw₂"))
WAYS = Asked("Which way?", ("w₁", "b"), ("up", "down", "stays"))


def test_both_are_drawn_and_named_once_the_step_was_made():
    said = X.predict("0,53")
    assert said.marks == () == said.came(0.47).asked.predict("").came(0.47).marks
    assert said.sentence == ""
    mark = said.came(0.47).marks[0]
    assert (mark.name, mark.said, mark.came) == ("x", 0.53, 0.47)
    assert said.came(0.47).sentence == "x: you said +0.530, it is +0.470."


def test_words_are_predicted_like_numbers():
    said = WAYS.predict("up; stays").came("down", "stays")
    assert (
        said.sentence == "w₁: you said up, it is down. b: you said stays, it is stays."
    )


@pytest.mark.parametrize(
    "text",
    ["-1.5; 0.25", "(−1.5, 0.25)", "[-3/2 1/4]", "-1,5; 0,25", "−1,5 0,25", "-1.5,.25"],
)
def test_an_arrow_is_read_as_people_write_it(text):
    assert ARROW.predict(text).said == (-1.5, 0.25)
    assert ARROW.tidy(text) == "-1.5; 0.25"


@pytest.mark.parametrize(
    ("asked", "typed", "stored"),
    [
        (X, "", ""),
        (X, "1/3", "0.3333333333333333"),
        (ARROW, "0,1; 1e-300", "0.1; 1e-300"),
        (WAYS, "down, up", "down; up"),
    ],
)
def test_what_a_setting_stores_is_read_as_itself(asked, typed, stored):
    assert asked.tidy(typed) == stored
    assert asked.tidy(stored) == stored
    assert asked.predict(stored) == asked.predict(typed)


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        (ARROW, "1", "2 values"),
        (ARROW, "1; 2; 3", "2 values"),
        (X, "left", "is not a number"),
        (X, "nan", "is not a number"),
        (WAYS, "up; <b>", "unknown word '<b>'; choose one of: up, down, stays"),
        (X, "9" * 1_000_000, "x"),
        (ARROW, "1 " * 500_000, "2 values"),
    ],
)
def test_what_is_no_prediction_gets_a_sentence(asked, text, said):
    with pytest.raises(ValueError, match=re.escape(said)) as refused:
        asked.predict(text)
    assert len(str(refused.value)) < 200


def test_a_result_has_a_value_for_each_name():
    with pytest.raises(ValueError, match="one value each for Δw₁, Δw₂"):
        ARROW.predict("1; 2").came(1.0)


def test_a_prediction_is_a_value():
    with pytest.raises(dataclasses.FrozenInstanceError):
        X.predict("1").said = ()
    assert X.predict("1") == X.predict("1.0")


def test_every_explorer_asks_before_the_first_step():
    assert read("train_xor").asked.predict("80").came(80).marks[0].name == "solved"
    assert read("saturate").asked.predict("0 .1 .25 .1 0").said[2] == 0.25


def test_a_prediction_can_be_a_setting_and_travel_in_a_link():
    @dataclasses.dataclass(frozen=True)
    class Seen(state.Settings):
        arrow: str = state.text("", read=ARROW.tidy, label="your arrow")

    said = Seen().replace(arrow="(−1,5 1/4)")
    back, _, notices = state.from_link(Seen, state.to_link(said))
    assert (back, notices) == (said, ())
    assert ARROW.predict(back.arrow).came(-1.0, 0.5).marks[1].said == 0.25
    with pytest.raises(ValueError, match="2 values"):
        Seen().replace(arrow="up")
