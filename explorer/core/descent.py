"""Descent on any function, and the record of every step.

Decks: S0-04, S2-10, S2-32 to S2-37, S2-41.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, frozen, sealed
from explorer.core.history import DIVERGED
from explorer.core.optimisers import Rule, State
from explorer.core.schedules import Schedule, rates, schedule_of
from explorer.core.stopping import Stopping, stopping_of

Objective = Callable[[Array], object]
Gradient = Callable[[Array], ArrayLike]


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Every step of a descent: row t is what holds before update t; read-only, finite.

    Attributes
    ----------
    positions
        The stored w, (n+1, d). For Nesterov this is the look-ahead point.
    objective
        Values at the positions, (n+1,).
    gradients
        Gradients at the positions, (n+1, d); the last has not been used.
    state
        By name, what the rule remembers, (n+1, ...); row 0 is its start.
    learning_rates
        (n,): that of update t.
    rule
        How a gradient became a step.
    stopped_by
        One of `stopping.REASONS`.
    diverged_at
        The row that would have come next, if a number of it were not finite or a
        position beyond the bound; else None.
    """

    positions: Array
    objective: Array
    gradients: Array
    state: Mapping[str, Array]
    learning_rates: Array
    rule: Rule
    stopped_by: str
    diverged_at: int | None

    @property
    def steps(self) -> int:
        """Number of updates, n."""
        return len(self.learning_rates)

    @property
    def velocity(self) -> Array:
        """The rule's velocity, else the last change of the position, (n+1, d)."""
        if "velocity" in self.state:
            return self.state["velocity"]
        changes = np.diff(self.positions, axis=0, prepend=self.positions[:1])
        return sealed(changes)

    @property
    def theta(self) -> Array:
        """The points that would be deployed, (n+1, d); w itself but for Nesterov."""
        return self.rule.theta(self.positions, dict(self.state))


def descend(
    objective: Objective,
    gradient: Gradient,
    x0: ArrayLike,
    rule: Rule,
    learning_rate: float | Schedule = 0.1,
    steps: int | Stopping = 100,
    bound: float = DIVERGED,
) -> Trajectory:
    """Go down a function from a start.

    Parameters
    ----------
    objective, gradient
        Functions of a position (d,): to a number, and to (d,). They may return what is
        not finite, and numpy's warnings are silent while they are called.
    x0
        The start, (d,), or a number: (1,). Objective and gradient are finite there.
    rule
        One of `rules.RULES`, with its numbers.
    learning_rate
        A number, finite, at least 0, or a schedule.
    steps
        Updates at most, at least 0, or all there is to say about `Stopping`.
    bound
        A position farther out, in any coordinate, has diverged. It may be infinite.

    Raises
    ------
    ValueError
        If a number is out of range, the start is no start, or a function returns
        something of the wrong shape.

    Examples
    --------
    S2-32 on (x + 1)**2:

    >>> from explorer.core.optimisers import HeavyBall
    >>> def square(x): return (x[0] + 1) ** 2
    >>> def slope(x): return 2 * (x + 1)
    >>> run = descend(square, slope, 0.5, HeavyBall(0.9), 0.1, steps=3)
    >>> run.positions[:, 0].round(6).tolist(), run.stopped_by
    ([0.5, 0.2, -0.31, -0.907], 'steps')
    >>> run = descend(square, slope, 0.5, HeavyBall(0.9), 2.5)
    >>> run.stopped_by, run.diverged_at, run.steps
    ('diverged', 13, 12)
    """
    stopping, schedule = stopping_of(steps), schedule_of(learning_rate)
    x = np.array(x0, dtype=np.float64, ndmin=1)
    if x.ndim != 1 or not x.size or not np.isfinite(x).all():
        raise ValueError(f"x0 must be one or more finite numbers, got {x0!r}.")
    state = rule.init(x)
    rows: list[tuple[Array, Array, Array, State]] = []
    reason: str | None = None
    with np.errstate(all="ignore"):
        while reason is None:
            value, slope = _evaluate(objective, gradient, x)
            numbers = (x, value, slope, *state.values())
            fine = all(np.isfinite(array).all() for array in numbers)
            if not fine or np.abs(x).max() > bound:
                reason = "diverged"
                break
            rows.append((x, value, slope, state))
            step = len(rows) - 1
            reason = stopping.reason(step, slope)
            if reason is None:
                x, state = rule.step(x, state, slope, schedule(step))
    if not rows:
        raise ValueError(
            f"x0 must be where objective and gradient are finite, within {bound:g} of "
            f"0, got {x0!r}."
        )
    positions, values, slopes, states = zip(*rows, strict=True)
    remembered = {name: frozen([s[name] for s in states]) for name in state}
    return Trajectory(
        *(frozen(positions), frozen(values), frozen(slopes)),
        MappingProxyType(remembered),
        rates(schedule, len(rows) - 1),
        rule,
        reason,
        len(rows) if reason == "diverged" else None,
    )


def _evaluate(
    objective: Objective, gradient: Gradient, x: Array
) -> tuple[Array, Array]:
    """Return value and gradient as arrays, () and (d,)."""
    value = np.asarray(objective(x), dtype=np.float64)
    slope = np.array(gradient(x), dtype=np.float64)
    if value.size != 1:
        raise ValueError(f"objective must return one number, got {value.size}.")
    if slope.shape != x.shape:
        raise ValueError(f"gradient must have shape {x.shape}, got {slope.shape}.")
    return value.reshape(()), slope
