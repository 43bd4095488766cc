"""Training against the pure functions it hurries, in slices, in batches, diverging."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.batches import Batches
from explorer.core.datasets import noisy_xor, xor
from explorer.core.network import Network, backward, forward
from explorer.core.optimisers import HeavyBall, Nesterov
from explorer.core.rules import METHODS, RULES, rule_of
from explorer.core.schedules import Exponential, schedule_of
from explorer.core.stopping import NORMS, Stopping
from explorer.core.training import Run, train
from tests.core.cases import PAIRINGS, comp755, random_case

ARRAYS = ("parameters", "gradient", "velocity", "loss", "examples_seen")


def slow(net, x, y, loss, reduction, method, rate, momentum, steps, size, seed):
    """Yield the rows of the history from `backward` and `Rule.step`."""
    rule, schedule = rule_of(method, momentum), schedule_of(rate)
    w, v = net.parameters, np.zeros_like(net.parameters)
    state = rule.init(w)
    batches = Batches(len(x), size, seed)
    for t in range(steps + 1):
        here = Network.from_parameters(net.sizes, net.activations, w)
        chosen = batches.take()
        batch = backward(here, forward(here, x[chosen]), y[chosen], loss, reduction)
        whole = backward(here, forward(here, x), y, loss, reduction)
        yield w, batch.parameters, v, whole.loss
        old = w
        w, state = rule.step(w, state, batch.parameters, schedule(t))
        v = state.get("velocity", w - old)


@pytest.mark.parametrize(("output", "loss"), PAIRINGS)
@pytest.mark.parametrize("seed", range(8))
def test_history_is_what_the_pure_functions_give(output, loss, seed):
    net, x, y, rng = random_case(seed, output)
    method = list(RULES)[seed]
    reduction = ("sum", "mean")[seed % 2]
    size = int(rng.choice([1, 2, 3, len(x), len(x) + 3]))
    numbers = (loss, reduction, method, 0.01, 0.7, 25, size, seed)
    names = ("loss", "reduction", "method", "learning_rate", "momentum", "steps")
    settings = dict(zip((*names, "batch_size", "seed"), numbers, strict=True))
    history = train(net, x, y, **settings)
    assert history.diverged_at is None
    rows = list(slow(net, x, y, *numbers))
    for name, column in zip(ARRAYS, zip(*rows, strict=True), strict=False):
        np.testing.assert_allclose(
            getattr(history, name), np.array(column), rtol=1e-9, atol=1e-12
        )


@pytest.mark.parametrize("method", METHODS)
def test_rows_obey_the_contract(method):
    rate, share = 0.5, 0.8
    h = train(comp755(), *xor(), method=method, learning_rate=rate, momentum=share)
    share = 0.0 if method == "gradient_descent" else share
    w, v, g = h.parameters, h.velocity, h.gradient
    assert (h.steps, w.shape, h.loss.shape) == (300, (301, 9), (301,))
    assert not v[0].any()
    np.testing.assert_allclose(v[1:], share * v[:-1] - rate * g[:-1], atol=1e-15)
    np.testing.assert_allclose(h.theta[1:], h.theta[:-1] + v[1:], atol=1e-14)
    if method == "nesterov":
        np.testing.assert_allclose(w, h.theta + share * v, atol=1e-15)
    else:
        assert h.theta is w


def test_method_gives_the_decks_nesterov():  # S2-41
    h = train(comp755(), *xor(), method="nesterov", learning_rate=0.3, momentum=0.9)
    n = -h.velocity
    step = 0.9 * n[:-1] - 1.9 * n[1:]
    np.testing.assert_allclose(np.diff(h.parameters, axis=0), step, atol=1e-14)


@pytest.mark.parametrize("rule", [HeavyBall(0.6), Nesterov(0.6)])
def test_a_schedule_and_a_rule_with_its_own_numbers(rule):
    schedule = Exponential(0.9, factor=0.95)
    h = train(comp755(), *xor(), method=rule, learning_rate=schedule, steps=60)
    assert h.rule is rule
    np.testing.assert_allclose(h.learning_rates, 0.9 * 0.95 ** np.arange(60))
    expected = 0.6 * h.velocity[:-1] - h.learning_rates[:, None] * h.gradient[:-1]
    np.testing.assert_allclose(h.velocity[1:], expected, atol=1e-15)
    np.testing.assert_allclose(np.diff(h.theta, axis=0), h.velocity[1:], atol=1e-14)
    fixed = train(comp755(), *xor(), method=rule, learning_rate=0.9, steps=60)
    np.testing.assert_allclose(fixed.learning_rates, np.full(60, 0.9))


@pytest.mark.parametrize("norm", NORMS)
def test_a_small_gradient_stops_a_run_and_is_named(norm):
    size = {"max": np.inf, "euclidean": 2}[norm]
    whole = train(comp755(), *xor(), steps=400)
    norms = np.linalg.norm(whole.gradient, size, axis=1)
    below = float(np.sort(norms)[3])
    first = int(np.argmax(norms < below))
    assert 0 < first < 400
    stopping = Stopping(400, below, norm)
    run = Run(comp755(), *xor(), steps=stopping)
    run.advance(first - 1)
    assert run.history.stopped_by is None
    assert run.advance(400) == first
    assert run.done
    history = run.history
    assert (history.stopped_by, history.steps) == ("gradient", first)
    for name in ARRAYS:
        whole_part = getattr(whole, name)[: first + 1]
        np.testing.assert_array_equal(getattr(history, name), whole_part)
    assert history.learning_rates.shape == (first,)


def test_what_ended_a_run():
    assert train(comp755(), *xor(), steps=3).stopped_by == "steps"
    assert train(comp755(), *xor(), steps=0).stopped_by == "steps"
    at_once = train(comp755(), *xor(), steps=Stopping(9, 1e6))
    assert (at_once.stopped_by, at_once.steps) == ("gradient", 0)
    net = Network.from_parameters((2, 2, 1), ("linear", "linear"), np.ones(9))
    assert train(net, *xor(), learning_rate=0.9).stopped_by == "diverged"


@pytest.mark.parametrize("size", [1, 3, 4])
@pytest.mark.parametrize("method", [*METHODS, "adam"])
def test_slices_give_the_same_bits(size, method):
    x, y = xor()
    settings = {"method": method, "momentum": 0.9, "batch_size": size, "steps": 200}
    whole = train(comp755(), x, y, **settings)
    run = Run(comp755(), x, y, **settings)
    for until in (0, 1, 2, 50, 51, 130, 129):
        run.advance(until)
        assert run.computed >= until
        assert run.history.steps == run.computed
        assert not run.done
    run.advance(131, seconds=1e-4)
    assert run.computed >= 131
    run.advance(10**9)
    assert run.done
    for name in ARRAYS:
        assert getattr(run.history, name).tobytes() == getattr(whole, name).tobytes()


def test_advance_stops_where_it_is_told_and_uses_spare_time():
    run = Run(comp755(), *xor(), steps=300)
    assert run.advance(37) == 37
    assert run.advance(40, seconds=0.0) == 40
    assert run.advance(41, seconds=60.0) == 300


def test_a_history_is_read_only_and_does_not_change():
    run = Run(comp755(), *xor(), steps=100)
    run.advance(10)
    early = run.history
    kept = {name: getattr(early, name).copy() for name in ARRAYS}
    run.advance(100)
    assert run.history.steps == 100
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(early, name), kept[name])
        assert not getattr(early, name).flags.writeable


def test_examples_seen_and_epoch():
    x, y = noisy_xor(10)
    history = train(comp755(), x, y, batch_size=4, steps=7)
    assert history.examples_seen.tolist() == [0, 4, 8, 10, 14, 18, 20, 24]
    assert [history.epoch(t) for t in (0, 2, 3, 6, 7)] == [0, 0, 1, 2, 2]
    assert train(comp755(), x, y, steps=3).examples_seen.tolist() == [0, 10, 20, 30]


def test_the_seed_orders_batches_and_nothing_else():
    x, y = noisy_xor(10)
    one, two = (train(comp755(), x, y, batch_size=3, seed=s, steps=9) for s in (1, 2))
    assert one.parameters[1].tolist() != two.parameters[1].tolist()
    one, two = (train(comp755(), x, y, seed=s, steps=9) for s in (1, 2))
    assert one.parameters.tolist() == two.parameters.tolist()


@pytest.mark.parametrize("batch_size", [1, 4])
def test_divergence_is_recorded(batch_size):
    net = Network.from_parameters((2, 2, 1), ("linear", "linear"), np.ones(9))
    settings = {"learning_rate": 0.9, "steps": 200, "batch_size": batch_size}
    history = train(net, *xor(), **settings)
    first = history.diverged_at
    assert first is not None
    assert 0 < first < 60
    for name in ARRAYS[:4]:
        rows = getattr(history, name)
        assert len(rows) == 201
        assert np.isfinite(rows[:first]).all()
        assert np.isnan(rows[first:]).all()
    assert np.abs(history.parameters[:first]).max() <= 1e6
    run = Run(net, *xor(), **settings)
    for until in range(0, 201, 7):
        run.advance(until)
    assert run.done
    assert run.diverged_at == first
    assert run.history.parameters.tobytes() == history.parameters.tobytes()


def test_no_steps_is_a_history_of_one_row():
    history = train(comp755(), *xor(), steps=0)
    assert (history.steps, history.diverged_at) == (0, None)
    assert history.gradient[0].any()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"learning_rate": -0.1},
            "learning_rate must be finite and at least 0, got -0.1",
        ),
        ({"learning_rate": np.nan}, "learning_rate must be finite"),
        ({"momentum": np.inf}, "momentum must be finite"),
        ({"steps": -1}, "steps must be at least 0, got -1"),
        ({"batch_size": 0}, "batch_size must be at least 1, got 0"),
        ({"seed": -3}, "seed must be at least 0, got -3"),
        ({"method": "newton"}, "method must be one of"),
        ({"loss": "hinge"}, "loss must be one of"),
        ({"reduction": "max"}, "reduction must be one of"),
    ],
)
def test_bad_settings_are_refused(settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        Run(comp755(), *xor(), **settings)


def test_targets_must_suit_the_loss():
    with pytest.raises(ValueError, match=r"targets from 0 to 1, got 2\.0"):
        Run(comp755(), [[0.0, 1.0]], [[2.0]], loss="binary_cross_entropy")
