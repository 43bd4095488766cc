"""Networks as values, names of parameters, starts and data."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core import starts
from explorer.core.datasets import noisy_xor, xor
from explorer.core.network import Layer, Network, parameter_names
from explorer.core.parameters import places
from tests.core.cases import SIGMOIDS, comp755, random_case


def test_names_follow_the_flat_vector():
    assert parameter_names((2, 2, 1)) == (
        *("W1_11", "W1_12", "W1_21", "W1_22", "b1_1", "b1_2"),
        *("W2_11", "W2_12", "b2_1"),
    )
    net = comp755()
    assert net.layers[0].W[1, 0] == net.parameters[net.index("W1_21")]
    assert net.layers[1].b[0] == net.parameters[net.index("b2_1")]


def test_names_stay_different_in_wide_layers():
    names = parameter_names((12, 11, 2))
    assert len(set(names)) == len(names) == 12 * 11 + 11 + 22 + 2
    assert places((12, 11, 2))["W1_1_12"] == (1, 1, 12)
    assert places((12, 11, 2))["W1_11_2"] == (1, 11, 2)


@pytest.mark.parametrize("seed", range(4))
def test_a_network_is_rebuilt_from_its_vector(seed):
    net = random_case(seed, "tanh")[0]
    again = Network.from_parameters(net.sizes, net.activations, net.parameters)
    assert again.parameters.tolist() == net.parameters.tolist()
    assert (again.sizes, again.activations) == (net.sizes, net.activations)
    for one, other in zip(net.layers, again.layers, strict=True):
        np.testing.assert_array_equal(one.W, other.W)


def test_replace_leaves_the_original():
    net = comp755()
    other = net.replace(W1_21=2.0, b2_1=-1.0)
    changed = np.flatnonzero(other.parameters != net.parameters)
    assert [net.parameter_names[i] for i in changed] == ["W1_21", "b2_1"]


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: comp755().replace(W9_11=1.0), "parameter must be one of W1_11"),
        (lambda: comp755().replace(W1_11=np.inf), "W must be finite, got inf"),
        (lambda: Network(()), "at least one layer"),
        (lambda: Layer([[1.0]], [1.0, 2.0], "tanh"), r"got \(1, 1\) and \(2,\)"),
        (lambda: Layer([[1.0]], [1.0], "gelu"), "activation must be one of"),
        (lambda: Layer([[1.0]], [np.nan], "tanh"), "b must be finite, got nan"),
        (
            lambda: Network(
                (Layer([[1.0]], [0], "tanh"), Layer([[1, 1]], [0], "tanh"))
            ),
            "1 units cannot feed one that takes 2",
        ),
        (
            lambda: Network.from_parameters((2, 2, 1), SIGMOIDS, [1.0]),
            "need 9 parameters",
        ),
        (
            lambda: Network.from_parameters((2, 1), SIGMOIDS, [1.0] * 3),
            "need 1 activations, got 2",
        ),
        (lambda: parameter_names((2,)), "two or more positive integers"),
        (lambda: parameter_names((2, 0, 1)), "two or more positive integers"),
    ],
)
def test_what_does_not_fit_is_refused(build, sentence):
    with pytest.raises(ValueError, match=sentence):
        build()


@pytest.mark.parametrize("draw", [starts.xavier, starts.normal, starts.uniform])
def test_starts_are_seeded(draw):
    assert draw((2, 3, 1), 4).tolist() == draw((2, 3, 1), 4).tolist()
    assert draw((2, 3, 1), 4).tolist() != draw((2, 3, 1), 5).tolist()
    assert len(draw((2, 3, 1), 4)) == len(parameter_names((2, 3, 1)))


def test_a_uniform_start_fills_its_range_evenly():
    flat = np.array(
        [starts.uniform((3, 2, 1), seed, limit=2.0) for seed in range(2000)]
    )
    assert np.abs(flat).max() <= 2.0
    np.testing.assert_allclose(flat.mean(axis=0), 0.0, atol=0.15)
    np.testing.assert_allclose(flat.var(axis=0), 4 / 3, rtol=0.1)


def test_a_hand_set_start_is_the_lectures():
    names = parameter_names((2, 2, 1))
    values = dict(zip(names, starts.comp755_hand_set(5.0), strict=True))
    start = starts.hand_set((2, 2, 1), **values)
    assert start.tolist() == starts.comp755_hand_set(5.0).tolist()
    some = starts.hand_set((2, 2, 1), b2_1=-1.5, W1_21=2.0)
    assert some.tolist() == [0, 0, 2.0, 0, 0, 0, 0, 0, -1.5]


def test_starts_and_data_leave_the_global_generator_alone():
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    starts.xavier((2, 2, 1), 1)
    starts.comp755_start()
    noisy_xor(10)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


def test_noise_free_xor_lies_on_the_corners():
    x, y = noisy_xor(200, noise=0.0, seed=3)
    corners, labels = xor()
    table = dict(zip(map(tuple, corners.tolist()), labels.tolist(), strict=True))
    points = map(tuple, x.tolist())
    assert [table[point] for point in points] == y.tolist()


def test_labels_follow_the_noisy_points():
    x, y = noisy_xor(2000, noise=1.0)
    assert (y[:, 0] == ((x[:, 0] > 0.5) ^ (x[:, 1] > 0.5))).all()


@pytest.mark.parametrize(
    "build",
    [
        lambda: noisy_xor(0),
        lambda: noisy_xor(5, noise=-1.0),
        lambda: noisy_xor(5, noise=np.nan),
        lambda: noisy_xor(5, seed=-1),
        lambda: starts.normal((2, 1), scale=np.inf),
        lambda: starts.normal((2, 1), seed=-1),
        lambda: starts.equal((2, 1), np.nan),
        lambda: starts.comp755_hand_set(np.inf),
        lambda: starts.xavier((2,)),
        lambda: starts.uniform((2, 1), limit=-1.0),
        lambda: starts.uniform((2, 1), seed=-1),
        lambda: starts.hand_set((2, 1), W1_13=1.0),
        lambda: starts.hand_set((2, 1), b1_1=np.inf),
    ],
)
def test_bad_arguments_are_refused(build):
    with pytest.raises(ValueError, match="must be"):
        build()
