"""Recompute an example that gives an expression graph.

Decks: S0-03 to S0-11, S3-09, S3-10.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from explorer.core.graph_backward import local_factor, total_derivative
from explorer.core.graph_values import evaluate
from explorer.core.graphs import Graph
from explorer.decks.forms import Values, number, part, unknown
from explorer.decks.schema import UnusableError, shown

_DERIVATIVE = re.compile(r"d(\w+)/d(\w+)")


def graph_values(given: Mapping[str, Any]) -> Values:
    """Evaluate ``given["graph"]``: ``inputs``, ``nodes`` with ``id, expr, args``.

    Returns
    -------
    Values
        A node's id is its value. ``d<node>/d<name>`` is the local factor if the name is
        among that node's ``args``, else the total derivative.

    Raises
    ------
    ValueError
        If it is no such graph, or a node has no value.

    Examples
    --------
    >>> values = graph_values({"graph": {"inputs": {"x": 3.0}, "nodes": [
    ...     {"id": "y", "expr": "x**2", "args": ["x"]},
    ...     {"id": "z", "expr": "x*y", "args": ["x", "y"]}]}})
    >>> values("y"), values("dz/dx"), values("dz/dy"), values("dy/dx")
    (9.0, 9.0, 3.0, 6.0)
    """
    graph = part(given, "graph", dict)
    inputs = {
        name: number(f"input {shown(name)}", value)
        for name, value in part(graph, "inputs", dict).items()
    }
    output = graph.get("output")
    if output is not None and not isinstance(output, str):
        raise UnusableError(f"output must be a text, got {shown(output)}.")
    nodes = part(graph, "nodes", list)
    built = Graph.from_nodes(nodes, inputs, output)
    trace = evaluate(built, inputs)
    arguments = {node["id"]: node["args"] for node in nodes}

    def value(name: str) -> float:
        if name in arguments:
            return trace[name]
        match = _DERIVATIVE.fullmatch(name)
        if match is None or match[1] not in arguments:
            raise unknown("this graph", name)
        node, by = match.groups()
        if by in arguments[node]:
            return local_factor(trace, node, by)
        if by not in inputs and by not in arguments:
            raise unknown("this graph", name)
        return total_derivative(trace, node, by)

    return value
