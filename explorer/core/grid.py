"""A forward pass in which a few parameters take a whole grid of values at once.

Each unit keeps an array that broadcasts to (examples, m, n) and stays as small as it
can: (examples, 1, n) if it depends on the columns only. Where a pre-activation is a
part per row plus a part per column, ``exp(a + b) = exp(a) exp(b)`` saves the
exponentials of the whole grid, which is where the time would go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array
from explorer.core.layers import Network
from explorer.core.parameters import places

_CELLS = 131_072  # numbers per temporary array, 1 MB: few calls, and near the cache
_EXAMPLES = 512  # at once at most, so that a product of (1 + exp) stays finite
_SAFE = 350.0  # exp of up to this, twice, neither overflows nor underflows

# Weights are multiplied by this (exactly), so that exp takes their sum as it is:
# sigmoid(z) = 1 / (1 + exp(-z)) and tanh(z) = 2 / (1 + exp(-2 z)) - 1.
_INSIDE = {"sigmoid": -1.0, "tanh": -2.0}


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
        (m, n), to about 1e-15 of the largest term. Where a number overflows it may be
        infinite or NaN; call it with numpy's warnings off.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> neuron = Network((Layer([[1.0]], [0.0], "linear"),))
    >>> x, values = np.ones((1, 1)), {"W1_11": np.array([[[0.0, 2.0]]])}
    >>> grid_losses(neuron, x, 0 * x, values, (1, 2), "half_squared").tolist()
    [[0.0, 2.0]]
    """
    m, n = shape
    rows = min(max(_CELLS // n, 1), m)
    examples = min(max(_CELLS // (rows * n), 1), _EXAMPLES)
    losses = np.zeros(shape)
    inputs, targets = x.T[:, :, None, None], y.T[:, :, None, None]
    for low in range(0, m, rows):
        band = slice(low, low + rows)
        parts = {k: v if v.shape[1] == 1 else v[:, band] for k, v in varied.items()}
        *below, top = _rows(network, parts)
        for start in range(0, len(x), examples):
            some = slice(start, start + examples)
            units = list(inputs[:, some])
            for layer, activation in zip(below, network.activations, strict=False):
                units = _layer(activation, layer, units)
            if loss == "binary_cross_entropy":
                sums = [_weighted(row, units) for row in top]
                units.clear()  # frees its memory for what follows
                for z, target in zip(sums, targets[:, some], strict=True):
                    losses[band] += _cross_entropy(z, target)
            elif loss == "categorical_cross_entropy":
                losses[band] += _of_classes(top, units, targets[:, some])
            else:
                units = _layer(network.activations[-1], top, units)
                for unit, target in zip(units, targets[:, some], strict=True):
                    losses[band] += _half_squared(unit, target)
    return losses * (2.0 / len(targets)) if loss == "mean_squared" else losses


def _rows(
    network: Network, varied: Mapping[str, Array]
) -> list[list[list[float | Array]]]:
    """List weights per layer and unit, its bias last, times `_INSIDE`."""
    weights: list[list[list[float | Array]]] = []
    for layer in network.layers:
        scale = _INSIDE.get(layer.activation, 1.0)
        lists = zip(layer.W.tolist(), layer.b.tolist(), strict=True)
        weights.append([[scale * w for w in (*row, bias)] for row, bias in lists])
    for name, values in varied.items():
        layer_at, unit, source = places(network.sizes)[name]
        scale = _INSIDE.get(network.activations[layer_at - 1], 1.0)
        weights[layer_at - 1][unit - 1][source - 1] = values * scale
    return weights


def _weighted(row: Sequence[float | Array], units: Sequence[Array]) -> list[Array]:
    """Weighted sum plus bias: one new array, or a part per row and one per column."""
    bias, found = row[-1], dict[tuple[bool, bool], Array]()
    terms = [w * unit for w, unit in zip(row, units, strict=False)]
    for term in terms if isinstance(bias, float) else [bias, *terms]:
        key = (term.shape[1] > 1, term.shape[2] > 1)
        found[key] = found[key] + term if key in found else term
    constant = found.pop((False, False), 0.0)
    if isinstance(bias, float):
        constant = constant + bias
    if not found:
        return [np.asarray(constant)]
    if (True, True) in found:
        whole = found.pop((True, True))
        for part in found.values():
            whole += part
        whole += constant
        return [whole]
    parts = list(found.values())
    parts[0] = parts[0] + constant
    return parts


def _exponential(parts: list[Array], spend: bool = False) -> Array:
    if len(parts) == 2 and all(np.abs(part).max() < _SAFE for part in parts):
        return np.exp(parts[0]) * np.exp(parts[1])
    if len(parts) == 2:
        return np.exp(np.add(*parts))
    return np.exp(parts[0], out=parts[0] if spend else None)


def _layer(
    activation: str, rows: list[list[float | Array]], units: list[Array]
) -> list[Array]:
    sums = [_weighted(row, units) for row in rows]
    units.clear()  # frees its memory for what follows
    if activation != "softmax":
        return [_activated(activation, parts) for parts in sums]
    grown = [np.exp(z) for z in _shifted(sums)]
    whole = sum(grown[1:], grown[0])
    return [part / whole for part in grown]


def _shifted(sums: list[list[Array]]) -> list[Array]:
    """Add up each unit's parts and take the largest unit off all of them."""
    each = [sum(parts[1:], parts[0]) for parts in sums]
    largest = reduce(np.maximum, each)
    return [z - largest for z in each]


def _activated(activation: str, parts: list[Array]) -> Array:
    """Return phi(z); a sigmoid of -a - b is ``exp(-a) / (exp(-a) + exp(b))``."""
    if activation not in _INSIDE:
        return ACTIVATIONS[activation].value(sum(parts[1:], parts[0]))
    if len(parts) == 2 and np.abs(parts[0]).max() < _SAFE:
        above = np.exp(-parts[0])
        grown = above + np.exp(parts[1])
    else:
        above, grown = np.ones(()), _exponential(parts, spend=True)
        grown += 1.0
    if activation == "sigmoid":
        return np.divide(above, grown, out=grown)
    np.divide(2.0 * above, grown, out=grown)
    return np.subtract(grown, 1.0, out=grown)


def _half_squared(unit: Array, target: Array) -> Array:
    error = np.subtract(unit, target, out=unit)
    flat = error.reshape(len(error), -1)  # one long loop, not many short ones
    return 0.5 * np.einsum("tc,tc->c", flat, flat).reshape(error.shape[1:])


def _cross_entropy(parts: list[Array], target: Array) -> Array:
    """``max(z, 0) - y z + ln(1 + exp(-|z|))``, one logarithm for all examples."""
    grown = _exponential(parts)
    shrunk = np.divide(1.0, grown)
    np.minimum(grown, shrunk, out=shrunk)
    shrunk += 1.0
    minus_z = sum(parts[1:], parts[0])
    straight = np.multiply(target, minus_z, out=grown)
    straight -= np.minimum(minus_z, 0.0, out=minus_z)
    return straight.sum(axis=0) + np.log(shrunk.prod(axis=0))


def _of_classes(
    rows: list[list[float | Array]], units: list[Array], targets: Array
) -> Array:
    """``sum_k y_k (ln(sum_j exp(z_j)) - z_k)``, with the largest z taken off."""
    shifted = _shifted([_weighted(row, units) for row in rows])
    whole = np.log(sum(np.exp(z) for z in shifted))
    pairs = zip(targets, shifted, strict=True)
    return np.asarray(sum((y * (whole - z)).sum(axis=0) for y, z in pairs))
