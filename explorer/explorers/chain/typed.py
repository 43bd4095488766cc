"""The graph that a student types: read, refused, and written as people write it."""

from __future__ import annotations

import re
from functools import lru_cache

from explorer.core.graphs import Graph
from explorer.core.tokens import ExpressionError, Place
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
    ExpressionError
        One sentence that points at what is wrong, or has no room in the picture.
    """
    graph = graph_of(text)
    places = {node.name: node.place for node in graph.nodes}
    inputs, boxes = graph.inputs, graph.boxes
    if not inputs:
        number = next(node for node in graph.nodes if node.kind == "number")
        reason = "the graph has no input; a name such as x is one"
        raise _refused(number.place, reason)
    if len(inputs) > MOST_INPUTS:
        reason = f"the graph may have {MOST_INPUTS} inputs, this one has {len(inputs)}"
        raise _refused(places[inputs[MOST_INPUTS]], reason)
    if len(boxes) > _MOST_BOXES:
        reason = f"the graph may have {_MOST_BOXES} boxes, this one has {len(boxes)}"
        raise _refused(boxes[_MOST_BOXES].place, reason)
    names = [*inputs, *(box.name for box in boxes)]
    links = [(name, box.name) for box in boxes for name in box.arguments]
    columns = arrange(names, links).columns
    if len(columns) > _MOST_COLUMNS:
        reason = f"at most {_MOST_COLUMNS - 1} boxes may follow one another, "
        late = columns[_MOST_COLUMNS]
        first = next(box for box in boxes if box.arguments and box.name in late)
        raise _refused(first.place, f"{reason}here {len(columns) - 1} do")
    # Its start stays as typed, so that a later refusal counts as the eye does.
    return text.rstrip().rstrip(";").rstrip()


def _refused(place: Place | None, reason: str) -> ExpressionError:
    assert place is not None  # noqa: S101 (for the type checker)
    return ExpressionError(place.text, place.position, reason)


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
