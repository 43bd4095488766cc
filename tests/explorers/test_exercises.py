"""The exercise drawer, spoken to as the page does."""

import pytest

from explorer import explorers
from explorer.exercises import read
from explorer.explorers import TrainXor
from explorer.language.catalogue import EXPLORERS
from tests.explorers.page import Page


class Drawer(Page):
    """A page that also answers exercises."""

    @property
    def exercise(self):
        return self.explorer.page.exercises.widget

    def act(self, act, answer="", name=None):
        name = self.exercise.name if name is None else name
        self.tell(self.exercise, kind="exercise", act=act, name=name, answer=answer)
        return self.exercise


@pytest.fixture
def page(monkeypatch):
    return Drawer(TrainXor(), monkeypatch)


ITEMS = read("train_xor").items


def test_it_opens_on_the_first_question_with_nothing_said(page):
    shown = page.exercise
    assert shown.question == ITEMS[0].question
    assert shown.place == f"1 of {len(ITEMS)}"
    assert "1 %" in shown.note
    assert (shown.answer, shown.feedback, shown.hints) == ("", "", [])
    assert shown.hint_label == "Hint 1 of 3"


def test_where_the_pictures_have_other_letters_it_says_which(page):
    assert page.exercise.letters == ""
    page.explorer.take(notation="deck 3")
    assert "Net for z, O for h" in page.exercise.letters
    page.explorer.take(notation="ours")
    assert page.exercise.letters == ""


def test_a_known_mistake_gets_its_hint_and_the_answer_a_tick(page):
    assert "limit" not in page.act("check", "0,5").feedback
    assert page.exercise.feedback.startswith("↺ Read as 0.5000. Not yet. Looks like ")
    assert ITEMS[0].mistakes[2].hint in page.exercise.feedback
    assert not page.exercise.right
    assert page.act("check", "0.149").feedback.startswith("✓ That matches.")
    assert page.exercise.right


@pytest.mark.parametrize(
    "made", [getattr(explorers, entry.class_name) for entry in EXPLORERS]
)
def test_in_every_drawer_each_mistake_has_its_own_hint_and_no_rung_is_free(
    monkeypatch, made
):
    page = Drawer(made(), monkeypatch)
    items = read(made.name).items
    for item in items:
        assert page.exercise.question == item.question
        assert page.exercise.options == list(item.options)
        page.act("hint")
        assert page.act("hint").hints == [item.hints[0]]
        assert len({mistake.hint for mistake in item.mistakes}) == len(item.mistakes)
        told = set()
        for opened, mistake in enumerate(item.mistakes, start=1):
            said = page.act("check", str(mistake.answer))
            assert mistake.hint in said.feedback
            assert not said.right
            told.add(said.feedback)
            rungs = list(item.hints[: opened + 1])
            assert page.act("hint").hints == page.act("hint").hints == rungs
        assert len(told) == len(item.mistakes)
        if item.options:
            assert {item.right, *(m.answer for m in item.mistakes)} == set(item.options)
        assert page.act("check", str(item.right)).right
        page.act("next")
    assert page.exercise.question == items[0].question


def test_two_fast_clicks_do_not_open_the_last_hint(page):
    for _ in range(2):
        page.act("hint")
    assert page.exercise.hints == [ITEMS[0].hints[0]]
    assert page.exercise.feedback == "Try an answer first; then the next hint opens."
    page.act("check", "0.3")
    page.act("hint", "0.3")
    page.act("hint", "0.3")
    assert len(page.exercise.hints) == 2
    page.act("check", "0.4")
    assert page.act("hint", "0.4").hint_label == "All hints are open"
    assert page.exercise.hints == list(ITEMS[0].hints)
    assert page.act("hint", "0.4").feedback.startswith("↺ Not yet")


def test_drafts_answers_and_hints_survive_turning_reset_undo_and_presets(page):
    page.act("hint")
    page.act("check", "0.5")
    page.act("next", "0.5")
    page.act("previous", "2/3")
    page.move("learning_rate", 2.0)
    for action in ("reset", "undo", "preset-equal", "reset"):
        page.press(action)
    assert page.exercise.answer == "0.5"
    assert page.exercise.feedback
    assert len(page.exercise.hints) == 1
    assert page.act("next", "0.5").answer == "2/3"


def test_an_answer_to_another_question_is_not_taken(page):
    page.act("next")
    page.act("check", "0.149", name=ITEMS[0].id)
    assert page.exercise.name == ITEMS[1].id
    assert (page.exercise.answer, page.exercise.feedback) == ("", "")


def test_exercises_change_neither_settings_nor_link_nor_status(page):
    before = page.explorer.settings, page.explorer.link, page.status, len(page.frames)
    page.act("check", "0.5")
    page.act("hint", "0.5")
    page.act("next", "0.5")
    now = page.explorer.settings, page.explorer.link, page.status, len(page.frames)
    assert now == before


HOSTILE = ["", "x" * 1_000_000, "<img src=x onerror=alert(1)>", "nan", "-inf", "1e999"]


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda text: repr(text[:9]))
def test_a_hostile_answer_gets_a_short_sentence(page, answer):
    shown = page.act("check", answer)
    assert 10 < len(shown.feedback) < 200
    assert len(shown.answer) <= 200
    assert not shown.right


@pytest.mark.parametrize(
    "content",
    [
        {}, {"act": "reveal"}, {"act": ["check"]}, {"act": None},
        {"act": "check", "answer": 0.149}, {"act": "check", "answer": ["0.149"]},
        {"act": "check", "answer": "0.149", "name": 3},
    ],
)  # fmt: skip
def test_a_message_that_is_none_changes_nothing(page, content):
    page.tell(page.exercise, kind="exercise", **content)
    assert page.exercise.feedback == ""
    assert not page.exercise.right
