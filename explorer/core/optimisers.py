"""Update rules as values with pure `init` and `step`: descent and the decks' momenta.

Decks: S2-32 (momentum), S2-41 (Nesterov), E-25 (both are right), decks.md 5.3.
PyTorch's forms are in `torch_forms`, the rules with a rate for each parameter in
`adaptive`, all by name in `rules`. Throughout, w are the parameters, g = dE/dw at w, r
the learning rate, a the momentum; a prime marks what comes after the step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.arrays import Array, check_at_least

State = dict[str, Array]
"""What a rule remembers from step to step, by name."""


@dataclass(frozen=True)
class Rule:
    """How a gradient becomes a step; derived classes say how.

    Attributes
    ----------
    name
        Its key in `rules.RULES`.
    remembers
        The names of what it remembers, each of the parameters' shape.
    """

    name: ClassVar[str]
    remembers: ClassVar[tuple[str, ...]] = ()

    def init(self, parameters: Array) -> State:
        """Return what is remembered before the first step: zeros.

        Examples
        --------
        >>> HeavyBall().init(np.array([0.5, 2.0]))["velocity"].tolist()
        [0.0, 0.0]
        """
        return {name: np.zeros_like(parameters) for name in self.remembers}

    def step(
        self, parameters: Array, state: State, gradient: Array, learning_rate: float
    ) -> tuple[Array, State]:
        """Take one step; nothing that is given is changed.

        Parameters
        ----------
        parameters, gradient
            Float arrays of one shape; the gradient is taken at ``parameters``.
        state
            From `init` or from the step before.
        learning_rate
            Finite, at least 0; it may differ from step to step.

        Returns
        -------
        parameters, state
            New ones. What overflows is infinite, or NaN, without a warning: whoever
            goes on from there decides that the run has diverged.

        Examples
        --------
        S0-04 on (x + 1)**2, slope 3 at 0.5:

        >>> rule, w = GradientDescent(), np.array([0.5])
        >>> rule.step(w, rule.init(w), np.array([3.0]), 0.01)[0].tolist()
        [0.47]
        """
        with np.errstate(all="ignore"):
            return self._step(parameters, state, gradient, learning_rate)

    def _step(self, w: Array, state: State, g: Array, r: float) -> tuple[Array, State]:
        raise NotImplementedError

    def theta(self, parameters: Array, state: State) -> Array:
        """Return the point that is deployed: w itself, but for `Nesterov`."""
        return parameters


@dataclass(frozen=True)
class GradientDescent(Rule):
    """Plain gradient descent, ``w' = w - r g`` (S2-10). PyTorch: ``SGD(lr=r)``."""

    name = "gradient_descent"

    def _step(self, w: Array, state: State, g: Array, r: float) -> tuple[Array, State]:
        return w - r * g, {}


@dataclass(frozen=True)
class HeavyBall(Rule):
    """Momentum in the deck's form, ``v' = a v - r g``, ``w' = w + v'`` (S2-32).

    PyTorch's is `torch_forms.TorchHeavyBall`: the same numbers while r is constant. The
    averaging form ``v' = b v + (1 - b) g``, ``w' = w - R v'`` is this one with a = b
    and r = R (1 - b).

    Parameters
    ----------
    momentum
        a, finite, at least 0.

    Examples
    --------
    S2-32 on (x + 1)**2, slope 2(x + 1), from 0.5:

    >>> rule, w = HeavyBall(momentum=0.9), np.array([0.5])
    >>> state = rule.init(w)
    >>> for _ in range(3):
    ...     w, state = rule.step(w, state, 2 * (w + 1), 0.1)
    >>> w.round(6).tolist(), state["velocity"].round(6).tolist()
    ([-0.907], [-0.597])
    """

    momentum: float = 0.9

    name = "momentum"
    remembers = ("velocity",)

    def __post_init__(self) -> None:
        check_at_least("momentum", self.momentum)

    def _step(self, w: Array, state: State, g: Array, r: float) -> tuple[Array, State]:
        velocity = self.momentum * state["velocity"] - r * g
        return w + velocity, {"velocity": velocity}


@dataclass(frozen=True)
class Nesterov(HeavyBall):
    """Nesterov's, the deck's form: ``v' = a v - r g``, ``w' = w - r g + a v'`` (S2-41).

    The stored w is the look-ahead point ``theta + a v`` of the textbook form
    ``v' = a v - r g(theta + a v)``, ``theta' = theta + v'``. The deck writes n = -v:
    ``n' = a n + r g``, ``w' = w + a n - (1 + a) n'``. PyTorch's is
    `torch_forms.TorchNesterov`: the same numbers while r is constant.

    Parameters
    ----------
    momentum
        a, finite, at least 0.

    Examples
    --------
    >>> rule, w = Nesterov(momentum=0.9), np.array([0.5])
    >>> w, state = rule.step(w, rule.init(w), np.array([3.0]), 0.1)
    >>> w.round(6).tolist(), rule.theta(w, state).round(6).tolist()
    ([-0.07], [0.2])
    """

    name = "nesterov"

    def _step(self, w: Array, state: State, g: Array, r: float) -> tuple[Array, State]:
        descent = r * g
        velocity = self.momentum * state["velocity"] - descent
        return w - descent + self.momentum * velocity, {"velocity": velocity}

    def theta(self, parameters: Array, state: State) -> Array:
        """Return ``w - a v``, the textbook's point."""
        with np.errstate(all="ignore"):
            return parameters - self.momentum * state["velocity"]
