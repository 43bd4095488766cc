"""What is to be done by hand, row by row: forward, back, then the update.

Decks: S2-19 (the four steps), S1-19 to S1-23 (the exercise), S3-15 (what is reused).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


Operation = tuple[str, str, tuple[tuple[str, ...], ...], tuple[str, ...]]
"""Stage, name, products and reuses of a `Row`."""


def operations(
    sizes: tuple[int, ...], asked: Sequence[str], moving: Sequence[str]
) -> list[Operation]:
    """List what is to be done: forward, back, then the update."""
    last, made = len(sizes) - 1, list[Operation]()
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
