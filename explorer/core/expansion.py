"""Approach 1 of S0-06: put everything into one polynomial, then differentiate that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.polynomial import polynomial
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, check_option, sealed
from explorer.core.graph_nodes import Node
from explorer.core.graph_values import GraphTrace

HIGHEST = 12
"""The highest power that is still written down."""

_ADDED: dict[str, Callable[..., Array]] = {
    "+": polynomial.polyadd,
    "-": polynomial.polysub,
}


def expand(trace: GraphTrace, name: str) -> Array | None:
    """Write the output as a polynomial in one input, the others at their values.

    Returns
    -------
    Array or None
        Coefficients from the constant up, shape (degree + 1,), read-only. None if it is
        no polynomial, one with powers beyond `HIGHEST`, or with too large coefficients.

    Raises
    ------
    ValueError
        If there is no such input.

    Examples
    --------
    >>> from explorer.core.graphs import Graph
    >>> from explorer.core.graph_values import evaluate
    >>> trace = evaluate(Graph.from_text("y = x + x**3; z = y**2"), {"x": 1.0})
    >>> expand(trace, "x").tolist()
    [0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 1.0]
    """
    check_option("input", name, trace.graph.inputs)
    found: dict[str, Array] = {}
    with np.errstate(all="ignore"):  # what overflows is no polynomial here
        for node in trace.graph.nodes:
            made = _expanded(node, [found.get(each) for each in node.arguments])
            if node.name == name:
                made = np.array([0.0, 1.0])
            elif node.kind != "operation":
                made = np.array([trace[node.name]])
            if made is not None and np.isfinite(made).all():
                made = np.asarray(polynomial.polytrim(made), np.float64)
                if len(made) <= HIGHEST + 1:
                    found[node.name] = made
    whole = found.get(trace.graph.output)
    return None if whole is None else sealed(whole)


def slope_of(coefficients: ArrayLike, at: float) -> tuple[Array, float]:
    """Differentiate a polynomial.

    Returns
    -------
    derivative, slope
        Its coefficients from the constant up, and its value at a place.

    Examples
    --------
    >>> derivative, slope = slope_of([0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 1.0], 1.0)
    >>> derivative.tolist(), slope
    ([0.0, 2.0, 0.0, 8.0, 0.0, 6.0], 16.0)
    """
    with np.errstate(all="ignore"):
        whole = np.asarray(coefficients, np.float64)
        derivative = np.asarray(polynomial.polyder(whole), np.float64)
        slope = float(polynomial.polyval(at, derivative))
    return sealed(derivative), slope


def _expanded(node: Node, arguments: list[Array | None]) -> Array | None:
    """Expand one operation whose arguments are polynomials; None if it has none."""
    known = [each for each in arguments if each is not None]
    if not known or len(known) < len(arguments):
        return None
    first, last = known[0], known[-1]
    if node.operator in _ADDED:
        return _ADDED[node.operator](first, last)
    if node.operator == "copy":
        return first
    if node.operator == "neg":
        return -first
    if node.operator == "*":
        return np.asarray(polynomial.polymul(first, last), np.float64)
    if len(last) > 1 or len(known) < 2:
        return None
    number = float(last[0])
    if node.operator == "/" and number != 0.0:
        return first / number
    is_power = node.operator == "**" and number.is_integer() and number >= 0
    if is_power and max(len(first) - 1, 1) * number <= HIGHEST:
        return np.asarray(polynomial.polypow(first, int(number)), np.float64)
    return None
