"""Both passes as one list of operations, in the order in which a hand does them.

Decks: S2-19 (the four steps), S1-19 to S1-23 (the exercise), S3-07 and S3-15 (what is
reused), S2-12 (one edge at a time).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from explorer.core.arrays import Array
from explorer.core.layers import Network
from explorer.core.ledger_rows import RULES, STAGES, Row, operations
from explorer.core.network import Gradients, Trace, backward, batch_loss, forward

__all__ = ["RULES", "STAGES", "Ledger", "Row", "ledger"]


@dataclass(frozen=True, eq=False)
class Ledger:
    """All rows of one example, and every number by its name.

    Attributes
    ----------
    rows : tuple of Row
    values
        Of everything a row is made of.
    trace, gradients
        The two passes, of one example.
    updated
        The network after the update.
    """

    rows: tuple[Row, ...]
    values: Mapping[str, float]
    trace: Trace
    gradients: Gradients
    updated: Network

    def needed(self, name: str) -> frozenset[str]:
        """Return the rows that a row rests on, itself included (S2-12).

        Raises
        ------
        ValueError
            If there is no such row.
        """
        of = {row.name: row for row in self.rows}
        if name not in of:
            raise ValueError(f"name must be that of a row, got {name!r}.")
        found: set[str] = set()
        waiting = [name]
        while waiting:
            row = of.get(waiting.pop())
            if row is not None and row.name not in found:
                found.add(row.name)
                waiting += [part for product in row.products for part in product]
                waiting += row.reuses
        return frozenset(found)


def ledger(
    network: Network,
    x: Sequence[float],
    y: Sequence[float],
    learning_rate: float,
    asked: Sequence[str],
    moving: Sequence[str],
) -> Ledger:
    """Work through one example with half the squared error, operation by operation.

    Parameters
    ----------
    network
        Elementwise activations with a slope.
    x, y
        Inputs, (n_0,), and targets, (n_L,).
    learning_rate
        Finite.
    asked
        The parameters that get a row with their gradient.
    moving
        Those of them that the update changes.

    Raises
    ------
    ValueError
        If an argument does not fit, or a name is unknown or moves unasked.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> made = ledger(Network((Layer([[3.0]], [0.0], "linear"),)), [2], [5], 0.1,
    ...               ["W1_11"], ["W1_11"])
    >>> [(row.name, round(row.value, 9)) for row in made.rows]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('z1_1', 6.0), ('h1_1', 6.0), ('E', 0.5), ('dh1_1', 1.0), ('delta1_1', 1.0),
     ('dW1_11', 2.0), ('step_W1_11', -0.2), ('after', 0.18)]
    """
    if not isfinite(learning_rate):
        raise ValueError(f"learning_rate must be finite, got {learning_rate}.")
    strange = sorted(set(moving) - set(asked))
    if strange:
        raise ValueError(f"moving must be among asked, got {', '.join(strange)}.")
    indices = [network.index(name) for name in asked if name in moving]
    trace = forward(network, [x])
    gradients = backward(network, trace, [y])
    flat = network.parameters.copy()
    with np.errstate(all="ignore"):
        change = -learning_rate * gradients.parameters + 0.0  # −0.0 becomes 0.0
        flat[indices] += change[indices]
    updated = Network.from_parameters(network.sizes, network.activations, flat)
    values = _values(network, trace, gradients, change, learning_rate)
    values["after"] = batch_loss(forward(updated, [x]), [y])
    values |= {f"y_{k}": float(target) for k, target in enumerate(y, start=1)}
    rows = [
        Row(stage, name, products, reuses, values[name])
        for stage, name, products, reuses in operations(network.sizes, asked, moving)
    ]
    return Ledger(tuple(rows), values, trace, gradients, updated)


def _values(
    network: Network, trace: Trace, gradients: Gradients, change: Array, rate: float
) -> dict[str, float]:
    """Name every number of the two passes and of the update."""
    found = {"E": gradients.loss, "eta": rate}
    arrays = [("x_", trace.x)]
    for layer in range(1, len(network.sizes)):
        arrays += [
            (f"z{layer}_", trace.z[layer - 1]),
            (f"h{layer}_", trace.h[layer]),
            (f"slope{layer}_", trace.slope[layer - 1]),
            (f"delta{layer}_", gradients.delta[layer - 1]),
            (f"dh{layer}_", gradients.dh[layer]),
        ]
    for kind, array in arrays:
        found |= {f"{kind}{i}": v for i, v in enumerate(array[0].tolist(), start=1)}
    triples = zip(network.parameters, gradients.parameters, change, strict=True)
    for name, (value, slope, by) in zip(network.parameter_names, triples, strict=True):
        found |= {name: float(value), f"d{name}": float(slope)}
        found[f"step_{name}"] = float(by)
    return found
