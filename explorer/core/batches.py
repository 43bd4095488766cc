"""The order in which training sees the examples (S2-38, S2-39)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Batches:
    """Batches without replacement: each epoch is a new shuffle of all examples.

    With a batch of all examples nothing is shuffled and the generator is not used.
    The last batch of an epoch may be short.

    Attributes
    ----------
    count, size
        Numbers of examples and of examples per batch, 1 <= size <= count.
    per_epoch
        Batches in an epoch.

    Examples
    --------
    >>> batches = Batches(count=5, size=2, seed=0)
    >>> [len(batches.take()) for _ in range(3)], batches.seen(4).tolist()
    ([2, 2, 1], [0, 2, 4, 5, 7])
    """

    def __init__(self, count: int, size: int | None, seed: int) -> None:
        size = count if size is None else size
        for name, number, least in (("batch_size", size, 1), ("seed", seed, 0)):
            if number < least:
                raise ValueError(f"{name} must be at least {least}, got {number}.")
        self.count, self.size = count, min(size, count)
        self.per_epoch = -(-count // self.size)
        self._rng = np.random.default_rng(seed)
        self._order = np.arange(count)
        self._position = 0

    @property
    def full(self) -> bool:
        """Whether a batch is all examples."""
        return self.size == self.count

    @property
    def last_size(self) -> int:
        """Examples in the last batch of an epoch."""
        return self.count - (self.per_epoch - 1) * self.size

    def take(self) -> NDArray[np.intp]:
        """Return the next batch's examples, counted from 0."""
        if self.full:
            return self._order
        if self._position == 0:
            self._order = self._rng.permutation(self.count)
        start = self._position * self.size
        self._position = (self._position + 1) % self.per_epoch
        return self._order[start : start + self.size]

    def seen(self, steps: int) -> NDArray[np.int64]:
        """Return the examples used up before step 0, 1, ... ``steps``."""
        epochs, within = np.divmod(np.arange(steps + 1), self.per_epoch)
        seen = epochs * self.count + np.minimum(within * self.size, self.count)
        seen.setflags(write=False)
        return seen
