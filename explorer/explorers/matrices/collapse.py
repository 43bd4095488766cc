"""How the tensor collapses: slices, five factors, elementwise, the outer product."""

from __future__ import annotations

import numpy as np

from explorer.core.arrays import Array
from explorer.core.jacobians import MatrixFactor
from explorer.explorers.matrices import symbols
from explorer.explorers.matrices.passes import Passes
from explorer.explorers.matrices.settings import MatricesSettings
from explorer.language.palette import Palette
from explorer.language.symbols import lowered
from explorer.views.products import Cells, Part

FEW = 4
"""Weights of a layer whose four forms have room below one another."""


class Collapse:
    """The forms of one layer's gradient, each a line of parts."""

    def __init__(self, p: Passes, s: MatricesSettings, palette: Palette) -> None:
        self.p, self.s, self.palette = p, s, palette
        self.layer = int(s.layer)
        self.form = p.forms[self.layer - 1]
        self.n, self.m = p.network.layers[self.layer - 1].W.shape
        self.below = "x" if self.layer == 1 else "h1"

    def slices(self) -> list[Part]:
        """Return ∂z/∂W, a slice for each z: a row of x, all else 0 (S1-13)."""
        tensor = self.form.factors[-1].value.reshape(self.n, self.n, self.m)
        z = symbols.whole(f"z{self.layer}", self.s.notation)
        W = symbols.whole(f"W{self.layer}", self.s.notation)
        slices = [
            Part(
                f"slice_{i}", f"∂{z}{lowered(i + 1)}/∂{W}", tensor[i],
                symbols.colour(self.below, self.palette), f"{self.n}×{self.m}",
                grey={(k, j) for k in range(self.n) for j in range(self.m) if k != i},
            )
            for i in range(self.n)
        ]  # fmt: skip
        if self.n * self.m > FEW:
            return slices  # alone they fill the line
        parts, delta = [], f"delta{self.layer}"
        for i, one in enumerate(slices):
            name = symbols.entry(f"dz{self.layer}", i, 0, self.s.notation)
            push = self._part(f"push_{i}", name, self.p.single(delta)[[i]], delta)
            parts += [self._sign("+", f"+{i}")] if i else []
            parts += [push, self._sign("·", f"·{i}"), one]
        return [*parts, self._sign("="), self._folded()]

    def factors(self) -> list[Part]:
        """Return every factor as a matrix, and their product in a row (S1-12)."""
        found: list[Part] = []
        last = len(self.form.factors) - 1
        for number, factor in enumerate(self.form.factors):
            if number:
                found.append(self._meet(number, factor.value.shape[0]))
            found.append(self._factor(number, factor, number == last))
        flat = self.form.products[-1]
        name = symbols.whole(f"dW{self.layer}", self.s.notation)
        return [*found, self._sign("="), self._part("flat", name, flat, "delta1")]

    def elementwise(self) -> list[Part]:
        """Return the same up to δ, the diagonals as rows between ⊙ (S1-14)."""
        found: list[Part] = []
        for number, factor in enumerate(self.form.factors[:-1]):
            value = factor.value
            if factor.diagonal:
                found.append(self._sign("⊙", f"⊙{number}"))
                value = np.diag(value)[None, :]
                depth = self._depth(number)
                name = symbols.whole(f"slope{depth}.T", self.s.notation)
                found.append(self._part(f"row_{number}", name, value, "slope1"))
                continue
            if number:
                found.append(self._meet(number, value.shape[0]))
            found.append(self._factor(number, factor, False))
        delta = self.form.products[-2]
        name = symbols.whole(f"delta{self.layer}.T", self.s.notation)
        return [*found, self._sign("="), self._part("row", name, delta, "delta1")]

    def outer(self) -> list[Part]:
        """Return δ xᵀ: the same numbers in the shape of W (S1-17)."""
        delta, below = f"delta{self.layer}", f"{self.below}.T"
        return [
            self._part("delta", symbols.whole(delta, self.s.notation),
                       self.p.single(delta), delta),
            self._meet(0, 1),
            self._part("below", symbols.whole(below, self.s.notation),
                       self.p.single(below), below),
            self._sign("="),
            self._folded(),
        ]  # fmt: skip

    def _folded(self) -> Part:
        name = symbols.whole(f"dW{self.layer}", self.s.notation)
        return self._part("folded", name, self.form.gradient, f"delta{self.layer}")

    def _depth(self, number: int) -> int:
        """Return the layer of a factor: ∂h/∂z and ∂z/∂h take turns, from the top."""
        return 2 - number // 2

    def _factor(self, number: int, factor: MatrixFactor, last: bool) -> Part:
        """Return a factor with its structural zeros in grey."""
        kinds = ("dh2", "slope2", "W2", "slope1") if self.layer == 1 else (
            "dh2", "slope2"
        )  # fmt: skip
        grey: Cells = ()
        shape = factor.value.shape
        if factor.diagonal:
            grey = {(i, j) for i in range(shape[0]) for j in range(shape[1]) if i != j}
        if last:
            grey = {
                (i, j) for i in range(shape[0]) for j in range(shape[1])
                if j // self.m != i
            }  # fmt: skip
        role = self.below if last else kinds[number]
        name = self._name(number, last)
        return self._part(f"factor_{number}", name, factor.value, role, grey)

    def _name(self, number: int, last: bool) -> str:
        """Write a factor with the letters of the notation."""
        depth, notation = self._depth(number), self.s.notation
        if number == 0:
            return symbols.whole("dh2", notation)
        if last:
            z = symbols.whole(f"z{self.layer}", notation)
            return f"∂{z}/∂{symbols.whole(f'W{self.layer}', notation)}"
        z = symbols.whole(f"z{depth}", notation)
        if number % 2:
            return f"∂{symbols.whole(f'h{depth}', notation)}/∂{z}"
        above = symbols.whole(f"z{depth + 1}", notation)
        return f"∂{above}/∂{symbols.whole(f'h{depth}', notation)}"

    def _meet(self, number: int, inner: int) -> Part:
        return Part(f"meet_{number}", "·", under=f"{inner}={inner}")

    def _sign(self, sign: str, id_: str = "") -> Part:
        return Part(id_ or sign, sign)

    def _part(
        self, id_: str, name: str, values: Array, role: str, grey: Cells = ()
    ) -> Part:
        m, n = values.shape
        colour = symbols.colour(role, self.palette)
        return Part(id_, name, values, colour, f"{m}×{n}", grey=grey)
