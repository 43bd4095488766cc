"""One step in three forms: a number, a matrix, a batch. The fourth is the strip."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.core.arrays import Array
from explorer.explorers.matrices import symbols
from explorer.explorers.matrices.operations import OPERATIONS, Operation
from explorer.explorers.matrices.passes import Passes
from explorer.explorers.matrices.settings import MatricesSettings
from explorer.language.palette import Palette
from explorer.views.products import Line, Part, ProductsView


class FormsView(ProductsView):
    """One step of the passes, form by form."""

    name = "forms"


def operation(p: Passes, s: MatricesSettings) -> Operation:
    """Return the step that is looked at; a softmax has a full Jacobian."""
    found = OPERATIONS[s.operation]
    if found.result == "delta2" and p.network.activations[1] == "softmax":
        said = f"{found.said.split(' ')[0]} = ∂ŷ/∂z²ᵀ ∂E/∂ŷ"
        found = replace(found, left="jacobian2.T", sign="·", right="dh2", said=said)
    return found


def place(op: Operation, p: Passes, s: MatricesSettings) -> tuple[int, int]:
    """Return the entry that is worked out, from 0: row by row."""
    columns = p.single(op.result).shape[1]
    return divmod(max(s.step, 1) - 1, columns)


def lines(p: Passes, s: MatricesSettings, palette: Palette) -> list[Line]:
    """Return the step as a number, as a matrix product and for the batch."""
    op = operation(p, s)
    made = _Lines(op, p, s, palette)
    return [
        Line("number", "number", made.number()),
        Line("matrix", "matrix", made.product(batch=False)),
        Line("batch", f"batch of {p.count}", made.product(batch=True)),
    ]


class _Lines:
    """The three lines of one step."""

    def __init__(
        self, op: Operation, p: Passes, s: MatricesSettings, palette: Palette
    ) -> None:
        self.op, self.p, self.s, self.palette = op, p, s, palette
        self.i, self.j = place(op, p, s)

    def number(self) -> list[Part]:
        """Return the present entry, worked out."""
        op, i, j = self.op, self.i, self.j
        if op.sign == "·":
            parts: list[Part] = []
            for k in range(self.p.single(op.right).shape[0]):
                parts += [self._sign("+", f"+{k}")] if k else []
                parts += [
                    self._cell(op.left, i, k), self._sign("·", f"·{k}"),
                    self._cell(op.right, k, j),
                ]  # fmt: skip
        elif op.sign == "φ":
            parts = [self._sign(self._phi()), self._cell(op.left, i, j)]
        elif op.sign == "Σ":
            parts = [self._cell(op.left, i, j)]
        else:
            sign = "·" if op.sign == "⊙" else op.sign
            parts = [self._cell(op.left, i, j), self._sign(sign),
                     self._cell(op.right, i, j)]  # fmt: skip
        if op.plus:
            parts += [self._sign("+"), self._cell(op.plus, i, 0)]
        return [*parts, self._sign("="), self._cell(op.result, i, j)]

    def product(self, *, batch: bool) -> list[Part]:
        """Return the step as matrices, of one example or of all in columns."""
        op, examples = self.op, self.p.count if batch else 1
        if batch and op.left.startswith("jacobian"):
            return [self._sign("each column has a Jacobian of its own: no one product")]
        over = {self.j} if op.phase == "gradient" else set(range(examples))
        entry = {(self.i, j) for j in over}  # a batch's columns are made all at once
        parts = self._factors(batch, entry)
        if op.plus:
            parts += [self._sign("+"), self._matrix(op.plus, batch, {(self.i, 0)})]
        if batch and op.phase == "gradient" and self.s.reduction == "mean":
            parts.append(self._sign(f"/ {examples}", "/"))
        result = self._matrix(op.result, batch, entry)
        rows, columns = result.shape
        blank = {
            (i, j)
            for i in range(rows)
            for j in range(columns)
            if self._at(i, j, columns) >= self.s.step
        }
        return [*parts, self._sign("="), result._replace(blank=blank)]

    def _factors(self, batch: bool, entry: set[tuple[int, int]]) -> list[Part]:
        """Return what is multiplied; lit is what the present entry is made of."""
        op = self.op
        if op.sign == "φ":
            return [self._sign(self._phi()), self._matrix(op.left, batch, entry)]
        if op.sign in ("⊙", "−"):
            left, right = (self._matrix(n, batch, entry) for n in (op.left, op.right))
            return [left, self._sign(op.sign), right]
        inner = self._value(op.left, batch).shape[1]
        row = self._matrix(op.left, batch, {(self.i, k) for k in range(inner)})
        meet = self._sign("·", under=f"{inner}={inner}")
        if op.sign == "Σ":
            ones, grey = np.ones((inner, 1)), self.palette.muted
            every = [row, meet, Part("ones", "1", ones, grey, f"{inner}×1")]
            return every if batch else [row]
        columns = {(k, j) for k in range(inner) for _, j in entry}
        return [row, meet, self._matrix(op.right, batch, columns)]

    def _at(self, i: int, j: int, columns: int) -> int:
        """Return the number of an entry; those of a batch's row come together."""
        return i * columns + j if self.op.phase == "gradient" else i

    def _value(self, name: str, batch: bool) -> Array:
        return self.p.batch(name) if batch else self.p.single(name)

    def _matrix(self, name: str, batch: bool, lit: set[tuple[int, int]]) -> Part:
        values = self._value(name, batch)
        m, n = values.shape
        colour = symbols.colour(name, self.palette)
        written = symbols.whole(name, self.s.notation)
        return Part(name, written, values, colour, f"{m}×{n}", lit)

    def _cell(self, name: str, i: int, j: int) -> Part:
        value = self.p.single(name)[i, j]
        blank = {(0, 0)} if name == self.op.result and not self.s.step else set()
        return Part(
            f"{name}_{i}_{j}", symbols.entry(name, i, j, self.s.notation), [[value]],
            symbols.colour(name, self.palette), lit={(0, 0)} if blank else (),
            blank=blank,
        )  # fmt: skip

    def _sign(self, sign: str, id_: str = "", under: str = "") -> Part:
        return Part(id_ or sign, sign, under=under)

    def _phi(self) -> str:
        layer = int(self.op.result[-1])
        return self.p.network.activations[layer - 1]
