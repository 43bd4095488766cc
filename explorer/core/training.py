"""Training as a function: settings in, the history of every step out.

Decks: S3-25 (full batch), S2-38 and S2-39 (mini-batch, online), S2-10 (when to stop),
S2-32 to S2-41, E-22.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any

from numpy.typing import ArrayLike

from explorer.core.activations import check_trainable
from explorer.core.arrays import check_option, matrix
from explorer.core.history import DIVERGED, History
from explorer.core.layers import Network
from explorer.core.losses import REDUCTIONS, check_pairing, check_targets
from explorer.core.optimisers import Rule
from explorer.core.record import Record
from explorer.core.rules import METHODS, rule_of
from explorer.core.sampling import SHUFFLED, Sampling
from explorer.core.schedules import Schedule, rates, schedule_of
from explorer.core.stepper import Stepper
from explorer.core.stopping import Stopping, stopping_of
from explorer.core.target import loss_unit

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
    method, momentum
        As for `rules.rule_of`; or the method is a rule with its own numbers.
    learning_rate
        Finite, at least 0, or a schedule.
    steps
        Updates of the whole run, at least 0, or all there is to say about `Stopping`;
        the gradient that may stop it is that of the step's batch.
    batch_size
        Examples per update, at least 1; N or more (or None) is full batch, 1 online.
    sampling
        How they are chosen.
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
        method: str | Rule = "gradient_descent",
        learning_rate: float | Schedule = 0.1,
        momentum: float = 0.0,
        steps: int | Stopping = 300,
        batch_size: int | None = None,
        sampling: Sampling = SHUFFLED,
        seed: int = 0,
    ) -> None:
        sizes = network.sizes
        x, y = matrix("x", x, sizes[0]), matrix("y", y, sizes[-1], len(x))
        check_trainable(network.activations)
        check_pairing(loss, network.activations[-1])
        check_targets(loss, y)
        check_option("reduction", reduction, REDUCTIONS)
        self._rule, schedule = rule_of(method, momentum), schedule_of(learning_rate)
        self._stopping = stopping_of(steps)
        self.steps, self.computed = self._stopping.steps, 0
        self.diverged_at: int | None = None
        self.stopped_by: str | None = None
        self._rates = rates(schedule, self.steps)
        self._batches = sampling.batches(len(x), batch_size, seed)
        mean, how = reduction == "mean", (self._rule, schedule)
        self._stepper = Stepper(network, x, y, loss, mean, self._batches, *how)
        # A stride takes about 0.1 ms, so that a time budget is kept.
        self._stride = min(max(4000 // (len(x) * sum(sizes)), 1), 8)
        scale = loss_unit(loss, sizes[-1]) / (len(x) if mean else 1)
        self._record = Record(self.steps, self._stepper.order, scale)
        self._compute(0, 0)

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
            self._compute(self.computed + 1, last)
        while not self.done and perf_counter() < end:
            last = min(self.steps, self.computed + self._stride)
            self._compute(self.computed + 1, last)
        return self.computed

    def _compute(self, first: int, last: int) -> None:
        """Fill rows ``first`` to ``last``, then look whether the run has ended."""
        self._stepper.fill(self._record.rows, first, last)
        end = self._record.end(first, last, self._stopping)
        self.computed = last
        if end is None:
            self.stopped_by = "steps" if last == self.steps else None
            return
        at, self.stopped_by = end
        if self.stopped_by == "diverged":
            self.diverged_at = at
        else:
            self.steps = at
        self.computed = self.steps

    @property
    def history(self) -> History:
        """The rows computed so far."""
        return History(
            *self._record.named(self.computed + 1),
            self._batches.seen(self.computed),
            self.diverged_at,
            self.stopped_by,
            self._rule,
            self._rates[: self.computed],
            self._batches.count,
        )


def train(network: Network, x: ArrayLike, y: ArrayLike, **settings: Any) -> History:
    """Train from start to end and return the history.

    Parameters
    ----------
    network, x, y
        The start, inputs (N, n_0) and targets (N, n_L).
    settings
        As for `Run`: loss, reduction, method, learning_rate, momentum, steps,
        batch_size, sampling and seed, all by name.

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
