"""What a student does in Fit a line: the demo, the votes, the examples by hand."""

import numpy as np
import pytest

from explorer.explorers import FitALine
from explorer.explorers.fit_a_line import examples
from explorer.explorers.fit_a_line.fit import fit_of, moment_of
from explorer.language.numbers import significant

EXPLORER = FitALine


def moment(p):
    s = p.explorer.settings
    return moment_of(fit_of(s), s)


def spot(p, name):
    left, top, width, height = next(
        s["rect"] for s in p.frames[-1]["spots"] if s["id"] == name
    )
    return left + width / 2, top + height / 2


def test_the_demo(page):
    p = page("tab=step")
    p.press("preset-slide-sign")
    assert "E = 0.500" in p.status
    assert "uphill" in p.status
    p.move("step", 1)
    assert "E = 2.00" in p.status
    p.press("preset-lecture")
    assert "One step lands on an exact fit." in p.status
    p.move("step", 1)
    assert "E = 0. An exact fit, one of many." in p.status
    assert p.control("w1").value == 0.5
    assert p.control("b").value == 1.5
    p.press("preset-too-long")
    p.move("step", 1)
    assert "E = 0.720" in p.status
    p.press("preset-lecture")
    p.press("add")
    assert p.explorer.settings.examples == "1, 0, 2; 0, 1, 1"
    p.press("add")
    assert len(moment(p).votes) == 3
    mean = moment(p).step
    p.move("reduction", "sum")
    assert moment(p).step == pytest.approx(3 * mean)


def test_a_line_at_zero_is_told_as_a_line(page):
    p = page()
    assert "the line ŷ = wx + b, w = 0, b = 0; error" in p.frames[-1]["alt"]


def test_the_votes_in_the_picture_add_up_to_the_step(page):
    p = page("tab=step&example=2")
    m = moment(p)
    assert m.pushes.sum(axis=0) == pytest.approx(m.step)
    assert m.step == pytest.approx(-0.16 * m.gradient)
    vectors = p.explorer.views["votes"]._arrows.shafts
    assert vectors[-1].x1 == pytest.approx(m.step[0])
    assert vectors[-1].y1 == pytest.approx(m.step[-1])


def test_an_arrow_is_named_by_what_turns_its_vote_into_a_step(page):
    p = page("tab=step")
    assert "vote of example 1 × −η/4" in p.written("votes").values()
    p.move("half", False)
    assert "vote of example 1 × −2η/4" in p.written("votes").values()
    p.move("reduction", "sum")
    assert "vote of example 1 × −2η" in p.written("votes").values()


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("half", [True, False])
def test_the_equivalent_rate_that_is_named_gives_the_same_run(page, reduction, half):
    p = page("step=4&learning_rate=0.02")
    before, s = moment(p).w, p.explorer.settings
    rate = fit_of(s).loss.same_steps(0.02, reduction, half)
    p.explorer.store.update(reduction=reduction, half=half, learning_rate=rate)
    assert moment(p).w == pytest.approx(before)


def test_both_equivalent_rates_stand_under_the_bowl(page):
    p = page("tab=step&learning_rate=0.1")
    said = " ".join(p.written("loss_surface").values())
    assert "η 0.0250 with the sum" in said
    assert "η 0.0500 without ½." in said


def test_an_example_is_dragged_and_moved_by_keys_and_typed(page):
    p = page("step=3")
    x, y = spot(p, "example_2")
    p.spot("example_2", "drag", x=x, y=y - 60)
    s = p.explorer.settings
    assert s.example == 2
    assert s.data[1][1] > 1.6
    assert (s.step, s.data[0]) == (3, (1.0, 2.0))
    p.spot("example_2", "drop", x=x, y=y - 60)
    here = p.explorer.settings.data[1]
    p.spot("example_2", "nudge", dx=1, dy=0, fine=False)
    assert p.explorer.settings.data[1] == pytest.approx((here[0] + 0.1, here[1]))
    p.tell(p.control("examples"), kind="text", text="(0; 1)")
    assert p.control("examples").problem
    p.tell(p.control("examples"), kind="text", text="(0, 1); (−2, 1/2)")
    assert p.explorer.settings.examples == "0, 1; -2, 0.5"


def test_examples_come_and_go_and_one_stays(page):
    p = page("example=2")
    p.press("remove")
    assert p.explorer.settings.examples == "1, 2; 3, 3.5; 4, 3"
    for _ in range(4):
        p.press("remove")
    assert len(p.explorer.settings.data) == 1
    assert "write 1 to 8 examples" in p.status
    for _ in range(12):
        p.press("add")
    assert len(p.explorer.settings.data) == 8


def test_a_doubled_list_doubles_the_sum_and_leaves_the_mean(page):
    p = page()
    mean = moment(p).gradient
    p.press("double")
    assert moment(p).gradient == pytest.approx(mean)
    p.move("reduction", "sum")
    assert moment(p).gradient == pytest.approx(8 * mean)


def test_the_first_step_is_not_told_before_it_is_made(page):
    p = page()
    p.press("preset-lecture")
    _, _, rows = p.explorer.table(p.explorer.settings)
    assert {cell for row in rows[:-1] for cell in row[4:]} == {"?"}
    assert [t["symbol"] for t in p.explorer.equation.terms][-2:] == [
        "its vote for w₁:", "?",
    ]  # fmt: skip
    assert not any("step −" in text for text in p.written("loss_surface").values())
    assert p.status.endswith("Guess, then step.")
    p.move("step", 1)
    assert any("step −η∇E" in text for text in p.written("loss_surface").values())
    assert "exact fit" in p.status


