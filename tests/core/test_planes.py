"""Planes through all parameters: what they show of a path, and the loss over them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.datasets import noisy_xor, xor
from explorer.core.network import Network, backward, forward
from explorer.core.planes import (
    Plane,
    loss_over,
    parameter_plane,
    path_plane,
    random_plane,
)
from explorer.core.surfaces import loss_plane
from explorer.core.training import train
from tests.core.cases import PAIRINGS, comp755


def path():
    history = train(comp755(), *xor(), learning_rate=2.0, momentum=0.9, steps=200)
    return history.theta


def test_no_plane_explains_more_than_that_of_the_path():
    points = path()
    best = path_plane(points).explained(points)
    assert 0.9 < best <= 1.0
    for seed in range(20):
        assert random_plane(points[0], seed).explained(points) < best
    names = comp755().parameter_names
    for second in names[1:]:
        plane = parameter_plane(comp755(), names[0], second)
        assert plane.explained(points) < best


def test_what_is_shown_and_what_is_off_make_the_whole():
    points = path()
    plane = path_plane(points)
    seen = np.square(plane.coordinates(points)).sum()
    off = np.square(plane.distances(points)).sum()
    whole = np.square(points - points.mean(axis=0)).sum()
    assert seen + off == pytest.approx(whole, rel=1e-12)
    assert plane.explained(points) == pytest.approx(seen / whole, rel=1e-12)


def test_the_first_direction_goes_from_start_to_end():
    points = path()
    coordinates = path_plane(points).coordinates(points)
    assert (coordinates[-1] > coordinates[0]).all()
    assert np.ptp(coordinates[:, 0]) > np.ptp(coordinates[:, 1])


def test_a_path_within_the_plane_is_explained_whole():
    plane = random_plane(np.arange(9.0), seed=4)
    a, b = np.random.default_rng(0).normal(size=(2, 30, 1))
    points = plane.origin + a * plane.u + b * plane.v
    assert plane.explained(points) == pytest.approx(1.0, abs=1e-12)
    assert plane.distances(points).max() < 1e-12
    np.testing.assert_allclose(plane.coordinates(points), np.hstack([a, b]), atol=1e-12)
    assert path_plane(points).explained(points) == pytest.approx(1.0, abs=1e-12)


@given(st.integers(1, 4), st.integers(2, 6), st.booleans())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_plane_for_every_path(rows, count, still):
    points = np.ones((rows, count)) * (0.0 if still else np.arange(rows)[:, None])
    plane = path_plane(points)
    assert plane.explained(points) == pytest.approx(1.0)
    assert plane.distances(points).max() < 1e-12


@pytest.mark.parametrize(("output", "loss"), PAIRINGS)
def test_the_loss_over_a_plane_point_by_point(output, loss, monkeypatch):
    monkeypatch.setattr("explorer.core.planes._SPREAD", 3 * 7 * 20)
    rng = np.random.default_rng(8)
    sizes, activations = (2, 3, 2), ("tanh", output)
    net = Network.from_parameters(sizes, activations, rng.normal(size=17))
    x, y = rng.normal(size=(6, 2)), rng.dirichlet([1.0, 1.0], size=6)
    plane = random_plane(rng.normal(size=17), seed=2)
    along, up = rng.normal(size=7), rng.normal(size=8)
    found = loss_over(plane, net, x, y, along, up, loss, "mean")
    assert found.shape == (8, 7)
    for row, b in enumerate(up):
        for column, a in enumerate(along):
            there = Network.from_parameters(sizes, activations, plane.point(a, b))
            expected = backward(there, forward(there, x), y, loss, "mean").loss
            assert found[row, column] == pytest.approx(expected, rel=1e-11)


def test_the_plane_of_two_parameters_is_the_surface_of_both():
    net, (x, y) = comp755(), noisy_xor(50)
    first, second = "W1_12", "W2_11"
    along, up = np.linspace(-2, 2, 9), np.linspace(-3, 3, 8)
    plane = parameter_plane(net, first, second)
    a = along - net.parameters[net.index(first)]
    b = up - net.parameters[net.index(second)]
    np.testing.assert_allclose(
        loss_over(plane, net, x, y, a, b),
        loss_plane(net, x, y, first, second, along, up),
        rtol=1e-11,
    )


def test_a_plane_far_out_saturates():
    net, (x, y) = comp755(), xor()
    plane = random_plane(net.parameters)
    found = loss_over(plane, net, x, y, [-1e308, 0.0, 1e308], [-1e308, 1.0])
    assert np.isfinite(found).all()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: Plane([0, 0], [1, 0], [1, 0]), "at right angles"),
        (lambda: Plane([0, 0], [2, 0], [0, 1]), "of length 1"),
        (lambda: Plane([0, 0, 0], [1, 0], [0, 1]), r"one shape \(P,\)"),
        (lambda: Plane([0, np.nan], [1, 0], [0, 1]), "origin must be finite, got nan"),
        (lambda: random_plane([1.0]), "P >= 2"),
        (lambda: random_plane([1.0, 2.0], -1), "seed must be finite and at least 0"),
        (lambda: path_plane([1.0, 2.0]), r"path must have shape \(k, P\)"),
        (lambda: path_plane([[np.nan, 1.0]]), "path must be finite, got nan"),
        (lambda: parameter_plane(comp755(), "b1_1", "b1_1"), "two different"),
        (
            lambda: loss_over(random_plane([0, 0]), comp755(), *xor(), [0.0], [0.0]),
            "plane must have 9 parameters, got 2",
        ),
        (
            lambda: loss_over(
                *(random_plane(np.zeros(9)), comp755(), *xor(), [], [0.0])
            ),
            "values of along must be a row",
        ),
    ],
)
def test_bad_arguments_are_refused(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
