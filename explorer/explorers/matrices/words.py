"""What is said of the forms: caption, status, NumPy; and the table of both passes."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.explorers.matrices import symbols
from explorer.explorers.matrices.forms import operation, place
from explorer.explorers.matrices.operations import OPERATIONS, Operation
from explorer.explorers.matrices.passes import Passes
from explorer.explorers.matrices.settings import MatricesSettings
from explorer.language.numbers import significant

Said = tuple[str, str, str]
Terms = list[dict[str, Any]]
Table = tuple[str, list[str], list[list[str]]]
_PHASES = {
    "forward": "→ forward",
    "backward": "← backward",
    "gradient": "gradients",
}
_QUANTITIES = (
    *("x", "W1", "b1", "z1", "h1", "W2", "b2", "z2", "h2", "y", "dh2"),
    *("slope2", "delta2", "dh1", "slope1", "delta1", "dW2", "db2", "dW1", "db1"),
)


def formula(op: Operation, p: Passes, notation: str) -> str:
    """Write a step with whole matrices: ``∂E/∂W¹ = δ¹ xᵀ``."""
    left, right = (symbols.whole(n, notation) if n else "" for n in (op.left, op.right))
    made = {
        "·": f"{left} {right}",
        "φ": f"{p.network.activations[int(op.result[-1]) - 1]}({left})",
        "Σ": left,
    }.get(op.sign, f"{left} {op.sign} {right}")
    plus = f" + {symbols.whole(op.plus, notation)}" if op.plus else ""
    return f"{symbols.whole(op.result, notation)} = {made}{plus}"


def about_forms(p: Passes, s: MatricesSettings) -> Said:
    """Return title, caption and words of the step in its forms."""
    op = operation(p, s)
    written = formula(op, p, s.notation)
    caption = "In the batch every example is a column; all columns are made at once."
    if op.phase == "gradient":
        caption = "The batch's product adds over the examples"
        mean = s.reduction == "mean"
        caption += f"; the mean divides by {p.count} at the end." if mean else "."
    m, n = p.single(op.result).shape
    many = f"{p.count} examples" if p.count > 1 else "one example"
    words = f"{written} as a number, as matrices and for {many}; the "
    words += f"result is {m}×{n}, {s.step} of {m * n} entries are filled in."
    return f"{_PHASES[op.phase]}: {written}", caption, words


def forms_sentence(p: Passes, s: MatricesSettings) -> str:
    """Say which entry was worked out, and which sizes had to meet."""
    op = operation(p, s)
    result = p.single(op.result)
    phase, count = _PHASES[op.phase], result.size
    if not s.step:
        many = f"{count} entries" if count > 1 else "one entry"
        return f"{phase}: {many} to fill in."
    i, j = place(op, p, s)
    name = symbols.entry(op.result, i, j, s.notation)
    value = significant(float(result[i, j]), sign=True)
    meet = ""
    if op.sign == "·":
        inner = p.single(op.right).shape[0]
        meet = f" The sizes {inner} and {inner} meet; the outer ones stay."
    return f"{phase}: {name} = {value}, {s.step} of {count} filled in.{meet}"


def in_numpy(p: Passes, s: MatricesSettings) -> Terms:
    """Return the step for the whole batch as a line of NumPy, with its shapes."""
    op, one = operation(p, s), _term
    activations = p.network.activations
    found: Terms = [plain("NumPy"), one(op.result, p), plain("=")]
    if op.left.startswith("jacobian"):
        n = p.network.sizes[2]
        left = {"symbol": "J2", "value": f"({n}, {n}, {p.count})", "role": "path"}
        found += [plain('np.einsum("ijn,in->jn",'), left, plain(","),
                  one(op.right, p), plain(")")]  # fmt: skip
    elif op.sign == "φ":
        name = activations[int(op.result[-1]) - 1]
        found += [plain(f"{name}("), one(op.left, p), plain(")")]
    elif op.sign == "Σ":
        found += [one(op.left, p), plain(".sum(axis=1, keepdims=True)")]
    else:
        sign = {"·": "@", "⊙": "*", "−": "-"}[op.sign]
        found += [one(op.left, p), plain(sign), one(op.right, p)]
    if op.plus:
        found += [plain("+"), one(op.plus, p)]
    if op.phase == "gradient" and s.reduction == "mean":
        found.append(plain(f"/ {p.count}"))
    return found


def _term(name: str, p: Passes) -> dict[str, Any]:
    return {
        "symbol": symbols.code(name, p.network.activations),
        "value": str(p.batch(name).shape),
        "role": symbols.role(name),
    }


def plain(sign: str) -> dict[str, Any]:
    """Return a sign between two terms."""
    return {"symbol": sign, "role": "plain"}


def passes_table(p: Passes, s: MatricesSettings) -> Table:
    """Return every quantity: of the first example, of the batch, every factor."""

    def write(values: np.ndarray) -> str:
        rows = (", ".join(significant(v, 6, sign=True) for v in row) for row in values)
        return "; ".join(rows)

    rows = []
    for name in _QUANTITIES:
        if name == "slope2" and p.network.activations[1] == "softmax":
            continue  # its slopes are a Jacobian, one of the factors below
        one, batch = p.single(name), p.batch(name)
        shape = f"{one.shape[0]}×{one.shape[1]}"
        made = ""
        if name in OPERATIONS:
            made = formula(operation(p, s.replace(operation=name)), p, s.notation)
        code = symbols.code(name, p.network.activations)
        rows.append(
            [made or symbols.whole(name, s.notation), code, shape, write(one),
             f"{batch.shape[0]}×{batch.shape[1]}", write(batch)]
        )  # fmt: skip
    for factor in p.forms[int(s.layer) - 1].factors:
        m, n = factor.value.shape
        rows.append([factor.symbol, "", f"{m}×{n}", write(factor.value), "", ""])
    caption = "Rows parted by semicolons; in the batch every example is a column"
    return caption, ["", "NumPy", "shape", "first example", "of batch", "batch"], rows
