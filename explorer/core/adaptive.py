"""Rules that give each parameter a rate of its own: AdaGrad, RMSProp, Adam.

Decks: S2-36, S2-37, E-29, decks.md 5.3. Each keeps the *root* of its sum or mean of
squares, grown by `numpy.hypot`: squares of 1e200 or 1e-200 would be lost. Where that
root and eps are both 0, no gradient has come yet and the parameter stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.arrays import Array, check_at_least, check_share
from explorer.core.optimisers import Rule, State


@dataclass(frozen=True)
class Adaptive(Rule):
    """What the three have in common: a step ``-r top / (root + eps)``."""

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            (check_at_least if name == "eps" else check_share)(name, value)

    def denominator(self, state: State) -> Array:
        """Return what the step is divided by, root + eps."""
        raise NotImplementedError

    def rates(self, state: State, learning_rate: float) -> Array:
        """Return each parameter's own rate, ``r / (root + eps)``; 0 for r / 0.

        Examples
        --------
        >>> rule = AdaGrad(eps=0.0)
        >>> rule.rates({"root": np.array([3.0, 0.0])}, 0.3).round(6).tolist()
        [0.1, 0.0]
        """
        with np.errstate(all="ignore"):
            below = self.denominator(state)
            return _ratio(np.full_like(below, learning_rate), below)


def _ratio(top: Array, below: Array) -> Array:
    """Divide; 0 where ``below`` is 0."""
    return np.divide(top, below, out=np.zeros_like(below), where=below > 0.0)


@dataclass(frozen=True)
class AdaGrad(Adaptive):
    """AdaGrad, ``S' = S + g**2``, ``w' = w - r g / (sqrt(S') + eps)`` (S2-37).

    The current gradient is in the sum (E-29), so the first step is r in every direction
    when eps is 0. Duchi, Hazan and Singer (2011); PyTorch: ``Adagrad(lr=r, eps=eps)``,
    whose default eps is ours. It remembers ``root``, sqrt(S).

    Parameters
    ----------
    eps
        Finite, at least 0. The deck prints none: 0.

    Examples
    --------
    >>> rule, w = AdaGrad(eps=0.0), np.array([0.5])
    >>> state = rule.init(w)
    >>> for _ in range(2):
    ...     w, state = rule.step(w, state, 2 * (w + 1), 0.1)
    >>> w.round(8).tolist()
    [0.33176817]
    """

    eps: float = 1e-10

    name = "adagrad"
    remembers = ("root",)

    def _step(self, w: Array, state: State, g: Array, r: float) -> tuple[Array, State]:
        state = {"root": np.hypot(state["root"], g)}
        return w - r * _ratio(g, self.denominator(state)), state

    def denominator(self, state: State) -> Array:
        """Return sqrt(S) + eps."""
        return state["root"] + self.eps


@dataclass(frozen=True)
class RMSProp(AdaGrad):
    """RMSProp, ``S' = d S + (1 - d) g**2``, then as `AdaGrad`: old gradients fade.

    Tieleman and Hinton (2012), lecture 6.5 of their course, with d = 0.9; PyTorch's
    ``RMSprop(lr=r, alpha=d, eps=eps)`` has our defaults. It remembers ``root``.

    Parameters
    ----------
    eps
        Finite, at least 0.
    decay
        d, at least 0 and less than 1.

    Examples
    --------
    The first step is r / sqrt(1 - d), ten times r:

    >>> rule, w = RMSProp(eps=0.0), np.array([0.5])
    >>> rule.step(w, rule.init(w), np.array([3.0]), 0.1)[0].round(6).tolist()
    [-0.5]
    """

    eps: float = 1e-8
    decay: float = 0.99

    name = "rmsprop"

    def _step(self, w: Array, state: State, g: Array, r: float) -> tuple[Array, State]:
        state = {"root": _faded(state["root"], g, self.decay)}
        return w - r * _ratio(g, self.denominator(state)), state


@dataclass(frozen=True)
class Adam(Adaptive):
    """Adam: a mean gradient over the root of the mean square, both unbiased.

    ``m' = b m + (1 - b) g``, ``S' = d S + (1 - d) g**2``, and at step t, from 1 on,
    ``w' = w - r (m' / (1 - b**t)) / (sqrt(S' / (1 - d**t)) + eps)``. Kingma and Ba
    (2015); PyTorch: ``Adam(lr=r, betas=(b, d), eps=eps)`` with our defaults. It
    remembers ``mean`` m, ``root`` sqrt(S) and the ``count`` of steps, 0-d.

    Parameters
    ----------
    momentum, decay
        b and d, at least 0 and less than 1.
    eps
        Finite, at least 0.

    Examples
    --------
    The first step is r in every direction:

    >>> rule, w = Adam(eps=0.0), np.array([0.5, 0.5])
    >>> rule.step(w, rule.init(w), np.array([3.0, -1e-9]), 0.1)[0].round(6).tolist()
    [0.4, 0.6]
    """

    momentum: float = 0.9
    decay: float = 0.999
    eps: float = 1e-8

    name = "adam"
    remembers = ("mean", "root")

    def init(self, parameters: Array) -> State:
        """Return zeros, and a count of 0."""
        return {**super().init(parameters), "count": np.zeros(())}

    def _step(self, w: Array, state: State, g: Array, r: float) -> tuple[Array, State]:
        state = {
            "mean": self.momentum * state["mean"] + (1.0 - self.momentum) * g,
            "root": _faded(state["root"], g, self.decay),
            "count": state["count"] + 1.0,
        }
        mean = state["mean"] / (1.0 - self.momentum ** state["count"])
        return w - r * _ratio(mean, self.denominator(state)), state

    def denominator(self, state: State) -> Array:
        """Return sqrt(S / (1 - d**t)) + eps."""
        left = 1.0 - self.decay ** np.maximum(state["count"], 1.0)
        return state["root"] / np.sqrt(left) + self.eps


def _faded(root: Array, g: Array, decay: float) -> Array:
    """Return sqrt(decay root**2 + (1 - decay) g**2)."""
    return np.hypot(np.sqrt(decay) * root, np.sqrt(1.0 - decay) * g)
