"""Planes and slices against the two passes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from explorer.core.datasets import noisy_xor, xor
from explorer.core.network import backward, forward
from explorer.core.surfaces import loss_plane, loss_slice
from tests.core.cases import PAIRINGS, comp755, random_case


def one_by_one(net, x, y, first, second, along, up, loss, reduction):
    def value(a, b):
        there = net.replace(**{first: a, second: b})
        return backward(there, forward(there, x), y, loss, reduction).loss

    return np.array([[value(a, b) for a in along] for b in up])


@pytest.mark.parametrize(("output", "loss"), PAIRINGS)
@pytest.mark.parametrize("seed", range(8))
def test_any_two_parameters(output, loss, seed):
    net, x, y, rng = random_case(seed, output)
    reduction = ("sum", "mean")[seed % 2]
    along, up = rng.normal(0, 2, 5), rng.normal(0, 2, 4)
    names = net.parameter_names
    for _ in range(4):
        first, second = (str(n) for n in rng.choice(names, 2, replace=False))
        found = loss_plane(net, x, y, first, second, along, up, loss, reduction)
        expected = one_by_one(net, x, y, first, second, along, up, loss, reduction)
        assert found.shape == (4, 5)
        np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("loss", ["half_squared", "binary_cross_entropy"])
def test_every_pair_of_the_xor_net(loss):
    net, (x, y) = comp755(), xor()
    along, up = np.array([-30.0, -1.0, 4.0]), np.array([-900.0, -2.0, 0.0, 500.0])
    for first, second in itertools.permutations(net.parameter_names, 2):
        found = loss_plane(net, x, y, first, second, along, up, loss)
        expected = one_by_one(net, x, y, first, second, along, up, loss, "sum")
        np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("shape", [(61, 61), (1, 40_000), (200, 150), (3, 2)])
def test_blocks_leave_no_seam(shape):
    """More cells or examples than one block: compare with single points."""
    net, (x, y) = comp755(), noisy_xor(37)
    along, up = np.linspace(-5, 5, shape[1]), np.linspace(-4, 4, shape[0])
    found = loss_plane(net, x, y, "W1_11", "W1_21", along, up)
    rng = np.random.default_rng(0)
    for row, column in zip(
        rng.integers(0, shape[0], 9), rng.integers(0, shape[1], 9), strict=True
    ):
        there = net.replace(W1_11=along[column], W1_21=up[row])
        expected = backward(there, forward(there, x), y).loss
        assert found[row, column] == pytest.approx(expected, rel=1e-12)


def test_more_examples_than_a_block_takes():
    net, (x, y) = comp755(), noisy_xor(1300)
    for loss in ("half_squared", "binary_cross_entropy"):
        found = loss_slice(net, x, y, "W2_11", [0.5, 3.0], loss, "mean")
        for value, at in zip(found, (0.5, 3.0), strict=True):
            there = net.replace(W2_11=at)
            expected = backward(there, forward(there, x), y, loss, "mean").loss
            assert value == pytest.approx(expected, rel=1e-12)


def test_a_slice_is_a_row_of_the_plane():
    net, (x, y) = comp755(), xor()
    along = np.linspace(-3, 3, 31)
    plane = loss_plane(net, x, y, "W1_12", "b2_1", along, [0.7])
    row = loss_slice(net.replace(b2_1=0.7), x, y, "W1_12", along)
    np.testing.assert_allclose(row, plane[0], rtol=1e-12)


def test_results_are_read_only_and_inputs_untouched():
    net, (x, y) = comp755(), xor()
    along, up = np.linspace(-3, 3, 5), np.linspace(-3, 3, 4)
    found = loss_plane(net, x, y, "b1_1", "b2_1", along, up)
    assert not found.flags.writeable
    assert along.tolist() == np.linspace(-3, 3, 5).tolist()
    again = loss_plane(net, x, y, "b1_1", "b2_1", along, up)
    assert again.tolist() == found.tolist()


@pytest.mark.parametrize(
    ("first", "second", "along", "sentence"),
    [
        ("W1_11", "W1_11", [0.0], "two different parameters, got W1_11 twice"),
        ("W1_11", "W7_11", [0.0], "parameter must be one of"),
        ("W1_11", "W1_12", [np.nan], "values of W1_11 must be finite, got nan"),
        ("W1_11", "W1_12", [], "must be a row of numbers"),
        ("W1_11", "W1_12", [[1.0]], "must be a row of numbers"),
    ],
)
def test_bad_arguments_are_refused(first, second, along, sentence):
    with pytest.raises(ValueError, match=sentence):
        loss_plane(comp755(), *xor(), first, second, along, [0.0])
