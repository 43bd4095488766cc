"""The rows of a training run while it is computed, and where they end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Array, sealed
from explorer.core.history import DIVERGED
from explorer.core.stopping import Stopping


class Record:
    """Room for every step.

    Parameters
    ----------
    steps
        Updates at most.
    order
        Where each named parameter sits in a row's third, (P,).
    loss_scale
        Turns the loss of a row into E.

    Attributes
    ----------
    rows
        (steps + 1, 3 P + 1), to be filled with `Stepper.row`.
    """

    def __init__(self, steps: int, order: NDArray[np.intp], loss_scale: float) -> None:
        self.rows = np.empty((steps + 1, 3 * order.size + 1))
        self._order, self._loss_scale = order, loss_scale
        # The same in the order of the names, filled when somebody looks.
        self._named = [np.empty((steps + 1, order.size)) for _ in range(3)]
        self._loss, self._copied = np.empty(steps + 1), 0

    def end(self, first: int, last: int, stopping: Stopping) -> tuple[int, str] | None:
        """Look for the end in rows ``first`` to ``last``.

        Returns
        -------
        tuple or None
            The first row with a small gradient or not fit to be shown, and why. From a
            row that is not fit on, all are NaN afterwards.
        """
        new, size = self.rows[first : last + 1], self._order.size
        with np.errstate(all="ignore"):
            inside = np.abs(new[:, :size]) <= DIVERGED
        fine = np.logical_and(np.isfinite(new).all(axis=1), inside.all(axis=1))
        ends = ~fine
        if stopping.gradient_below > 0.0:
            ends |= stopping.small(new[:, size : 2 * size])
        if not ends.any():
            return None
        row = int(ends.argmax())
        if fine[row]:
            return first + row, "gradient"
        self.rows[first + row :] = np.nan
        return first + row, "diverged"

    def named(self, count: int) -> tuple[Array, Array, Array, Array]:
        """Return the first rows' parameters, gradients, velocities (count, P) and E.

        They are read-only; what was copied once is not copied again.
        """
        old = self._copied
        if count > old:
            rows = self.rows[old:count]
            for part, named in enumerate(self._named):
                named[old:count] = rows[:, self._order + part * self._order.size]
            self._loss[old:count] = rows[:, -1] * self._loss_scale
            self._copied = count
        w, gradient, velocity = (sealed(named[:count]) for named in self._named)
        return w, gradient, velocity, sealed(self._loss[:count])
