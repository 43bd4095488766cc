"""The memory of a training run and the calls that take it one step further."""

from __future__ import annotations

import numpy as np

from explorer.core.arrays import Array
from explorer.core.batches import Batches
from explorer.core.layers import Network
from explorer.core.optimisers import Rule
from explorer.core.program import Program, augmented_order
from explorer.core.schedules import Schedule
from explorer.core.units import Call
from explorer.core.updates import update_calls


class Stepper:
    """One row of a history, in place: calls that move it, calls that evaluate it.

    Parameters
    ----------
    network
        The start.
    x, y
        All examples, (N, n_0) and (N, n_L).
    loss
        A key of `losses.LOSSES`.
    mean
        Whether a batch's gradient is the mean over its examples, not their sum.
    batches
        Which examples each step uses.
    rule, schedule
        How a gradient becomes a step, and the learning rate of each.

    Attributes
    ----------
    row
        ``[w | gradient | velocity | loss]``, (3 P + 1,), parameters in augmented
        order; the loss is the examples' sum, counted in `target.loss_unit`.
    order
        Where each named parameter sits in w, (P,).
    update
        The calls that take a step with the gradient in the row.
    cycle
        The calls that evaluate at w: those for step t are ``cycle[t % len(cycle)]``.
    """

    def __init__(
        self,
        network: Network,
        x: Array,
        y: Array,
        loss: str,
        mean: bool,
        batches: Batches,
        rule: Rule,
        schedule: Schedule,
    ) -> None:
        self.order = augmented_order(network.sizes)
        self.row = np.zeros(3 * self.order.size + 1)
        parameters, gradient, velocity = self.row[:-1].reshape(3, self.order.size)
        cell = self.row[-1:].reshape(())
        parameters[self.order] = network.parameters
        self.update = update_calls(rule, schedule, parameters, gradient, velocity)
        columns = np.ascontiguousarray(x.T), np.ascontiguousarray(y.T)
        net = (network.sizes, network.activations, loss)

        def program(count: int, *outputs: Array | None) -> Program:
            scale: float | Array = 1.0 / count if mean else 1.0
            if batches.weights is not None and len(batches.weights) == count:
                scale = scale * batches.weights
            return Program(*net, scale, count, parameters, *outputs)

        if batches.full:
            whole = program(batches.count, gradient, cell)
            self.cycle = [whole.calls]
        else:
            whole = program(batches.count, None, cell)
            calls = {
                size: _on_batch(batches, *columns, program(size, gradient))
                for size in set(batches.sizes)
            }
            self.cycle = [calls[size] + whole.calls for size in batches.sizes]
        whole.load(*columns)

    def fill(self, rows: Array, first: int, last: int) -> None:
        """Fill rows ``first`` to ``last``: the start in row 0, then a step for each."""
        row, cycle, period = self.row, self.cycle, len(self.cycle)
        update = self.update if first > 0 else ()
        with np.errstate(all="ignore"):
            for t in range(first, last + 1):
                for call in update:
                    call()
                for call in cycle[t % period]:
                    call()
                rows[t] = row


def _on_batch(
    batches: Batches, x: Array, y: Array, program: Program
) -> tuple[Call, ...]:
    """Put the fetching of the next batch in front of a program's calls."""

    def load() -> None:
        chosen = batches.take()
        program.load(x[:, chosen], y[:, chosen])

    return (load, *program.calls)