def test_there_is_a_guess_for_every_weight_and_only_on_the_first_tab(page):
    p = page()
    assert p.beside == [*("tab", "step", "guess_w1", "guess_b", "examples", "add")]
    assert p.control("guess_w1").label == "guess: w"
    p.press("preset-lecture")
    assert "guess_w2" in p.beside
    p.move("tab", "step")
    assert p.beside[2:5] == ["learning_rate", "reduction", "half"]


def test_the_weights_that_there_are_can_be_explained(page):
    p = page()
    fields = [pair[0] for pair in p.control("explained").options]
    assert fields == ["w1", "b"]
    p.press("preset-lecture")
    assert [pair[0] for pair in p.control("explained").options] == ["w1", "w2", "b"]


def test_a_guess_is_named_together_with_what_came(page):
    p = page()
    p.press("preset-lecture")
    for name, word in (("w1", "down"), ("w2", "up")):
        p.move(f"guess_{name}", word)
    assert "You said: w₁ down, w₂ up." in p.status  # what is skipped is not named
    p.move("guess_b", "down")
    assert "You said: w₁ down, w₂ up, b down." in p.status
    p.move("step", 1)
    assert "w₂: you said up, it is the same." in p.status
    said = " ".join(p.written("data").values())
    assert "w₁: you said down, it is down." in said
    assert "you said: this way, of any length" in p.written("loss_surface").values()
    [drawn] = p.explorer.views["loss_surface"].arrows.shafts
    assert drawn.x1 < drawn.x0
    assert drawn.y1 < drawn.y0
    p.move("guess_w1", "skip")
    assert "w₁: you said" not in p.status
    assert "b: you said down, it is down." in p.status


def test_a_weight_after_the_first_step_is_a_new_start(page):
    p = page("step=2")
    b = float(moment(p).w[1])
    p.drag("w1", 0.9, 1.0)
    s = p.explorer.settings
    assert (s.step, s.w1) == (0, 1.0)
    assert s.b == pytest.approx(b)
    p.press("undo")
    assert p.explorer.settings.step == 2


def test_the_table_says_how_each_vote_is_made(page):
    p = page("tab=step&examples=1, 0, 2; 0, 1, 0.5; 1, 1, 5&w1=1&b=2")
    _, columns, rows = p.explorer.table(p.explorer.settings)
    assert columns[4] == "vote for w₁ = error × x₁"
    assert [row[4].split(" = ")[-1] for row in rows[:3]] == [
        "+1.00000", "0", "−2.00000",
    ]  # fmt: skip
    assert rows[3][4] == significant(-1 / 3, 6, sign=True)


def test_letters_of_a_deck_change_labels_only(page):
    p = page("tab=step&examples=1, 0, 2&w1=1&b=2&notation=deck 2")
    symbols = "".join(t["symbol"] for t in p.explorer.equation.terms)
    assert "example 1:z=w₁·x₁+w₂·x₂+b·1" in symbols
    assert "−(t − z)" in symbols
    assert p.explorer.table(p.explorer.settings)[0].startswith("Step 0: J = 1/(2N)")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "1 to 8"),
        ("1, 2; " * 9, "1 to 8"),
        ("1, 2; 1, 2, 3", "same number"),
        ("1, 2, 3, 4", "4 values"),
        ("1, 21", "within ±20"),
        ("1, two", "not a number"),
    ],
)
def test_what_is_no_list_of_examples_is_refused(text, says):
    with pytest.raises(ValueError, match=says):
        examples.read(text)


@pytest.mark.parametrize("text", ["1 2; 3 4", "[1,2]\n(3, 4.00001)", "1,2;3,4;"])
def test_a_tidy_text_stays_as_it_is(text):
    tidy = examples.tidy(text)
    assert tidy == examples.tidy(tidy) == "1, 2; 3, 4"


# ---- scales --------------------------------------------------------------------------


def test_a_step_changes_no_scale_unless_it_says_so(page):
    p = page("tab=step")
    seen = []
    for step in range(6):
        p.move("step", step)
        views = p.explorer.views
        seen.append({n: (v.ax.get_xlim(), v.ax.get_ylim()) for n, v in views.items()})
    assert len({(one["data"], one["loss_surface"]) for one in seen}) == 1
    assert seen[5]["votes"] == tuple((a / 8, b / 8) for a, b in seen[0]["votes"])
    assert "enlarged × 8 since step 0" in p.written("votes").values()


def test_a_run_that_leaves_the_window_zooms_out_and_says_so(page):
    p = page("preset=sum&tab=run&step=1")
    for view in ("data", "loss_surface"):
        assert "Zoomed out × " in " ".join(p.written(view).values())


def test_a_step_that_is_dragged_past_the_runs_end_is_drawn_to_its_end(page):
    early = "learning_rate=1.67&tab=look"  # off to infinity after the second step
    p = page(search=early)
    p.drag("step", 3, 4)
    assert p.control("step").value == 2
    at_once = page(search=f"{early}&step=4")
    assert np.array_equal(p.picture, at_once.picture)
