"""How Train XOR draws its batches, and what every example of one asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import floor

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Array
from explorer.core.network import Network, backward, forward
from explorer.core.priority import Shares, pool_shares
from explorer.core.sampling import Sampling
from explorer.explorers.train_xor.settings import TrainXorSettings

_HIGH = 0.2  # of the examples have high priority


def size(s: TrainXorSettings, count: int) -> int:
    """Return how many examples a batch has."""
    return count if s.batch == "all" else min(int(s.batch), count)


def pools(s: TrainXorSettings, count: int) -> tuple[int, int, float]:
    """Return how many examples each pool has, and the share in whole examples."""
    high, batch = max(round(_HIGH * count), 1), size(s, count)
    taken = min(max(floor(s.share * batch + 0.5), 1), batch - 1)
    return high, count - high, taken / batch


def shares(s: TrainXorSettings) -> tuple[Shares, Shares] | None:
    """Return what a batch takes from both pools, if there are any."""
    if s.sampling != "priority":
        return None
    high, low, share = pools(s, s.examples)
    return pool_shares(high, low, size(s, s.examples), share)


def sampling(s: TrainXorSettings, start: Network, x: Array, y: Array) -> Sampling:
    """Return how batches are drawn; priority goes to what the start gets most wrong."""
    if s.sampling != "priority":
        return Sampling(s.sampling)
    first = backward(start, forward(start, x), y, s.loss).example_loss
    high, _, share = pools(s, len(x))
    chosen = np.argsort(-first, kind="stable")[:high]
    return Sampling("replacement", tuple(chosen.tolist()), share, s.weighted)


@lru_cache(maxsize=8)
def _drawn(
    how: Sampling, count: int, batch: int, seed: int, steps: int
) -> tuple[list[NDArray[np.intp]], Array | None]:
    """Return the batches of a run, drawn again as the run draws them."""
    batches = how.batches(count, batch, seed)
    return [batches.take() for _ in range(steps + 1)], batches.weights


@dataclass(frozen=True, eq=False)
class Batch:
    """The batch of one step: its examples from 0, (B,), and what each asks for, (B, P).

    The rows of ``gradient`` add up to the gradient that the step follows.
    """

    examples: NDArray[np.intp]
    gradient: Array


def batch_at(
    s: TrainXorSettings, start: Network, now: Network, x: Array, y: Array, step: int
) -> Batch:
    """Return the batch of the step that leaves row ``step``."""
    how = sampling(s, start, x, y)
    drawn, weights = _drawn(how, len(x), size(s, len(x)), s.seed, s.steps)
    examples = drawn[step]
    some = x[examples]
    gradient = backward(
        now, forward(now, some), y[examples], s.loss, s.reduction
    ).example_gradient
    if weights is not None:
        gradient = gradient * weights[:, None]
    return Batch(examples, gradient)


def passed(s: TrainXorSettings, count: int) -> Array:
    """Return where each step from 0 to the last stands on the axis asked for."""
    if s.against == "updates":
        return np.arange(s.steps + 1, dtype=np.float64)
    how = Sampling("replacement" if s.sampling == "priority" else s.sampling)
    seen = how.batches(count, size(s, count), 0).seen(s.steps).astype(np.float64)
    return seen / count if s.against == "epochs" else seen
