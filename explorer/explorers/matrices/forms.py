"""One step in three forms: a number, a matrix, a batch. The fourth is the strip."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

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
        rows, columns = {self.i}, {self.j}
        if batch and op.left.startswith("jacobian"):
            return [self._sign("each column has a Jacobian of its own: no one product")]
        if op.phase != "gradient" and batch:
            columns = set(range(examples))  # a column for each example, all at once
        entry = {(i, j) for i in rows for j in columns}
        if op.sign == "·":
            inner = self._value(op.right, batch).shape[0]
            parts = [
                self._matrix(op.left, batch, {(i, k) for i in rows
                                              for k in range(inner)}),
                self._sign("·", under=f"{inner}={inner}"),
                self._matrix(op.right, batch, {(k, j) for k in range(inner)
                                               for j in columns}),
            ]  # fmt: skip
        elif op.sign == "φ":
            parts = [self._sign(self._phi()), self._matrix(op.left, batch, entry)]
        elif op.sign == "Σ":
            over = {(self.i, k) for k in range(examples)}
            parts = [self._matrix(op.left, batch, over)]
            if batch:
                ones = np.ones((examples, 1))
                parts += [
                    self._sign("·", under=f"{examples}={examples}"),
                    Part("ones", "1", ones, self.palette.muted, f"{examples}×1"),
                ]
        else:
            parts = [self._matrix(op.left, batch, entry), self._sign(op.sign),
                     self._matrix(op.right, batch, entry)]  # fmt: skip
        if op.plus:
            parts += [self._sign("+"), self._matrix(op.plus, batch, {(self.i, 0)})]
        if batch and op.phase == "gradient" and self.s.reduction == "mean":
            parts.append(self._sign(f"/ {examples}", "/"))
        result = self._matrix(op.result, batch, entry)
        shape = np.shape(result.values)
        done = {
            (i, j)
            for i in range(shape[0])
            for j in range(shape[1])
            if self._at(i, j, shape[1]) < self.s.step
        }
        every = {(i, j) for i in range(shape[0]) for j in range(shape[1])}
        return [*parts, self._sign("="), result._replace(blank=every - done)]

    def _at(self, i: int, j: int, columns: int) -> int:
        """Return the number of an entry; those of a batch's row come together."""
        return i * columns + j if self.op.phase == "gradient" else i

    def _value(self, name: str, batch: bool) -> np.ndarray:
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
