"""Every lane of a sweep is a run alone; memory is bounded; a sweep can be stopped."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core import many, sweeps
from explorer.core.chunks import SWEPT
from explorer.core.datasets import noisy_xor, xor
from explorer.core.descent import descend
from explorer.core.history import DIVERGED
from explorer.core.landscapes import LANDSCAPES, bowl
from explorer.core.lane_activations import LANE_ACTIVATIONS
from explorer.core.network import Network
from explorer.core.rules import METHODS, rule_of
from explorer.core.starts import comp755_start, normal
from explorer.core.sweeps import descend_many, train_many
from explorer.core.training import train
from tests.core.cases import PAIRINGS, SIGMOIDS, random_case

XOR_NET = ((2, 2, 1), SIGMOIDS)
ELEMENTWISE = [pair for pair in PAIRINGS if pair[0] != "softmax"]


def alone(net, x, y, target, **given):
    """Last row, and since when it has been within the target, of one run by itself."""
    history = train(net, x, y, **given)
    outside = np.flatnonzero(~(history.loss <= target))
    settled = int(outside[-1]) + 1 if outside.size else 0
    if settled > history.steps:
        settled = -1
    return history.parameters[-1], history.loss[-1], settled, history.diverged_at


def assert_is(runs, at, expected):
    parameters, loss, settled, diverged = expected
    np.testing.assert_allclose(runs.parameters[at], parameters, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(runs.loss[at], loss, rtol=1e-9, atol=1e-9)
    assert runs.settled_at[at] == settled
    assert runs.diverged_at[at] == (-1 if diverged is None else diverged)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_every_cell_of_a_map_is_a_run_alone(method, reduction):
    rates, momenta = [0.0, 0.3, 2.0, 6.0], [0.0, 0.5, 0.9]
    given = {"method": method, "reduction": reduction, "steps": 150}
    runs = train_many(
        *(*XOR_NET, comp755_start(), *xor()),
        learning_rate=rates,
        momentum=np.array(momenta)[:, None],
        target=0.05,
        **given,
    )
    assert runs.loss.shape == (3, 4)
    assert runs.parameters.shape == (3, 4, 9)
    net = Network.from_parameters(*XOR_NET, comp755_start())
    for row, momentum in enumerate(momenta):
        for column, rate in enumerate(rates):
            expected = alone(
                *(net, *xor(), 0.05), learning_rate=rate, momentum=momentum, **given
            )
            assert_is(runs, (row, column), expected)


@pytest.mark.parametrize(
    ("activation", "loss"),
    [("softmax", "half_squared"), ("softmax", "categorical_cross_entropy")],
)
def test_a_softmax_is_refused(activation, loss):
    with pytest.raises(ValueError, match=r"must be one of .*, got 'softmax'"):
        train_many((2, 1), [activation], np.zeros(3), *xor(), loss=loss)


@pytest.mark.parametrize(("output", "loss"), ELEMENTWISE)
@pytest.mark.parametrize("seed", range(5))
def test_networks_of_any_shape(output, loss, seed):
    net, x, y, rng = random_case(seed, output, list(LANE_ACTIVATIONS))
    starts = 0.5 * rng.normal(size=(3, net.parameters.size))
    method = METHODS[seed % 3]
    given = {"loss": loss, "reduction": "mean", "method": method, "steps": 25}
    given |= {"learning_rate": 0.1, "momentum": 0.5}
    runs = train_many(net.sizes, net.activations, starts, x, y, target=0.1, **given)
    for lane, start in enumerate(starts):
        one = Network.from_parameters(net.sizes, net.activations, start)
        assert_is(runs, lane, alone(one, x, y, 0.1, **given))


def test_chunks_and_blocks_leave_no_seam(monkeypatch):
    """Seven lanes at a time, five examples at a time, the last ones fewer."""
    x, y = noisy_xor(23)
    starts = np.array([normal((2, 2, 1), seed, 0.8) for seed in range(17)])
    given = {"method": "momentum", "learning_rate": 0.02, "momentum": 0.9}
    whole = train_many(*XOR_NET, starts, x, y, steps=40, **given)
    monkeypatch.setattr(sweeps, "_WIDE", 7)
    monkeypatch.setattr(sweeps, "_NUMBERS", 5 * 9 * 7 + 5 * 12 * 7)
    pieces = train_many(*XOR_NET, starts, x, y, steps=40, **given)
    np.testing.assert_allclose(pieces.parameters, whole.parameters, rtol=1e-11)
    np.testing.assert_allclose(pieces.loss, whole.loss, rtol=1e-11)
    assert pieces.settled_at.tolist() == whole.settled_at.tolist()


def test_divergence_is_a_result_at_the_same_step_as_alone():
    sizes, activations, start = (1, 1), ["linear"], [3.0, 1.0]
    x, y = np.array([[1.0], [2.0]]), np.array([[0.0], [1.0]])
    rates = [0.1, 0.5, 1.0, 30.0, 1e308]
    runs = train_many(
        sizes, activations, start, x, y, learning_rate=rates, steps=60, target=1.0
    )
    net = Network.from_parameters(sizes, activations, start)
    for lane, rate in enumerate(rates):
        expected = alone(net, x, y, 1.0, learning_rate=rate, steps=60)
        assert_is(runs, lane, expected)
    assert (runs.diverged_at[1:] > 0).all()
    assert np.isnan(runs.loss[1:]).all()


@given(
    st.sampled_from(METHODS),
    st.lists(st.sampled_from([0.0, 5e-324, 0.5, 1e150, 1e308]), min_size=1, max_size=4),
    st.sampled_from([0.0, 0.9, 1e308]),
    st.sampled_from([1.0, -1e150, 1e308]),
    st.sampled_from(ELEMENTWISE),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_extremes_diverge_without_a_warning(method, rates, momentum, size, pairing):
    output, loss = pairing
    runs = train_many(
        *((2, 2, 1), ("tanh", output), size * np.linspace(-1, 1, 9), *xor()),
        loss=loss,
        method=method,
        learning_rate=rates,
        momentum=momentum,
        steps=5,
    )
    fine = runs.diverged_at < 0
    assert np.isfinite(runs.parameters[fine]).all()
    assert (np.abs(runs.parameters[fine]) <= DIVERGED).all()
    assert np.isfinite(runs.loss[fine]).all()
    assert np.isnan(runs.loss[~fine]).all()
    assert runs.complete


@pytest.mark.parametrize("method", SWEPT)
@pytest.mark.parametrize("name", LANDSCAPES)
def test_landscapes_step_by_step(method, name):
    landscape, rates = LANDSCAPES[name], np.array([1e-4, 0.02, 0.09])
    runs = descend_many(
        *(landscape, landscape.start),
        method=method,
        learning_rate=rates,
        momentum=0.5,
        steps=80,
    )
    for lane, rate in enumerate(rates):
        functions = (landscape.value, landscape.gradient, landscape.start)
        one = descend(*functions, rule_of(method, 0.5), rate, steps=80)
        diverged = one.diverged_at
        assert runs.diverged_at[lane] == (-1 if diverged is None else diverged)
        if diverged is not None:
            assert np.isnan(runs.parameters[lane]).all()
            continue
        end = one.positions[-1]
        np.testing.assert_allclose(runs.parameters[lane], end, rtol=1e-9, atol=1e-9)
        outside = np.flatnonzero(np.abs(one.gradients).max(axis=1) > 1e-3)
        settled = int(outside[-1]) + 1 if outside.size else 0
        assert runs.settled_at[lane] == (settled if settled <= 80 else -1)


def test_the_map_shows_the_limit():
    """Curvatures 1 and 25: 0.0799 settles, 0.0801 does not, at any momentum 0."""
    rates = 0.08 * np.array([0.999, 1.001])
    runs = descend_many(bowl(), (1.0, 1.0), learning_rate=rates, steps=30_000)
    assert runs.settled_at[0] > 0
    assert runs.diverged_at[1] > 0


def test_a_start_within_the_target_has_settled_at_once():
    runs = descend_many(bowl(), [[0.0, 0.0], [1e-5, 1e-5]], steps=3)
    assert runs.settled_at.tolist() == [0, 0]
    assert descend_many(bowl(), (0.0, 0.0), steps=0).settled_at.shape == ()


def test_progress_rises_to_one_and_can_stop(monkeypatch):
    monkeypatch.setattr(many, "_BETWEEN", 200_000)
    starts = np.array([normal((2, 2, 1), seed) for seed in range(4000)])
    shares: list[float] = []
    given = {"steps": 20, "target": 0.6}
    whole = train_many(*XOR_NET, starts, *xor(), progress=shares.append, **given)
    assert whole.complete
    assert shares == sorted(shares)
    assert (len(shares) > 5, shares[-1]) == (True, 1.0)

    part = train_many(
        *(*XOR_NET, starts, *xor()), progress=lambda share: share > 0.5, **given
    )
    assert not part.complete
    done = int(part.computed.sum())
    assert 0 < done < 4000
    assert part.computed[:done].all()
    assert part.loss[:done].tolist() == whole.loss[:done].tolist()
    assert np.isnan(part.loss[done:]).all()
    assert (part.settled_at[done:] == -1).all()

    last = train_many(
        *(*XOR_NET, starts, *xor()), progress=lambda share: share == 1.0, **given
    )
    assert last.complete


def test_memory_does_not_grow_with_the_map():
    def extra(n):
        rates = np.full((n, 1), 0.01)
        tracemalloc.start()
        runs = descend_many(bowl(), (1.0, 1.0), learning_rate=rates, steps=2)
        result = sum(
            a.nbytes
            for a in (runs.parameters, runs.loss, runs.settled_at, runs.diverged_at)
        )
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak - result

    assert extra(400_000) < extra(4_000) + 2 * 400_000


def test_results_are_read_only():
    runs = descend_many(bowl(), (1.0, 1.0), steps=2)
    assert not runs.parameters.flags.writeable
    assert not runs.settled_at.flags.writeable


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"learning_rate": -0.1}, "learning_rate must be finite and at least 0"),
        ({"momentum": [np.nan]}, "momentum must be finite and at least 0, got nan"),
        ({"steps": -1}, "steps must be finite and at least 0, got -1"),
        ({"target": np.nan}, "target must be finite and at least 0, got nan"),
        ({"method": "adam"}, "method must be one of"),
        ({"loss": "half"}, "loss must be one of"),
        ({"reduction": "none"}, "reduction must be one of"),
        ({"starts": np.zeros(8)}, r"starts must have shape \(\.\.\., 9\), got \(8,\)"),
        ({"starts": np.full(9, np.inf)}, "starts must be finite, got inf"),
        ({"activations": ["sigmoid"]}, "need 2 activations, got 1"),
        ({"activations": ["swish", "sigmoid"]}, "activation must be one of"),
        (
            {"learning_rate": [1, 2], "momentum": [0, 0, 0]},
            r"must broadcast, got \(\), \(2,\) and \(3,\)",
        ),
    ],
)
def test_bad_arguments_are_refused(change, sentence):
    x, y = xor()
    given = {"sizes": (2, 2, 1), "activations": SIGMOIDS, "starts": comp755_start()}
    with pytest.raises(ValueError, match=sentence):
        train_many(**(given | {"x": x, "y": y} | change))
