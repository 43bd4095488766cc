"""How quantities are written: in a formula, entry by entry, and in NumPy."""

from __future__ import annotations

from explorer.explorers.matrices.operations import layer_of
from explorer.language.palette import Palette, blend
from explorer.language.symbols import (
    component,
    derivative,
    lowered,
    parameter,
    raised,
    symbol,
    unit,
)

_IDEAS = {"z": "z", "h": "h", "delta": "delta", "W": "weight", "b": "bias"}
_CODE = {"x": "X", "y": "Y", "h2": "Y_hat", "dh2": "dY_hat"}
_SLOPES = {
    "sigmoid": "H{0} * (1 - H{0})",
    "tanh": "(1 - H{0}**2)",
    "relu": "(Z{0} > 0)",
    "linear": "1",
}


def whole(name: str, notation: str) -> str:
    """Write a matrix: ``W¹``, ``x``, ``φ′(z¹)``, ``∂E/∂W¹``, ``W²ᵀ``."""
    if name.endswith(".T"):
        return whole(name[:-2], notation) + "ᵀ"
    kind, layer = name.rstrip("12"), layer_of(name)
    if name in ("x", "y", "h2"):
        ideas = {"x": "input", "y": "target", "h2": "prediction"}
        return symbol(ideas[name], notation)
    if kind == "slope":
        return f"{symbol('slope', notation)}({symbol('z', notation)}{raised(layer)})"
    if kind == "jacobian":
        return f"∂{whole('h2', notation)}/∂{whole('z2', notation)}"
    if name[0] == "d" and kind != "delta":
        return derivative(whole(name[1:], notation), notation)
    letter = symbol(_IDEAS[kind], notation)
    return (letter.upper() if kind == "W" else letter) + raised(layer)


def entry(name: str, i: int, j: int, notation: str) -> str:
    """Write one entry, counted from 0; j counts for matrices only."""
    if name.endswith(".T"):
        return entry(name[:-2], j, i, notation)
    kind, layer = name.rstrip("12"), layer_of(name)
    if name in ("x", "y", "h2"):
        ideas = {"x": "input", "y": "target", "h2": "prediction"}
        return component(ideas[name], i + 1, notation)
    if kind == "W":
        return parameter(f"W{layer}_{i + 1}{j + 1}", notation)
    if kind == "b":
        return parameter(f"b{layer}_{i + 1}", notation)
    if kind == "jacobian":
        z = symbol("z", notation) + raised(layer) + lowered(j + 1)
        return f"∂{entry('h2', i, 0, notation)}/∂{z}"
    if name[0] == "d" and kind != "delta":
        return derivative(entry(name[1:], i, j, notation), notation)
    return unit(kind, layer, i + 1, notation)


def code(name: str, activations: tuple[str, ...]) -> str:
    """Write a matrix of the batch as NumPy: ``H1``, ``X.T``, ``dW1``."""
    if name.endswith(".T"):
        return code(name[:-2], activations) + ".T"
    if name in _CODE:
        return _CODE[name]
    kind, layer = name.rstrip("12"), layer_of(name)
    if kind == "slope":
        slope = _SLOPES[activations[layer - 1]].format(layer)
        return slope.replace("H2", "Y_hat")
    if kind == "delta":
        return f"D{layer}"
    if kind == "dh":
        return f"dH{layer}"
    return name.upper() if kind in ("z", "h") else name.replace("jacobian", "J")


def role(name: str) -> str:
    """Return the role of a quantity, as the equation strip names its colour."""
    kind = name.removesuffix(".T").rstrip("12")
    if kind in ("W", "b"):
        return "edge"
    if kind in ("slope", "jacobian"):
        return "path"
    return "forward" if kind in ("x", "y", "z", "h") else "backward"


def colour(name: str, palette: Palette) -> str:
    """Return the colour of its role, dark enough for text."""
    found = getattr(palette, role(name))
    return blend(found, palette.text, 0.25) if role(name) == "path" else str(found)
