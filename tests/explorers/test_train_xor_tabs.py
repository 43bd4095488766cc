"""The gallery of seeds and COMP755's replay; the decks' numbers, read back."""

import numpy as np
import pytest

from explorer.core.datasets import xor
from explorer.core.network import Network, forward
from explorer.core.starts import normal
from explorer.core.sweeps import train_many
from explorer.decks.examples import deck_examples
from explorer.decks.replay import replay
from explorer.explorers import TrainXor
from explorer.language.numbers import fixed, significant
from tests.explorers.page import full_draw
from tests.views.scenes import outside, overlaps

EXPLORER = TrainXor

PLAIN = "tab=seeds&method=gradient_descent&learning_rate=1.0&momentum=0.0"


# ---- the gallery ---------------------------------------------------------------------


def test_a_prediction_then_a_hundred_runs_and_both_together(page):
    p = page(f"{PLAIN}&steps=5000")
    assert p.status == "How many of 100 starts will solve XOR? Then train them all."
    assert p.control("prediction").text == "?"  # its thumb waits in the middle
    p.move("prediction", 50.0)
    assert "You said 50." in p.status
    p.press("undo")
    assert p.control("prediction").text == "?"
    p.drag("prediction", 70.0, 60.0)
    assert "You said 60." in p.status
    before = len(p.frames)
    p.move("train_all", True)
    assert len(p.frames) - before > 3  # it was seen to go on
    assert p.status.startswith("80 of 100 solved it in 5000 steps, 20 did not. You ")
    assert {"you said 60", "solved 80"} <= set(p.written("seed_losses").values())
    assert "crossed out: stuck" in p.written("seeds").values()
    assert np.array_equal(p.picture, full_draw(p.explorer))
    terms = {t["symbol"]: t.get("value") for t in p.explorer.equation.terms}
    assert (terms["solved"], terms["not"], terms["you said"]) == ("80", "20", "60")


def test_its_runs_are_the_cores(page):
    p = page(f"{PLAIN}&train_all=True&steps=500")
    starts = np.array([normal((2, 2, 1), seed) for seed in range(100)])
    runs = train_many(
        (2, 2, 1), ["sigmoid"] * 2, starts, *xor(), learning_rate=1.0, steps=500
    )
    _, _, rows = p.explorer.table(p.explorer.settings)
    assert [row[2] for row in rows] == [significant(float(e), 4) for e in runs.loss]
    last = Network.from_parameters((2, 2, 1), ["sigmoid"] * 2, runs.parameters[17])
    answers = forward(last, xor()[0]).output[:, 0]
    assert rows[17][3:] == [significant(float(a), 4) for a in answers]
    solved = (np.abs(answers - xor()[1][:, 0]) < 0.4).all()
    assert rows[17][1] == ("solved" if solved else "stuck")


def test_a_slice_is_short_and_controls_answer_in_between(page):
    p = page(f"{PLAIN}&steps=5000")
    control, rate = p.control("train_all"), p.control("learning_rate")
    control._receive(control, {"kind": "value", "value": True, "sequence": 90}, [])
    first = p.explorer._galleries.of(p.explorer.settings).runs
    assert 0 < first.step < 5000  # one slice, not the whole
    assert p.frames[-1]["unfinished"]
    dragged = {"kind": "value", "value": 2.0, "released": False, "sequence": 91}
    rate._receive(rate, dragged, [])
    assert p.shown["learning_rate"] == "2.0"
    assert "of the settings before, until you let go" in p.written("seeds").values()
    p.move("learning_rate", 2.0)
    again = p.explorer._galleries.of(p.explorer.settings).runs
    assert again is not first
    assert again.done


def test_pressing_a_seed_opens_its_run(page):
    p = page(f"{PLAIN}&train_all=True&data=noisy&batch=10&hidden=3&steps=400")
    gallery = p.explorer._galleries.of(p.explorer.settings)
    p.spot("seed_42", "press")
    s = p.explorer.settings
    assert (s.tab, s.step, s.data, s.batch) == ("run", 0, "xor", "all")
    assert s.start == tuple(normal((2, 3, 1), 42))
    p.move("step", 400)
    end = float(p.explorer.moment().history.loss[-1])
    assert end == pytest.approx(gallery.loss[42], rel=1e-9)
    p.press("undo")
    p.press("undo")
    assert p.explorer.settings.tab == "seeds"


@pytest.mark.parametrize("nonsense", ["101", "-1", "many"])
def test_no_other_number_can_be_predicted(page, nonsense):
    p = page(PLAIN)
    p.tell(p.control("prediction"), kind="text", text=nonsense)
    assert p.control("prediction").problem
    assert p.explorer.settings.prediction == ""


