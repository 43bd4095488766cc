"""Right answers in every spelling, known mistakes by name, nonsense by a sentence."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exercises import check
from explorer.exercises.checker import agrees
from tests.exercises.test_bank import CHOICES, ITEMS, NUMBERS, ids

POWERS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def spellings(value):
    """Write a number in all ways that an answer may have, to four figures."""
    plain = f"{value:.12f}".rstrip("0").rstrip(".")
    yield plain
    yield f" {plain} "
    yield plain.replace("-", "−")
    yield plain.replace(".", ",")
    yield plain.replace("0.", ".", 1)
    if value >= 0:
        yield f"+{plain}"
    mantissa, _, exponent = f"{value:.4e}".partition("e")
    power = int(exponent)
    yield f"{mantissa}e{power}"
    yield f"{mantissa}E{power}"
    yield f"{mantissa}×10^{power}"
    yield f"{mantissa} × 10{str(power).translate(POWERS)}".replace("-", "−")
    yield f"{mantissa}*10^{power}"
    yield f"{value * 1e9:.0f}/1000000000"
    yield f"{value * 1e9:.0f} / {10**9}".replace("-", "−")


@pytest.mark.parametrize("item", NUMBERS, ids=ids)
def test_the_right_answer_is_accepted_in_every_spelling(item):
    for text in spellings(item.right):
        verdict = check(item, text)
        assert verdict.kind == "right", text
        assert verdict.mistake is None
        assert item.rules[0].name in verdict.sentence


@pytest.mark.parametrize("item", NUMBERS, ids=ids)
def test_three_figures_are_enough_and_a_value_beside_is_not(item):
    assert check(item, f"{item.right:.2e}").kind == "right"
    beside = item.right * 1.03 or 0.03
    assert check(item, repr(beside)).kind != "right"


@pytest.mark.parametrize("item", NUMBERS, ids=ids)
def test_every_known_mistake_gets_its_own_hint_in_every_spelling(item):
    for mistake in item.mistakes:
        for text in spellings(mistake.answer):
            verdict = check(item, text)
            assert verdict.kind == "mistake", text
            assert verdict.mistake is mistake, text
            assert mistake.hint in verdict.sentence
            assert mistake.name in verdict.sentence


@pytest.mark.parametrize("item", NUMBERS, ids=ids)
def test_no_mistake_can_be_taken_for_another_or_for_the_answer(item):
    values = [item.right, *(mistake.answer for mistake in item.mistakes)]
    for one in values:
        assert [other for other in values if agrees(one, other)] == [one]


@pytest.mark.parametrize("item", CHOICES, ids=ids)
def test_every_option_has_its_own_answer(item):
    assert check(item, item.right).kind == "right"
    assert item.because in check(item, item.right).sentence
    for mistake in item.mistakes:
        verdict = check(item, mistake.answer)
        assert verdict.mistake is mistake
        assert mistake.hint in verdict.sentence
    assert check(item, "").kind == "unread"
    assert check(item, "none of these").kind == "unread"


def test_a_comma_and_a_fraction_are_echoed_as_they_were_read():
    item = next(item for item in NUMBERS if item.id == "E1.b")
    assert check(item, "0,47").sentence.startswith("Read as 0.4700. That matches.")
    assert check(item, "47/100").sentence.startswith("Read as 0.4700.")
    assert check(item, "0.47").sentence.startswith("That matches.")


def test_a_value_with_only_its_sign_turned_is_told_so():
    item = next(item for item in NUMBERS if item.id == "E1.b")
    assert "which sign" in check(item, "-0.47").sentence


HOSTILE = [
    "", "   ", "nan", "inf", "-inf", "∞", "1e999", "1/0", "0/0", "1e-999/1e-999", "--1",
    "<script>alert(1)</script>", "<b>3</b>", "3; 4", "__import__('os')", "3\x003",
    "9" * 1_000_000, "a" * 1_000_000, " " * 1_000_000, "(" * 1_000_000, "٣",
    "\N{MATHEMATICAL BOLD DIGIT THREE}x", "None",
]  # fmt: skip


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda text: repr(text[:12]))
@pytest.mark.parametrize("item", [NUMBERS[0], CHOICES[0]], ids=ids)
def test_what_is_no_answer_gets_one_short_sentence(item, answer):
    verdict = check(item, answer)
    assert verdict.kind == "unread"
    assert verdict.value is None
    assert 10 < len(verdict.sentence) < 200
    assert verdict.sentence.endswith(".")


@settings(derandomize=True, max_examples=300)
@given(st.text(), st.sampled_from(ITEMS))
def test_no_text_breaks_the_checker(text, item):
    verdict = check(item, text)
    assert verdict.sentence
    assert verdict.value is None or not isinstance(verdict.value, float) or (
        math.isfinite(verdict.value)
    )  # fmt: skip
