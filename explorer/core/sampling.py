"""How training chooses a batch, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.batches import Batches
from explorer.core.priority import PriorityBatches


@dataclass(frozen=True)
class Sampling:
    """How the examples of a batch are chosen; full batch, unless a size is given.

    Parameters
    ----------
    order
        One of `batches.ORDERS`. Without replacement, a batch from two pools has no
        example twice, but batches do not share out an epoch.
    high
        Examples of high priority, counted from 0; empty: no priorities.
    share, weighted
        As for `priority.PriorityBatches`; only used with priorities.

    Examples
    --------
    >>> Sampling("given").batches(count=4, size=3, seed=0).take().tolist()
    [0, 1, 2]
    """

    order: str = "shuffled"
    high: tuple[int, ...] = ()
    share: float = 0.5
    weighted: bool = True

    def batches(self, count: int, size: int | None, seed: int) -> Batches:
        """Return the batches of a run over ``count`` examples.

        Raises
        ------
        ValueError
            If the numbers do not go together; the sentence says which.
        """
        plain = Batches(count, size, seed, self.order)
        if not self.high:
            return plain
        again = self.order == "replacement"
        pools = (self.high, self.share, self.weighted, again)
        return PriorityBatches(count, size, seed, *pools)


SHUFFLED = Sampling()
"""Epochs without replacement, or full batch: what is meant if nothing is said."""
