"""What a backward pass leaves behind: every derivative, of the batch and per example.

Decks: S2-19 (four steps), S1-17 (outer product), S1-18 (many examples).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.core.arrays import Array, saturated, sealed


@dataclass(frozen=True, eq=False)
class Gradients:
    """Everything a backward pass computed; arrays read-only.

    The 1/N of ``reduction="mean"`` and the ``scale`` are in ``dh`` and ``delta`` and so
    in everything but ``example_loss``.

    Attributes
    ----------
    loss
        E of the batch: sum or mean of the examples' losses.
    example_loss
        Each example's own loss, neither divided by N nor scaled, (N,).
    dh
        dE/dh; ``dh[0]`` by the inputs, ``dh[l]`` by layer l's activation, (N, n_l).
    delta
        dE/dz; ``delta[0]`` is layer 1's, (N, n_1).
    dW, db
        Gradient of E by each layer's weights, (n_l, n_l-1), and biases, (n_l,).
    h
        The activations of the trace: what the deltas were multiplied by.
    """

    loss: float
    example_loss: Array
    dh: tuple[Array, ...]
    delta: tuple[Array, ...]
    dW: tuple[Array, ...]
    db: tuple[Array, ...]
    h: tuple[Array, ...]

    @cached_property
    def parameters(self) -> Array:
        """The gradient as a flat vector, (P,), in the order of the names."""
        pairs = zip(self.dW, self.db, strict=True)
        return sealed(np.concatenate([p for W, b in pairs for p in (W.ravel(), b)]))

    @cached_property
    def example_outer(self) -> tuple[Array, ...]:
        """Each example's contribution to dW, ``delta h_below^T``, (N, n_l, n_l-1)."""
        with np.errstate(all="ignore"):
            return tuple(
                sealed(saturated(delta[:, :, None] * below[:, None, :]))
                for delta, below in zip(self.delta, self.h, strict=False)
            )

    @cached_property
    def example_gradient(self) -> Array:
        """Each example's contribution, (N, P); the rows add up to `parameters`."""
        pairs = zip(self.example_outer, self.delta, strict=True)
        parts = [p for dW, db in pairs for p in (dW.reshape(len(db), -1), db)]
        return sealed(np.concatenate(parts, axis=1))
