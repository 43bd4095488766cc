"""The gradients of 1,000 random networks against differences of a second forward pass.

Complex step (exact but for rounding) where the network is analytic; where it has kinks,
central differences of fourth order, on networks none of whose kinks they reach.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from explorer.core.network import Network, backward, forward
from explorer.core.parameters import split
from tests.core.cases import PAIRINGS, TRAINABLE

NETWORKS, BLOCKS, SEED = 1000, 20, 2
KINKS = {"relu", "leaky_relu"}
ANALYTIC = [name for name in TRAINABLE if name not in KINKS]
TINY, SMALL = 1e-30, 3e-3


def activated(name, z):
    """(K, n, N) to the same; a second time, for complex numbers."""
    if name == "softmax":
        grown = np.exp(z - z.real.max(axis=1, keepdims=True))
        return grown / grown.sum(axis=1, keepdims=True)
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if name == "tanh":
        return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return z * (1 - {"linear": 0, "relu": 1, "leaky_relu": 0.99}[name] * (z.real <= 0))


def losses(net, flats, x, y, loss, reduction):
    """E at each of K parameter vectors (K, P), and which rectifiers are on, (K, n)."""
    h, start = np.broadcast_to(x.T, (len(flats), *x.T.shape)), 0
    sides = [np.ones((len(flats), 1), bool)]
    for (n_in, n_out), name in zip(pairwise(net.sizes), net.activations, strict=True):
        weights = flats[:, start : start + n_out * n_in].reshape(-1, n_out, n_in)
        biases = flats[:, start + n_out * n_in : start + n_out * (n_in + 1), None]
        start += n_out * (n_in + 1)
        z = weights @ h + biases
        if name in KINKS:
            sides.append((z > 0).reshape(len(flats), -1))
        h = activated(name, z)
    each = {
        "half_squared": lambda: (h - y.T) ** 2 / 2,
        "mean_squared": lambda: (h - y.T) ** 2 / net.sizes[-1],
        "binary_cross_entropy": lambda: -y.T * np.log(h) - (1 - y.T) * np.log(1 - h),
        "categorical_cross_entropy": lambda: -y.T * np.log(h),
    }[loss]()
    total = each.sum(axis=(1, 2)) / (len(x) if reduction == "mean" else 1)
    return total, np.concatenate(sides, axis=1)


def differences(net, *data):
    """The gradient (P,) by differences and how exact it is; None if it meets a kink."""
    unit = np.eye(len(net.parameters))
    if KINKS.isdisjoint(net.activations):
        found, _ = losses(net, net.parameters + 1j * TINY * unit, *data)
        return found.imag / TINY, 1e-10
    moves = np.concatenate([by * unit for by in (SMALL, -SMALL, 2 * SMALL, -2 * SMALL)])
    found, sides = losses(net, net.parameters + moves, *data)
    if (sides != sides[0]).any():
        return None, None
    up, down, far_up, far_down = found.reshape(4, -1)
    return (8 * (up - down) - (far_up - far_down)) / (12 * SMALL), 1e-6


def random_network(rng, output, loss):
    """Depth 1 to 5, widths 1 to 8, 1 to 4 examples; and its gradient by differences."""
    while True:
        sizes = tuple(int(n) for n in rng.integers(1, 9, rng.integers(2, 7)))
        names = TRAINABLE if rng.random() < 0.5 else ANALYTIC
        hidden = (str(name) for name in rng.choice(names, len(sizes) - 2))
        # sums of order 1, so that the second pass keeps its digits at ln(1 - y_hat)
        parts = [
            rng.normal(0, n_in**-0.5, (n_in + 1) * n_out)
            for n_in, n_out in pairwise(sizes)
        ]
        net = Network.from_parameters(sizes, (*hidden, output), np.concatenate(parts))
        count, reduction = int(rng.integers(1, 5)), str(rng.choice(["sum", "mean"]))
        x, y = rng.normal(0, 1, (count, sizes[0])), rng.random((count, sizes[-1]))
        expected, exact = differences(net, x, y, loss, reduction)
        if expected is not None:
            return net, (x, y, loss, reduction), expected, exact


@pytest.mark.parametrize("block", range(BLOCKS))
def test_gradients_of_random_networks(block):
    rng = np.random.default_rng([SEED, block])
    for number in range(block, NETWORKS, BLOCKS):
        net, data, expected, exact = random_network(
            rng, *PAIRINGS[number % len(PAIRINGS)]
        )
        gradients = backward(net, forward(net, data[0]), *data[1:])
        value, _ = losses(net, net.parameters[None], *data)
        assert gradients.loss == pytest.approx(value[0], rel=1e-12)
        pairs = zip(gradients.dW, gradients.db, strict=True)
        for pair, right in zip(pairs, split(net.sizes, expected), strict=True):
            for a, b in zip(pair, right, strict=True):
                off, size = np.linalg.norm(a - b), np.linalg.norm(b)
                assert off <= max(exact * size, 1e-14), (number, net.activations)
