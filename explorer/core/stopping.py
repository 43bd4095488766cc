"""When a run ends (S2-10): the gradient is small, or enough steps were taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Array, check_at_least, check_option

NORMS = ("max", "euclidean")
"""Norms of a gradient: its largest absolute value, or its length."""

REASONS = ("gradient", "steps", "diverged")
"""What can end a run."""


@dataclass(frozen=True)
class Stopping:
    """Two criteria; whichever is met first ends the run.

    The first, ``norm of the gradient < gradient_below``, is met on a saturated plateau
    as well as in a minimum.

    Parameters
    ----------
    steps
        T, updates at most, at least 0.
    gradient_below
        Finite, at least 0; 0 is never met.
    norm
        One of `NORMS`.

    Raises
    ------
    ValueError
        If a number is out of range or there is no such norm.

    Examples
    --------
    >>> stopping = Stopping(steps=300, gradient_below=0.01)
    >>> stopping.reason(7, np.array([0.02, 0.0])), stopping.reason(7, np.zeros(2))
    (None, 'gradient')
    """

    steps: int = 300
    gradient_below: float = 0.0
    norm: str = "max"

    def __post_init__(self) -> None:
        if self.steps < 0:
            raise ValueError(f"steps must be at least 0, got {self.steps}.")
        check_at_least("gradient_below", self.gradient_below)
        check_option("norm", self.norm, NORMS)

    def small(self, gradients: Array) -> NDArray[np.bool_]:
        """Return which gradients of (..., P) are small, (...)."""
        with np.errstate(all="ignore"):
            if self.norm == "max":
                size = np.abs(gradients).max(axis=-1)
            else:
                size = np.sqrt(np.square(gradients).sum(axis=-1))
        return np.asarray(size < self.gradient_below)

    def reason(self, step: int, gradient: Array) -> str | None:
        """Return why a run ends before update ``step``, if it does.

        Where both criteria are met it is the gradient.
        """
        if self.gradient_below > 0.0 and self.small(gradient):
            return "gradient"
        return "steps" if step >= self.steps else None


def stopping_of(steps: int | Stopping) -> Stopping:
    """Return a number of steps as a stopping rule, a rule as it is."""
    return steps if isinstance(steps, Stopping) else Stopping(steps)
