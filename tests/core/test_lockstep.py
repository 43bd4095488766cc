"""Networks side by side are the sweep's, and answer as each would alone; twins."""

import numpy as np
import pytest

from explorer.core.datasets import xor
from explorer.core.lockstep import Lockstep, outputs
from explorer.core.network import Network, forward
from explorer.core.rules import METHODS
from explorer.core.starts import equal, normal
from explorer.core.sweeps import train_many
from explorer.core.training import train
from explorer.core.twins import twins
from tests.core.cases import SIGMOIDS

SIZES = (2, 3, 1)
STARTS = np.array([normal(SIZES, seed) for seed in range(7)])


@pytest.mark.parametrize("method", METHODS)
def test_slice_by_slice_it_is_the_sweep(method):
    given = {"method": method, "learning_rate": 0.8, "momentum": 0.5, "steps": 60}
    runs = Lockstep(SIZES, SIGMOIDS, STARTS, *xor(), **given)
    assert np.array_equal(runs.parameters, STARTS)
    slices = 0
    while not runs.done:
        runs.advance(0.0)
        slices += 1
    whole = train_many(SIZES, SIGMOIDS, STARTS, *xor(), **given)
    assert slices > 5
    assert runs.step == runs.steps == 60
    assert np.array_equal(runs.parameters, whole.parameters)
    assert np.array_equal(runs.loss, whole.loss)


def test_one_that_diverges_leaves_the_others_alone():
    starts = np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    x, y = [[1e3, 1e3], [0.0, 0.0]], [[1.0], [0.0]]
    starts[0, 2] = 0.0
    runs = Lockstep((2, 1), ["linear"], starts, x, y, learning_rate=1.0, steps=50)
    while not runs.done:
        runs.advance(0.0)
    assert runs.diverged.all()


def test_each_answers_as_it_would_alone():
    x = np.random.default_rng(0).standard_normal((5, 2))
    answers = outputs(SIZES, ["tanh", "sigmoid"], STARTS, x)
    for answer, start in zip(answers, STARTS, strict=True):
        alone = Network.from_parameters(SIZES, ["tanh", "sigmoid"], start)
        assert np.allclose(answer, forward(alone, x).output, rtol=1e-13, atol=0)


def test_what_does_not_fit_is_refused():
    for wrong, match in (
        ({"starts": STARTS[0]}, "starts must have shape"),
        ({"learning_rate": -1.0}, "learning_rate"),
        ({"momentum": np.inf}, "momentum"),
        ({"method": "adam"}, "method"),
        ({"steps": -1}, "steps"),
    ):
        given = {"starts": STARTS, **wrong}
        starts = given.pop("starts")
        with pytest.raises(ValueError, match=match):
            Lockstep(SIZES, SIGMOIDS, starts, *xor(), **given)


def test_twins_stay_twins_to_the_last_bit():
    net = Network.from_parameters(SIZES, SIGMOIDS, equal(SIZES))
    history = train(net, *xor(), learning_rate=1.0, steps=200)
    last = Network.from_parameters(SIZES, SIGMOIDS, history.parameters[-1])
    assert twins(net, 1) == twins(last, 1) == (1, 2, 3)
    assert not np.array_equal(net.parameters, last.parameters)


def test_units_that_differ_anywhere_are_no_twins():
    flat = equal(SIZES).copy()
    flat[9] = np.nextafter(flat[9], 1.0)  # to the output from the first unit
    assert twins(Network.from_parameters(SIZES, SIGMOIDS, flat), 1) == (2, 3)
    with pytest.raises(ValueError, match="hidden"):
        twins(Network.from_parameters(SIZES, SIGMOIDS, flat), 2)
