"""The steps of both passes as products: what is multiplied, added, filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_WIDTH = {"x": 0, "y": 2}  # the layer whose size a quantity has


@dataclass(frozen=True)
class Operation:
    """One step: ``result = left sign right + plus``.

    Quantities are named as in the code: ``W1``, ``z1``, ``delta1`` (∂E/∂z), ``dh1``
    (∂E/∂h), ``slope1``, ``jacobian2``; ``.T`` is transposed.

    Attributes
    ----------
    result
        What is worked out.
    phase
        ``forward``, ``backward`` or ``gradient``: S3-18's three.
    left, right, plus
        Quantities; right and plus may be empty.
    sign
        ``·`` rows by columns, ``⊙`` entry by entry, ``φ`` applied to left, ``−``, or
        ``Σ`` over the examples.
    said
        How the control calls it.
    """

    result: str
    phase: str
    left: str
    sign: str
    right: str = ""
    plus: str = ""
    said: str = ""

    def count(self, sizes: tuple[int, ...]) -> int:
        """Return how many entries the result has for one example."""
        return rows_of(self.result, sizes) * columns_of(self.result, sizes)


def layer_of(name: str) -> int:
    """Return the layer that a quantity's size is that of."""
    return _WIDTH[name] if name in _WIDTH else int(name.removesuffix(".T")[-1])


def rows_of(name: str, sizes: tuple[int, ...]) -> int:
    """Return how many rows a quantity has, before it is transposed."""
    return sizes[layer_of(name)]


def columns_of(name: str, sizes: tuple[int, ...]) -> int:
    """Return how many columns it has for one example."""
    return sizes[layer_of(name) - 1] if name[:-1].endswith("W") else 1


OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        op.result: op
        for op in (
            Operation("z1", "forward", "W1", "·", "x", "b1", "z¹ = W¹ x + b¹"),
            Operation("h1", "forward", "z1", "φ", said="h¹ = φ(z¹)"),
            Operation("z2", "forward", "W2", "·", "h1", "b2", "z² = W² h¹ + b²"),
            Operation("h2", "forward", "z2", "φ", said="ŷ = φ(z²)"),
            Operation("dh2", "backward", "h2", "−", "y", said="∂E/∂ŷ = ŷ − y"),
            Operation(
                "delta2", "backward", "dh2", "⊙", "slope2", said="δ² = ∂E/∂ŷ ⊙ φ′(z²)"
            ),
            Operation("dh1", "backward", "W2.T", "·", "delta2", said="∂E/∂h¹ = W²ᵀ δ²"),
            Operation(
                "delta1", "backward", "dh1", "⊙", "slope1", said="δ¹ = ∂E/∂h¹ ⊙ φ′(z¹)"
            ),
            Operation("dW2", "gradient", "delta2", "·", "h1.T", said="∂E/∂W² = δ² h¹ᵀ"),
            Operation("db2", "gradient", "delta2", "Σ", said="∂E/∂b² = δ²"),
            Operation("dW1", "gradient", "delta1", "·", "x.T", said="∂E/∂W¹ = δ¹ xᵀ"),
            Operation("db1", "gradient", "delta1", "Σ", said="∂E/∂b¹ = δ¹"),
        )
    }
)
"""Every step in the order of a run, by its result."""
