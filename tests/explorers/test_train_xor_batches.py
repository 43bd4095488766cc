"""Batches, stop rules and hidden units of Train XOR."""

import itertools

import numpy as np
import pytest

from explorer.explorers import TrainXor
from explorer.explorers.train_xor.batching import batch_at, shares
from explorer.explorers.train_xor.parameters import FEW, PARAMETERS
from explorer.explorers.train_xor.run import network_of
from tests.views.scenes import outside, overlaps

EXPLORER = TrainXor

DRAWN = ("shuffled", "given", "replacement", "priority")


@pytest.mark.parametrize(
    ("sampling", "batch", "reduction"),
    list(itertools.product(DRAWN, ("1", "10"), ("sum", "mean"))),
)
def test_the_arrows_of_the_examples_add_up_to_the_batchs(sampling, batch, reduction):
    made = TrainXor(
        data="noisy", amount=50, sampling=sampling, batch=batch, reduction=reduction,
        share=0.3, loss="binary_cross_entropy",
    )  # fmt: skip
    for step in (0, 1, 7, 50):
        s = made.settings.replace(step=step)
        m = made.moment(s)
        start = network_of(s, np.array(s.start))
        batch_ = batch_at(s, start, m.network, m.x, m.y, step)
        wanted = m.history.gradient[step]
        assert np.allclose(batch_.gradient.sum(axis=0), wanted, rtol=1e-9, atol=1e-12)


def test_the_arrows_are_a_switch_and_named(page):
    p = page("tab=step&step=10")
    votes = p.explorer.views["loss_surface"].votes
    assert not votes.entries
    assert not votes._arrows.shafts
    p.move("votes", True)
    s, m = p.explorer.settings, p.explorer.moment()
    shafts = votes._arrows.shafts
    times = p.explorer._window.magnification
    columns = [s.names.index(s.horizontal), s.names.index(s.vertical)]
    tip = (
        m.network.parameters[columns]
        - times * s.learning_rate * (m.history.gradient[10][columns])
    )
    assert len(shafts) == 4
    assert np.allclose(shafts[-1][2:4], tip, rtol=1e-9)
    assert "−η∇E of each of 4" in p.written("loss_surface").values()
    p.move("horizontal", "W1_11")  # (0, 0) and (0, 1) have nothing to say about it
    p.move("vertical", "W1_12")  # (0, 0) has nothing to say about either
    assert len(votes._arrows.shafts) == 3
    assert "1 of length 0" in p.written("loss_surface").values()


def test_half_of_a_batch_from_a_fifth_of_the_examples(page):
    """S2-40's numbers."""
    p = page("data=noisy&amount=100&batch=10&sampling=priority&share=0.5")
    high, low = shares(p.explorer.settings)
    assert (high.taken, high.inclusion, high.weight) == (5, 0.25, 0.4)
    assert (low.taken, low.inclusion, low.weight) == (5, 0.0625, 1.6)
    assert "Batch: 5 of 20, 5 of 80; weights 0.400, 1.60." in p.status
    p.move("weighted", False)
    assert "all weigh 1: biased" in p.status
    p.move("batch", "1")  # one example cannot come from both
    assert p.explorer.settings.batch == "2"


@pytest.mark.parametrize(
    ("against", "end"), [("updates", 40), ("epochs", 20), ("examples", 80)]
)
def test_the_loss_over_updates_epochs_or_examples(page, against, end):
    p = page(f"tab=run&steps=40&batch=2&step=40&against={against}")
    view = p.explorer.views["loss_curve"]
    assert view.ax.get_xlim() == (0.0, end)
    assert view._here.marks[-1].x == end


def test_other_batches_are_runs_from_the_same_start(page):
    p = page("tab=run&steps=40&batch=2&compare=True")
    assert {"online", "all examples"} <= set(p.written("loss_curve").values())
    others = p.explorer.views["loss_curve"]._others.strokes
    for batch, stroke in zip(("1", "all"), others, strict=True):
        alone = TrainXor(steps=40, batch=batch).settings
        history = TrainXor().moment(alone.replace(step=40)).history
        assert np.array_equal(stroke.y, history.loss)


def test_a_stop_rule_says_that_it_fired_and_where(page):
    p = page("tab=run&gradient_below=0.05&steps=400&step=400")
    m = p.explorer.moment()
    assert m.flat
    assert 0 < m.step == m.history.steps < 400
    assert np.abs(m.history.gradient[m.step]).max() < 0.05
    assert (np.abs(m.history.gradient[: m.step]).max(axis=1) >= 0.05).all()
    assert "Stopped: the gradient's largest part is below 0.0500." in p.status
    assert "stopped: gradient below 0.0500" in p.written("loss_curve").values()
    assert p.explorer.views["loss_curve"]._here.marks[0].x == m.step
    p.move("gradient_below", 1e-9)
    assert "stopped: after 400 steps" in p.written("loss_curve").values()
    assert "Stopped by the number of steps" in p.status
    p.move("gradient_below", 0.0)
    assert not any("stopped" in text for text in p.written("loss_curve").values())


@pytest.mark.parametrize("hidden", [1, 3, 5, 8])
@pytest.mark.parametrize("size", [(1060, 430), (1530, 690)])
def test_any_number_of_hidden_units_can_be_read(page, hidden, size):
    p = page(f"tab=step&hidden={hidden}&step=5&edge=W1_12", size=size)
    names = p.explorer.settings.names
    for view in p.explorer.views.values():
        assert overlaps(view) == [], view.name
        assert outside(view) == [], view.name
    network = p.explorer.views["network"]
    assert network.layout.font >= 9 * network.figure.dpi / 100
    offered = [name for name, _ in p.control("horizontal").options]
    assert tuple(offered) == names
    assert [n for n in PARAMETERS if not p.control(n).hidden] == [
        n for n in PARAMETERS if n in names
    ]


def test_axes_and_edge_follow_the_hidden_units(page):
    p = page("hidden=8&horizontal=W1_71&vertical=W2_11&edge=b1_8&tab=step")
    assert p.control("horizontal").value == "W1_71"
    p.move("hidden", 2)
    s = p.explorer.settings
    assert (s.horizontal, s.vertical, s.edge) == ("W2_12", "W2_11", "W1_12")
    p.move("hidden", 1)
    s = p.explorer.settings
    assert (s.horizontal, s.vertical) == ("b2_1", "W2_11")
    p.press("undo")
    p.press("undo")
    assert p.explorer.settings.horizontal == "W1_71"


def test_starts_fill_what_there_is(page):
    p = page("hidden=5")
    for action in ("xavier", "normal", "equal"):
        p.press(action)
        assert p.explorer.settings.hidden == 5
    assert p.explorer.settings.W2_15 == 0.5
    p.press("comp755")
    assert p.explorer.settings.hidden == 2
    assert p.explorer.settings.names == FEW


def test_twins_are_named_and_stay(page):
    p = page("tab=step&steps=300")
    p.press("equal")
    assert "h¹₁ and h¹₂ are twins: equal weights, equal gradients." in p.status
    p.move("step", 300)
    assert "are twins" in p.status
    named = [text for text in p.written("network").values() if text in ("twin", "flat")]
    assert len(named) >= 2
    assert "Twins: h¹₁, h¹₂." in p.frames[-1]["alt"]
    p.drag("W1_11", 2.0)
    assert "twins" not in p.status
