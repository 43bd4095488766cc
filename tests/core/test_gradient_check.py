"""The gradient check finds what is wrong and accepts what is right."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.datasets import xor
from explorer.core.error_curve import error_curve
from explorer.core.faults import FAULTS, faulty_backward
from explorer.core.gradient_check import check_gradients
from explorer.core.network import Layer, Network, forward
from explorer.core.quotients import quotients, sides
from tests.core.cases import comp755, random_case
from tests.core.test_decks import S3_24


@pytest.mark.parametrize("loss", ["half_squared", "binary_cross_entropy"])
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_a_right_gradient_passes(loss, reduction):
    net, x, y, _ = random_case(2, "sigmoid")
    check = check_gradients(net, x, y, loss, reduction)
    assert check.names == net.parameter_names
    assert check.worst[1] < 1e-6


# Two units and two inputs above a hidden layer: it shows every fault.
def telling(activation="sigmoid", seed=0):
    rng = np.random.default_rng(seed)
    shapes = [(3, 2), (2, 3), (2, 2)]
    layers = [
        Layer(rng.normal(size=shape), rng.normal(size=shape[0]), activation)
        for shape in shapes
    ]
    x = rng.normal(size=(5, 2))
    return Network(tuple(layers)), x, rng.uniform(0.2, 0.8, (5, 2))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_every_fault_is_caught(fault, activation):
    net, x, y = telling(activation)
    assert check_gradients(net, x, y).suspects() == ()
    assert check_gradients(net, x, y, faults=[fault]).suspects()


@pytest.mark.parametrize("seed", range(20))
def test_the_decks_check_cannot_see_the_bias_fault(seed):  # E-38
    """No weight's derivative differs by a single bit, so no tolerance would do."""
    net, x, y = telling(seed=seed)
    right = check_gradients(net, x, y)
    found = check_gradients(net, x, y, faults=["bias_overwritten"])
    assert found.weights_only().analytic.tobytes() == (
        right.weights_only().analytic.tobytes()
    )
    assert found.weights_only().suspects() == ()
    assert {name[0] for name in found.suspects()} == {"b"}


def test_comp755s_bias_bug_is_found():  # E-31
    check = check_gradients(comp755(), *xor(), faults=["bias_overwritten"])
    assert check.worst[0] == "b1_1"
    assert check.suspects() == ("b1_1",)


def test_with_one_unit_above_the_assignment_is_right():  # E-30
    assert check_gradients(comp755(), *xor(), faults=["assigned"]).suspects() == ()


def test_only_what_lies_below_a_fault_is_wrong():
    net, x, y = telling()
    for fault in ("assigned", "transposed", "updated_weights"):
        names = check_gradients(net, x, y, faults=[fault]).suspects()
        assert names
        assert not any(name[1] == "3" for name in names)


def test_a_slope_that_cancels_cannot_be_taken_in_the_wrong_place():
    net, x, _ = telling()
    top = Network(net.layers[:1])
    y = np.eye(3)[[0, 1, 2, 0, 1]]
    loss = "binary_cross_entropy"
    found = check_gradients(top, x, y, loss, faults=["slope_at_h"])
    assert found.suspects() == ()
    assert check_gradients(top, x, y, faults=["slope_at_h"]).suspects()


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh", "softmax"])
@pytest.mark.parametrize("v", [1e308, -1e308, 1e150, 5e-324, 0.0])
def test_a_fault_stays_finite(v, activation):
    net = Network(
        (
            Layer([[v, v], [v, -v], [v, v]], [v, v, -v], activation),
            Layer([[v, v, v], [-v, v, v]], [v, v], activation),
        )
    )
    trace = forward(net, [[v, v], [1.0, -v]])
    for faults in (*({fault} for fault in FAULTS), set(FAULTS)):
        found = faulty_backward(
            net, trace, [[1, 0], [0, v]], faults, learning_rate=abs(v)
        )
        assert np.isfinite(found.parameters).all()


