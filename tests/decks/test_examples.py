"""The decks' examples: all match, and no expected value can be changed unnoticed."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from explorer.decks.check import check, recompute, wrong_values
from explorer.decks.compare import differences
from explorer.decks.errata import errata
from explorer.decks.examples import deck_examples
from explorer.decks.schema import Example

EXAMPLES = deck_examples()
computed = cache(lambda name: recompute(EXAMPLES[name]))


def leaves(value, place=()):
    if isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in parts:
            yield from leaves(part, (*place, key))
    else:
        yield place, value


def others(value, expected):
    """What a value could be instead, and must not be."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, str):
        return [f"{value}?", "-inf", 1.0]
    if value == 0:
        return [0.01, -0.01]
    tolerance = expected.atol + expected.rtol * abs(value)
    by = max(0.01 * abs(value), 2 * tolerance)
    return [value + by, value - by]


def at(value, place):
    for key in place:
        value = value[key]
    return value


def put(value, place, other):
    if not place:
        return other
    changed = deepcopy(value)
    at(changed, place[:-1])[place[-1]] = other
    return changed


def test_all_78_match():
    report = check(EXAMPLES.values())
    assert report.wrong == ()
    assert report.unusable == ()
    assert (report.matching, report.total) == (78, 78)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_changed_value_is_reported(name):
    example, found = EXAMPLES[name], computed(name)
    assert wrong_values(example, found) == []
    for key, expected in example.expected.items():
        last = None
        for place, value in leaves(expected.value):
            if expected.rtol >= 1:  # mere rounding (S3-24), which differs by machine
                value = at(found[key], place)
            for other in others(value, expected):
                last = replace(expected, value=put(expected.value, place, other))
                [difference] = differences(last, found[key])
                where = "".join(f"[{part}]" for part in place)
                assert difference.place == where, (key, place, other)
        if last is None:  # nothing remembered: a list of empty objects
            assert key == "state"
            last = replace(expected, value=expected.value[:-1])
        changed = replace(example, expected={**example.expected, key: last})
        [wrong] = wrong_values(changed, found)
        assert wrong.id == name
        assert wrong.name.startswith(key)
        assert str(wrong).startswith(f"{name}: {key}")


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_value_that_is_left_out_is_reported(name):
    example, found = EXAMPLES[name], computed(name)
    for key, expected in example.expected.items():
        if isinstance(expected.value, list | dict):
            less = deepcopy(expected.value)
            less.pop(next(iter(less)) if isinstance(less, dict) else -1)
            assert list(differences(replace(expected, value=less), found[key]))


NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?")
# Printed as what led to it, in the deck's column order, or as words.
ELSEWHERE = {"a1", "table_h1", "table_h2", "y", "formula", "b1_difference_constant"}
PRINTED = [
    (name, key)
    for name, example in EXAMPLES.items()
    for key, expected in example.expected.items()
    if expected.printed is not None and key not in ELSEWHERE
]


def read(printed):
    """The numbers of a printed text and half a unit of their last place."""
    text = str(printed).replace(" ", ", ") if isinstance(printed, str) else str(printed)
    for number in NUMBER.findall(text):
        top, _, below = number.partition("/")
        places = len(top.partition(".")[2])
        yield float(top) / float(below or 1), 0.5 * 10.0**-places


@pytest.mark.parametrize(("name", "key"), PRINTED)
def test_printed_digits_come_out_or_are_flagged(name, key):
    expected = EXAMPLES[name].expected[key]
    printed = list(read(expected.printed))
    values = [value for _, value in leaves(computed(name)[key])]
    assert printed
    assert len(printed) <= len(values)  # S1-05 prints two of three weights
    # The quotients are rounding itself (S3-24); their last digits are the machine's.
    slack = expected.atol if "finite" in key else 1e-13
    right = all(
        abs(value - number) <= half + slack
        for (number, half), value in zip(printed, values, strict=False)
    )
    assert right is (expected.erratum is None)
    if expected.erratum:
        assert expected.erratum in errata()


def test_printed_in_other_words():
    printed = {key: EXAMPLES["S3-21"].expected[key] for key in ("table_h1", "table_h2")}
    for key, expected in printed.items():
        in_deck_order = [int(digit) for digit in expected.printed.split(" ")[:4]]
        found = computed("S3-21")[key]
        assert [found[i] for i in (0, 2, 1, 3)] == in_deck_order
    truth = EXAMPLES["S2-03"].expected["y"].printed
    assert str([value == 1 for value in computed("S2-03")["y"][0]]) == truth
    formula = EXAMPLES["S3-09"].expected["formula"].printed
    assert computed("S3-09")["formula"].replace("*", "") == (
        formula.replace("^", "").replace("t2", "t2")
    )
    assert np.maximum(0, computed("S1-20")["a1"]).tolist() == [1.0, 0.0]


def test_every_flag_is_an_erratum_of_that_item():
    flags = {
        (name, expected.erratum)
        for name, example in EXAMPLES.items()
        for expected in example.expected.values()
        if expected.erratum
    }
    assert {erratum for _, erratum in flags} == {"E-08", "E-10", "E-26", "E-30", "E-31"}
    for name, erratum in flags - {("S3-22", "E-31"), ("S3-24", "E-31")}:
        assert name in errata()[erratum].items


def test_factors_are_words_without_values():
    """A picture shows what the core computed, never a number from this file."""
    factors = EXAMPLES["S0-06"].factors
    assert [factor.name for factor in factors] == [
        "dz/dy at y=2", "dy/dx at x=1", "dz/dx at x=1",
    ]  # fmt: skip
    assert not hasattr(factors[0], "value")


def test_with_another_given_a_deck_s_id_is_an_example_like_any_other():
    example = EXAMPLES["S0-06"]
    graph = {**example.given["graph"], "inputs": {"x": 2.0}}
    values = {"z": 100.0, "dz/dx": 260.0, "dz/dy": 20.0}
    own = replace(
        example,
        given={**example.given, "graph": graph},
        expected={
            name: replace(example.expected["z"], value=value)
            for name, value in values.items()
        },
    )
    assert check([own]).matching == 1
    more = replace(own, expected={**own.expected, "x_new": own.expected["z"]})
    assert check([more]).unusable == ("S0-06: x_new is no value of this graph.",)


def test_an_example_knows_what_it_is():
    example = EXAMPLES["S1-20"]
    assert isinstance(example, Example)
    assert example.title.startswith("ReLU/linear exercise")
    assert "only reading consistent" in example.note
