"""Momentum as PyTorch writes it: a buffer that knows no learning rate.

With r constant these give the numbers of `optimisers.HeavyBall` and `Nesterov`, whose
velocity is ``v = -r b``. When r changes they part (S2-32c): the deck's velocity keeps
the steps that were taken, PyTorch's buffer takes them again at the new rate. In the
deck's form that is ``v' = (a r_t / r_{t-1}) v - r_t g``. PyTorch's dampening is 0 here,
as its default and its Nesterov have it.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.arrays import Array, check_at_least
from explorer.core.optimisers import Rule, State


@dataclass(frozen=True)
class TorchHeavyBall(Rule):
    """``b' = a b + g``, ``w' = w - r b'``: ``torch.optim.SGD(lr=r, momentum=a)``.

    Parameters
    ----------
    momentum
        a, finite, at least 0.

    Examples
    --------
    The second step of S2-32, at a tenth of the rate: the first, -0.3, shrinks too.

    >>> import numpy as np
    >>> rule, w = TorchHeavyBall(momentum=0.9), np.array([0.5])
    >>> w, state = rule.step(w, rule.init(w), 2 * (w + 1), 0.1)
    >>> rule.step(w, state, 2 * (w + 1), 0.01)[0].round(6).tolist()
    [0.149]
    """

    momentum: float = 0.9

    name = "torch_momentum"
    remembers = ("buffer",)

    def __post_init__(self) -> None:
        check_at_least("momentum", self.momentum)

    def _step(self, w: Array, state: State, g: Array, r: float) -> tuple[Array, State]:
        buffer = self.momentum * state["buffer"] + g
        return w - r * buffer, {"buffer": buffer}


@dataclass(frozen=True)
class TorchNesterov(TorchHeavyBall):
    """``b' = a b + g``, ``w' = w - r (g + a b')``: ``SGD(..., nesterov=True)``.

    Parameters
    ----------
    momentum
        a, finite, at least 0.

    Examples
    --------
    >>> import numpy as np
    >>> rule, w = TorchNesterov(momentum=0.9), np.array([0.5])
    >>> rule.step(w, rule.init(w), 2 * (w + 1), 0.1)[0].round(6).tolist()  # as S2-41
    [-0.07]
    """

    name = "torch_nesterov"

    def _step(self, w: Array, state: State, g: Array, r: float) -> tuple[Array, State]:
        buffer = self.momentum * state["buffer"] + g
        return w - r * (g + self.momentum * buffer), {"buffer": buffer}
