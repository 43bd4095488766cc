"""The lanes of one chunk of a sweep, from step to step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.adaptive import AdaGrad
from explorer.core.arrays import Array
from explorer.core.history import DIVERGED
from explorer.core.rules import METHODS

SWEPT = (*METHODS, "adagrad")
"""The rules that a sweep knows; AdaGrad ignores the momentum."""

_EPS = AdaGrad().eps

Slopes = Callable[[Array, Array, Array], None]
"""(parameters (P, R), gradient (P, R), losses (R,)): fills the last two."""


@dataclass(frozen=True)
class Plan:
    """What all runs of a sweep share.

    Attributes
    ----------
    slopes
        R to a function that evaluates R runs.
    order
        Where each named parameter sits in the engine's vectors, (P,).
    method, steps, target
        As for `sweeps.train_many`.
    flatness
        Whether the target is for the largest slope, not for the loss.
    chunk
        Runs at once.
    work
        Numbers that one step of one run handles, for the pace of the progress.
    """

    slopes: Callable[[int], Slopes]
    order: NDArray[np.intp]
    method: str
    steps: int
    target: float
    flatness: bool
    chunk: int
    work: int


class Chunk:
    """R runs between two steps: parameters, gradient and velocity, (P, R) each."""

    def __init__(
        self, plan: Plan, slopes: Slopes, starts: Array, rates: Array, momenta: Array
    ) -> None:
        self.plan, self.slopes = plan, slopes
        self.rates, self.momenta = rates, momenta
        self.w, self.gradient, self.velocity, self.scratch = np.zeros(
            (4, len(plan.order), len(rates))
        )
        self.w[plan.order] = starts.T
        self.losses, self.peak = np.empty((2, len(rates)))
        self.settled, self.diverged = np.full((2, len(rates)), -1)
        self.at = 0  # the next step to compute
        self.done = False

    def advance(self, steps: int) -> None:
        """Compute up to so many further steps, the start being step 0."""
        with np.errstate(all="ignore"):
            for t in range(self.at, min(self.at + steps, self.plan.steps + 1)):
                if t:
                    self._update()
                self.slopes(self.w, self.gradient, self.losses)
                self._look(t)
                self.at = t + 1
                if self.done:
                    break
        self.done = self.done or self.at > self.plan.steps

    def _update(self) -> None:
        """Take a step of `SWEPT` in place."""
        w, v, scratch, method = self.w, self.velocity, self.scratch, self.plan.method
        np.multiply(self.gradient, self.rates, out=scratch)
        if method == "adagrad":  # v is the root of the summed squares
            np.hypot(v, self.gradient, out=v)
            scratch /= v + _EPS
            w -= scratch
            return
        if method == "gradient_descent":
            w -= scratch
            return
        v *= self.momenta
        v -= scratch
        if method == "momentum":
            w += v
            return
        w -= scratch
        np.multiply(v, self.momenta, out=scratch)
        w += scratch

    def _look(self, t: int) -> None:
        """Note who is outside the target and who diverges."""
        np.abs(self.w, out=self.scratch)
        np.max(self.scratch, axis=0, out=self.peak)
        fine = self.peak <= DIVERGED
        np.abs(self.gradient, out=self.scratch)
        np.max(self.scratch, axis=0, out=self.peak)
        fine &= self.peak < np.inf
        fine &= np.isfinite(self.losses)
        measure = self.peak if self.plan.flatness else self.losses
        np.copyto(self.settled, t + 1, where=~(measure <= self.plan.target))
        if t == 0:
            np.maximum(self.settled, 0, out=self.settled)
        if not fine.all():
            self.diverged[~fine & (self.diverged < 0)] = t
            self.done = bool((self.diverged >= 0).all())
