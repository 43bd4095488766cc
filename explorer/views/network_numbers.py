"""The numbers of one example in a network, by name, written and in words.

Names: ``W1_12``, ``b1_2`` and, for their gradients, ``dW1_12``, ``db1_2``; of a unit
``z1_2``, ``h1_2``, ``delta1_2``, ``dh1_2``; ``x_1``, ``y_1`` and the loss ``E``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from explorer.core.activations import is_dead, is_saturated
from explorer.core.arrays import Array
from explorer.core.network import Gradients, Network, Trace
from explorer.core.parameters import places
from explorer.language.numbers import fixed, significant
from explorer.language.symbols import (
    OURS,
    component,
    derivative,
    parameter,
    unit,
)
from explorer.language.symbols import symbol as letter


def read(
    network: Network, trace: Trace, gradients: Gradients, example: int, targets: Array
) -> dict[str, float]:
    """Return every number of an example by its name."""
    names = network.parameter_names
    found = dict(zip(names, network.parameters.tolist(), strict=True))
    slopes = gradients.example_gradient[example].tolist()
    found.update(zip((f"d{name}" for name in names), slopes, strict=True))
    rows = [("x_", trace.x), ("y_", targets)]
    for layer in range(1, len(trace.h)):
        rows += [
            (f"z{layer}_", trace.z[layer - 1]),
            (f"h{layer}_", trace.h[layer]),
            (f"delta{layer}_", gradients.delta[layer - 1]),
            (f"dh{layer}_", gradients.dh[layer]),
        ]
    for kind, array in rows:
        for i, value in enumerate(array[example].tolist(), start=1):
            found[f"{kind}{i}"] = value
    found["E"] = float(gradients.example_loss[example])
    return found


def write(name: str, value: float) -> str:
    """Return a number as it is written in the picture."""
    if name[0] in "xy":
        return fixed(value, 0 if value.is_integer() else 2)
    if name == "E":
        return significant(value)
    if name[0] in "dh":
        return significant(value, sign=True)
    return fixed(value, 2, sign=True)


def symbol(name: str, sizes: Sequence[int], notation: str = OURS) -> str:
    """Return the symbol of a number; the last layer's activation is a prediction."""
    if name == "E":
        return letter("loss", notation)
    if name[0] in "Wb":
        return parameter(name, notation)
    if re.match("d[Wb]", name):
        return derivative(parameter(name[1:], notation), notation)
    kind, _, index = name.partition("_")
    if kind in ("x", "y"):
        idea = "input" if kind == "x" else "target"
        several = kind == "x" or sizes[-1] > 1
        if several:
            return component(idea, int(index), notation)
        return letter(idea, notation)
    letters = kind.rstrip("0123456789")
    layer = int(kind.removeprefix(letters))
    if letters in ("h", "dh") and layer == len(sizes) - 1:
        output = letter("prediction", notation)
        if sizes[-1] > 1:
            output = component("prediction", int(index), notation)
        return output if letters == "h" else derivative(output, notation)
    return unit(letters, layer, int(index), notation)


def state(trace: Trace, layer: int, i: int, example: int) -> str:
    """Return "dead", "flat" or nothing, for unit i (from 1) of a layer."""
    activation, z = trace.activations[layer - 1], trace.z[layer - 1][example]
    if is_dead(activation, z)[i - 1]:
        return "dead"
    return "flat" if is_saturated(activation, z)[i - 1] else ""


def say_edge(
    name: str,
    values: Mapping[str, float],
    sizes: tuple[int, ...],
    notation: str = OURS,
) -> str:
    """Say what a weight or bias is, its value and its gradient."""
    layer, i, source = places(sizes)[name]
    to, below = symbol(f"h{layer}_{i}", sizes, notation), f"x_{source}"
    if layer > 1:
        below = f"h{layer - 1}_{source}"
    start = symbol(below, sizes, notation)
    what = f"Weight {parameter(name, notation)} from {start} to {to}"
    if source == 0:
        what = f"Bias {parameter(name, notation)} of {to}"
    slope = values[f"d{name}"]
    effect = "raises" if slope > 0 else "lowers" if slope < 0 else "does not change"
    return (
        f"{what}: {write(name, values[name])}, gradient {write(f'd{name}', slope)}; "
        f"a nudge up {effect} {letter('loss', notation)}"
    )


def say_unit(
    name: str,
    word: str,
    values: Mapping[str, float],
    sizes: Sequence[int],
    notation: str = OURS,
) -> str:
    """Say the four numbers of a unit, and whether it is flat or dead."""
    last = name.startswith(f"h{len(sizes) - 1}_")
    ids = [f"{kind}{name[1:]}" for kind in ("z", "h", "delta", "dh")]
    said = [f"{symbol(n, sizes, notation)} {write(n, values[n])}" for n in ids]
    kind = "Output unit" if last else "Hidden unit"
    what = f"{kind} {symbol(name, sizes, notation)}"
    return f"{what}: {', '.join(said)}{word and f'; {word}'}"


def say_all(
    values: Mapping[str, float],
    sizes: tuple[int, ...],
    example: int,
    selected: str | None,
    words: Mapping[str, str],
    notation: str = OURS,
) -> str:
    """Say what goes in and comes out, the loss, what is selected and what is flat."""
    last = len(sizes) - 1
    ids = [f"x_{i + 1}" for i in range(sizes[0])]
    for i in range(1, sizes[-1] + 1):
        ids += [f"h{last}_{i}", f"y_{i}"]
    named = [(symbol(n, sizes, notation), n) for n in [*ids, "E"]]
    said = [f"{named_as} = {write(n, values[n])}" for named_as, n in named]
    text = f"Network {'-'.join(map(str, sizes))}, example {example + 1}: "
    text += ", ".join(said) + "."
    if selected is not None:
        text += f" Selected: {say_edge(selected, values, sizes, notation)}."
    for name, word in words.items():
        text += f" {symbol(name, sizes, notation)} is {word}." if word else ""
    return text
