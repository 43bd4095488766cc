"""Measured error signals against the two passes of a network, layer by layer."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core import depths
from explorer.core.depths import depth_map
from explorer.core.network import Layer, Network, backward, forward


@pytest.mark.parametrize("activation", ["linear", "sigmoid", "tanh", "relu"])
def test_sizes_are_those_of_the_backward_pass(activation):
    """One network and one input: choose targets so that dE/dh is what was drawn."""
    found = depth_map([1.7], [3], activation, width=4, seeds=1, examples=5, seed=9)
    x, error, *weights = (
        np.random.default_rng([9, part]).standard_normal(shape)
        for part, shape in enumerate([(1, 5, 4), (1, 5, 4), *[(1, 4, 4)] * 3])
    )
    layers = [Layer(W[0] * 1.7 / 2.0, np.zeros(4), activation) for W in weights]
    net = Network(tuple(layers))
    trace = forward(net, x[0])
    passes = backward(net, trace, trace.output - error[0])
    expected = [np.sqrt(np.mean(delta**2)) for delta in passes.delta]
    np.testing.assert_allclose(found.delta[0, 0], expected, rtol=1e-10)


def test_a_sigmoid_fades_by_at_least_four_per_layer_and_weight():
    found = depth_map([1.0, 8.0], [1, 2, 10], width=6)
    assert found.ratio[0, 0] == 1.0
    assert found.ratio[0, 2] < 0.25**9 * 10
    assert found.ratio[1, 2] > found.ratio[0, 2]
    assert np.isnan(found.delta[0, 1, 2:]).all()


def test_chunks_leave_no_layer_out(monkeypatch):
    given = {"width": 3, "seeds": 9, "examples": 2}
    whole = depth_map([1.0], [4], "tanh", **given)
    monkeypatch.setattr(depths, "_NUMBERS", 3 * 9 * 4)
    pieces = depth_map([1.0], [4], "tanh", **given)
    np.testing.assert_allclose(pieces.delta, whole.delta, rtol=1e-12)


def test_it_can_be_stopped():
    shares = []
    whole = depth_map([1.0, 2.0], [2], progress=shares.append)
    part = depth_map([1.0, 2.0], [2], progress=lambda share: True)
    assert shares == [0.5, 1.0]
    assert part.computed.tolist() == [True, False]
    assert part.delta[0].tolist() == whole.delta[0].tolist()
    assert np.isnan(part.delta[1]).all()


def test_huge_and_zero_scales_warn_nothing():
    found = depth_map([0.0, 1e308], [1, 6], "relu")
    assert found.delta[0, 1, 0] == 0.0
    assert found.ratio.shape == (2, 2)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"scales": []}, "at least one number each"),
        ({"scales": [-1.0]}, "scales must be finite and at least 0, got -1.0"),
        ({"depths": [0]}, "depths must be finite and at least 1, got 0"),
        ({"width": 0}, "width must be finite and at least 1, got 0"),
        ({"activation": "swish"}, "activation must be one of"),
    ],
)
def test_bad_arguments_are_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        depth_map(**({"scales": [1.0], "depths": [2]} | change))
