"""Both passes of many networks at once, one network per lane.

Every array ends in the axis of the lanes, so that numpy's loops run along it: weights
``[W | b]`` are (n_out, n_in + 1, R), activations (n_in + 1, N, R) with a row of ones.
The formulas are those of `network`; tests hold each lane to a training run alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from explorer.core.arrays import Array, check_option
from explorer.core.lane_activations import LANE_ACTIVATIONS, activate, gate
from explorer.core.target import loss_unit

LANE_LOSSES = ("half_squared", "mean_squared", "binary_cross_entropy")


class Lanes:
    """The buffers for one block of examples, reused by every block and step.

    Parameters
    ----------
    sizes, activations, loss
        The networks, and a key of `losses.LOSSES` that suits their output.
    examples, runs
        How many examples N and lanes R at once.

    Raises
    ------
    ValueError
        If an activation is not in `LANE_ACTIVATIONS` or the loss not in `LANE_LOSSES`:
        both are elementwise, a softmax is trained alone.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activations: Sequence[str],
        loss: str,
        examples: int,
        runs: int,
    ) -> None:
        for activation in activations:
            check_option("activation", activation, LANE_ACTIVATIONS)
        check_option("loss", loss, LANE_LOSSES)
        self.activations, self.loss = tuple(activations), loss
        self.z = [np.empty((n, examples, runs)) for n in sizes[1:]]
        self.h = [np.ones((n + 1, examples, runs)) for n in sizes[1:]]
        self.delta = [np.empty((n, examples, runs)) for n in sizes[1:]]
        self.error = np.empty((sizes[-1], examples, runs))

    def passes(
        self,
        x: Array,
        y: Array,
        weights: Sequence[Array],
        gradient: Sequence[Array],
        losses: Array,
    ) -> None:
        """Run both passes on a block and write the sums over its examples.

        Parameters
        ----------
        x, y
            Inputs with a row of ones, (n_0 + 1, N), and targets, (n_L, N, 1).
        weights
            ``[W | b]`` of each layer, (n_out, n_in + 1, R).
        gradient
            Where dE/d[W | b] is put, the same shapes.
        losses
            Where E is put, (R,).
        """
        z, h, delta, top = self.z, self.h, self.delta, len(self.z) - 1
        for depth, layer in enumerate(weights):
            if depth:
                np.einsum("ijr,jnr->inr", layer, h[depth - 1], out=z[depth])
            else:
                np.matmul(x.T, layer, out=z[0])
            activate(self.activations[depth], z[depth], h[depth][:-1])
        np.subtract(h[top][:-1], y, out=self.error)
        if self.loss != "binary_cross_entropy":
            np.einsum("inr,inr->r", self.error, self.error, out=losses)
            losses *= loss_unit(self.loss, len(self.error))
            if self.loss == "mean_squared":
                self.error *= 2.0 / len(self.error)
            gate(self.activations[top], z[top], h[top][:-1], self.error, delta[top])
        else:
            np.copyto(delta[top], self.error)
            np.logaddexp(0.0, z[top], out=self.error)
            z[top] *= y
            self.error -= z[top]
            self.error.sum(axis=(0, 1), out=losses)
        for depth in range(top, -1, -1):
            if not depth:
                np.matmul(x, delta[0], out=gradient[0])
                break
            np.einsum("inr,jnr->ijr", delta[depth], h[depth - 1], out=gradient[depth])
            below = delta[depth - 1]
            back = weights[depth][:, :-1]
            np.einsum("ijr,inr->jnr", back, delta[depth], out=below)
            name, unit = self.activations[depth - 1], h[depth - 1][:-1]
            gate(name, z[depth - 1], unit, below, below)


def network_slopes(
    sizes: Sequence[int],
    activations: Sequence[str],
    loss: str,
    scale: float,
    x: Array,
    y: Array,
    runs: int,
    block: int,
) -> Callable[[Array, Array, Array], None]:
    """Return a function that evaluates R networks on all examples, block by block.

    Parameters
    ----------
    sizes, activations, loss
        As for `Lanes`.
    scale
        Multiplies E: 1 for a sum, 1/N for a mean.
    x, y
        All examples, (N, n_0) and (N, n_L).
    runs, block
        R, and how many examples at once, so that the buffers stay in the cache.

    Returns
    -------
    function
        (parameters, gradient, losses) to nothing: it reads ``[W | b]`` of all layers,
        (P, R) in `program.augmented_order`, and fills (P, R) and (R,).
    """
    inputs = np.ones((sizes[0] + 1, len(x)))
    inputs[:-1], targets = x.T, np.ascontiguousarray(y.T)[:, :, None]
    blocks = [slice(low, low + block) for low in range(0, len(x), block)]
    parts = [(inputs[:, some].copy(), targets[:, some].copy()) for some in blocks]
    counts = {part[0].shape[1] for part in parts}
    lanes = {n: Lanes(sizes, activations, loss, n, runs) for n in counts}
    count = sum((n + 1) * m for n, m in pairwise(sizes))
    partial, some_losses = np.empty((count, runs)), np.empty(runs)

    def layered(flat: Array) -> list[Array]:
        found, start = [], 0
        for n, m in pairwise(sizes):
            end = start + m * (n + 1)
            found.append(flat[start:end].reshape(m, n + 1, runs))
            start = end
        return found

    pieces = layered(partial)

    def evaluate(parameters: Array, gradient: Array, losses: Array) -> None:
        weights, total = layered(parameters), layered(gradient)
        for index, (some_x, some_y) in enumerate(parts):
            lane = lanes[some_x.shape[1]]
            if not index:
                lane.passes(some_x, some_y, weights, total, losses)
                continue
            lane.passes(some_x, some_y, weights, pieces, some_losses)
            gradient += partial
            losses += some_losses
        if scale != 1.0:
            gradient *= scale
            losses *= scale

    return evaluate
