"""What a training run leaves behind: every number of every step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Array
from explorer.core.optimisers import Rule

DIVERGED = 1e6
"""Training has diverged when a parameter's absolute value exceeds this."""


@dataclass(frozen=True, eq=False)
class History:
    """Every step of a training run: row t is the state before update t; read-only.

    Attributes
    ----------
    parameters
        The stored w, (k+1, P), in the order of the names. For Nesterov this is the
        look-ahead point ``theta + momentum * velocity``.
    gradient
        Gradient at ``parameters`` of the batch of that step, (k+1, P). The last row's
        is that of the step that would come next. A mean is over the batch.
    velocity
        (k+1, P): ``velocity[0] = 0``; for the decks' rules ``velocity[t+1] = momentum *
        velocity[t] - learning_rates[t] * gradient[t]`` (momentum 0 for plain gradient
        descent), for others ``parameters[t+1] - parameters[t]``.
    loss
        E of *all* examples at ``parameters``, (k+1,).
    examples_seen
        Examples used up before row t, (k+1,).
    diverged_at
        The first row that would hold a number that is not finite or a parameter beyond
        `DIVERGED`, else None. From there on all rows are NaN.
    stopped_by
        One of `stopping.REASONS`; None while the run goes on.
    rule, learning_rates, examples
        What the run was given: how a gradient became a step, the rate of each update,
        (k,), and N.
    """

    parameters: Array
    gradient: Array
    velocity: Array
    loss: Array
    examples_seen: NDArray[np.int64]
    diverged_at: int | None
    stopped_by: str | None
    rule: Rule
    learning_rates: Array
    examples: int

    @property
    def steps(self) -> int:
        """Number of updates, k."""
        return len(self.loss) - 1

    @property
    def theta(self) -> Array:
        """The points that would be deployed, (k+1, P); w itself but for Nesterov."""
        return self.rule.theta(self.parameters, {"velocity": self.velocity})

    def epoch(self, step: int) -> int:
        """Return how many whole passes over the data lie before a row."""
        return int(self.examples_seen[step]) // self.examples
