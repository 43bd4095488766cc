"""The loss of a network over two of its parameters, as a landscape to steer through.

Decks: S3-19 to S3-21 (the XOR network with its hand-set weights), S2-31 to S2-35.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, matrix, saturated
from explorer.core.curvature import hessian
from explorer.core.datasets import xor
from explorer.core.lanes import network_slopes
from explorer.core.layers import Network
from explorer.core.program import augmented_order
from explorer.core.quadratics import Bends, Landscape, Window
from explorer.core.starts import comp755_hand_set

_Evaluate = Callable[[Array, Array], tuple[Array, Array]]
_REST = 1e-12  # a slope this small is that of a minimum
_NEWTON = 60  # steps at most


def network_landscape(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    first: str,
    second: str,
    *,
    name: str,
    formula: str,
    window: Window,
    start: tuple[float, float],
) -> Landscape:
    """Build the half squared error of all examples over two parameters.

    Parameters
    ----------
    network
        The other parameters stay as they are; its activations are those of
        `LANE_ACTIVATIONS`, each with a second derivative.
    x, y
        Inputs (N, n_0) and targets (N, n_L).
    first, second
        Two different parameters: the landscape's x and y.
    name, formula, window, start
        As for `Landscape`. Its minimum is the one that Newton's method finds from where
        the network stands, none if it finds none.

    Raises
    ------
    ValueError
        If a name is unknown or given twice, or the examples do not fit.

    Examples
    --------
    A neuron without a bias, ``(w x - y)**2 / 2`` at x = 2, y = 6:

    >>> from explorer.core.layers import Layer
    >>> neuron = Network((Layer([[1.0]], [0.0], "linear"),))
    >>> land = network_landscape(neuron, [[2.0]], [[6.0]], "W1_11", "b1_1", name="n",
    ...     formula="E", window=((0, 5), (-1, 1)), start=(0, 0))
    >>> land.value([1.0, 0.0]).tolist(), land.gradient([1.0, 0.0]).tolist()
    (8.0, [-8.0, -4.0])
    """
    if first == second:
        raise ValueError(f"A landscape needs two parameters, got {first} twice.")
    places = [network.index(first), network.index(second)]
    inputs = matrix("x", x, network.sizes[0])
    targets = matrix("y", y, network.sizes[-1], len(inputs))
    order = augmented_order(network.sizes)
    rest = np.empty(len(order))
    rest[order] = network.parameters

    @_once_each
    def evaluate(a: Array, b: Array) -> tuple[Array, Array]:
        """Return E and its two slopes at places of one shape."""
        lanes = np.repeat(rest[:, None], a.size, axis=1)
        lanes[order[places]] = np.stack([a.ravel(), b.ravel()])
        gradient, losses = np.empty_like(lanes), np.empty(a.size)
        settings = (network.sizes, network.activations, "half_squared", 1.0)
        network_slopes(*settings, inputs, targets, a.size, len(inputs))(
            lanes, gradient, losses
        )
        return losses.reshape(a.shape), gradient[order[places]].reshape(2, *a.shape)

    def slopes(a: Array, b: Array) -> tuple[Array, Array]:
        along, up = evaluate(a, b)[1]
        return along, up

    def bends(a: Array, b: Array) -> Bends:
        found = np.empty((3, a.size))
        for at, values in enumerate(zip(a.ravel(), b.ravel(), strict=True)):
            there = network.replace(
                **dict(zip((first, second), map(float, values), strict=True))
            )
            second_ones = hessian(there, inputs, targets)[np.ix_(places, places)]
            found[:, at] = second_ones[[0, 0, 1], [0, 1, 1]]
        across, mixed, upwards = found.reshape(3, *a.shape)
        return across, mixed, upwards

    def height(a: Array, b: Array) -> Array:
        return saturated(evaluate(a, b)[0])

    land = Landscape(name, formula, (), window, start, height, slopes, bends)
    at = _minimum(land, network.parameters[places])
    minima = () if at is None else ((float(at[0]), float(at[1])),)
    return Landscape(name, formula, minima, window, start, height, slopes, bends)


def _once_each(evaluate: _Evaluate) -> _Evaluate:
    """Keep the last answer: value and gradient are asked for at the same places."""
    last: list[tuple[Array, tuple[Array, Array]]] = []

    def kept(a: Array, b: Array) -> tuple[Array, Array]:
        places = np.stack([a, b])
        if not (last and np.array_equal(last[0][0], places)):
            last[:] = [(places, evaluate(a, b))]
        return last[0][1]

    return kept


def _minimum(land: Landscape, at: Array) -> Array | None:
    """Walk to the nearest minimum with Newton's steps, shortened to 1; None if lost."""
    for _ in range(_NEWTON):
        slope = land.gradient(at)
        values, vectors = np.linalg.eigh(land.hessian(at))
        if np.abs(slope).max() < _REST and values.min() > 0.0:
            return at
        curved = np.maximum(np.abs(values), 1e-6)
        step = vectors @ ((vectors.T @ slope) / curved)
        at = at - step / max(float(np.hypot(*step)), 1.0)
    return None


def xor_landscape(F: float = 5.0) -> Landscape:
    """Build the loss of COMP755's hand-set XOR network over two weights of its output.

    The bias of the output counts as a weight on the constant 1.

    Parameters
    ----------
    F
        The factor of the hand-set weights, positive (S3-20).

    Examples
    --------
    >>> land = xor_landscape()
    >>> [round(place, 3) for place in land.minima[0]]
    [6.515, -2.939]
    """
    network = Network.from_parameters(
        (2, 2, 1), ("sigmoid", "sigmoid"), comp755_hand_set(F)
    )
    x, y = xor()
    return network_landscape(
        network, x, y, "W2_11", "b2_1", name="xor",
        formula="E of the XOR network, x = w²₁₁, y = b²₁",
        window=((-10.0, 15.0), (-12.0, 8.0)), start=(-4.0, 4.0),
    )  # fmt: skip
