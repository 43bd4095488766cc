"""Training as a function: settings in, the history of every step out.

Decks: S3-25 (full batch), S2-38 and S2-39 (mini-batch, online), S2-32, S2-41, E-22.
"""

from __future__ import annotations

from math import isfinite
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import check_option, matrix, sealed
from explorer.core.batches import Batches
from explorer.core.history import DIVERGED, History
from explorer.core.layers import Network
from explorer.core.losses import REDUCTIONS, check_pairing, check_targets
from explorer.core.optimisers import METHODS
from explorer.core.stepper import Stepper
from explorer.core.units import Call

__all__ = ["DIVERGED", "METHODS", "History", "Run", "train"]

_BLOCK = 64  # steps between two looks for divergence


class Run:
    """One training run that can be continued: computes each step once.

    Parameters
    ----------
    network
        The start.
    x, y
        Inputs (N, n_0) and targets (N, n_L).
    loss, reduction
        As for `network.backward`; a mean is over the examples of the batch.
    method, learning_rate, momentum
        As for `optimisers.step`; the numbers are finite and at least 0.
    steps
        Updates of the whole run, at least 0.
    batch_size
        Examples per update, at least 1; N or more (or None) is full batch, 1 online.
        An epoch is a shuffle without replacement; its last batch may be short.
    seed
        Of the shuffles (numpy's ``default_rng``), at least 0.

    Raises
    ------
    ValueError
        If an argument is out of range; the sentence names it and its value.

    Examples
    --------
    One step on S1-05's neuron with learning rate 0.5 reaches the target:

    >>> from explorer.core.layers import Layer
    >>> neuron = Network((Layer([[1.0, 0.0]], [2.0], "linear"),))
    >>> run = Run(neuron, [[1.0, 0.0]], [[2.0]], learning_rate=0.5, steps=2)
    >>> run.advance(1), run.done, run.history.loss.tolist()
    (1, False, [0.5, 0.0])
    """

    def __init__(
        self,
        network: Network,
        x: ArrayLike,
        y: ArrayLike,
        *,
        loss: str = "half_squared",
        reduction: str = "sum",
        method: str = "gradient_descent",
        learning_rate: float = 0.1,
        momentum: float = 0.0,
        steps: int = 300,
        batch_size: int | None = None,
        seed: int = 0,
    ) -> None:
        sizes = network.sizes
        x, y = matrix("x", x, sizes[0]), matrix("y", y, sizes[-1], len(x))
        check_pairing(loss, network.activations[-1])
        check_targets(loss, y)
        check_option("reduction", reduction, REDUCTIONS)
        check_option("method", method, METHODS)
        size = len(x) if batch_size is None else batch_size
        for name, rate in (("learning_rate", learning_rate), ("momentum", momentum)):
            if not (isfinite(rate) and rate >= 0.0):
                raise ValueError(f"{name} must be finite and at least 0, got {rate}.")
        for name, number, least in (
            ("steps", steps, 0),
            ("batch_size", size, 1),
            ("seed", seed, 0),
        ):
            if number < least:
                raise ValueError(f"{name} must be at least {least}, got {number}.")
        self.steps, self.computed = steps, 0
        self.diverged_at: int | None = None
        self._given = (method, float(learning_rate), float(momentum))
        self._batches = Batches(len(x), size, seed)
        self._stepper = Stepper(
            network, x, y, loss, reduction == "mean", self._batches, *self._given
        )
        width = self._stepper.row.size
        self._size = width // 3
        self._rows = np.empty((steps + 1, width))
        # A stride takes about 0.1 ms, so that a time budget is kept.
        self._stride = min(max(4000 // (len(x) * sum(sizes)), 1), 8)
        # The history in the order of the names, filled when somebody looks.
        self._named = [np.empty((steps + 1, self._size)) for _ in range(3)]
        self._loss, self._copied = np.empty(steps + 1), 0
        self._loss_scale = 0.5 if loss == "half_squared" else 1.0
        self._loss_scale /= len(x) if reduction == "mean" else 1
        self._compute(0, 0, ())

    @property
    def done(self) -> bool:
        """Whether there is nothing left to compute."""
        return self.computed == self.steps

    def advance(self, until: int, seconds: float = 0.0) -> int:
        """Compute up to step ``until``, then as many more as fit the time.

        Parameters
        ----------
        until
            A step; always reached, whatever the time; the run's end at most.
        seconds
            Time from the call on within which further steps are begun.

        Returns
        -------
        int
            Steps computed so far. After a divergence this is all of them, at once.
        """
        end = perf_counter() + seconds
        while self.computed < min(until, self.steps):
            last = min(until, self.steps, self.computed + _BLOCK)
            self._compute(self.computed + 1, last, self._stepper.update)
        while not self.done and perf_counter() < end:
            last = min(self.steps, self.computed + self._stride)
            self._compute(self.computed + 1, last, self._stepper.update)
        return self.computed

    def _compute(self, first: int, last: int, update: tuple[Call, ...]) -> None:
        """Fill rows ``first`` to ``last``, then look for divergence."""
        rows, row, cycle = self._rows, self._stepper.row, self._stepper.cycle
        period = len(cycle)
        with np.errstate(all="ignore"):
            for t in range(first, last + 1):
                for call in update:
                    call()
                for call in cycle[t % period]:
                    call()
                rows[t] = row
            new = rows[first : last + 1]
            inside = np.abs(new[:, : self._size]) <= DIVERGED
        fine = np.isfinite(new).all(axis=1) & inside.all(axis=1)
        self.computed = last
        if not fine.all():
            self.diverged_at = first + int(fine.argmin())
            rows[self.diverged_at :] = np.nan
            self.computed = self.steps

    @property
    def history(self) -> History:
        """The rows computed so far; what was copied once is not copied again."""
        old, new, order = self._copied, self.computed + 1, self._stepper.order
        if new > old:
            rows = self._rows[old:new]
            for part, named in enumerate(self._named):
                named[old:new] = rows[:, order + part * self._size]
            self._loss[old:new] = rows[:, -1] * self._loss_scale
            self._copied = new
        w, gradient, velocity = (sealed(named[:new]) for named in self._named)
        loss, seen = sealed(self._loss[:new]), self._batches.seen(self.computed)
        numbers = (w, gradient, velocity, loss, seen, self.diverged_at)
        return History(*numbers, *self._given, self._batches.count)


def train(network: Network, x: ArrayLike, y: ArrayLike, **settings: Any) -> History:
    """Train from start to end and return the history.

    Parameters
    ----------
    network, x, y
        The start, inputs (N, n_0) and targets (N, n_L).
    settings
        As for `Run`: loss, reduction, method, learning_rate, momentum, steps,
        batch_size and seed, all by name.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    COMP755's start on XOR's four points (S2-14, S2-39), one full-batch step:

    >>> from explorer.core.datasets import xor
    >>> from explorer.core.starts import comp755_start
    >>> network = Network.from_parameters((2, 2, 1), ["sigmoid"] * 2, comp755_start())
    >>> history = train(network, *xor(), reduction="mean", learning_rate=1.0, steps=1)
    >>> history.parameters[1, :2].round(10).tolist()
    [0.8114419675, -0.3053246904]
    """
    run = Run(network, x, y, **settings)
    run.advance(run.steps)
    return run.history
