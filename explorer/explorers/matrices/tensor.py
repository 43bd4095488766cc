"""The tensor of deck 2 that collapses: slices, five factors, ⊙, the outer product."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.explorers.matrices.collapse import FEW, Collapse
from explorer.explorers.matrices.passes import Passes
from explorer.explorers.matrices.settings import MatricesSettings
from explorer.language.palette import Palette
from explorer.views.products import Line, Part, ProductsView


class TensorView(ProductsView):
    """One gradient as a product of fewer and fewer numbers."""

    name = "tensor"


def lines(p: Passes, s: MatricesSettings, palette: Palette) -> list[Line]:
    """Return the first forms of the gradient, as many as it has collapsed to.

    Of a large layer the last two: all four would have too small numbers.
    """
    made = Collapse(p, s, palette)
    every = (made.slices, made.factors, made.elementwise, made.outer)
    names = ("tensor", "unfolded", "with ⊙", "outer")
    first = 0 if made.n * made.m <= FEW else max(s.collapse - 1, 0)
    return [
        Line(f"line_{n}", name, form())
        for n, (name, form) in enumerate(zip(names, every, strict=True))
        if first <= n <= s.collapse
    ]


def zeros(p: Passes, layer: int) -> tuple[int, int]:
    """Return how many entries of the tensor are 0 by construction, and of how many."""
    n, m = p.network.layers[layer - 1].W.shape
    return n * (n - 1) * m, n * n * m


def shapes(parts: Sequence[Part]) -> str:
    """Write a line's shapes in a row: ``1×1 · 1×2 = 1×2``."""
    return " ".join(p.name if p.values is None else p.under for p in parts)
