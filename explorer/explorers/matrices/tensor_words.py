"""What is said of the tensor: caption, status, NumPy."""

from __future__ import annotations

from typing import Any

from explorer.explorers.matrices import symbols, tensor
from explorer.explorers.matrices.passes import Passes
from explorer.explorers.matrices.settings import MatricesSettings
from explorer.explorers.matrices.words import Said, Terms, plain


def about_tensor(p: Passes, s: MatricesSettings) -> Said:
    """Return title, caption and words of the tensor."""
    W = symbols.whole(f"W{s.layer}", s.notation)
    gradient = symbols.whole(f"dW{s.layer}", s.notation)
    none, every = tensor.zeros(p, int(s.layer))
    caption = f"Faded: {none} of the tensor's {every} entries are 0 whatever x is."
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
        return [tensor_, plain('= np.einsum("ik,j->ikj",'), eye, plain(","), input_,
                plain(")")]  # fmt: skip
    if s.collapse == 1:
        chain = [dy, j2, *([w2, j1] if layer == 1 else [])]
        found = [term(f"dW{layer}", f"1, {n * m}", "result"), plain("=")]
        for factor in chain:
            found += [factor, plain("@")]
        return [*found, plain("np.kron("), eye, plain(","), input_, plain(")")]
    if s.collapse == 2:
        first = [dy, plain("@"), j2] if full else [dy, plain("*"), s2]
        rest = [plain("@"), w2, plain("*"), s1] if layer == 1 else []
        row = term(f"d{layer}", f"1, {n}", "result")
        return [row, plain("="), *first, *rest]
    return [
        term(f"dW{layer}", f"{n}, {m}", "result"), plain("= np.outer("),
        term(f"d{layer}", f"1, {n}", "backward"), plain(","), input_, plain(")"),
    ]  # fmt: skip