def test_all_may_diverge(page):
    p = page(f"{PLAIN}&activation_1=linear&activation_2=linear&train_all=True")
    p.move("learning_rate", 30.0)
    assert "diverged" in p.status
    assert not any("nan" in text.lower() for text in p.texts.values())


# ---- the replay ----------------------------------------------------------------------


def test_the_replay_shows_both_runs_number_by_number(page):
    p = page()
    p.press("preset-replay")
    printed, right = replay(True), replay(False)
    _, columns, rows = p.explorer.table(p.explorer.settings)
    assert columns[1:3] == ["as printed", "right"]
    for row, a, b in zip(
        rows, printed.positions[-1], right.positions[-1], strict=False
    ):
        assert row[1] == fixed(float(a), 8, sign=True)
        assert row[2] == fixed(float(b), 4, sign=True)
    deck = deck_examples()["S3-26"].expected["b1"].value
    assert rows[4][1] == fixed(float(deck[0][0]), 8, sign=True)
    p.move("step", 100)
    shown = [significant(float(run.objective[100])) for run in (printed, right)]
    assert f"as printed: {shown[0]}" in p.written("replay_losses").values()
    assert f"right: {shown[1]}" in p.written("replay_losses").values()
    assert p.control("step").max == 200
    assert p.control("learning_rate").hidden
    p.move("tab", "run")
    assert not p.control("learning_rate").hidden


def test_the_slip_keeps_the_distance_of_the_hidden_biases(page):
    p = page("tab=replay")
    for step in (0, 7, 200):
        p.move("step", step)
        values = [t["value"] for t in p.explorer.equation.terms if "value" in t]
        assert values[2] == "+1.2530"
    assert values[5] == "+3.7567"


def test_a_tab_without_the_run_shows_and_moves_the_start(page):
    p = page("tab=run&step=30&hidden=1")
    p.move("tab", "seeds")
    p.move("hidden", 3)
    assert p.control("W1_31").value == p.explorer.settings.W1_31
    p.move("W1_31", 2.0)
    assert (p.explorer.settings.W1_31, p.explorer.settings.step) == (2.0, 30)
    p.press("preset-replay")
    assert p.explorer.settings.hidden == 2
    assert "tuple" not in p.status


# ---- the script of a lecturer --------------------------------------------------------


def test_the_demo(page):
    """Sharper by F, twins, a hundred starts, a stuck one, batches of three sizes."""
    p = page("tab=look&example=4")
    p.press("comp755")  # F = 5
    answers = {5.0: p.explorer.moment().trace.output[:, 0]}
    for f in (1.0, 20.0):
        p.tell(p.explorer.start_f, kind="value", value=f, released=True)
        answers[f] = p.explorer.moment().trace.output[:, 0]
    assert significant(answers[5.0][3], 4) == "0.1491"
    assert (answers[1.0] > 0.5).all()  # too soft: F = 1 fails
    assert np.abs(answers[20.0] - [0, 1, 1, 0]).max() < 1e-3
    p.press("preset-equal")
    p.move("step", 300)
    assert "h¹₁ and h¹₂ are twins" in p.status
    p.press("preset-hundred")
    p.tell(p.control("prediction"), kind="text", text="95")
    p.move("train_all", True)
    assert "80 of 100 solved it" in p.status
    p.spot("seed_10", "press")
    p.move("step", 5000)
    assert p.explorer.moment().gradients.loss > 0.2
    p.move("tab", "step")
    assert any("flat" in text for text in p.written("activation").values())
    p.press("preset-batches")
    for batch, updates in (("1", 300), ("2", 150), ("all", 75)):
        p.move("batch", batch)
        p.move("step", updates)
        assert p.explorer.moment().history.examples_seen[updates] == 300
        mark = p.explorer.views["loss_curve"]._here.marks[-1]
        assert mark.x == 300  # each at the same place: as many examples seen


# ---- the decks' own numbers ----------------------------------------------------------

UNITS = {"h1_1": "h¹₁", "h1_2": "h¹₂", "h2_1": "h²₁"}


@pytest.mark.parametrize(
    ("item", "preset", "example"),
    [("S3-21", "hand-set", 4), ("S3-24", "check", 4), ("S2-14", "one-zero", 3)],
)
def test_network_and_table_agree_with_the_worked_example(page, item, preset, example):
    deck = deck_examples()[item].expected
    column = 3 if item == "S3-21" else 0  # S3-21 has all four corners, in our order
    p = page("tab=step")
    p.press(f"preset-{preset}")
    p.move("example", example)
    _, _, rows = p.explorer.table(p.explorer.settings)
    table = {row[0]: row[1:] for row in rows}
    for name, written in UNITS.items():
        layer, unit = name[1], int(name[3])
        z, *rest = (
            float(deck[f"{kind}{layer}"].value[unit - 1][column])
            for kind in ("z", "h", "delta", "dE_dh")
        )
        ids = [f"{kind}{name[1:]}" for kind in ("z", "h", "delta", "dh")]
        assert [p.texts["network", i] for i in ids] == [
            fixed(z, 2, sign=True), *(significant(n, sign=True) for n in rest)
        ]  # fmt: skip
        words = ("z", "h", "δ", "∂E/∂h")
        assert table[f"unit {written}"] == [
            f"{word} {significant(n, 6, sign=True)}"
            for word, n in zip(words, (z, *rest), strict=True)
        ]


