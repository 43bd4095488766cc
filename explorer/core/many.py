"""The engine of a sweep: all its runs, in chunks that fit the cache."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.core.arrays import Array, check_at_least, check_finite, check_option
from explorer.core.chunks import SWEPT, Chunk, Plan, Slopes

Progress = Callable[[float], object]
"""Told what share is done, from 0 to 1; if what it returns is true, the sweep stops."""

_BETWEEN = 4_000_000  # numbers handled between two calls of the progress function


@dataclass(frozen=True, eq=False)
class Runs:
    """How many runs ended; arrays of the sweep's shape S, read-only.

    Attributes
    ----------
    parameters
        At the end, S + (P,), in the order of the names; NaN after a divergence.
    loss
        E at the end, S; NaN after a divergence.
    settled_at
        The step from which on the run was within the target until the end, S; -1 where
        it was not. Touching the target in passing does not count.
    diverged_at
        The step at which a number was no longer finite or a parameter beyond
        `history.DIVERGED`, as in a `History`, S; else -1.
    computed
        Whether the run was computed to its end, S: False for those that a progress
        function kept from it; their numbers are NaN and -1.
    """

    parameters: Array
    loss: Array
    settled_at: NDArray[np.int64]
    diverged_at: NDArray[np.int64]
    computed: NDArray[np.bool_]

    @property
    def complete(self) -> bool:
        """Whether every run was computed."""
        return bool(self.computed.all())


def run_many(
    plan: Plan,
    starts: ArrayLike,
    learning_rate: ArrayLike,
    momentum: ArrayLike,
    progress: Progress | None = None,
) -> Runs:
    """Run a plan for all starts, rates and momenta that broadcast to one shape.

    Raises
    ------
    ValueError
        If an argument is out of range or the shapes do not broadcast.
    """
    check_option("method", plan.method, SWEPT)
    check_at_least("steps", plan.steps)
    check_at_least("target", plan.target)
    w, count = np.asarray(starts, dtype=np.float64), len(plan.order)
    if w.ndim < 1 or w.shape[-1] != count:
        raise ValueError(f"starts must have shape (..., {count}), got {w.shape}.")
    check_finite("starts", w)
    given = []
    for name, values in (("learning_rate", learning_rate), ("momentum", momentum)):
        array = np.asarray(values, dtype=np.float64)
        wrong = array[~((array >= 0.0) & (array < np.inf))]
        if wrong.size:
            raise ValueError(
                f"{name} must be finite and at least 0, got {wrong.flat[0]}."
            )
        given.append(array)
    rates, momenta = given
    try:
        shape = np.broadcast_shapes(w.shape[:-1], rates.shape, momenta.shape)
    except ValueError:
        raise ValueError(
            "starts, learning_rate and momentum must broadcast, got "
            f"{w.shape[:-1]}, {rates.shape} and {momenta.shape}."
        ) from None
    lanes = shape or (1,)
    spread = np.broadcast_to(w, (*lanes, count))
    rates, momenta = (np.broadcast_to(array, lanes) for array in given)
    tell = progress or (lambda share: False)
    return _in_chunks(plan, shape, spread, rates, momenta, tell)


def _in_chunks(
    plan: Plan,
    shape: tuple[int, ...],
    starts: Array,
    rates: Array,
    momenta: Array,
    progress: Progress,
) -> Runs:
    runs = rates.size
    parameters, loss = np.full((runs, len(plan.order)), np.nan), np.full(runs, np.nan)
    settled, diverged = np.full((2, runs), -1)
    computed = np.zeros(runs, dtype=np.bool_)
    slopes: Slopes | None = None
    size = 0
    for low in range(0, runs, plan.chunk):
        some = slice(low, min(low + plan.chunk, runs))
        at = np.unravel_index(np.arange(some.start, some.stop), rates.shape)
        if slopes is None or size != some.stop - low:
            size = some.stop - low
            slopes = plan.slopes(size)
        chunk = Chunk(plan, slopes, starts[at], rates[at], momenta[at])
        stride = max(_BETWEEN // (size * plan.work), 1)
        while not chunk.done:
            chunk.advance(stride)
            share = (low + size * chunk.at / (plan.steps + 1)) / runs
            if progress(share) and not (chunk.done and some.stop == runs):
                break
        else:
            fine = chunk.diverged < 0
            parameters[some] = np.where(fine, chunk.w[plan.order], np.nan).T
            loss[some] = np.where(fine, chunk.losses, np.nan)
            inside = fine & (chunk.settled <= plan.steps)
            settled[some] = np.where(inside, chunk.settled, -1)
            diverged[some], computed[some] = chunk.diverged, True
            continue
        break
    for array in (parameters, loss, settled, diverged, computed):
        array.setflags(write=False)
    return Runs(
        parameters.reshape(*shape, len(plan.order)),
        loss.reshape(shape),
        settled.reshape(shape),
        diverged.reshape(shape),
        computed.reshape(shape),
    )
