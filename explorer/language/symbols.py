"""Symbols as the eye expects them: layer above, indices below, all plain Unicode.

The decks use other letters for the same things. `NOTATIONS` re-letters labels; nothing
else in the explorer changes with it, and where a deck has no letter ours is used.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

OURS = "ours"

NOTATIONS = MappingProxyType(
    {
        OURS: {
            "input": "x",
            "weight": "w",
            "bias": "b",
            "z": "z",
            "h": "h",
            "slope": "φ′",
            "prediction": "ŷ",
            "target": "y",
            "loss": "E",
            "delta": "δ",
            "dh": "∂E/∂h",
            "learning_rate": "η",
            "momentum": "α",
        },
        "deck 1": {"z": "y", "h": "g", "slope": "g′", "prediction": "z", "loss": "z"},
        "deck 2": {
            "z": "a",
            "slope": "h′",
            "prediction": "z",
            "target": "t",
            "loss": "J",
            "learning_rate": "ε",
        },
        "deck 3": {
            "input": "X",
            "weight": "W",
            "z": "Net",
            "h": "O",
            "prediction": "O",
            "target": "T",
            "learning_rate": "γ",
        },
        "deck 4": {"slope": "f′", "learning_rate": "eta"},
    }
)
"""Notation -> idea -> letter, as far as it differs from ours."""


def raised(number: int) -> str:
    """Return a whole number as superscript: ``raised(12) == "¹²"``."""
    return str(number).translate(_RAISED)


def lowered(*indices: int) -> str:
    """Return indices as subscript; a comma parts them only where it must.

    >>> lowered(1, 2), lowered(10, 2)
    ('₁₂', '₁₀,₂')
    """
    written = [str(index).translate(_LOWERED) for index in indices]
    return ("" if all(0 <= index < 10 for index in indices) else ",").join(written)


def symbol(idea: str, notation: str = OURS) -> str:
    """Return the letter of an idea in a notation.

    Parameters
    ----------
    idea : str
        A key of ``NOTATIONS["ours"]``.
    notation : {"ours", "deck 1", "deck 2", "deck 3", "deck 4"}

    Raises
    ------
    ValueError
        If either is unknown.

    Examples
    --------
    >>> symbol("z"), symbol("z", "deck 3"), symbol("dh", "deck 2")
    ('z', 'Net', '∂J/∂h')
    """
    if notation not in NOTATIONS:
        known = ", ".join(NOTATIONS)
        raise ValueError(f"unknown notation {notation!r}; choose one of: {known}")
    if idea not in NOTATIONS[OURS]:
        known = ", ".join(NOTATIONS[OURS])
        raise ValueError(f"unknown idea {idea!r}; choose one of: {known}")
    if idea == "dh":
        return derivative(symbol("h", notation), notation)
    return NOTATIONS[notation].get(idea, NOTATIONS[OURS][idea])


def others(notation: str) -> str:
    """Say which letters a notation has for ours, where ours are written nevertheless.

    >>> others("deck 4"), others("ours")
    ('In our letters; deck 4 writes f′ for φ′, eta for η.', '')
    """
    if notation == OURS:
        return ""
    pairs = (
        f"{theirs} for {NOTATIONS[OURS][idea]}"
        for idea, theirs in NOTATIONS[notation].items()
    )
    return f"In our letters; {notation} writes {', '.join(pairs)}."


_LETTER = re.compile("η|α|[wb](?=[⁰¹²³⁴-⁹₀-₉])")
_IDEA = {"η": "learning_rate", "α": "momentum", "w": "weight", "b": "bias"}


def relettered(label: str, notation: str) -> str:
    """Write the letters in the name of a control as a notation does.

    >>> relettered("learning rate η", "deck 3"), relettered("weight w²₁₁", "deck 3")
    ('learning rate γ', 'weight W²₁₁')
    """
    return _LETTER.sub(lambda found: symbol(_IDEA[found[0]], notation), label)


@lru_cache(maxsize=1000)
def parameter(name: str, notation: str = OURS) -> str:
    """Return the symbol of a weight or bias.

    Parameters
    ----------
    name : str
        As in the code: ``W1_12`` is the weight of layer 1 to unit 1 from unit 2,
        ``b1_2`` the bias of its unit 2; an index above 9 is set apart, ``W1_10_2``.
    notation : str
        Changes the letter; layer and order of indices stay ours.

    Raises
    ------
    ValueError
        If it is no such name.

    Examples
    --------
    >>> parameter("W1_12"), parameter("b2_1"), parameter("W2_11", "deck 3")
    ('w¹₁₂', 'b²₁', 'W²₁₁')
    """
    kind, layer, *parts = name[:1], *name[1:].split("_")
    indices = [*parts[0]] if len(parts) == 1 and kind == "W" else parts
    wanted = {"W": 2, "b": 1}.get(kind)
    if len(indices) != wanted or not all(_is_index(n) for n in (layer, *indices)):
        raise ValueError(f"a parameter is called W1_12 or b1_2, got {name[:40]!r}")
    letter = symbol("weight" if kind == "W" else "bias", notation)
    return letter + raised(int(layer)) + lowered(*map(int, indices))


@lru_cache(maxsize=1000)
def unit(idea: str, layer: int, index: int, notation: str = OURS) -> str:
    """Return the symbol of something that every unit has: z, h, slope, delta or dh.

    >>> unit("h", 1, 2), unit("dh", 1, 2), unit("slope", 2, 1)
    ('h¹₂', '∂E/∂h¹₂', 'φ′(z²₁)')
    >>> unit("z", 1, 1, "deck 3")
    'Net¹₁'
    """
    where = raised(layer) + lowered(index)
    if idea == "dh":
        return derivative(symbol("h", notation) + where, notation)
    if idea == "slope":
        return f"{symbol('slope', notation)}({symbol('z', notation)}{where})"
    return symbol(idea, notation) + where


def component(idea: str, index: int, notation: str = OURS) -> str:
    """Return the symbol of an input, prediction or target: ``x₁``, ``ŷ₁``, ``y₁``."""
    return symbol(idea, notation) + lowered(index)


def derivative(of: str, notation: str = OURS) -> str:
    """Return the symbol of the loss's derivative by something.

    >>> derivative(parameter("W1_12")), derivative("ŷ")
    ('∂E/∂w¹₁₂', '∂E/∂ŷ')
    """
    return f"∂{symbol('loss', notation)}/∂{of}"


def _is_index(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4 and text != "0"