@pytest.mark.parametrize(
    ("item", "preset"), [("S3-24", "check"), ("S2-14", "one-zero")]
)
def test_so_does_the_strip_with_the_gradient_of_a_weight(page, item, preset):
    deck = deck_examples()[item].expected
    p = page("tab=step")
    p.press(f"preset-{preset}")
    for name, kind, row, at in (
        ("W2_11", "dW2", 0, 0), ("W2_12", "dW2", 0, 1), ("W1_21", "dW1", 1, 0)
    ):  # fmt: skip
        p.move("edge", name)
        gradient = significant(float(deck[kind].value[row][at]), sign=True)
        terms = [t for t in p.explorer.equation.terms if "value" in t]
        values = {t["symbol"]: t["value"] for t in terms[:-1]}
        assert terms[0]["value"] == gradient
        assert p.texts["network", f"d{name}"] == gradient
        assert values["φ′(z²₁)"] == significant(float(deck["fprime2"].value[0][0]))
        outer = float(deck["dE_dh2"].value[0][0])
        assert values["∂E/∂ŷ"] == significant(outer, sign=True)
        _, _, rows = p.explorer.table(p.explorer.settings)
        place = p.explorer.settings.names.index(name)
        exact = float(deck[kind].value[row][at])
        assert rows[place][2] == significant(exact, 6, sign=True)


@pytest.mark.parametrize(
    ("size", "look"), [((1062, 466), "light"), ((910, 380), "dark")]
)
def test_no_text_collides_in_3d_or_with_two_paths(page, size, look):
    link = "tab=step&step=20&method=nesterov&learning_rate=2"
    p = page(link, size=size, look=look)
    for solid in (False, True):
        p.move("solid", solid)
        for view in p.explorer.views.values():
            assert overlaps(view) == []
            assert outside(view) == []


# ---- controls that have something to move --------------------------------------------


def test_what_would_move_nothing_is_away(page):
    def away(p):
        page_ = p.explorer.page
        parts = page_.parts | p.explorer.extras
        return {n for n, part in parts.items() if getattr(part, "hidden", False)}

    p = page("tab=look")
    assert {"votes", "solid", "compare", "log_loss", "seed", "norm"} <= away(p)
    assert away(p).isdisjoint({"edge", "example", "W1_11", "start_f", "batches"})
    p.move("batch", "1")
    p.move("gradient_below", 0.01)
    assert away(p).isdisjoint({"seed", "norm"})
    p.move("tab", "run")
    assert away(p).isdisjoint({"votes", "solid", "compare", "log_loss", "against"})
    p.move("tab", "seeds")
    assert {"batches", "W1_11", "start_f", "normal", "edge", "norm"} <= away(p)
    assert away(p).isdisjoint({"start", "hidden", "activation_1", "learning_rate"})
    p.move("tab", "replay")
    assert {"start", "batches", "options", "learning_rate"} <= away(p)


def test_plain_descent_that_is_given_a_momentum_keeps_it(page):
    p = page("method=gradient_descent&momentum=0")
    p.drag("momentum", 0.3, 0.6)
    s = p.explorer.settings
    assert (s.method, s.momentum) == ("momentum", 0.6)
    p.press("undo")
    s = p.explorer.settings
    assert (s.method, s.momentum) == ("gradient_descent", 0.0)
    assert not p.control("momentum").hidden
    locked = page("method=gradient_descent&momentum=0&lock=method")
    assert locked.control("momentum").hidden


def test_the_curves_of_the_run_stand_in_the_table(page):
    p = page("preset=batches")
    rows = {row[0]: row[1:] for row in p.explorer.table(p.explorer.settings)[2]}
    curve = p.explorer.views["loss_curve"]
    assert rows["loss at step 500"][1] == "1000 examples seen"
    assert rows["loss at step 500"][2] == "online +0.00440668"
    assert rows["loss at step 1000"][2] == "online –"  # it made 1000 updates, too
    names = " ".join(text for _, text in curve.texts())
    assert rows["loss at step 500"][0] == "+0.0141234"
    assert "step 500: 0.0141" in names
    p.move("tab", "step")
    assert not any(
        "loss at" in row[0] for row in p.explorer.table(p.explorer.settings)[2]
    )
