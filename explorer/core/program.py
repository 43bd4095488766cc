"""Training's arithmetic as a list of calls on buffers that are made once.

The formulas are those of `network` and `optimisers` (tests hold them together); this
is their quick form. Columns are examples here and a bias is the weight of an input
that is always 1, so a layer is one matrix ``[W | b]`` and its gradient one product.
Nothing is allocated during a step: every call writes into a buffer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Array
from explorer.core.target import Target
from explorer.core.units import Call, Units


def augmented_order(sizes: Sequence[int]) -> NDArray[np.intp]:
    """Return where each named parameter sits in the vector of ``[W | b]`` matrices.

    Examples
    --------
    >>> augmented_order((2, 2)).tolist()  # [w11 w12 b1; w21 w22 b2], W first, then b
    [0, 1, 3, 4, 2, 5]
    """
    parts, start = [], 0
    for n_in, n_out in pairwise(sizes):
        block = start + np.arange(n_out * (n_in + 1)).reshape(n_out, n_in + 1)
        parts += [block[:, :-1].ravel(), block[:, -1]]
        start += block.size
    return np.concatenate(parts)


def _blocks(sizes: Sequence[int], flat: Array) -> list[Array]:
    """Cut a flat augmented vector into the layers' matrices [W | b], as views."""
    blocks, start = [], 0
    for n_in, n_out in pairwise(sizes):
        end = start + n_out * (n_in + 1)
        blocks.append(flat[start:end].reshape(n_out, n_in + 1))
        start = end
    return blocks


class Program:
    """Both passes for a fixed number of examples.

    Attributes
    ----------
    x
        Where the inputs are put, (n_0, N), before `calls` run.
    calls
        Without arguments; run in order they fill the cell and the gradient.

    Parameters
    ----------
    sizes, activations, loss, scale
        The network and its loss; ``scale`` multiplies each example's gradient: a
        number, or one for each, (N,).
    count
        Number of examples N.
    parameters
        Flat and augmented, (P,): read where it stands.
    gradient
        (P,), written if given.
    cell
        0-d array, written if given: sum over the examples of the loss, counted in
        `target.loss_unit`.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activations: Sequence[str],
        loss: str,
        scale: float | Array,
        count: int,
        parameters: Array,
        gradient: Array | None = None,
        cell: Array | None = None,
    ) -> None:
        below = np.ones((sizes[0] + 1, count))
        self.x = below[:-1]
        weights, inputs, calls = _blocks(sizes, parameters), [below], list[Call]()
        units = [
            Units(size, count, activation)
            for size, activation in zip(sizes[1:], activations, strict=True)
        ]
        for block, layer in zip(weights, units, strict=True):
            calls.append(partial(block.dot, inputs[-1], layer.z))
            calls += layer.forward()
            inputs.append(layer.augmented)
        self._target = Target(loss, units[-1])
        calls += self._target.compare()
        if cell is not None:
            calls += self._target.value(cell)
        if gradient is not None:
            calls += self._target.delta()
            scale, top = scale * self._target.factor, units[-1]
            if np.any(np.not_equal(scale, 1.0)):
                calls.append(partial(np.multiply, top.delta, scale, top.delta))
            rows = _blocks(sizes, gradient)
            for depth in range(len(units) - 1, -1, -1):
                delta = units[depth].delta
                calls.append(partial(delta.dot, inputs[depth].T, rows[depth]))
                if depth:
                    lower = units[depth - 1]
                    calls.append(partial(weights[depth].T.dot, delta, lower.back))
                    calls += lower.backward()
        self.calls = tuple(calls)

    def load(self, x: Array, y: Array) -> None:
        """Put examples in: x (n_0, N), y (n_L, N)."""
        self.x[...] = x
        self._target.load(y)
