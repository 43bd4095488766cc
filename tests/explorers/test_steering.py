"""What a student does in Steering: the cliff, the map, the fates, a guess."""

import numpy as np
import pytest

from explorer.core.forecast import REGIMES
from explorer.core.landscapes import LANDSCAPES
from explorer.core.stability import step_limit
from explorer.explorers import Steering
from explorer.explorers.steering.chart import (
    CELLS,
    DIVERGED,
    ELSEWHERE,
    MISSED,
    WITHIN,
    chart,
)
from explorer.explorers.steering.runs import courses, step_at
from explorer.explorers.steering.sweep import strip as strip_of
from explorer.language.numbers import significant

EXPLORER = Steering


def strip(p):
    """Return the values of the strip; of x where both weights have one."""
    terms = [t for t in p.explorer.equation.terms if "value" in t]
    return {t["symbol"]: t["value"] for t in reversed(terms)}


@pytest.mark.parametrize(
    ("method", "momentum", "limit"),
    [
        ("gradient_descent", 0.0, "0.0800"),
        ("momentum", 0.5, "0.120"),
        ("momentum", 0.9, "0.152"),
        ("nesterov", 0.9, "0.0543"),
    ],
)
def test_the_cliff_is_foretold_and_the_runs_fall_there(page, method, momentum, limit):
    p = page(f"method={method}&momentum={momentum}&steps=500")
    assert f"(limit {limit})" in p.status
    edge = step_limit(method, 25.0, momentum)
    p.move("learning_rate", 0.999 * edge)
    assert "it diverges" not in p.status
    inside = np.abs(courses(p.explorer.settings)[0].run.positions)
    p.move("learning_rate", 1.001 * edge)
    assert "Foretold: it diverges" in p.status
    outside = np.abs(courses(p.explorer.settings)[0].run.positions)
    assert inside[-1, 1] < inside[:50, 1].max() < outside[:, 1].max()


def test_one_slider_visits_every_regime(page):
    p = page("tab=look")
    for rate, said in (
        (0.005, "it is slow"),
        (0.04, "it settles"),
        (0.0769, "it rings"),
        (0.08, "it diverges"),
    ):
        p.move("learning_rate", rate)
        assert f"Foretold: {said}" in p.status
        assert any(said in text for text in p.written("ground").values())


@pytest.mark.parametrize(
    ("x", "momentum", "end"),
    [(2.0, a, e) for a, e in ((0, 0.96), (0.8, -1.036), (0.9, -1.036), (0.95, 0.96))]
    + [(1.8, a, e) for a, e in ((0, 0.96), (0.5, 0.96), (0.8, 0.96), (0.9, -1.036))],
)
def test_the_fates_in_the_double_well(page, x, momentum, end):
    p = page(
        f"surface=double_well&x={x}&y=0.5&learning_rate=0.01&steps=500&step=500"
        f"&method=momentum&momentum={momentum}"
    )
    run = courses(p.explorer.settings)[0].run
    assert run.positions[-1, 0] == pytest.approx(end, abs=1e-3)
    assert ("deeper valley" if end < 0 else "worse valley") in p.status


def test_the_map_agrees_with_runs_of_their_own(page):
    for method, x in (("momentum", 2.0), ("nesterov", 1.5)):
        made = chart(("double_well", method, x, 0.5, False))
        assert {MISSED, DIVERGED, ELSEWHERE} <= set(made.kinds.ravel().tolist())
        width = (made.rates[1] - made.rates[0]) / CELLS
        for row, column in ((0, 20), (24, 13), (36, 13), (30, 39)):
            rate = 10 ** (made.rates[0] + (column + 0.5) * width)
            p = page(
                f"surface=double_well&x={x}&y=0.5&steps=300&step=300&method={method}"
                f"&learning_rate={rate!r}&momentum={row / CELLS}"
            )
            c = courses(p.explorer.settings)[0]
            kind = made.kinds[row, column]
            assert (kind == DIVERGED) == (c.run.diverged_at is not None)
            if kind == ELSEWHERE:
                assert c.end == 1
            elif kind < MISSED:
                assert c.end == 0


def test_the_map_changes_colour_at_the_limit():
    made = chart(("bowl", "momentum", -2.5, 1.0, False))
    foretold = chart(("bowl", "momentum", -2.5, 1.0, True))
    width = (made.rates[1] - made.rates[0]) / CELLS
    powers = made.rates[0] + (np.arange(CELLS) + 0.5) * width
    beyond = powers[None, :] >= made.limits[:, :1]
    assert np.array_equal(foretold.kinds == REGIMES.index("diverges"), beyond)
    assert (made.kinds[beyond] >= MISSED).all()
    assert (made.kinds[~beyond] != DIVERGED).all()


