"""The loss in the quick form of training: calls that compare the top with targets."""

from __future__ import annotations

from functools import partial

import numpy as np

from explorer.core.arrays import Array
from explorer.core.softmax import others
from explorer.core.units import ONE, ZERO, Call, Units


def loss_unit(loss: str, outputs: int) -> float:
    """Return what a `Target`'s cell is counted in: the loss is the cell times this.

    Examples
    --------
    >>> loss_unit("half_squared", 3), loss_unit("mean_squared", 4)
    (0.5, 0.25)
    """
    return {"half_squared": 0.5, "mean_squared": 1.0 / outputs}.get(loss, 1.0)


class Target:
    """Targets, and the calls for the loss and for the top layer's delta.

    Attributes
    ----------
    y
        The targets, (n_L, N), put there by `load`.
    factor
        What `delta` leaves out: it must be multiplied by this.

    Parameters
    ----------
    loss
        A key of `losses.LOSSES` that suits the top layer.
    top
        The buffers of that layer.
    """

    def __init__(self, loss: str, top: Units) -> None:
        outputs, count = top.h.shape
        self.loss, self.top = loss, top
        self.factor = 2.0 / outputs if loss == "mean_squared" else 1.0
        # y above what stands against it, one above the other: 1 - y, or for classes
        # the other targets' sum; y_hat - y = against h - y (1 - h) for both
        self._sheet = np.zeros((2 * outputs, count))
        self.against, self.y = self._sheet[:outputs], self._sheet[outputs:]
        self._others = others(outputs)

    def load(self, y: Array) -> None:
        """Put targets in, (n_L, N)."""
        self.y[...] = y
        if self.loss == "categorical_cross_entropy":
            np.dot(self._others, self.y, self.against)
        else:
            np.subtract(ONE, self.y, self.against)

    def compare(self) -> list[Call]:
        """Return the calls that both the loss and the delta need first."""
        if self.loss == "binary_cross_entropy":
            return []
        if self.loss == "categorical_cross_entropy":
            return [self.top.rest_call()]
        return [partial(np.subtract, self.top.h, self.y, self.top.dh)]

    def value(self, cell: Array) -> list[Call]:
        """Return the calls that put the examples' sum into a 0-d array."""
        top = self.top
        if self.loss == "binary_cross_entropy":
            grown = np.zeros_like(self._sheet)
            return [
                partial(np.logaddexp, ZERO, top.both_z, grown),
                partial(grown.ravel().dot, self._sheet.ravel(), cell),
            ]
        if self.loss == "categorical_cross_entropy":
            surprise = np.zeros_like(self.y)
            return [
                partial(np.log, top.rest, surprise),
                partial(np.subtract, surprise, top.shifted, surprise),
                partial(np.logaddexp, ZERO, surprise, surprise),
                partial(surprise.ravel().dot, self.y.ravel(), cell),
            ]
        return [partial(top.dh.ravel().dot, top.dh.ravel(), cell)]

    def delta(self) -> list[Call]:
        """Return the calls that fill the top layer's delta."""
        top = self.top
        if self.loss == "binary_cross_entropy":
            rest, more = top.other, list[Call]()
        elif self.loss == "categorical_cross_entropy":
            rest, more = top.rest, [partial(np.divide, top.rest, top.whole, top.rest)]
        else:
            return top.backward()
        return [
            *more,
            partial(np.multiply, top.h, self.against, top.delta),
            partial(np.multiply, rest, self.y, top.slope),
            partial(np.subtract, top.delta, top.slope, top.delta),
        ]
