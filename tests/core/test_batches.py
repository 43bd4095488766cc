"""Which examples a step sees: epochs, draws with replacement, two pools."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.batches import Batches
from explorer.core.datasets import noisy_xor, xor
from explorer.core.network import backward, forward
from explorer.core.priority import PriorityBatches, pool_shares
from explorer.core.sampling import Sampling
from explorer.core.training import train
from tests.core.cases import comp755, network, optimiser_example


def test_epochs_take_every_example_once():
    batches, seen = Batches(10, 4, seed=2), []
    for _ in range(3):
        sizes = [batches.take() for _ in range(3)]
        assert [len(batch) for batch in sizes] == [4, 4, 2]
        seen.append(np.concatenate(sizes))
        assert sorted(seen[-1].tolist()) == list(range(10))
    assert seen[0].tolist() != seen[1].tolist()


def test_the_given_order():
    batches = Batches(5, 2, seed=0, order="given")
    taken = [batches.take().tolist() for _ in range(4)]
    assert taken == [[0, 1], [2, 3], [4], [0, 1]]


def test_with_replacement_an_epoch_misses_about_a_third():
    batches = Batches(1000, 100, seed=1, order="replacement")
    taken = np.concatenate([batches.take() for _ in range(10)])
    assert (taken.min() >= 0, taken.max() < 1000) == (True, True)
    missed = 1000 - len(set(taken.tolist()))
    assert missed == pytest.approx(1000 * np.exp(-1), abs=40)
    assert batches.seen(3).tolist() == [0, 100, 200, 300]
    assert not Batches(4, 4, 0, "replacement").full
    assert len(set(Batches(50, 50, 0, "replacement").take().tolist())) < 50


def test_pools():  # S2-40
    given, expected = optimiser_example("S2-40")
    numbers = (given["N_high"], given["N_low"], given["B"], given["share_high"])
    for name, found in zip(("high", "low"), pool_shares(*numbers), strict=True):
        for key, value in (
            (f"from_{name}", found.taken),
            (f"inclusion_probability_{name}", found.inclusion),
            (f"importance_weight_{name}", found.weight),
        ):
            assert value == pytest.approx(expected[key]["value"], rel=1e-12)


@pytest.mark.parametrize("replacement", [False, True])
def test_draws_from_pools(replacement):
    high = [3, 5, 7]
    batches = PriorityBatches(12, 8, 0, high, 0.25, replacement=replacement)
    counts, twice = np.zeros(12), 0
    for _ in range(4000):
        taken = batches.take()
        assert np.isin(taken, high).tolist() == [True] * 2 + [False] * 6
        np.add.at(counts, taken, 1)
        twice += len(set(taken.tolist())) < 8
    shares = pool_shares(3, 9, 8, 0.25)
    is_high = np.isin(np.arange(12), high)
    inclusion = np.where(is_high, shares[0].inclusion, shares[1].inclusion)
    np.testing.assert_allclose(counts / 4000, inclusion, rtol=0.08)
    assert (twice > 0) == replacement


def test_only_weighted_batches_have_the_mean_gradient_of_all():  # E-42
    net, (x, y) = comp755(), noisy_xor(40)
    each = backward(net, forward(net, x), y, "half_squared", "sum").example_gradient
    loud = np.argsort(-np.abs(each).sum(axis=1))[:8]
    means = {}
    for weighted in (True, False):
        batches = PriorityBatches(40, 10, 0, loud.tolist(), 0.5, weighted)
        weights = batches.weights if weighted else np.ones(10)
        found = [(weights[:, None] * each[batches.take()]).mean(0) for _ in range(9000)]
        error = np.std(found, axis=0) / np.sqrt(len(found))
        means[weighted] = np.abs(np.mean(found, axis=0) - each.mean(0)) / error
    assert means[True].max() < 4
    assert means[False].max() > 40


@pytest.mark.parametrize("size", [4, 2, 1])
def test_one_epoch_of_the_deck(size):  # S2-39
    given, expected = optimiser_example("S2-39")

    def flat(layers):
        return np.concatenate(
            [np.ravel(layers[key]) for key in ("W1", "b1", "W2", "b2")]
        )

    history = train(
        network(flat(given["init"])),
        np.transpose(given["X"]),
        np.transpose(given["Y"]),
        reduction="mean",
        learning_rate=given["lr"],
        batch_size=size,
        sampling=Sampling("given"),
        steps=4 // size,
    )
    updates = expected[f"after_each_update_B{size}"]["value"]
    np.testing.assert_allclose(
        history.parameters[1:], [flat(layers) for layers in updates], rtol=1e-12
    )


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("order", ["shuffled", "replacement"])
def test_training_uses_the_draws_and_their_weights(reduction, weighted, order):
    net, (x, y) = comp755(), noisy_xor(12)
    sampling = Sampling(order, high=(0, 4, 9), share=0.4, weighted=weighted)
    settings = {"batch_size": 5, "seed": 3, "sampling": sampling}
    history = train(net, x, y, reduction=reduction, steps=9, **settings)
    batches = sampling.batches(12, 5, 3)
    for w, gradient in zip(history.parameters, history.gradient, strict=True):
        here, chosen = network(w), batches.take()
        each = backward(
            here, forward(here, x[chosen]), y[chosen], "half_squared", "sum"
        )
        weights = batches.weights if weighted else np.ones(5)
        total = weights @ each.example_gradient
        expected = total / (5 if reduction == "mean" else 1)
        np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-13)
    assert history.examples_seen.tolist() == list(range(0, 50, 5))


@pytest.mark.parametrize(
    ("sampling", "size", "sentence"),
    [
        (Sampling("sorted"), 2, "order must be one of shuffled, given, replacement"),
        (Sampling(high=(4,)), 2, "high must be different examples from 0 to 3, got 4"),
        (Sampling(high=(1, 1)), 2, "high must be different examples .*, got 1"),
        (Sampling(high=(0, 1, 2, 3)), 2, "both pools must have examples, got 4 and 0"),
        (Sampling(high=(1,), share=1.0), 2, r"share must be between 0 and 1, got 1\.0"),
        (Sampling(high=(1,)), 1, "a batch must take from both pools, got 1 of 1"),
        (Sampling(high=(1,), share=0.1), 2, "a batch must take from both pools, got 0"),
        (Sampling(high=(1,)), 4, "as many examples as a batch takes from it, 2, got 1"),
    ],
)
def test_bad_sampling_is_refused(sampling, size, sentence):
    with pytest.raises(ValueError, match=sentence):
        train(comp755(), *xor(), batch_size=size, sampling=sampling)
