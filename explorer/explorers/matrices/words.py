"""What is said of the forms and of the tensor: captions, status, NumPy, the table."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.explorers.matrices import symbols, tensor
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
    *("delta2", "dh1", "delta1", "dW2", "db2", "dW1", "db1"),
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
    words = f"{written} as a number, as matrices and for {p.count} examples; the "
    words += f"result is {m}×{n}, {s.step} of {m * n} entries are filled in."
    return f"{_PHASES[op.phase]}: {written}", caption, words


def forms_sentence(p: Passes, s: MatricesSettings) -> str:
    """Say which entry was worked out, and which sizes had to meet."""
    op = operation(p, s)
    result = p.single(op.result)
    phase, count = _PHASES[op.phase], result.size
    if not s.step:
        many = f"{count} entries" if count > 1 else "one entry"
        return f"{phase}: {many} to fill in. Work out the first, then step."
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
    found: Terms = [_plain("NumPy"), one(op.result, p), _plain("=")]
    if op.left.startswith("jacobian"):
        n = p.network.sizes[2]
        left = {"symbol": "J2", "value": f"({n}, {n}, {p.count})", "role": "path"}
        found += [_plain('np.einsum("ijn,in->jn",'), left, _plain(","),
                  one(op.right, p), _plain(")")]  # fmt: skip
    elif op.sign == "φ":
        name = activations[int(op.result[-1]) - 1]
        found += [_plain(f"{name}("), one(op.left, p), _plain(")")]
    elif op.sign == "Σ":
        found += [one(op.left, p), _plain(".sum(axis=1, keepdims=True)")]
    else:
        sign = {"·": "@", "⊙": "*", "−": "-"}[op.sign]
        found += [one(op.left, p), _plain(sign), one(op.right, p)]
    if op.plus:
        found += [_plain("+"), one(op.plus, p)]
    if op.phase == "gradient" and s.reduction == "mean":
        found.append(_plain(f"/ {p.count}"))
    return found


def _term(name: str, p: Passes) -> dict[str, Any]:
    return {
        "symbol": symbols.code(name, p.network.activations),
        "value": str(p.batch(name).shape),
        "role": symbols.role(name),
    }


def _plain(sign: str) -> dict[str, Any]:
    return {"symbol": sign, "role": "plain"}


def about_tensor(p: Passes, s: MatricesSettings) -> Said:
    """Return title, caption and words of the tensor."""
    W = symbols.whole(f"W{s.layer}", s.notation)
    gradient = symbols.whole(f"dW{s.layer}", s.notation)
    none, every = tensor.zeros(p, int(s.layer))
    caption = f"Grey: {none} of the tensor's {every} entries are 0 whatever x is."
    return f"{gradient} of one example", caption, f"By {W}: {tensor_sentence(p, s)}"


def tensor_sentence(p: Passes, s: MatricesSettings) -> str:
    """Say what the last line shown has gained."""
    none, every = tensor.zeros(p, int(s.layer))
    n, m = p.network.layers[int(s.layer) - 1].W.shape
    z, W, delta = (
        symbols.whole(f"{q}{s.layer}", s.notation) for q in ("z", "W", "delta")
    )
    below = symbols.whole("x" if s.layer == "1" else "h1", s.notation)
    full = p.network.activations[1] == "softmax"
    return (
        f"∂{z}/∂{W} has {n}·{n}·{m} = {every} entries, {none} of them always 0. "
        "Collapse it.",
        f"Unfolded, its slices lie side by side: {n}×{n * m}, and all factors multiply "
        "to one row.",
        f"A diagonal only scales, so · becomes ⊙ and {delta} appears."
        + (" The softmax's Jacobian is full: there it stays a product." * full),
        f"{delta} {below}ᵀ has the same {n * m} numbers in the shape of {W}, and no "
        "zeros.",
    )[s.collapse]


def tensor_in_numpy(p: Passes, s: MatricesSettings) -> Terms:
    """Return the last line shown as NumPy, with its shapes."""
    layer, (n, m) = int(s.layer), p.network.layers[int(s.layer) - 1].W.shape
    out, mid = p.network.sizes[2], p.network.sizes[1]
    full = p.network.activations[1] == "softmax"
    below = "x" if layer == 1 else "h1"

    def term(code: str, shape: str, role: str) -> dict[str, Any]:
        return {"symbol": code, "value": f"({shape})", "role": role}

    dy, w2 = term("dy", f"1, {out}", "backward"), term("W2", f"{out}, {mid}", "edge")
    j2, j1 = (term(f"J{k}", f"{v}, {v}", "path") for k, v in ((2, out), (1, mid)))
    s2, s1 = (term(f"s{k}", f"1, {v}", "path") for k, v in ((2, out), (1, mid)))
    input_ = term(below, f"{m},", "forward")
    eye = term(f"np.eye({n})", f"{n}, {n}", "forward")
    if s.collapse == 0:
        tensor_ = term("T", f"{n}, {n}, {m}", "result")
        return [tensor_, _plain('= np.einsum("ik,j->ikj",'), eye, _plain(","), input_,
                _plain(")")]  # fmt: skip
    if s.collapse == 1:
        chain = [dy, j2, *([w2, j1] if layer == 1 else [])]
        found = [term(f"dW{layer}", f"1, {n * m}", "result"), _plain("=")]
        for factor in chain:
            found += [factor, _plain("@")]
        return [*found, _plain("np.kron("), eye, _plain(","), input_, _plain(")")]
    if s.collapse == 2:
        first = [dy, _plain("@"), j2] if full else [dy, _plain("*"), s2]
        rest = [_plain("@"), w2, _plain("*"), s1] if layer == 1 else []
        row = term(f"d{layer}", f"1, {n}", "result")
        return [row, _plain("="), *first, *rest]
    return [
        term(f"dW{layer}", f"{n}, {m}", "result"), _plain("= np.outer("),
        term(f"d{layer}", f"1, {n}", "backward"), _plain(","), input_, _plain(")"),
    ]  # fmt: skip


def passes_table(p: Passes, s: MatricesSettings) -> Table:
    """Return every quantity: of the first example, of the batch, every factor."""

    def write(values: np.ndarray) -> str:
        rows = (", ".join(significant(v, 6, sign=True) for v in row) for row in values)
        return "; ".join(rows)

    rows = []
    for name in _QUANTITIES:
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
