"""Hundreds to thousands of runs at once: maps of settings and galleries of starts.

Decks: S2-33 and S2-34 (choosing rate and momentum), S2-06 and S2-14 (another start).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, check_option, matrix
from explorer.core.chunks import Plan, Slopes
from explorer.core.landscapes import Landscape
from explorer.core.lanes import network_slopes
from explorer.core.losses import REDUCTIONS, check_pairing, check_targets
from explorer.core.many import Progress, Runs, run_many
from explorer.core.parameters import parameter_names
from explorer.core.program import augmented_order

__all__ = ["Progress", "Runs", "descend_many", "train_many"]

_NUMBERS = 131_072  # in the buffers of a chunk: 1 MB, a usual L2 cache
_WIDE = 64  # lanes that are worth a call of numpy; examples are split before lanes


def train_many(
    sizes: Sequence[int],
    activations: Sequence[str],
    starts: ArrayLike,
    x: ArrayLike,
    y: ArrayLike,
    *,
    loss: str = "half_squared",
    reduction: str = "sum",
    method: str = "gradient_descent",
    learning_rate: ArrayLike = 0.1,
    momentum: ArrayLike = 0.0,
    steps: int = 300,
    target: float = 0.01,
    progress: Progress | None = None,
) -> Runs:
    """Train many networks of one shape, full batch, each as `training.train` would.

    Parameters
    ----------
    sizes, activations
        Units per layer, inputs first, and one activation per layer of
        `LANE_ACTIVATIONS`: all but step and softmax.
    starts
        (P,) or S + (P,), finite, in the order of the names.
    x, y
        Inputs (N, n_0) and targets (N, n_L).
    loss, reduction, method, steps
        As for `training.Run`; methods are those of `rules.METHODS`
        and ``"adagrad"``, which has no momentum.
    learning_rate, momentum
        Numbers or arrays, finite and at least 0. With ``starts`` they broadcast to the
        sweep's shape S: rates (n,) and momenta (m, 1) make an (m, n) map.
    target
        A run has settled where its E stays at or below this.
    progress
        Called between slices of work.

    Raises
    ------
    ValueError
        If an argument is out of range or shapes do not broadcast.

    Notes
    -----
    Lanes go through in chunks that fit the cache; beside the result the memory does
    not grow with S.

    Examples
    --------
    A map of two rates and three momenta, from COMP755's start on XOR:

    >>> from explorer.core.datasets import xor
    >>> from explorer.core.starts import comp755_start
    >>> runs = train_many((2, 2, 1), ["sigmoid"] * 2, comp755_start(), *xor(),
    ...     method="momentum", learning_rate=[0.5, 2.0],
    ...     momentum=[[0.0], [0.5], [0.9]], steps=400)
    >>> runs.settled_at.tolist()
    [[-1, -1], [-1, 229], [193, 63]]
    """
    plan = network_plan(
        sizes,
        activations,
        x,
        y,
        loss=loss,
        reduction=reduction,
        method=method,
        steps=steps,
        target=target,
    )
    return run_many(plan, starts, learning_rate, momentum, progress)


def network_plan(
    sizes: Sequence[int],
    activations: Sequence[str],
    x: ArrayLike,
    y: ArrayLike,
    *,
    loss: str = "half_squared",
    reduction: str = "sum",
    method: str = "gradient_descent",
    steps: int = 300,
    target: float = 0.01,
) -> Plan:
    """Return what the runs of a sweep over networks share; arguments as above."""
    sizes = tuple(int(size) for size in sizes)
    count = len(parameter_names(sizes))
    inputs = matrix("x", x, sizes[0])
    outputs = matrix("y", y, sizes[-1], len(inputs))
    if len(activations) != len(sizes) - 1:
        raise ValueError(
            f"Sizes {sizes} need {len(sizes) - 1} activations, got {len(activations)}."
        )
    check_pairing(loss, activations[-1])
    check_targets(loss, outputs)
    check_option("reduction", reduction, REDUCTIONS)
    scale = 1.0 / len(inputs) if reduction == "mean" else 1.0
    per_example = sum(3 * size + 1 for size in sizes[1:]) + sizes[-1]
    room = max((_NUMBERS - 5 * count * _WIDE) // (per_example * _WIDE), 1)
    block = min(room, len(inputs))
    chunk = max(_NUMBERS // (per_example * block + 5 * count), _WIDE)

    def slopes(runs: int) -> Slopes:
        settings = (sizes, activations, loss, scale, inputs, outputs)
        return network_slopes(*settings, runs, block)

    work = per_example * len(inputs) + 5 * count
    order = augmented_order(sizes)
    return Plan(slopes, order, method, steps, target, False, chunk, work)


def descend_many(
    landscape: Landscape,
    starts: ArrayLike,
    *,
    method: str = "gradient_descent",
    learning_rate: ArrayLike = 0.1,
    momentum: ArrayLike = 0.0,
    steps: int = 300,
    target: float = 1e-3,
    progress: Progress | None = None,
) -> Runs:
    """Walk down a landscape from many starts or with many settings at once.

    Parameters
    ----------
    landscape
        A `landscapes.Landscape`.
    starts
        (2,) or S + (2,), finite.
    method, learning_rate, momentum, steps, progress
        As for `train_many`.
    target
        A run has settled where both slopes stay within this (S2-10's first rule, with
        the largest absolute value as norm).

    Returns
    -------
    Runs
        Its ``loss`` is the landscape's value.

    Raises
    ------
    ValueError
        If an argument is out of range or shapes do not broadcast.

    Examples
    --------
    Curvatures 1 and 25 (S2-33): below, at and above the limit of 0.08.

    >>> from explorer.core.landscapes import bowl
    >>> runs = descend_many(bowl(), [1.0, 1.0], learning_rate=[0.04, 0.08, 0.09])
    >>> runs.settled_at.tolist(), runs.diverged_at.tolist()
    ([170, -1, -1], [-1, -1, 62])
    """

    def slopes(runs: int) -> Slopes:
        def evaluate(parameters: Array, gradient: Array, values: Array) -> None:
            gradient[...] = landscape.gradient(parameters.T).T
            values[...] = landscape.value(parameters.T)

        return evaluate

    plan = Plan(slopes, np.arange(2), method, steps, target, True, 2048, 64)
    return run_many(plan, starts, learning_rate, momentum, progress)
