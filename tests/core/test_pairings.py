"""What a loss sends back through an output unit, sound pair or not."""

import math

import numpy as np
import pytest

from explorer.core.pairings import (
    OUTPUTS,
    TWO_LOSSES,
    score,
    softmax_score,
    strongest_push,
)
from explorer.core.softmax import softmax, softmax_jacobian

STEP = 1e-6


def at(activation, loss, z, target, **more):
    return score(activation, loss, z, target, **more)


def test_confidently_wrong():
    """S2-22: z = 6.5, target 0, and z = -4, target 1."""
    quadratic, entropy = (at("sigmoid", loss, 6.5, 0.0) for loss in TWO_LOSSES)
    assert quadratic.delta[0] == pytest.approx(0.0014966785)
    assert entropy.delta[0] == pytest.approx(0.9984988177)
    quadratic, entropy = (at("sigmoid", loss, -4.0, 1.0) for loss in TWO_LOSSES)
    assert quadratic.delta[0] == pytest.approx(-0.0173450211)
    assert entropy.delta[0] == pytest.approx(-0.9820137900)


@pytest.mark.parametrize("loss", TWO_LOSSES)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
def test_delta_is_the_derivative_by_z(output, loss, target):
    z = np.linspace(0.1, 0.9, 9)
    ahead, behind = (at(output, loss, z + d, target).loss for d in (STEP, -STEP))
    delta = at(output, loss, z, target).delta
    assert delta == pytest.approx((ahead - behind) / (2 * STEP), rel=1e-5, abs=1e-8)


def test_the_slope_cancels_and_does_not_become_1():
    z = np.linspace(-30, 30, 61)
    entropy = at("sigmoid", "binary_cross_entropy", z, 0.0)
    assert entropy.loss_slope * entropy.slope == pytest.approx(entropy.delta)
    assert entropy.delta == pytest.approx(entropy.prediction)
    assert entropy.slope[0] < 1e-12


def test_a_linear_output_has_no_logarithm_outside_0_to_1():
    """E-20: -1.4286 inside, nothing outside, and 0 ln 0 = 0 at the ends (S3-05)."""
    entropy = at("linear", "binary_cross_entropy", [0.7, 1.0, 0.0, -0.1, 1.5], 1.0)
    assert entropy.delta[0] == pytest.approx(-1 / 0.7)
    assert entropy.loss[1:3].tolist() == [0.0, math.inf]
    assert np.isnan(entropy.loss[3:]).all()
    assert np.isnan(entropy.delta[3:]).all()


def test_without_its_minus_the_cross_entropy_pushes_the_wrong_way():
    right = at("sigmoid", "binary_cross_entropy", 2.0, 0.0)
    wrong = at("sigmoid", "binary_cross_entropy", 2.0, 0.0, minus=False)
    assert wrong.loss[0] == -right.loss[0] < 0
    assert wrong.delta[0] == -right.delta[0]
    same = at("sigmoid", "half_squared", 2.0, 0.0, minus=False)
    assert same.loss[0] > 0


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_the_strongest_push(target):
    z = np.linspace(-30, 30, 6001)
    pushes = np.abs(at("sigmoid", "half_squared", z, target).delta)
    found = z[pushes.argmax()]
    assert strongest_push("half_squared", target) == pytest.approx(found, abs=0.01)
    pushes = np.abs(at("sigmoid", "binary_cross_entropy", z[::60], target).delta)
    away = strongest_push("binary_cross_entropy", target)
    assert (np.diff(pushes) * away >= 0).all()


@pytest.mark.parametrize("right", [0, 1, 2])
@pytest.mark.parametrize("z", [(1.0, 2.0, 3.0), (0.0, 0.0, 0.0), (-5.0, 2.0, 4.0)])
def test_a_softmax_passes_all_that_the_full_jacobian_says(z, right):
    scored, y = softmax_score(z, right), np.eye(3)[right]
    jacobian, shares = softmax_jacobian(z), softmax(z)
    assert scored.delta == pytest.approx(jacobian.T @ (-y / shares))
    assert scored.delta == pytest.approx(shares - y)
    assert scored.squared_delta == pytest.approx(jacobian.T @ (shares - y))
    diagonal = np.diag(np.diag(jacobian))
    assert scored.diagonal_delta == pytest.approx(diagonal @ (-y / shares))
    assert scored.cross_entropy == pytest.approx(-math.log(shares[right]))


def test_extreme_scores_stay_finite():
    scored = softmax_score([800.0, -800.0, 0.0], 1)
    assert scored.delta.tolist() == [1.0, -1.0, 0.0]
    assert np.isfinite(scored.squared_delta).all()
    assert np.isfinite(scored.diagonal_delta).all()


def test_what_there_is_not_is_named():
    with pytest.raises(ValueError, match="activation must be one of"):
        score("relu", "half_squared", 1.0, 0.0)
    with pytest.raises(ValueError, match="target must be from 0 to 1, got 2"):
        score("sigmoid", "half_squared", 1.0, 2.0)
    with pytest.raises(ValueError, match="right must be from 0 to 2, got 3"):
        softmax_score([1.0, 2.0, 3.0], 3)
