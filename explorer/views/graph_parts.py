"""What an expression graph is drawn from: nodes with their slopes, and wires."""

from __future__ import annotations

from typing import NamedTuple


class Slope(NamedTuple):
    """A local slope in a box: what it is called, and its value."""

    symbol: str
    value: float


class GraphNode(NamedTuple):
    """An input (without ``text``) or a box.

    Attributes
    ----------
    id : str
        Unique; ``label`` is what a screen reader says of it.
    name : str
        As it is written.
    text : str
        What the box does.
    value : float
        What leaves it.
    slopes : tuple of Slope
        One for each wire that enters.
    back, back_name : float or None, str
        What came back to it altogether, and what that is called.
    note : str
        Written above the value: a nudge that passes.
    digits : int
        Of the value, where there is room for three.
    """

    id: str
    name: str
    text: str
    value: float
    label: str
    slopes: tuple[Slope, ...] = ()
    back: float | None = None
    back_name: str = ""
    note: str = ""
    digits: int = 3


class GraphEdge(NamedTuple):
    """A wire; ``back`` is what comes back on it, None if nothing is shown.

    ``marked`` lays a band under it: the path that is looked at.
    """

    id: str
    source: str
    target: str
    back: float | None = None
    marked: bool = False
