"""The forward pass of an expression graph: the value of every node.

Decks: S0-03 to S0-11.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, check_option, sealed
from explorer.core.graphs import Graph
from explorer.core.operators import OPERATORS
from explorer.core.tokens import Place


class UndefinedError(ValueError):
    """A node without a value: a division by zero, the logarithm of zero, overflow.

    Attributes
    ----------
    node
        The name of the statement it stands in.
    text
        The part that has no value, as typed.
    reason
        What went wrong.
    place
        Where that part begins; None for a slope, which nobody typed.
    """

    def __init__(
        self, node: str, text: str, reason: str, place: Place | None = None
    ) -> None:
        self.node = node
        self.text = text
        self.reason = reason
        self.place = place
        said = f"{reason[0].upper()}{reason[1:]} at {node}: {text}."
        super().__init__(f"{place}: {reason}." if place else said)


@dataclass(frozen=True)
class GraphTrace:
    """The forward pass: a graph and the value of every node; ``trace["y"]`` is one."""

    graph: Graph
    values: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        return self.values[name]


def evaluate(graph: Graph, inputs: Mapping[str, float]) -> GraphTrace:
    """Compute every node from the inputs' values.

    Raises
    ------
    UndefinedError
        If a node has no value, with the node.
    ValueError
        If the inputs are not exactly those of the graph, or not finite numbers.

    Examples
    --------
    >>> graph = Graph.from_text("y = x + x**3; z = 1/(y - 2)")
    >>> evaluate(graph, {"x": 2.0})["z"]
    0.125
    >>> evaluate(graph, {"x": 1.0})
    Traceback (most recent call last):
    explorer.core.graph_values.UndefinedError: Character 19 (…+ x**3; z = ▸1/(y - 2)): \
division by zero.
    """
    for name in inputs:
        check_option("input", name, graph.inputs)
    values: dict[str, float] = {}
    for node in graph.nodes:
        if node.operator == "input":
            values[node.name] = _input_value(node.name, inputs)
        elif node.number is not None:
            values[node.name] = node.number
        else:
            arguments = (values[argument] for argument in node.arguments)
            try:
                found = OPERATORS[node.operator].value(*arguments)
            except ArithmeticError as error:
                reason = str(error)
                raise UndefinedError(node.box, node.text, reason, node.place) from None
            values[node.name] = found
    return GraphTrace(graph, MappingProxyType(values))


def sample(
    graph: Graph, inputs: Mapping[str, float], name: str, points: ArrayLike
) -> dict[str, Array]:
    """Compute inputs and boxes at many values of one input, to draw curves.

    Parameters
    ----------
    inputs
        As for `evaluate`; the value of ``name`` may be absent.
    name
        The input that varies.
    points
        Its values, shape (n,).

    Returns
    -------
    dict of str to Array
        For each input and box an array of shape (n,), read-only; NaN for all of
        them where a node is undefined: a gap in the curve.

    Examples
    --------
    >>> graph = Graph.from_text("z = log(x)")
    >>> sample(graph, {}, "x", [0.0, 1.0])["z"].tolist()
    [nan, 0.0]
    """
    check_option("input", name, graph.inputs)
    positions = np.asarray(points, dtype=np.float64)
    names = (*graph.inputs, *(box.name for box in graph.boxes))
    found = np.full((len(names), len(positions)), math.nan)
    for column, point in enumerate(positions.tolist()):
        try:
            trace = evaluate(graph, {**inputs, name: point})
        except UndefinedError:
            continue
        found[:, column] = [trace[each] for each in names]
    return {each: sealed(row) for each, row in zip(names, found, strict=True)}


def _input_value(name: str, inputs: Mapping[str, float]) -> float:
    if name not in inputs:
        raise ValueError(f"input {name} must have a value, got none.")
    given = inputs[name]
    try:
        value = math.nan if isinstance(given, str) else float(given)
    except (TypeError, ValueError, OverflowError):
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"input {name} must be a finite number, got {given!r:.40}.")
    return value
