"""Where the boxes and wires of an expression graph stand, from left to right.

Columns by the longest way from the inputs; a wire that skips columns has a lane of its
own in each (after Sugiyama, Tagawa and Toda, 1981), so that it crosses no box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Link = tuple[str, str]
Point = tuple[float, float]
Size = tuple[float, float]
Rectangle = tuple[float, float, float, float]

_SWEEPS = 4


@dataclass(frozen=True)
class Columns:
    """Who stands in which column, from above.

    Attributes
    ----------
    columns : tuple of tuple of str
        Names of nodes, and of the lanes of wires that pass.
    lanes : mapping of Link to tuple of str
        The lanes of each wire, from its source to its target.
    """

    columns: tuple[tuple[str, ...], ...]
    lanes: Mapping[Link, tuple[str, ...]]


def arrange(nodes: Sequence[str], links: Sequence[Link]) -> Columns:
    """Put nodes into columns, sources before targets.

    Parameters
    ----------
    nodes : sequence of str
        Every source before its targets.
    links : sequence of (source, target)

    Examples
    --------
    >>> arrange(["x", "y", "z"], [("x", "y"), ("y", "z")]).columns
    (('x',), ('y',), ('z',))
    >>> found = arrange(["x", "y", "z"], [("x", "y"), ("y", "z"), ("x", "z")])
    >>> [len(column) for column in found.columns], found.lanes["x", "z"]
    ([1, 2, 1], ('x>z>1',))
    """
    rank = dict.fromkeys(nodes, 0)
    for node in nodes:
        for source, target in links:
            if target == node:
                rank[node] = max(rank[node], rank[source] + 1)
    for node in nodes:  # what nothing flows into stands beside what it flows into
        targets = [rank[target] for source, target in links if source == node]
        if targets and not any(target == node for _, target in links):
            rank[node] = min(targets) - 1
    columns: list[list[str]] = [[] for _ in range(max(rank.values(), default=-1) + 1)]
    for node in nodes:
        columns[rank[node]].append(node)
    lanes: dict[Link, tuple[str, ...]] = {}
    for source, target in links:
        between = range(rank[source] + 1, rank[target])
        lanes[source, target] = tuple(f"{source}>{target}>{k}" for k in between)
        for k in between:
            columns[k].append(f"{source}>{target}>{k}")
    pieces = [
        piece
        for (source, target), lane in lanes.items()
        for piece in zip((source, *lane), (*lane, target), strict=True)
    ]
    for sweep in range(_SWEEPS):
        _untangle(columns, pieces, forward=sweep % 2 == 0)
    return Columns(tuple(map(tuple, columns)), lanes)


def _untangle(columns: list[list[str]], pieces: list[Link], *, forward: bool) -> None:
    """Order every column by the middle of what it is connected with."""
    for column in columns if forward else reversed(columns):
        height = {
            name: (place + 0.5) / len(each)
            for each in columns
            for place, name in enumerate(each)
        }
        near = {name: [height[name]] for name in column}
        for source, target in pieces:
            name, other = (target, source) if forward else (source, target)
            if name in near:
                near[name].append(height[other])
        column.sort(
            key=lambda name: (
                sum(near[name][1:] or near[name]) / max(len(near[name]) - 1, 1)
            )
        )


def place(
    found: Columns,
    sizes: Mapping[str, Size],
    gaps: Sequence[float],
    room: Size,
    lane: float,
) -> dict[str, Rectangle]:
    """Give nodes and lanes their rectangles.

    Parameters
    ----------
    found : Columns
    sizes : mapping of str to (width, height)
        Of the nodes.
    gaps : sequence of float
        The least room to the right of each column; what is left over is added evenly.
    room : (width, height)
    lane : float
        Height of a lane.

    Returns
    -------
    dict of str to (x0, y0, x1, y1)
        From the lower left corner of the room; too much content shrinks the gaps.
    """
    wide = [
        max((sizes[name][0] for name in column if name in sizes), default=0.0)
        for column in found.columns
    ]
    spare = (room[0] - sum(wide) - sum(gaps)) / max(len(gaps), 1)
    placed: dict[str, Rectangle] = {}
    x = 0.0
    for column, width, gap in zip(found.columns, wide, gaps, strict=True):
        tall = [sizes[name][1] if name in sizes else lane for name in column]
        between = (room[1] - sum(tall)) / (len(column) + 1)
        y = room[1]
        for name, height in zip(column, tall, strict=True):
            y -= between
            # what is narrower than its column ends where the column ends
            left = x + width - sizes[name][0] if name in sizes else x
            placed[name] = (left, y - height, x + width, y)
            y -= height
        x += width + gap + spare
    return placed
