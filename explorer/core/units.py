"""One layer's buffers in the quick form of training, and the calls that fill them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from explorer.core.elementwise import LEAK
from explorer.core.softmax import others

Call = Callable[[], object]

# as arrays: a number would be converted at every call
ZERO, ONE, _LEAK = np.array(0.0), np.array(1.0), np.array(LEAK)


class Units:
    """Buffers of one layer; units in rows, examples in columns.

    Attributes
    ----------
    z, h, slope, delta
        As everywhere, (n_l, N).
    both_z, other
        z above -z, (2 n_l, N), and phi(-z), (n_l, N): filled for a sigmoid only.
    shifted, grown, whole, rest
        For a softmax only: z less its largest, (n_l, N), exp of that, (n_l, N), the
        sum of exp, (N,), and the sum without one's own, (n_l, N).
    augmented
        h above a row of ones, (n_l + 1, N): what the layer above multiplies.
    back, dh
        Where W^T delta from above is put, (n_l + 1, N), and its part without the row
        of the bias, (n_l, N).
    """

    def __init__(self, size: int, count: int, activation: str) -> None:
        self.activation = activation
        self.sheet = np.ones((2 * size + 1, count))
        self.other, self.h = self.sheet[:size], self.sheet[size : 2 * size]
        self.both, self.augmented = self.sheet[: 2 * size], self.sheet[size:]
        self.both_z = np.zeros((2 * size, count))
        self.z = self.h if activation == "linear" else self.both_z[:size]
        self.slope = np.ones((size, count))
        self.back = np.zeros((size + 1, count))
        self.dh = self.back[:size]
        self.delta = self.dh if activation == "linear" else np.zeros((size, count))
        if activation == "softmax":
            self.shifted, self.grown = self.both_z[size:], self.other
            self.whole, self.rest = np.ones(count), np.zeros((size, count))
            self._others = others(size)

    def forward(self) -> list[Call]:
        """Return the calls that fill h from z."""
        if self.activation == "sigmoid":
            return [
                partial(np.negative, self.z, self.both_z[len(self.z) :]),
                partial(np.exp, self.both_z, self.both),
                partial(np.add, self.both, ONE, self.both),
                partial(np.reciprocal, self.both, self.both),
            ]
        if self.activation == "tanh":
            return [partial(np.tanh, self.z, self.h)]
        if self.activation == "relu":
            return [partial(np.maximum, self.z, ZERO, out=self.h)]
        if self.activation == "leaky_relu":
            return [
                partial(np.multiply, self.z, _LEAK, self.h),
                partial(np.maximum, self.z, self.h, out=self.h),
            ]
        if self.activation == "softmax":
            return [
                partial(np.maximum.reduce, self.z, 0, None, self.whole),
                partial(np.subtract, self.z, self.whole, self.shifted),
                partial(np.exp, self.shifted, self.grown),
                partial(np.add.reduce, self.grown, 0, None, self.whole),
                partial(np.divide, self.grown, self.whole, self.h),
            ]
        return []

    def backward(self) -> list[Call]:
        """Return the calls that fill delta from dh."""
        gate: Call = partial(np.multiply, self.dh, self.slope, self.delta)
        if self.activation == "sigmoid":
            return [partial(np.multiply, self.h, self.other, self.slope), gate]
        if self.activation == "tanh":
            return [
                partial(np.cosh, self.z, self.slope),
                partial(np.reciprocal, self.slope, self.slope),
                partial(np.square, self.slope, self.slope),
                gate,
            ]
        if self.activation == "relu":
            return [partial(np.heaviside, self.z, ZERO, self.slope), gate]
        if self.activation == "leaky_relu":
            return [
                partial(np.heaviside, self.z, ZERO, self.slope),
                partial(np.maximum, self.slope, _LEAK, out=self.slope),
                gate,
            ]
        if self.activation == "softmax":
            return self._unmix()
        return []

    def rest_call(self) -> Call:
        """Return the call that sums what each unit of a softmax shares with."""
        return partial(self._others.dot, self.grown, self.rest)

    def _unmix(self) -> list[Call]:
        """Return `softmax.softmax_delta` as calls."""
        mixed = np.zeros_like(self.h)
        return [
            self.rest_call(),
            partial(np.divide, self.rest, self.whole, self.rest),
            partial(np.multiply, self.rest, self.dh, self.rest),
            partial(np.multiply, self.h, self.dh, self.slope),
            partial(self._others.dot, self.slope, mixed),
            partial(np.subtract, self.rest, mixed, self.rest),
            partial(np.multiply, self.h, self.rest, self.delta),
        ]
