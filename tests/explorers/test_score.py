"""What a student does in Score the output: two pushes, what cancels, three shares."""

import numpy as np
import pytest

from explorer.core.pairings import score, softmax_score
from explorer.core.softmax import softmax_jacobian
from explorer.explorers import Score
from explorer.explorers.score.scoring import both, ways
from explorer.language.numbers import significant

EXPLORER = Score


def strip(p):
    return [
        (t["symbol"], t["value"]) for t in p.explorer.equation.terms if "value" in t
    ]


def test_wrong_and_sure(page):
    """z = 6, target 0: 0.00246 against 0.998, about 405 times more."""
    p = page("tab=step")
    p.move("z", 6.0)
    assert "δ is +0.00246 and +0.998." in p.status
    assert "405 times" in p.status
    notes = p.written("push").values()
    assert {"+0.00246", "+0.998"} <= set(notes)


def test_the_slope_cancels_and_does_not_become_1(page):
    p = page("tab=step&z=6")
    terms = strip(p)
    assert terms[-3:] == [("ŷ − y", "+0.998"), ("1/φ′", "+405"), ("φ′", "+0.00247")]
    factors = p.written("factors")
    b = both(p.explorer.settings)
    for of, name in ((b.squared, "½ sq."), (b.entropy, "c.-e.")):
        for label, value in (
            ("∂E/∂ŷ", of.loss_slope[0]),
            ("× φ′", of.slope[0]),
            ("= δ", of.delta[0]),
        ):
            assert factors[name + label] == significant(value, sign=True)


def test_dragging_z_in_the_picture_moves_both(page):
    p = page("tab=step")
    spot = next(s for s in p.frames[-1]["spots"] if s["id"] == "z_push")
    left, top, width, height = spot["rect"]
    p.spot("z_push", "drag", x=left + width / 2 + 60, y=top + height / 2)
    p.spot("z_push", "drop", x=left + width / 2 + 60, y=top + height / 2)
    s = p.explorer.settings
    assert s.z > 2.5
    squared, entropy = (
        score("sigmoid", loss, s.z, 0.0).delta[0]
        for loss in ("half_squared", "binary_cross_entropy")
    )
    names = " ".join(p.written("push").values())
    assert significant(squared, sign=True) in names
    assert significant(entropy, sign=True) in names


def test_from_the_same_start_the_cross_entropy_comes_down_first(page):
    p = page("z=6")
    squared, entropy = ways(p.explorer.settings)
    assert squared.positions[0, 0] == entropy.positions[0, 0] == 6.0
    assert squared.positions[-1, 0] > 5.8
    assert entropy.positions[-1, 0] < 0
    shown = p.written("places").values()
    for run in (squared, entropy):
        end = f"to {significant(run.positions[-1, 0], sign=True)}"
        assert any(end in text for text in shown)


def test_a_linear_output_and_a_cross_entropy_are_no_pair(page):
    p = page("tab=step&output=linear&target=1&z=0.7")
    assert "δ is −0.300 and −1.43." in p.status
    assert "Not a sound pair" in p.status
    assert "no ln here" in p.written("push").values()
    p.move("z", 1.5)
    assert "the cross-entropy has no value" in p.status
    assert ways(p.explorer.settings)[1] is None
    p.move("z", 1.0)
    assert "0·ln 0 counts as 0" in p.status


def test_where_the_logarithm_has_no_value_the_square_goes_alone(page):
    p = page("tab=step&output=linear&target=1&z=0")  # loss inf, slope −inf
    assert ways(p.explorer.settings)[1] is None


def test_without_its_minus_z_goes_the_wrong_way(page):
    p = page("z=2&lost_minus=true")
    assert "+[y·ln ŷ" in " ".join(p.written("loss").values())
    assert "lacks its minus" in p.status
    assert both(p.explorer.settings).entropy.loss[0] < 0
    assert ways(p.explorer.settings)[1].positions[-1, 0] > 2.0


def test_raise_one_score_and_the_others_fall(page):
    p = page("tab=run")
    before = softmax_score([2.0, 1.0, 0.1], 2).shares
    p.drag("raise_by", 0.5, 1.0)
    after = softmax_score([3.0, 1.0, 0.1], 2).shares
    assert (np.sign(after - before) == [1, -1, -1]).all()
    shown = p.written("shares")
    for i in range(3):
        assert shown[f"share_{i + 1}"] == significant(after[i], sign=True)
    assert f"ŷ₁ changes by {significant(after[0] - before[0], sign=True)}" in p.status


def test_all_nine_slopes_are_the_cores(page):
    p = page("tab=run")
    cells, jacobian = p.written("jacobian"), softmax_jacobian([2.0, 1.0, 0.1])
    for i in range(3):
        for j in range(3):
            number = significant(jacobian[i, j], sign=True)
            assert cells[f"cell_{i + 1}_{j + 1}"] == number
    assert cells["cell_2_1"] == "−0.160"
    assert strip(p)[-1] == ("change of all", "0")


