"""The order in which training sees the examples (S2-38, S2-39)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Array, check_option

ORDERS = ("shuffled", "given", "replacement")
"""How batches are drawn."""


class Batches:
    """Batches of examples, one after the other.

    - ``"shuffled"``: without replacement, each epoch a new shuffle of all examples. The
      last batch of an epoch may be short. With a batch of all examples nothing is
      shuffled and the generator is not used.
    - ``"given"``: the same without shuffling.
    - ``"replacement"``: every example of every batch is any of the N, so an epoch of N
      examples may miss some and repeat others.

    Parameters
    ----------
    count
        Number of examples N, at least 1.
    size
        Examples per batch, at least 1; N or more, or None, is N: full batch.
    seed
        Of the generator (numpy's ``default_rng``), at least 0.
    order
        One of `ORDERS`.

    Attributes
    ----------
    sizes
        Of the batches until the sizes repeat: ``(2, 2, 1)``.
    full
        Whether every batch is all examples, in the given order.
    weights
        What each example's gradient is multiplied by, (size,), if not by 1.

    Raises
    ------
    ValueError
        If a number is out of range or there is no such order.

    Examples
    --------
    >>> batches = Batches(count=5, size=2, seed=0)
    >>> [len(batches.take()) for _ in range(3)], batches.seen(4).tolist()
    ([2, 2, 1], [0, 2, 4, 5, 7])
    """

    weights: Array | None = None

    def __init__(
        self, count: int, size: int | None, seed: int, order: str = "shuffled"
    ) -> None:
        size = count if size is None else size
        for name, number, least in (("batch_size", size, 1), ("seed", seed, 0)):
            if number < least:
                raise ValueError(f"{name} must be at least {least}, got {number}.")
        check_option("order", order, ORDERS)
        self.count, self.size, self.order = count, min(size, count), order
        whole, left = divmod(count, self.size)
        self.sizes = (self.size,) * whole + (left,) * (left > 0)
        if order == "replacement":
            self.sizes = (self.size,)
        self.full = self.size == count and order != "replacement"
        self.rng = np.random.default_rng(seed)
        self._examples, self._next = np.arange(count), 0

    def take(self) -> NDArray[np.intp]:
        """Return the next batch's examples, counted from 0."""
        if self.full:
            return self._examples
        if self.order == "replacement":
            return self.rng.integers(self.count, size=self.size, dtype=np.intp)
        if self._next == 0 and self.order == "shuffled":
            self._examples = self.rng.permutation(self.count)
        start, end = self._next, min(self._next + self.size, self.count)
        self._next = end % self.count
        return self._examples[start:end]

    def seen(self, steps: int) -> NDArray[np.int64]:
        """Return the examples used up before step 0, 1, ... ``steps``."""
        rounds, within = np.divmod(np.arange(steps + 1), len(self.sizes))
        seen = np.cumsum((0, *self.sizes))
        seen = rounds * seen[-1] + seen[within]
        seen.setflags(write=False)
        return seen
