"""The gradient check finds what is wrong and accepts what is right."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core import gradient_check
from explorer.core.datasets import xor
from explorer.core.gradient_check import check_gradients
from explorer.core.network import Layer, Network, backward
from tests.core.cases import comp755, random_case


@pytest.mark.parametrize("loss", ["half_squared", "binary_cross_entropy"])
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_a_right_gradient_passes(loss, reduction):
    net, x, y, _ = random_case(2, "sigmoid")
    check = check_gradients(net, x, y, loss, reduction)
    assert check.names == net.parameter_names
    assert check.worst[1] < 1e-6


def test_comp755s_bias_bug_is_found(monkeypatch):  # E-31, E-38
    def buggy(*arguments):
        found = backward(*arguments)
        object.__setattr__(found, "db", (np.full(2, found.db[0][-1]), found.db[1]))
        return found

    monkeypatch.setattr(gradient_check, "backward", buggy)
    check = check_gradients(comp755(), *xor())
    assert check.worst[0] == "b1_1"
    assert check.worst[1] > 0.1


def test_the_kink_of_a_rectifier_disagrees_as_it_must():  # E-45
    hidden = Layer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], "relu")
    net = Network((hidden, Layer([[1.0, 2.0]], [0.0], "linear")))
    check = check_gradients(net, [[1.0, 0.0]], [[2.0]])
    index = check.names.index("W1_21")
    assert check.analytic[index] == 0.0
    assert check.numeric[index] == pytest.approx(-1.0, abs=1e-4)


@pytest.mark.parametrize("epsilon", [0.0, -1e-5, np.nan, np.inf])
def test_a_bad_epsilon_is_refused(epsilon):
    with pytest.raises(ValueError, match="epsilon must be positive and finite"):
        check_gradients(comp755(), *xor(), epsilon=epsilon)
