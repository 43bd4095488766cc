"""Many networks that train side by side, a slice at a time, to be looked at meanwhile.

`sweeps.train_many` runs such a sweep to its end; this is the same sweep, held open.
Decks: S2-06 and S2-14 (another start).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import (
    Array,
    check_at_least,
    check_finite,
    check_option,
    sealed,
)
from explorer.core.chunks import Chunk
from explorer.core.rules import METHODS
from explorer.core.sweeps import network_plan

_STRIDE = 8  # steps between two looks at the clock


class Lockstep:
    """R networks of one shape, all at the same step.

    Parameters
    ----------
    sizes, activations, x, y, settings
        As for `sweeps.train_many`; the settings are loss, reduction, method and steps.
    starts
        (R, P), finite.
    learning_rate, momentum
        Finite, at least 0.

    Raises
    ------
    ValueError
        If an argument is out of range or shapes do not fit.

    Examples
    --------
    >>> from explorer.core.datasets import xor
    >>> from explorer.core.starts import normal
    >>> starts = [normal((2, 2, 1), seed) for seed in range(3)]
    >>> runs = Lockstep((2, 2, 1), ["sigmoid"] * 2, starts, *xor(), steps=50)
    >>> runs.advance(0.0)
    >>> runs.step, runs.done
    (8, False)
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activations: Sequence[str],
        starts: ArrayLike,
        x: ArrayLike,
        y: ArrayLike,
        *,
        learning_rate: float = 0.1,
        momentum: float = 0.0,
        **settings: Any,
    ) -> None:
        plan = network_plan(sizes, activations, x, y, **settings)
        check_option("method", plan.method, METHODS)
        check_at_least("steps", plan.steps)
        check_at_least("learning_rate", learning_rate)
        check_at_least("momentum", momentum)
        w = np.asarray(starts, dtype=np.float64)
        if w.ndim != 2 or w.shape[-1] != len(plan.order) or not len(w):
            raise ValueError(
                f"starts must have shape (R, {len(plan.order)}), got {w.shape}."
            )
        check_finite("starts", w)
        rates, momenta = np.full(len(w), learning_rate), np.full(len(w), momentum)
        self.steps = plan.steps
        self._chunk = Chunk(plan, plan.slopes(len(w)), w, rates, momenta)
        self._chunk.advance(1)

    @property
    def step(self) -> int:
        """How many updates were made."""
        return self._chunk.at - 1

    @property
    def done(self) -> bool:
        """Whether nothing is left to compute."""
        return self._chunk.done

    def advance(self, seconds: float) -> None:
        """Compute steps for so long, a few at least."""
        end = perf_counter() + seconds
        while not self.done:
            self._chunk.advance(_STRIDE)
            if perf_counter() >= end:
                break

    @property
    def parameters(self) -> Array:
        """Of every network now, (R, P), in the order of the names."""
        return sealed(self._chunk.w[self._chunk.plan.order].T.copy())

    @property
    def loss(self) -> Array:
        """E of every network now, (R,)."""
        return sealed(self._chunk.losses.copy())

    @property
    def diverged(self) -> NDArray[np.bool_]:
        """Which networks have left what numbers can follow, (R,)."""
        return np.asarray(self._chunk.diverged >= 0)


def outputs(
    sizes: Sequence[int], activations: Sequence[str], parameters: Array, x: ArrayLike
) -> Array:
    """Return what many networks answer, (R, N, n_L).

    Parameters
    ----------
    sizes, activations
        Of all of them; no softmax.
    parameters
        (R, P), in the order of the names.
    x
        Inputs, (N, n_0).

    Examples
    --------
    >>> two = np.array([[2.0, 1.0], [3.0, 0.0]])
    >>> outputs((1, 1), ["linear"], two, [[1.0]]).tolist()
    [[[3.0]], [[3.0]]]
    """
    h, start = np.asarray(x, dtype=np.float64)[None], 0
    with np.errstate(all="ignore"):
        for (n_in, n_out), name in zip(pairwise(sizes), activations, strict=True):
            middle, end = start + n_out * n_in, start + n_out * (n_in + 1)
            W = parameters[:, start:middle].reshape(-1, n_out, n_in)
            z = h @ W.swapaxes(1, 2) + parameters[:, None, middle:end]
            h, start = ACTIVATIONS[name].value(z), end
    return sealed(h)