def test_a_click_on_the_map_loads_that_run(page):
    p = page("tab=look&method=momentum")
    spot = next(s for s in p.frames[-1]["spots"] if s["id"] == "setting")
    left, top, width, height = spot["rect"]
    p.spot("setting", "drop", x=left + width / 3, y=top + height / 2)
    s = p.explorer.settings
    assert s.learning_rate == pytest.approx(0.01, rel=0.02)
    assert s.momentum == pytest.approx(0.4875, abs=0.01)
    before = s
    p.spot("setting", "nudge", dx=1, dy=0, fine=False)
    p.spot("setting", "nudge", dx=0, dy=-1, fine=True)
    s = p.explorer.settings
    assert s.learning_rate == pytest.approx(before.learning_rate * 10**0.02, rel=1e-3)
    assert s.momentum == pytest.approx(before.momentum - 0.001)


def test_a_dragged_start_keeps_the_map_until_it_is_let_go(page):
    p = page("tab=look&step=3")
    p.spot("point", "drag", x=150.0, y=150.0)
    assert any("start before" in text for text in p.written("map").values())
    assert p.explorer.settings.step == 0
    p.spot("point", "drop", x=150.0, y=150.0)
    assert not any("start before" in text for text in p.written("map").values())


def test_momentum_and_nesterov_are_the_lectures(page):
    p = page(
        "surface=parabola&x=0.5&y=0&learning_rate=0.1&momentum=0.9&method=momentum"
    )
    x = courses(p.explorer.settings)[0].run.positions[:, 0]
    assert x[:6] == pytest.approx([0.5, 0.2, -0.31, -0.907, -1.4629, -1.87063])
    p.move("step", 1)
    assert strip(p)["Δx"] == "−0.510"
    assert strip(p)["α·Δ before"] == "−0.270"
    p.move("method", "nesterov")
    p.move("step", 0)
    assert strip(p)["Δx"] == "−0.570"


def test_the_strip_adds_up_for_every_method(page):
    for method in ("gradient_descent", "momentum", "nesterov", "adagrad"):
        p = page(f"method={method}&momentum=0.9&learning_rate=0.03&step=4&noise=0.5")
        c = courses(p.explorer.settings)[0]
        step = step_at(c, 4)
        made = c.run.positions[5] - c.run.positions[4]
        assert step.change == pytest.approx(made, abs=1e-12)
        total = step.downhill + (step.kept if method == "momentum" else 0.0)
        if method == "nesterov":
            total = step.downhill + 0.9 * (step.kept + step.downhill)
        assert step.change == pytest.approx(total, abs=1e-12)


def test_adagrads_first_step_is_as_long_in_every_direction(page):
    p = page("surface=bowl&x=1&y=1&method=adagrad&learning_rate=0.1&tab=look")
    assert strip(p)["Δx"] == strip(p)["Δy"] == "−0.100"
    assert any("rows alike" in text for text in p.written("map").values())
    assert "without momentum every row is the same" in p.frames[-1]["alt"]
    assert "limit" not in p.status


def test_the_caption_of_the_map_is_whole_on_a_projector(page):
    p = page("tab=look&mode=projector&forecast=false&noise=0.5")
    p.open((1524, 757))
    for method, surface in (("momentum", "double_well"), ("adagrad", "xor")):
        p.move("surface", surface)
        p.move("method", method)
        written = p.written("map")
        assert written["caption"].endswith("; fixed rate, no noise")
        assert "this run" in written.values()


def test_schedules_and_noise_reach_the_run(page):
    p = page("schedule=fixed_then_exponential&factor=0.5&hold=2&steps=6&tab=step")
    rates = courses(p.explorer.settings)[0].run.learning_rates
    assert rates == pytest.approx(0.07 * np.array([1, 1, 1, 0.5, 0.25, 0.125]))
    p.move("noise", 1.0)
    rough = courses(p.explorer.settings)[0].run.positions
    p.move("seed", 2)
    assert not np.allclose(rough, courses(p.explorer.settings)[0].run.positions)


def test_which_stopping_rule_fired_is_said(page):
    p = page("learning_rate=0.04&steps=500&step=500&gradient_below=0.01")
    assert "Stopped, slopes below 0.0100: in the minimum." in p.status
    p.move("gradient_below", 0.0)
    p.move("steps", 20)
    assert "Out of steps" in p.status
    p.move("learning_rate", 1.0)
    p.move("steps", 100)
    p.move("step", 100)
    assert "Diverged at step" in p.status


