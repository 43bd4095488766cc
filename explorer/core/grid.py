"""A forward pass in which a few parameters take a whole grid of values at once.

Each unit keeps an array that broadcasts to (examples, m, n) and stays as small as it
can: one that no varied parameter reaches is (examples, 1, 1), one that depends on the
columns only is (examples, 1, n). So most of a plane costs what its last layer costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array
from explorer.core.layers import Network
from explorer.core.parameters import places

_CELLS = 16_384  # numbers per temporary array: 128 kB, which stays in the cache


def grid_losses(
    network: Network,
    x: Array,
    y: Array,
    varied: Mapping[str, Array],
    shape: tuple[int, int],
    loss: str,
) -> Array:
    """Sum the examples' losses at every point of a grid.

    Parameters
    ----------
    network
        Gives the parameters that stay.
    x, y
        Inputs (N, n_0) and targets (N, n_L).
    varied
        By name, the values of the others: (1, 1, n) along the columns, (1, m, 1) along
        the rows.
    shape
        (m, n).
    loss
        A key of `losses.LOSSES` that suits the output layer.

    Returns
    -------
    Array
        (m, n). Where a number overflows it may be infinite or NaN; call it with
        numpy's warnings off.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> neuron = Network((Layer([[1.0]], [0.0], "linear"),))
    >>> x, values = np.ones((1, 1)), {"W1_11": np.array([[[0.0, 2.0]]])}
    >>> grid_losses(neuron, x, 0 * x, values, (1, 2), "half_squared").tolist()
    [[0.0, 2.0]]
    """
    m, n = shape
    rows = max(_CELLS // n, 1)
    examples = max(_CELLS // (min(rows, m) * n), 1)
    losses = np.zeros(shape)
    for row in range(0, m, rows):
        band = slice(row, row + rows)
        parts = {k: v if v.shape[1] == 1 else v[:, band] for k, v in varied.items()}
        weights = _rows(network, parts)
        for start in range(0, len(x), examples):
            some = slice(start, start + examples)
            units = [column.reshape(-1, 1, 1) for column in x[some].T]
            for layer, activation in zip(weights, network.activations, strict=True):
                z = [_weighted(row_of_unit, units) for row_of_unit in layer]
                units = z
                if loss == "half_squared" or layer is not weights[-1]:
                    units = [_activated(activation, value) for value in z]
            for unit, target in zip(units, y[some].T, strict=True):
                losses[band] += _loss(loss, unit, target.reshape(-1, 1, 1)).sum(axis=0)
    return losses


def _rows(network: Network, varied: Mapping[str, Array]) -> list[list[list[Array]]]:
    """List weights per layer and unit, its bias last, each a number or an array."""
    weights: list[list[list[Array]]] = [
        [
            [*map(np.asarray, row), np.asarray(bias)]
            for row, bias in zip(W, b, strict=True)
        ]
        for W, b in ((layer.W, layer.b) for layer in network.layers)
    ]
    for name, values in varied.items():
        place = places(network.sizes)[name]
        weights[place.layer - 1][place.unit - 1][place.source - 1] = values
    return weights


def _weighted(row: Sequence[Array], units: Sequence[Array]) -> Array:
    """Weighted sum plus bias: the smallest arrays first, so that few are large."""
    terms = [weight * unit for weight, unit in zip(row, units, strict=False)]
    terms.sort(key=np.size)
    result = row[-1] + terms[0]
    for term in terms[1:]:
        fits = all(a in (1, b) for a, b in zip(result.shape, term.shape, strict=True))
        result = np.add(term, result, out=term if fits else None)
    return result


def _activated(activation: str, z: Array) -> Array:
    """Activation, written over z where that saves time; the numbers are the same."""
    if activation != "sigmoid":
        return ACTIVATIONS[activation].value(z)
    np.negative(z, out=z)
    np.exp(z, out=z)
    np.add(z, 1.0, out=z)
    return np.reciprocal(z, out=z)


def _loss(loss: str, unit: Array, target: Array) -> Array:
    """Loss of one output: from y_hat for half_squared, from z for cross-entropy."""
    if loss == "half_squared":
        error = np.subtract(unit, target)
        np.multiply(error, error, out=error)
        return np.multiply(error, 0.5, out=error)
    small = np.log1p(np.exp(-np.abs(unit)))
    return np.maximum(unit, 0.0) - target * unit + small
