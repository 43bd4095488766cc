"""Numbers are written for the eye, and read as people write them."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.language.numbers import fixed, parse, significant

finite = st.floats(allow_nan=False, allow_infinity=False)
# most numbers of a lesson are neither huge nor tiny
usual = st.one_of(
    st.floats(-1e308, 1e308),
    st.floats(-20, 20),
    st.floats(-2e-3, 2e-3),
    st.floats(9e3, 2e4),
)
FORM = re.compile(r"[+−]?[0-9]+(\.[0-9]+)?( × 10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
SCIENTIFIC = " × 10"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (0.5, "0.50"), (-0.04, "−0.04"), (12.345, "12.35"),
        (-0.004, "−0.00400"), (0.0009, "9.00 × 10⁻⁴"), (9999.994, "9999.99"),
        (9999.996, "1.00 × 10⁴"), (-1e4, "−1.00 × 10⁴"), (1e308, "1.00 × 10³⁰⁸"),
        (5e-324, "4.94 × 10⁻³²⁴"), (math.nan, "–"), (math.inf, "∞"), (-math.inf, "−∞"),
        (7, "7.00"),
    ],
)  # fmt: skip
def test_fixed(value, text):
    assert fixed(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (0.0123456, "0.0123"), (1.0, "1.00"), (9.996, "10.0"),
        (99.96, "100"), (1234.4, "1234"), (9999.4, "9999"), (9999.6, "1.00 × 10⁴"),
        (0.001, "0.00100"), (0.00099999, "1.00 × 10⁻³"), (-0.00015, "−1.50 × 10⁻⁴"),
        (math.nan, "–"), (math.inf, "∞"),
    ],
)  # fmt: skip
def test_significant(value, text):
    assert significant(value) == text


def test_signs_are_shown_where_they_matter():
    assert fixed(0.5, sign=True) == "+0.50"
    assert significant(0.0015, 2, sign=True) == "+0.0015"
    assert significant(2e-9, sign=True) == "+2.00 × 10⁻⁹"
    assert fixed(0.0, sign=True) == significant(0.0, sign=True) == "0"
    assert significant(math.nan, sign=True) == "–"


def test_whole_numbers_are_written_without_decimals():
    assert fixed(12, 0) == "12"
    assert fixed(0.4, 0) == "0.400"


@given(usual, st.integers(0, 6), st.booleans())
def test_fixed_keeps_every_promise(value, decimals, sign):
    text = fixed(value, decimals, sign)
    check(value, text, sign)
    tolerance = 0 if SCIENTIFIC in text else 0.5000001 * 10**-decimals
    assert math.isclose(parse(text), value, rel_tol=0.006, abs_tol=tolerance)


@given(usual, st.integers(1, 12), st.booleans())
def test_significant_keeps_every_promise(value, digits, sign):
    text = significant(value, digits, sign)
    check(value, text, sign)
    assert math.isclose(parse(text), value, rel_tol=0.5000001 * 10 ** (1 - digits))


def check(value, text, sign):
    assert FORM.fullmatch(text)
    assert text.startswith("−") == (value < 0)
    assert text.startswith("+") == (value > 0 and sign)
    assert (parse(text) == 0) == (value == 0)
    assert (text == "0") == (value == 0)
    if value != 0 and not 1e-3 <= abs(value) < 1e4:
        assert SCIENTIFIC in text
    if SCIENTIFIC in text:
        assert not 1e-3 <= abs(value) < 0.99e4


@pytest.mark.parametrize("write", [fixed, significant])
def test_numbers_that_cannot_be_written_are_marks(write):
    for value in (math.nan, math.inf, -math.inf):
        assert not re.search("[a-z]", write(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.47", 0.47), (".47", 0.47), ("5.", 5.0), ("47/100", 0.47),
        (" 47 / 100 ", 0.47), ("47/-100", -0.47), ("−0.04", -0.04), ("-0.04", -0.04),
        ("– 0.04", -0.04), ("+3", 3.0), ("1.5e-3", 0.0015), ("1.5E-3", 0.0015),
        ("1.5×10^-3", 0.0015), ("1.5x10^−3", 0.0015), ("1.5 * 10**-3", 0.0015),
        ("1.50 × 10⁻³", 0.0015), ("1,5", 1.5), ("−1,5×10³", -1500.0), ("10⁻³", 0.001),
        ("-10^2", -100.0), ("1/3", 1 / 3), ("1e308", 1e308), ("1e-400", 0.0),
    ],
)  # fmt: skip
def test_spellings(text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "abc", "–", "−", ".", ",", "e5", "1e", "1 2", "1,2,3", "1.2,3", "--1",
        "1/2/3", "/2", "2/", "nan", "inf", "∞", "0x10", "1_000", "٣", "5²", "2*103",
        "×10^3", "10⁻", "1e5×10^2", "1×10^3×10^3", "<b>1</b>", "1\x002", "0" * 61,
        "1" * 1_000_000, "10^" * 300_000, "\ud800",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r"is not a number; write it like 0\.47") as no:
        parse(text)
    assert len(str(no.value)) < 400
    assert str(no.value).isprintable()


def test_sentences_say_what_is_wrong():
    with pytest.raises(ValueError, match=r"^'1/0' divides by zero$"):
        parse("1/0")
    for text in ("1e400", "-1e400", "10^400", "1e400/1e400", "1/1e400", "1e300/1e-300"):
        with pytest.raises(ValueError, match="is too large a number"):
            parse(text)


@given(st.text(max_size=80))
def test_any_text_gives_a_finite_number_or_a_sentence(text):
    try:
        value = parse(text)
    except ValueError as refused:
        value, sentence = 0.0, str(refused)
    else:
        sentence = ""
    assert math.isfinite(value)
    assert sentence.isprintable()


@given(finite)
def test_code_is_read_exactly(value):
    assert parse(repr(value)) == value
