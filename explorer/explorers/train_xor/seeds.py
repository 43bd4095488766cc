"""A hundred starts of Train XOR that train side by side, and what became of each."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core import starts
from explorer.core.arrays import Array
from explorer.core.datasets import xor
from explorer.core.lockstep import Lockstep, outputs
from explorer.explorers.train_xor.parameters import sizes
from explorer.explorers.train_xor.settings import SEEDS, TrainXorSettings

NEAR = 0.4
"""A network has solved XOR when every answer is closer than this to its target."""
_MAP = np.linspace(-0.25, 1.25, 13)  # of both inputs
_IN_A_SLICE = 0.03  # s of training between two pictures


@lru_cache(maxsize=16)
def drawn(how: str, hidden: int) -> Array:
    """Return the starts of all seeds, (SEEDS, P)."""
    make = {"normal": starts.normal, "xavier": starts.xavier}[how]
    return np.array([make(sizes(hidden), seed) for seed in range(SEEDS)])


def gallery_key(s: TrainXorSettings) -> tuple[object, ...]:
    """Return what a gallery depends on; not the data, the batches or the start."""
    net = (s.drawn, s.hidden, s.activation_1, s.activation_2, s.loss, s.reduction)
    if not s.train_all:
        return net
    return (*net, s.method, s.learning_rate, s.momentum, s.steps)


class Gallery:
    """The networks of all seeds, at whatever step they are.

    Parameters
    ----------
    s : TrainXorSettings
        How they are drawn and trained: full batch, on the four corners.
    """

    def __init__(self, s: TrainXorSettings) -> None:
        self.key = gallery_key(s)
        self._net = (sizes(s.hidden), (s.activation_1, s.activation_2))
        self.runs = Lockstep(
            *self._net,
            drawn(s.drawn, s.hidden),
            *xor(),
            loss=s.loss,
            reduction=s.reduction,
            method=s.method,
            learning_rate=s.learning_rate,
            momentum=s.momentum,
            steps=s.steps,
        )
        self._look()

    def advance(self) -> None:
        """Train for a slice."""
        self.runs.advance(_IN_A_SLICE)
        self._look()

    def _look(self) -> None:
        """Note what the networks answer now."""
        x, y = xor()
        parameters, self.loss = self.runs.parameters, self.runs.loss
        self.answers: Array = outputs(*self._net, parameters, x)[..., 0]
        self.diverged = self.runs.diverged
        with np.errstate(invalid="ignore"):
            right = (np.abs(self.answers - y[:, 0]) < NEAR).all(axis=1)
        self.solved: NDArray[np.bool_] = right & ~self.diverged
        self._parameters = parameters

    @property
    def maps(self) -> Array:
        """What each network answers over both inputs, (SEEDS, m, m)."""
        across, up = np.meshgrid(_MAP, _MAP)
        x = np.column_stack([across.ravel(), up.ravel()])
        found = outputs(*self._net, self._parameters, x)
        return found.reshape(SEEDS, len(_MAP), len(_MAP))

    @property
    def count(self) -> int:
        """How many have solved XOR."""
        return int(self.solved.sum())


class Galleries:
    """Keeps the gallery that is shown."""

    def __init__(self) -> None:
        self._one: Gallery | None = None

    def of(self, s: TrainXorSettings, *, hold: bool = False) -> Gallery:
        """Return the gallery of these settings; the one there is, if to be held."""
        if self._one is None or (self._one.key != gallery_key(s) and not hold):
            self._one = Gallery(s)
        return self._one
