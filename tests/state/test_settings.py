"""Every setting is checked by its declaration, with one clear sentence."""

import dataclasses
import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

from explorer.state import (
    Settings,
    choice,
    declared,
    from_link,
    setting,
    text,
    to_link,
    toggle,
)

from .examples import Walk


def test_defaults_need_no_arguments_and_are_a_value():
    assert Walk() == Walk(learning_rate=0.5)
    assert hash(Walk()) == hash(Walk())
    with pytest.raises(dataclasses.FrozenInstanceError):
        Walk().weight = 1.0


@pytest.mark.parametrize("given", [3, 3.0, np.float64(3), np.int64(3), Fraction(3)])
def test_any_number_becomes_a_plain_float(given):
    value = Walk(weight=given).weight
    assert type(value) is float
    assert value == 3.0


@pytest.mark.parametrize("given", [7, 7.0, np.int64(7), np.float32(7), Fraction(7)])
def test_any_whole_number_becomes_a_plain_int(given):
    value = Walk(step=given).step
    assert type(value) is int
    assert value == 7


def test_large_whole_numbers_are_exact():
    assert Walk(seed=2**63 - 1).seed == 2**63 - 1


def test_there_is_no_negative_zero():
    assert math.copysign(1, Walk(weight=-0.0).weight) == 1.0


class Unwritable:
    def __repr__(self):
        raise RuntimeError("no")


HOSTILE = [
    math.nan, math.inf, -math.inf, 10**400, 10**5000, "3", "1e400", "", None, True,
    np.bool_(True), 3j, b"3", [1.0], (1.0,), {"a": 1}, np.array(1.0), np.array([1.0]),
    object(), float, "x" * 1_000_000, "<img src=x onerror=alert(1)>", Unwritable(),
    np.float64("nan"), np.longdouble("inf"),
]  # fmt: skip


@pytest.mark.parametrize("field", ["weight", "learning_rate", "step"])
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_number_is_refused_in_a_short_sentence(field, value):
    with pytest.raises(
        ValueError, match=f"^{field} must be a finite number, got "
    ) as no:
        Walk(**{field: value})
    assert len(str(no.value)) < 120
    assert str(no.value).isprintable()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"learning_rate": 0}, "learning_rate must lie in [1e-06, 10000], got 0"),
        (
            {"learning_rate": 1e5},
            "learning_rate must lie in [1e-06, 10000], got 100000.0",
        ),
        ({"learning_rate": np.float64(2e5)}, "in [1e-06, 10000], got 200000.0"),
        ({"step": 3.5}, "step must be a whole number, got 3.5"),
        ({"step": -1}, "step must lie in [0, 5000], got -1"),
        (
            {"seed": 10**300},
            "seed must lie in [0, 9223372036854775808], got a whole numb",
        ),
        ({"loss": "mse"}, "loss must be one of half_squared, bce; got 'mse'"),
        ({"loss": None}, "loss must be one of half_squared, bce; got None"),
        ({"solid": 1}, "solid must be True or False, got 1"),
        ({"solid": "false"}, "solid must be True or False, got 'false'"),
    ],
)
def test_sentences_name_argument_rule_and_value(values, sentence):
    with pytest.raises(ValueError, match="must") as refused:
        Walk(**values)
    assert sentence in str(refused.value)


def test_control_characters_do_not_reach_the_sentence():
    with pytest.raises(ValueError, match="loss") as refused:
        Walk(loss="a\n\x1b[31m\u202eb\ud800")
    assert str(refused.value).isprintable()
    str(refused.value).encode()


def test_a_field_gives_way_to_another():
    assert Walk(step=400).step == 300
    assert Walk(steps=500, step=400).step == 400
    assert Walk(step=200).replace(steps=100).step == 100


def test_fields_that_do_not_go_together_are_refused():
    with pytest.raises(ValueError, match="needs a sigmoid output, got tanh"):
        Walk(loss="bce", output="tanh")
    assert Walk(loss="bce").loss == "bce"


def test_replace_names_what_it_does_not_know():
    with pytest.raises(ValueError, match="'learning_rat'; did you mean learning_rate"):
        Walk().replace(learning_rat=1.0)
    with pytest.raises(ValueError, match="'<b>'; choose one of: learning_rate, weight"):
        Walk().replace(**{"<b>": 1.0})


def test_declarations_are_the_fields_in_order():
    assert list(declared(Walk)) == [field.name for field in dataclasses.fields(Walk)]
    rate = declared(Walk)["learning_rate"]
    assert (rate.name, rate.kind, rate.scale) == ("learning_rate", "number", "log")
    assert (rate.limits, rate.range, rate.step) == ((1e-6, 1e4), (0.01, 10.0), 0.02)
    assert rate.format == {"digits": 3}
    steps = declared(Walk)["steps"]
    assert (steps.kind, steps.step, steps.format) == ("integer", 1.0, {"decimals": 0})
    output = declared(Walk)["output"]
    assert output.kind == "choice"
    assert output.labels["tanh"] == "hyperbolic tangent"
    assert output.labels["sigmoid"] == "sigmoid"
    assert declared(Walk)["solid"].kind == "toggle"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda: setting(5.0, limits=(0, 1), label="w"),
            r"w must lie in \[0, 1\], got 5",
        ),
        (lambda: setting(0.5, limits=(0, 1), range=(0, 2), label="w"), "lie in limits"),
        (lambda: setting(0.5, limits=(1, 0), label="w"), "lie in limits"),
        (lambda: setting(0.5, limits=(0, 1), scale="log", label="w"), "above 0"),
        (
            lambda: setting(0.5, limits=(0, 1), scale="cubic", label="w"),
            "linear or log",
        ),
        (
            lambda: setting(0.5, limits=(0, 1), step=0, label="w"),
            "step must be positive",
        ),
        (lambda: choice("c", options=("a", "b"), label="w"), "one of a, b; got 'c'"),
        (
            lambda: choice("a", options=("a",), labels={"b": "B"}, label="w"),
            "options b",
        ),
        (lambda: toggle(1, label="w"), "must be True or False"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


def test_a_class_that_was_not_declared_properly_says_so():
    @dataclass(frozen=True)
    class Plain(Settings):
        rate: float = 0.5

    class Undecorated(Settings):
        rate: float = setting(0.5, limits=(0, 1), label="rate")

    @dataclass(frozen=True)
    class Taken(Settings):
        theme: str = choice("a", options=("a",), label="theme")

    with pytest.raises(TypeError, match=r"Plain\.rate is not declared; use setting"):
        Plain()
    with pytest.raises(
        TypeError, match="Undecorated must be decorated with @dataclass"
    ):
        Undecorated()
    with pytest.raises(
        TypeError, match=r"Taken\.theme has a name that is used otherwise"
    ):
        Taken()


def test_a_text_is_stored_as_it_was_read():
    def read(written):
        if "!" in written:
            raise ValueError("formula must not shout, got '!'")
        return written.replace(" ", "")

    @dataclass(frozen=True)
    class Typed(Settings):
        formula: str = text("x + 1", read=read, longest=9, label="formula")

    assert Typed().formula == "x+1"
    assert Typed(formula="y * 2").formula == "y*2"
    with pytest.raises(ValueError, match="must not shout"):
        Typed(formula="x!")
    with pytest.raises(ValueError, match=r"at most 9 characters; .* after 'xxxxxxxxx'"):
        Typed(formula="x" * 10)
    with pytest.raises(ValueError, match="formula must be a text, got 3"):
        Typed(formula=3)
    wanted = Typed(formula="a+b*c&=#")
    assert from_link(Typed, to_link(wanted))[0] == wanted
