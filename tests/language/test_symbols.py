"""Symbols carry layer and indices, and can be re-lettered for each deck."""

import pytest

from explorer.language.symbols import (
    NOTATIONS,
    component,
    derivative,
    lowered,
    parameter,
    raised,
    symbol,
    unit,
)


def test_symbols_of_the_house():
    assert parameter("W1_12") == "w¹₁₂"
    assert parameter("b2_1") == "b²₁"
    assert unit("z", 1, 1) == "z¹₁"
    assert unit("h", 1, 2) == "h¹₂"
    assert unit("delta", 1, 1) == "δ¹₁"
    assert unit("dh", 1, 1) == "∂E/∂h¹₁"
    assert unit("slope", 2, 1) == "φ′(z²₁)"
    assert symbol("prediction") == "ŷ"
    assert component("input", 1) == "x₁"
    assert derivative(parameter("W1_12")) == "∂E/∂w¹₁₂"


def test_large_indices_stay_apart():
    assert parameter("W12_10_3") == "w¹²₁₀,₃"
    assert parameter("b1_12") == "b¹₁₂"
    assert lowered(3, 4) == "₃₄"
    assert raised(305) == "³⁰⁵"


@pytest.mark.parametrize(
    "name",
    ["", "W", "W1", "W1_", "W1_1", "W1_123", "b1_", "b1_1_1", "c1_1", "Wx_11", "W1_1x",
     "W0_11", "W1_٣3", "W1_12" * 1000, "<b>1_1"],
)  # fmt: skip
def test_other_names_are_refused(name):
    with pytest.raises(ValueError, match="a parameter is called W1_12 or b1_2, got"):
        parameter(name)


@pytest.mark.parametrize(
    ("idea", "letters"),
    [
        # ours, then decks 1 to 4; where a deck has none, ours
        ("input", "x x x X x"),
        ("z", "z y a Net z"),
        ("h", "h g h O h"),
        ("prediction", "ŷ z z O ŷ"),
        ("target", "y y t T y"),
        ("loss", "E z J E E"),
        ("delta", "δ δ δ δ δ"),
        ("dh", "∂E/∂h ∂z/∂g ∂J/∂h ∂E/∂O ∂E/∂h"),
        ("learning_rate", "η η ε γ eta"),
        ("momentum", "α α α α α"),
    ],
)
def test_every_deck_has_its_letters(idea, letters):
    assert [symbol(idea, notation) for notation in NOTATIONS] == letters.split()


def test_only_the_letter_changes():
    assert parameter("W1_12", "deck 3") == "W¹₁₂"
    assert unit("z", 1, 2, "deck 3") == "Net¹₂"
    assert unit("dh", 1, 2, "deck 2") == "∂J/∂h¹₂"
    assert unit("slope", 2, 1, "deck 1") == "g′(y²₁)"


def test_what_is_not_in_the_table_is_named():
    with pytest.raises(
        ValueError, match="unknown notation 'deck 5'; choose one of: ours"
    ):
        symbol("z", "deck 5")
    with pytest.raises(ValueError, match="unknown idea 'cost'; choose one of: input"):
        symbol("cost")


def test_no_deck_has_an_idea_that_we_have_not():
    ours = NOTATIONS["ours"].keys()
    assert all(letters.keys() <= ours for letters in NOTATIONS.values())