def test_the_diagonal_alone_leaves_two_scores_without_a_push(page):
    """E-23: (0, 0, -0.335) instead of (0.090, 0.245, -0.335)."""
    p = page()
    p.press("preset-diagonal")
    p.move("tab", "run")
    assert "(0, 0, −0.335)" in p.status
    assert p.written("class_push")["entropy_1"] == "0"
    p.move("diagonal", False)
    assert "(+0.0900, +0.245, −0.335)" in p.status


def test_a_guess_is_compared_once_the_pushes_are_shown(page):
    p = page()
    assert p.control("guess_squared").text == p.control("guess_entropy").text == "?"
    p.drag("guess_squared", 1.0, 2.0)
    assert "guess_squared" in {spot["id"] for spot in p.frames[-1]["spots"]}
    p.spot("guess_squared", "nudge", dx=1, dy=0, fine=True)
    assert p.explorer.settings.guess_squared == "2.1"
    p.move("guess_squared", 2.0)
    p.move("guess_entropy", 8.0)
    assert {
        "½ squared, hardest at z: you say +2.00",
        "cross-entropy, hardest at z: you say +8.00",
    } <= set(p.written("loss").values())
    swatches = p.explorer.views["loss"].legend._marks.marks
    assert [m.shape for m in swatches].count("triangle") == 2
    assert "you said" not in p.status
    p.move("tab", "step")
    assert "½ squared, hardest at z: you said +2.00, it is +0.693." in p.status
    assert "cross-entropy, hardest at z: you said +8.00, it is +∞." in p.status
    assert {
        "½ squared, hardest at z: you said +2.00",
        "it is +0.693",
        "it is +∞",
    } <= set(p.written("push").values())


def test_a_number_gives_way_to_what_a_guess_is_compared_with(page):
    bare = page("tab=step").written("push").values()
    assert "+0.0925" in bare
    asked = page("tab=step&guess_squared=0.2").written("push").values()
    assert "it is +0.693" in asked  # both would stand above the bump
    assert "+0.0925" not in asked
    assert "½ squared error +0.0925" in asked


def test_each_tab_has_the_controls_that_move_it(page):
    p = page()
    assert {"z", "learning_rate", "guess_squared"} <= set(p.beside)
    p.move("tab", "step")  # no walk is shown here
    assert "learning_rate" not in p.beside
    p.move("output", "linear")  # no guess is compared there
    assert not {"guess_squared", "guess_entropy"} & set(p.beside)
    p.move("tab", "run")
    assert "score_1" in p.beside
    assert "z" not in p.beside


def test_a_place_is_written_as_its_control_writes_it(page):
    p = page("z=0.1&score_3=0.1")
    assert p.status.startswith("z = +0.10, ")
    assert "at +0.10 the" in p.frames[-1]["alt"]
    p.move("tab", "run")
    assert p.written("shares")["share_3_name"].endswith(" +0.10")


def test_all_that_is_drawn_stands_in_the_table(page):
    p = page("z=6&raise_by=1&diagonal=true&tab=run")

    def column(start, at):
        rows = p.explorer.table(p.explorer.settings)[2]
        return [row[at] for row in rows if row[0].startswith(start)]

    now, before = softmax_score([3.0, 1.0, 0.1], 2), softmax_score([2.0, 1.0, 0.1], 2)
    for start, at, numbers in (
        ("before", 1, before.shares),
        ("½ squared, softmax", 5, now.squared_delta),
        ("diagonal alone", 5, now.diagonal_delta),
    ):
        assert column(start, at) == [significant(n, 6, sign=True) for n in numbers]
    p.move("tab", "look")
    for start, run in zip(
        ("½ squared", "cross-entropy"), ways(p.explorer.settings), strict=True
    ):
        end = significant(run.positions[-1, 0], 6, sign=True)
        assert column(f"{start} after 30 steps: z = {end}", 0)


def test_letters_of_a_deck_change_labels_only(page):
    p = page("tab=step")
    p.move("notation", "deck 3")
    assert ("O − T", "+0.881") in strip(p)
    assert p.explorer.settings.z == 2.0


def test_the_demo_of_ten_minutes(page):
    """Drag z right, show the pushes, see the slope cancel, softmax, the lost minus."""
    p = page()
    losses = []
    for z in (2.0, 4.0, 6.0):
        p.drag("z", z)
        b = both(p.explorer.settings)
        losses.append((b.squared.loss[0], b.entropy.loss[0]))
    first, second = np.diff(losses, axis=0)
    assert second[0] < first[0] / 5
    assert second[1] == pytest.approx(2.0, abs=0.02)  # the one that keeps growing
    p.move("tab", "step")
    assert "405 times as hard" in p.status
    assert ("1/φ′", "+405") in strip(p)
    p.move("tab", "run")
    p.drag("raise_by", 1.0)
    assert "the others together by −0.181" in p.status
    p.press("preset-lost-minus")
    assert p.explorer.settings.tab == "look"
    assert "Where does z go?" in p.status
    p.move("lost_minus", False)
    assert both(p.explorer.settings).entropy.loss[0] > 0


def test_a_walk_that_leaves_the_logarithm_says_when(page):
    p = page("output=linear&target=1&z=0.2")
    run = ways(p.explorer.settings)[1]
    told = f"cross-entropy leaves 0 to 1 at step {run.diverged_at}"
    assert told in p.written("places").values()