def test_a_guess_is_compared_once_the_run_has_begun(page):
    p = page()
    p.move("prediction", "smooth")
    assert p.status.endswith("You said smooth.")  # not yet compared
    p.move("step", 1)
    assert "The run: you said smooth, it is ringing." in p.status
    assert "you said smooth" in " ".join(p.written("ground").values())


def test_another_surface_starts_where_it_is_usually_started(page):
    p = page("step=5")
    for name, land in LANDSCAPES.items():
        p.move("surface", name)
        s = p.explorer.settings
        assert (s.x, s.y) == land.start
        assert s.surface == name


def test_letters_of_a_deck_change_labels_only(page):
    p = page("tab=look")
    before = p.explorer.settings
    p.move("notation", "deck 3")
    assert "γ" in strip(p)
    assert "γ" in p.texts["map", "x_label"]
    assert p.explorer.settings == before.replace(notation="deck 3")


def test_the_map_of_adagrad_agrees_with_runs_of_their_own(page):
    made = chart(("bowl", "adagrad", -2.5, 1.0, False))
    assert (made.kinds == made.kinds[0]).all()
    assert len(set(made.kinds[0].tolist())) > 3
    width = (made.rates[1] - made.rates[0]) / CELLS
    for column in (5, 20, 30, 39):
        rate = 10 ** (made.rates[0] + (column + 0.5) * width)
        p = page(f"method=adagrad&learning_rate={rate!r}&steps=300")
        run = courses(p.explorer.settings)[0].run
        outside = np.abs(run.gradients).max(axis=1) > made.target
        settled = int(outside.nonzero()[0].max()) + 1 if outside.any() else 0
        kind = np.searchsorted(WITHIN, settled)
        assert made.kinds[0, column] == (MISSED if settled > 300 else kind)


def test_the_xor_networks_own_loss_is_a_surface(page):
    p = page("tab=look")
    p.move("surface", "xor")
    s = p.explorer.settings
    assert (s.x, s.y, s.learning_rate) == (-4.0, 4.0, 5.0)
    assert "w²₁₁" in p.texts["ground", "x_label"]
    assert "limit 27.4" in p.status
    run = courses(s.replace(steps=300))[0].run
    assert run.objective[-1] < 0.05 < run.objective[0]
    assert (p.control("x").min, p.control("x").max) == (-10.0, 15.0)
    p.move("surface", "bowl")
    assert p.explorer.settings.learning_rate == 0.07


def test_a_slow_map_is_shown_as_far_as_it_is_ready(page, monkeypatch):
    monkeypatch.setattr("explorer.explorers.steering.explorer._SLICE", 0.0)
    p = page("surface=xor&x=-4&y=4&learning_rate=5")
    captions = [
        entry["text"]
        for frame in p.frames
        for entry in frame["texts"]
        if entry["view"] == "map" and "of the map" in entry["text"]
    ]
    assert captions[0] == "▰▱▱▱▱▱▱▱▱▱ 12 % of the map"
    p.move("momentum", 0.5)
    assert not p.explorer.unfinished
    assert not any("of the map" in text for text in p.written("map").values())


def test_the_strip_is_a_row_of_the_map_and_its_point_moves_the_rate_only(page):
    p = page("tab=step&method=momentum&momentum=0.5")
    made, row = strip_of("bowl", "momentum", 0.5, -2.5, 1.0), CELLS // 2
    cells = chart(("bowl", "momentum", -2.5, 1.0, False))
    width = (cells.rates[1] - cells.rates[0]) / CELLS
    for column in (10, 22, 30, 38):
        rate = cells.rates[0] + (column + 0.5) * width
        nearest = int(np.abs(made.rates - rate).argmin())
        if cells.kinds[row, column] < MISSED:
            assert made.steps[nearest] <= 1.3 * WITHIN[cells.kinds[row, column]]
        else:
            assert np.isnan(made.steps[nearest]) or made.steps[nearest] > 150
    assert made.limit == pytest.approx(np.log10(0.12))
    p.spot("rate", "nudge", dx=1, dy=1, fine=False)
    s = p.explorer.settings
    assert s.learning_rate > 0.07
    assert s.momentum == 0.5


