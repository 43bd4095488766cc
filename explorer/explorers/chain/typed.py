"""The graph that a student types: read, refused, and written as people write it."""

from __future__ import annotations

import re
from functools import lru_cache

from explorer.core.graphs import Graph
from explorer.language.symbols import lowered, raised
from explorer.views.graph_layout import arrange

MOST_INPUTS = 3
_MOST_BOXES = 6
_MOST_COLUMNS = 5

_INDEXED = re.compile(r"\b([A-Za-z]+)_?([0-9]{1,2})(?![0-9A-Za-z_])")
_RAISED = re.compile(r"\s*\*\*\s*([0-9]+)(?![.0-9eE])")
_TIMES = re.compile(r"(?<!\*)\s*\*\s*(?!\*)")


@lru_cache(maxsize=64)
def graph_of(text: str) -> Graph:
    """Return the graph of a text that `read_graph` has taken."""
    return Graph.from_text(text)


def read_graph(text: str) -> str:
    """Return a text as it is stored.

    Raises
    ------
    ValueError
        One sentence that points at the place, or says what has no room in the picture.
    """
    graph = graph_of(text)  # as it was typed, so that a place is counted as it is seen
    stored = text.strip().rstrip(";").rstrip()
    inputs, boxes = len(graph.inputs), len(graph.boxes)
    if not inputs:
        raise ValueError("the graph must have an input: a name that no box computes.")
    if inputs > MOST_INPUTS:
        message = f"the graph may have {MOST_INPUTS} inputs, this one has {inputs}"
        raise ValueError(f"{message}: {', '.join(graph.inputs)[:60]}.")
    if boxes > _MOST_BOXES:
        raise ValueError(f"the graph may have {_MOST_BOXES} boxes, got {boxes}.")
    names = [*graph.inputs, *(box.name for box in graph.boxes)]
    links = [(name, box.name) for box in graph.boxes for name in box.arguments]
    columns = len(arrange(names, links).columns)
    if columns > _MOST_COLUMNS:
        message = f"at most {_MOST_COLUMNS - 1} boxes may follow one another"
        raise ValueError(f"{message}, here {columns - 1} do.")
    return stored


def pretty(text: str) -> str:
    """Write an expression as people do.

    >>> pretty("w1*x1 + 2*x2**3 - 1")
    'w₁·x₁ + 2·x₂³ − 1'
    """
    text = _RAISED.sub(lambda found: raised(int(found[1])), text)
    text = _INDEXED.sub(lambda found: found[1] + lowered(int(found[2])), text)
    return _TIMES.sub("·", text).replace("-", "−")


def derivative(of: str, by: str, *, partial: bool = False) -> str:
    """Write a slope: ``dz/dx``, or ``∂z/∂x₁`` where there are others.

    >>> derivative("z", "x1", partial=True)
    '∂z/∂x₁'
    """
    sign = "∂" if partial else "d"
    return f"{sign}{pretty(of)}/{sign}{pretty(by)}"