@pytest.mark.parametrize(
    ("faults", "loss", "message"),
    [
        (["b"], "half_squared", "fault must be one of bias_overwritten, .* got 'b'"),
        (["half_lost"], "mean_squared", "half_lost needs the loss half_squared"),
    ],
)
def test_a_fault_that_cannot_be_is_refused(faults, loss, message):
    with pytest.raises(ValueError, match=message):
        check_gradients(comp755(), *xor(), loss, faults=faults)


def test_the_kink_of_a_rectifier_disagrees_as_it_must():  # E-45
    hidden = Layer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], "relu")
    net = Network((hidden, Layer([[1.0, 2.0]], [0.0], "linear")))
    check = check_gradients(net, [[1.0, 0.0]], [[2.0]])
    index = check.names.index("W1_21")
    assert check.analytic[index] == 0.0
    assert check.numeric[index] == pytest.approx(-1.0, abs=1e-4)
    flagged = [n for n, kink in zip(check.names, check.kinks, strict=True) if kink]
    assert flagged == ["W1_21", "b1_2"]
    assert check.suspects() == ()


def test_the_error_curve_is_a_v_with_its_bottom_near_1e_5():  # S3-24, E-38
    curve = error_curve(S3_24, [[1.0, 1.0]], [[0.0]])
    assert (curve.error.shape, curve.names) == ((12, 9), S3_24.parameter_names)
    assert 1e-6 < curve.best < 1e-3
    wide, deck, narrow = curve.largest[[0, 6, -1]]
    assert curve.largest.min() < 1e-10 < deck < 1e-7 < wide < narrow
    wrong = error_curve(S3_24, [[1.0, 1.0]], [[0.0]], faults=["bias_overwritten"])
    index = wrong.names.index("b1_1")
    np.testing.assert_allclose(wrong.error[:9, index], 0.00785871508, rtol=1e-2)


def test_the_error_curve_flags_the_differences_that_reach_a_kink():
    net = Network((Layer([[1.0]], [-0.02], "relu"), Layer([[1.0]], [0.0], "linear")))
    curve = error_curve(net, [[0.0]], [[1.0]], epsilons=[0.1, 0.05, 0.03, 1e-3])
    assert curve.kinks[:, curve.names.index("b1_1")].tolist() == [
        True,
        True,
        False,
        False,
    ]
    assert not curve.kinks[:, curve.names.index("W1_11")].any()


def test_no_width_at_all_is_refused():
    with pytest.raises(ValueError, match="epsilons must be at least one"):
        error_curve(S3_24, [[1.0, 1.0]], [[0.0]], epsilons=[])


@pytest.mark.parametrize("epsilon", [0.0, -1e-5, np.nan, np.inf])
def test_a_bad_epsilon_is_refused(epsilon):
    with pytest.raises(ValueError, match="epsilon must be positive and finite"):
        check_gradients(comp755(), *xor(), epsilon=epsilon)


def test_a_quotient_is_made_of_its_two_sides():
    net, x, y = telling()
    numeric, _ = quotients(net, x, y, "half_squared", "mean", 1e-3)
    for at, name in enumerate(net.parameter_names):
        high, low = sides(net, x, y, name, 1e-3, reduction="mean")
        assert (high - low) / 1e-3 == numeric[at]
    with pytest.raises(ValueError, match="parameter must be one of"):
        sides(net, x, y, "W9_11", 1e-3)


def test_the_distance_keeps_what_rounding_explains():
    net, x, y, _ = random_case(2, "sigmoid")
    coarse, fine = (check_gradients(net, x, y, epsilon=e) for e in (1e-5, 1e-12))
    assert (coarse.distance >= coarse.relative_error).all()
    assert fine.distance.max() > 1e-4 > coarse.distance.max()
    assert np.isfinite(check_gradients(net, x, y, epsilon=1e-300).distance).all()