def test_a_dart_is_as_far_off_as_the_root_of_the_loss(page):
    p = page("tab=run&learning_rate=0.04&step=3")
    run = courses(p.explorer.settings)[0].run
    share = float(np.sqrt(run.objective[3] / run.objective[0]))
    marks = p.explorer.views["darts"]._marks.marks
    assert np.hypot(marks[-1].x, marks[-1].y) == pytest.approx(share)
    assert len(marks) == 1 + 4
    x, y = run.positions[3]
    assert np.arctan2(marks[-1].y, marks[-1].x) == pytest.approx(np.arctan2(y, x))
    assert "times as far off" in p.explorer.views["darts"].alt()
    for surface in ("saddle", "double_well"):
        p.move("surface", surface)
        p.move("step", 20)
        assert p.explorer.views["darts"].alt()


def test_a_guess_can_be_pressed_under_the_map_before_anything_is_told(page):
    p = page("preset=guess")
    before = p.written("map")
    assert "What will this run do? Guess, then step." in p.status
    assert "Foretold" not in p.status + " ".join(p.written("ground").values())
    assert not any("limit" in text for text in before.values())
    assert len(p.explorer.table(p.explorer.settings)[2]) == 1
    cells = p.explorer.views["map"]._kept
    assert (cells == cells[0, 0]).all()
    names = {s["label"]: s["id"] for s in p.frames[-1]["spots"]}
    assert len([label for label in names if label.startswith("Guess: ")]) == 4
    p.spot(names["Guess: smooth"], "press")
    assert p.explorer.settings.prediction == "smooth"
    assert p.status.endswith("Foretold: it rings (limit 0.120). You said smooth.")
    assert set(p.explorer.views["map"]._kept.ravel().tolist()) == set(range(4))
    p.move("step", 1)
    assert "The run: you said smooth, it is ringing." in p.status
    assert not any(s["id"].startswith("kind_") for s in p.frames[-1]["spots"])
    named = {"slow", "you said smooth", "it is ringing", "diverging"}
    assert named <= set(p.written("map").values())
    p.move("prediction", "ringing")
    assert "ringing, as you said" in p.written("map").values()


@pytest.mark.parametrize("tab", ["step", "run"])
def test_no_other_picture_tells_before_the_guess(page, tab):
    p = page(f"preset=guess&tab={tab}")
    views = p.explorer.views
    for name in views.keys() & {"losses", "strip"}:
        assert all(len(s.x) < 2 for s in views[name]._strokes.strokes), name
    assert "limit" not in " ".join(p.texts.values())
    p.move("step", 1)
    assert "limit 0.120" in p.status


def test_plain_descent_that_is_given_a_momentum_keeps_it(page):
    p = page("tab=look&momentum=0.5")
    assert p.control("momentum").value == 0.0  # plain descent keeps nothing
    assert "gradient descent is its lowest row" in p.frames[-1]["alt"]
    p.move("momentum", 0.6)
    s = p.explorer.settings
    assert (s.method, s.momentum) == ("momentum", 0.6)
    assert "(limit 0.128)" in p.status
    p.press("undo")
    assert p.explorer.settings.method == "gradient_descent"
    locked = page("tab=look&lock=method")
    locked.move("momentum", 0.6)
    assert locked.explorer.settings.method == "gradient_descent"
    assert locked.control("momentum").hidden


@pytest.mark.parametrize(
    ("search", "idle"),
    [
        ("tab=run", {"factor", "slowing", "hold", "seed", "second_rate", "forecast"}),
        ("tab=look&method=adagrad", {"momentum", "prediction", "guess_first"}),
        ("schedule=inverse_time&noise=1", {"factor", "hold", "log_loss"}),
        ("second=adagrad", {"second_momentum", "third_rate", "third_momentum"}),
        ("schedule=fixed_then_exponential&second=momentum&third=nesterov", {"slowing"}),
    ],
)
def test_what_would_move_nothing_is_away(page, search, idle):
    controls = page(search).explorer.page.controls
    hidden = {field for field in controls if controls[field].hidden}
    assert idle <= hidden
    assert hidden.isdisjoint({"x", "y", "noise", "learning_rate", "second", "steps"})
    if "third" in search:
        used = {"factor", "hold", "second_rate", "second_momentum", "third_momentum"}
        assert hidden.isdisjoint(used)


def test_the_other_runs_stand_in_the_table_as_far_as_they_came(page):
    p = page("learning_rate=0.3&second=momentum&second_rate=0.05&steps=40")
    main, other = courses(p.explorer.settings)
    assert main.run.steps < other.run.steps == 40
    _, columns, rows = p.explorer.table(p.explorer.settings)
    assert len(rows) == 41
    assert columns[-1] == "E of momentum η 0.0500 α 0.500"
    assert rows[40][1:10] == ["–"] * 9
    for row, k in ((rows[3], 3), (rows[40], 40)):
        assert row[-1] == significant(float(other.run.objective[k]), 6, sign=True)
