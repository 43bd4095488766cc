"""Wrong numbers for a row of the ledger whose way is known: what was probably done.

The names are those of the misconceptions in the exercises' catalogue: a tolerance and
words belong to whoever asks.
"""

from __future__ import annotations

from math import isfinite, prod

import numpy as np

from explorer.core.activations import ACTIVATIONS
from explorer.core.layers import Network
from explorer.core.ledger import Ledger
from explorer.core.ledger_rows import Row


def slips(network: Network, made: Ledger, row: Row) -> tuple[tuple[str, float], ...]:
    """Return the wrong values that a row invites, with the name of each slip.

    Parameters
    ----------
    network
        The one that the ledger was made from.
    made
        The ledger.
    row
        One of its rows.

    Returns
    -------
    tuple of (str, float)
        In the order in which a slip is to be suspected; finite, and different from the
        row's value.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> from explorer.core.ledger import ledger
    >>> net = Network((Layer([[3.0]], [0.0], "linear"),))
    >>> made = ledger(net, [2], [5], 0.1, ["W1_11"], ["W1_11"])
    >>> row = made.rows[-3]
    >>> row.name, row.value, dict(slips(net, made, row))["M9b"]
    ('dW1_11', 2.0, 1.0)
    """
    found = _MAKERS[row.stage](network, made, row)
    return tuple(
        (name, float(value) + 0.0)
        for name, value in found
        if isfinite(value) and value != row.value
    )


_Found = list[tuple[str, float]]


def _sum(network: Network, made: Ledger, row: Row) -> _Found:
    """Slips of z: the bias, a wire, or the inputs forgotten."""
    v = made.values
    *wires, bias = row.products
    carried = [v[w] * v[source] for w, source in wires]
    return [
        ("MB", sum(carried)),
        ("M9b", sum(v[w] for w, _ in wires) + v[bias[0]]),
        *(("M10", one + v[bias[0]]) for one in carried[:1] if len(carried) > 1),
        *(("M10c", one + v[bias[0]]) for one in carried[1:][-1:]),
    ]


def _squash(network: Network, made: Ledger, row: Row) -> _Found:
    """Slips of h: left as it came in, or its slope."""
    source = row.products[0][0]
    return [("MZ", made.values[source]), ("M1", made.values[f"slope{source[1:]}"])]


def _loss(network: Network, made: Ledger, row: Row) -> _Found:
    """Slips of E: a half lost, the square lost, an output forgotten."""
    errors = [made.values[a] - made.values[b] for a, b in row.products]
    found = [("MH", 2.0 * row.value), ("MQ", 0.5 * sum(errors))]
    if len(errors) > 1:
        found.append(("M10", 0.5 * errors[0] ** 2))
    return found


def _error(network: Network, made: Ledger, row: Row) -> _Found:
    return [("M2b", -row.value), ("MH", 2.0 * row.value), ("M1", made.values["E"])]


def _output_delta(network: Network, made: Ledger, row: Row) -> _Found:
    """Slips of a delta behind the loss: a factor forgotten, a sign."""
    return [
        ("M2b", -row.value),
        *_of_a_delta(network, made, row),
        ("MH", 2.0 * row.value),
        ("M1", made.values["E"]),
    ]


def _of_a_delta(network: Network, made: Ledger, row: Row) -> _Found:
    """Return the slips of both kinds of delta."""
    (came, slope) = row.products[0]
    v, unit = made.values, slope[5:]
    kind = ACTIVATIONS[network.activations[int(unit.split("_")[0]) - 1]]
    again = float(kind.derivative(np.array([v[f"h{unit}"]]))[0])
    return [("MD", v[came]), ("ME", v[slope]), ("M7", v[came] * again)]


def _spread(network: Network, made: Ledger, row: Row) -> _Found:
    """Slips of what comes back to a unit over several wires."""
    v = made.values
    parts = [v[w] * v[d] for w, d in row.products]
    layer, i = (int(n) for n in row.name[2:].split("_"))
    new = [v[w] + made.values[f"step_{w}"] for w, _ in row.products]
    back = [v[d] for _, d in row.products]
    found = []
    if len(parts) > 1:
        found += [("M10", parts[0]), ("M10c", parts[-1]), ("M10b", prod(parts))]
    W = network.layers[layer].W
    if len(W) >= i and W.shape[1] >= len(back):
        turned = sum(float(w) * d for w, d in zip(W[i - 1], back, strict=False))
        found.append(("M20", turned))
    moved = sum(w * d for w, d in zip(new, back, strict=True))
    return [*found, ("M19", moved), ("M18", sum(back)), ("M2b", -row.value)]


def _hidden_delta(network: Network, made: Ledger, row: Row) -> _Found:
    return [*_of_a_delta(network, made, row), ("M2b", -row.value)]


def _gradient(network: Network, made: Ledger, row: Row) -> _Found:
    """Slips of what came in times what came back."""
    v, (back, *came_in) = made.values, row.products[0]
    found = [("M2b", -row.value)]
    if came_in:
        source, weight = came_in[0], row.name[1:]
        kind, _, _ = source.rpartition("_")
        beside = [n for n in v if n.rpartition("_")[0] == kind and n != source]
        found += [
            ("M9b", v[back]),
            ("M9", v[back] * v[weight]),
            ("MD", v[f"dh{back[5:]}"] * v[source]),
            ("ME", v[f"slope{back[5:]}"] * v[source]),
            *(("MV", v[back] * v[other]) for other in beside),
        ]
    else:
        found.append(("MD", v[f"dh{back[5:]}"]))
    return found


def _update(network: Network, made: Ledger, row: Row) -> _Found:
    rate, gradient = (made.values[name] for name in row.products[0])
    size = float(np.sign(gradient)) * rate
    return [("M2", -row.value), ("M3b", -gradient), ("M3", -size)]


def _after(network: Network, made: Ledger, row: Row) -> _Found:
    return [("MH", 2.0 * row.value)]


_MAKERS = {
    "z": _sum, "h": _squash, "loss": _loss, "error": _error,
    "output_delta": _output_delta, "dh": _spread, "hidden_delta": _hidden_delta,
    "gradient": _gradient, "update": _update, "after": _after,
}  # fmt: skip
