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
from explorer.core.network import Gradients, Trace, backward, batch_loss, forward
from explorer.core.parameters import parameter_name, places

STAGES = (
    "z", "h", "loss", "error", "output_delta", "dh", "hidden_delta", "gradient",
    "update", "after",
)  # fmt: skip
"""Kinds of rows; the first three go forward, the next five backward."""

RULES = {
    "z": "add",
    "h": "evaluate",
    "loss": "evaluate",
    "error": "evaluate",
    "output_delta": "multiply",
    "dh": "add",
    "hidden_delta": "multiply",
    "gradient": "incoming",
    "update": "against",
    "after": "evaluate",
}
"""Which rule makes a row: evaluate locally, multiply along the chain, add over the
paths (or wires), incoming times outgoing, step against the slope."""


@dataclass(frozen=True)
class Row:
    """One operation.

    Attributes
    ----------
    stage
        One of `STAGES`.
    name
        What it computes: ``z1_2``, ``h1_2``, ``E``, ``dh1_2``, ``delta1_2``,
        ``dW1_21``, ``db1_2``, ``step_W1_21`` (its change) or ``after``.
    products
        What it is made of: names to be multiplied, products to be added. ``slope1_2``
        is phi'(z), ``eta`` the learning rate.
    reuses
        Rows of the forward pass whose value it takes up again.
    value
        The result.
    """

    stage: str
    name: str
    products: tuple[tuple[str, ...], ...]
    reuses: tuple[str, ...]
    value: float


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
        for stage, name, products, reuses in _operations(network.sizes, asked, moving)
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


_Operation = tuple[str, str, tuple[tuple[str, ...], ...], tuple[str, ...]]


def _operations(
    sizes: tuple[int, ...], asked: Sequence[str], moving: Sequence[str]
) -> list[_Operation]:
    """List what is to be done: forward, back, then the update."""
    last, made = len(sizes) - 1, list[_Operation]()
    for layer in range(1, last + 1):
        for i in range(1, sizes[layer] + 1):
            below = [f"{_source(layer)}{j}" for j in range(1, sizes[layer - 1] + 1)]
            wires = [
                (parameter_name(sizes, layer, i, j), source)
                for j, source in enumerate(below, start=1)
            ]
            bias = parameter_name(sizes, layer, i, 0)
            made.append(("z", f"z{layer}_{i}", (*wires, (bias,)), ()))
        for i in range(1, sizes[layer] + 1):
            made.append(("h", f"h{layer}_{i}", ((f"z{layer}_{i}",),), ()))
    outputs = range(1, sizes[last] + 1)
    ends = [(f"h{last}_{k}", f"y_{k}") for k in outputs]
    made.append(("loss", "E", tuple(ends), ()))
    made += [("error", f"dh{last}_{k}", (end,), (end[0],))
             for k, end in zip(outputs, ends, strict=True)]  # fmt: skip
    for layer in range(last, 0, -1):
        for i in range(1, sizes[layer] + 1) if layer < last else ():
            ways = tuple(
                (parameter_name(sizes, layer + 1, k, i), f"delta{layer + 1}_{k}")
                for k in range(1, sizes[layer + 1] + 1)
            )
            made.append(("dh", f"dh{layer}_{i}", ways, ()))
        stage = "output_delta" if layer == last else "hidden_delta"
        for i in range(1, sizes[layer] + 1):
            unit = f"{layer}_{i}"
            parts = (f"dh{unit}", f"slope{unit}")
            made.append((stage, f"delta{unit}", (parts,), (f"z{unit}",)))
    for name in sorted(asked, key=lambda name: -places(sizes)[name].layer):
        layer, i, j = places(sizes)[name]
        came_in = (f"{_source(layer)}{j}",) if j else ()
        product = (f"delta{layer}_{i}", *came_in)
        reuses = came_in if layer > 1 else ()
        made.append(("gradient", f"d{name}", (product,), reuses))
    made += [("update", f"step_{name}", (("eta", f"d{name}"),), ()) for name in moving]
    return [*made, ("after", "after", (tuple(f"step_{n}" for n in moving),), ())]


def _source(layer: int) -> str:
    return "x_" if layer == 1 else f"h{layer - 1}_"
