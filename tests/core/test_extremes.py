"""Any finite input up to 1e308: no warning (they are errors here), no NaN."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.arrays import product, total
from explorer.core.factors import weight_factors
from explorer.core.gradient_check import check_gradients
from explorer.core.jacobians import matrix_form
from explorer.core.network import Layer, Network, backward, batch_loss, forward
from explorer.core.rules import RULES
from explorer.core.surfaces import loss_plane
from explorer.core.training import train
from tests.core.cases import PAIRINGS, TRAINABLE

EXTREME = st.sampled_from(
    [0.0, -0.0, 5e-324, 1.0, -1.0, 40.0, -800.0, 1e150, -1e200, 1e308, -1e308]
)
HIDDEN = st.sampled_from(TRAINABLE)


@st.composite
def extreme_cases(draw):
    output, loss = draw(st.sampled_from(PAIRINGS))
    sizes = (2, *draw(st.lists(st.integers(1, 3), max_size=2)), 2)
    count = sum((a + 1) * b for a, b in itertools.pairwise(sizes))
    flat = draw(st.lists(EXTREME, min_size=count, max_size=count))
    hidden = [draw(HIDDEN) for _ in sizes[2:]]
    net = Network.from_parameters(sizes, (*hidden, output), flat)
    examples = draw(st.sampled_from([1, 3]))
    several = {"min_size": examples, "max_size": examples}
    x = draw(st.lists(st.tuples(EXTREME, EXTREME), **several))
    target = EXTREME if loss.endswith("_squared") else st.sampled_from([0.0, 0.3, 1.0])
    y = draw(st.lists(st.tuples(target, target), **several))
    return net, np.array(x), np.array(y), loss


@given(extreme_cases(), st.sampled_from(["sum", "mean"]))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_both_passes_stay_finite(case, reduction):
    net, x, y, loss = case
    trace = forward(net, x)
    found = backward(net, trace, y, loss, reduction)
    for array in (*trace.z, *trace.h, *found.dh, *found.delta, *found.dW, *found.db):
        assert np.isfinite(array).all()
    assert np.isfinite(np.concatenate(trace.slope, axis=1)).all()
    assert np.isfinite(found.example_loss).all()
    assert np.isfinite(found.example_gradient).all()
    assert np.isfinite(found.loss)
    assert batch_loss(trace, y, loss, reduction) == found.loss


@given(extreme_cases(), st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_factors_check_and_plane_stay_finite(case, data):
    net, x, y, loss = case
    trace = forward(net, x)
    found = backward(net, trace, y, loss)
    names = net.parameter_names
    first, second = data.draw(st.permutations(names).map(lambda names: names[:2]))
    example = len(x) - 1
    parts = weight_factors(net, trace, found, first, example)
    for layer in range(1, len(net.layers) + 1):
        form = matrix_form(net, trace, found, layer, example)
        for array in (*form.products, *(factor.value for factor in form.factors)):
            assert np.isfinite(array).all()
    numbers = [parts.dh, parts.delta, parts.gradient, *(p.product for p in parts.paths)]
    assert np.isfinite(numbers).all()
    assert np.isfinite(check_gradients(net, x, y, loss).relative_error).all()
    values = [-1e308, -3.0, 0.0, 1e308]
    plane = loss_plane(net, x, y, first, second, values, values, loss)
    assert np.isfinite(plane).all()
    assert (plane >= 0).all()


@given(
    extreme_cases(),
    st.sampled_from(sorted(RULES)),
    st.sampled_from([0.0, 1e-300, 0.5, 1e308]),
    st.sampled_from([0.0, 0.9, 1e308]),
    st.integers(1, 3),
)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_training_is_finite_or_declared_diverged(case, method, rate, momentum, size):
    net, x, y, loss = case
    history = train(
        *(net, x, y),
        loss=loss,
        method=method,
        learning_rate=rate,
        momentum=momentum,
        batch_size=size,
        steps=6,
    )
    end = 7 if history.diverged_at is None else history.diverged_at
    for rows in (history.parameters, history.gradient, history.velocity, history.loss):
        assert np.isfinite(rows[:end]).all()
        assert np.isnan(rows[end:]).all()
    assert history.theta.shape == history.parameters.shape


def test_products_that_overflow_on_the_way_are_right():
    big = np.array([[1e308, 1e308, -1e308, 3.0]])
    assert product(big, np.array([[10.0], [-10.0], [0.0], [0.0]])).item() == 0.0
    assert product(big, np.full((4, 1), 1e308)).item() == np.finfo(float).max
    assert float(total(big)) == pytest.approx(1e308)


def test_a_saturated_wrong_answer_keeps_its_delta():
    """Cross-entropy: y_hat rounds to 1, but delta and loss are computed from z."""
    net = Network((Layer([[1.0]], [0.0], "sigmoid"),))
    found = backward(net, forward(net, [[800.0]]), [[0.0]], "binary_cross_entropy")
    assert (found.loss, found.delta[0][0, 0]) == (800.0, 1.0)
    right = backward(net, forward(net, [[40.0]]), [[1.0]], "binary_cross_entropy")
    assert right.loss == pytest.approx(4.248354255291589e-18, rel=1e-12)
    assert right.delta[0][0, 0] == pytest.approx(-4.248354255291589e-18, rel=1e-12)


def test_a_frozen_network_still_has_a_gradient():
    net = Network((Layer([[1.0]], [0.0], "sigmoid"),))
    for x, slope in ((40.0, 4.248354255291589e-18), (-40.0, 4.248354255291589e-18)):
        history = train(net, [[x]], [[0.5]], steps=1)
        found = backward(net, forward(net, [[x]]), [[0.5]])
        assert abs(found.db[0][0]) == pytest.approx(slope / 2, rel=1e-12)
        assert history.gradient[0, 1] == pytest.approx(found.db[0][0], rel=1e-12)


def test_a_softmax_that_is_sure_and_wrong_keeps_its_delta():
    """Classes: y_hat is 0 and dE/dy_hat saturates, but the loss and delta are exact."""
    net = Network((Layer([[1.0], [0.0]], [0.0, 0.0], "softmax"),))
    trace = forward(net, [[800.0]])
    found = backward(net, trace, [[0.0, 1.0]], "categorical_cross_entropy")
    assert (found.loss, found.delta[0].tolist()) == (800.0, [[1.0, -1.0]])
    for index, name in enumerate(("W1_11", "W1_21")):
        parts = weight_factors(net, trace, found, name, 0)
        assert sum(p.product for p in parts.paths) == found.delta[0][0, index]
    assert matrix_form(net, trace, found, 1, 0).gradient.tolist() == [[800], [-800]]


def test_a_softmax_that_is_sure_and_right_keeps_its_digits():
    net = Network((Layer([[1.0], [0.0]], [0.0, 0.0], "softmax"),))
    trace, tiny = forward(net, [[40.0]]), 4.248354255291589e-18
    found = backward(net, trace, [[1.0, 0.0]], "categorical_cross_entropy")
    assert found.loss == pytest.approx(tiny, rel=1e-12)
    np.testing.assert_allclose(found.delta[0], [[-tiny, tiny]], rtol=1e-12)
    squared = backward(net, trace, [[0.0, 0.0]])  # dE/dh = (1, 0)
    np.testing.assert_allclose(squared.delta[0], [[tiny, -tiny]], rtol=1e-12)
    history = train(net, [[40.0]], [[1.0, 0.0]], loss="categorical_cross_entropy")
    assert history.loss[0] == pytest.approx(tiny, rel=1e-12)
    np.testing.assert_allclose(history.gradient[0, 2:], [-tiny, tiny], rtol=1e-12)
