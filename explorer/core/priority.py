"""Priority sampling: each batch takes its share from a pool of chosen examples (S2-40).

An example of a small pool is drawn more often than one of a large pool, so the mean
gradient of such batches is biased (E-42), unless every gradient is weighted by how
rarely its pool is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import sealed
from explorer.core.batches import Batches


@dataclass(frozen=True)
class Shares:
    """What a batch takes from one pool.

    Attributes
    ----------
    taken
        Examples per batch.
    inclusion
        Expected draws of one example per batch; without replacement, its probability.
    weight
        ``(N_pool / N) / (taken / B)``: with it the batch's mean is unbiased.
    """

    taken: int
    inclusion: float
    weight: float


def pool_shares(
    high: int, low: int, size: int, share: float = 0.5
) -> tuple[Shares, Shares]:
    """Return what a batch takes from the pools of high and of low priority.

    Parameters
    ----------
    high, low
        Examples in each pool, at least 1.
    size
        Examples per batch B, at least 2.
    share
        Wanted part of the batch that is of high priority, between 0 and 1; it is
        rounded to whole examples, and the weights are those of the rounded one.

    Raises
    ------
    ValueError
        If a pool is empty or would give no example: no weight could make up for it.

    Examples
    --------
    S2-40:

    >>> first, second = pool_shares(high=20, low=80, size=10, share=0.5)
    >>> first
    Shares(taken=5, inclusion=0.25, weight=0.4)
    >>> second
    Shares(taken=5, inclusion=0.0625, weight=1.6)
    """
    if min(high, low) < 1:
        raise ValueError(f"both pools must have examples, got {high} and {low}.")
    if not 0.0 < share < 1.0:
        raise ValueError(f"share must be between 0 and 1, got {share}.")
    taken = floor(share * size + 0.5)
    if not 0 < taken < size:
        raise ValueError(
            f"a batch must take from both pools, got {taken} of {size} examples from "
            f"that of high priority."
        )
    return (
        Shares(taken, taken / high, high * size / ((high + low) * taken)),
        Shares(
            size - taken,
            (size - taken) / low,
            low * size / ((high + low) * (size - taken)),
        ),
    )


class PriorityBatches(Batches):
    """Batches that take a fixed share from a pool of high priority.

    Parameters
    ----------
    count, size, seed
        As for `Batches`.
    high
        The examples of high priority, counted from 0, each once.
    share
        As for `pool_shares`.
    weighted
        Whether gradients are weighted so that their mean is unbiased.
    replacement
        Whether an example may be drawn twice for one batch. Batches do not depend on
        each other in either case.

    Raises
    ------
    ValueError
        As `Batches` and `pool_shares`; if an example is none or named twice; if a pool
        has too few examples to be drawn without replacement.

    Examples
    --------
    >>> batches = PriorityBatches(100, 10, seed=0, high=range(20))
    >>> (batches.take() < 20).tolist() == [True] * 5 + [False] * 5
    True
    >>> batches.weights[[0, 9]].tolist()
    [0.4, 1.6]
    """

    def __init__(
        self,
        count: int,
        size: int | None,
        seed: int,
        high: Sequence[int],
        share: float = 0.5,
        weighted: bool = True,
        replacement: bool = False,
    ) -> None:
        super().__init__(count, size, seed, "replacement")
        chosen = np.zeros(count, dtype=bool)
        for example in high:
            if not 0 <= example < count or chosen[example]:
                rule = f"must be different examples from 0 to {count - 1}"
                raise ValueError(f"high {rule}, got {example}.")
            chosen[example] = True
        pools = (np.flatnonzero(chosen), np.flatnonzero(~chosen))
        shares = pool_shares(len(pools[0]), len(pools[1]), self.size, share)
        self._draws = [(pool, of.taken) for pool, of in zip(pools, shares, strict=True)]
        for pool, taken in self._draws:
            if taken > len(pool) and not replacement:
                raise ValueError(
                    f"without replacement a pool must have as many examples as a batch "
                    f"takes from it, {taken}, got {len(pool)}."
                )
        self._replacement = replacement
        if weighted:
            weights = [np.full(of.taken, of.weight) for of in shares]
            self.weights = sealed(np.concatenate(weights))

    def take(self) -> NDArray[np.intp]:
        """Return the next batch's examples, those of high priority first."""
        return np.concatenate(
            [
                self.rng.choice(pool, taken, self._replacement)
                for pool, taken in self._draws
            ]
        )
