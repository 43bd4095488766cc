"""Where everything of an expression graph stands: as large as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.path import Path

from explorer.views.graph_layout import Point, Rectangle, Size, arrange, place
from explorer.views.graph_parts import GraphEdge, GraphNode
from explorer.views.graph_words import LANE, LEVELS, ROW, Words
from explorer.views.view import LABEL

_FONTS = (1.5, 1.35, 1.2, 1.05, 0.95)  # times a label's size, tried from the left
_SMALL = (0.86, 0.78)  # tried where names of numbers are left out already
_ABOVE = {"note": 2.25, "value": 0.9, "back": -1.45}  # a wire, in sizes of letters
_BESIDE = 0.45


class Written(NamedTuple):
    """A text: its role chooses the colour; ``x, y`` are points in the axes."""

    id: str
    role: str
    text: str
    x: float
    y: float
    size: float
    ha: str = "center"


@dataclass(frozen=True)
class Fitted:
    """Rectangles of nodes, a wire for each edge and behind each end, and texts."""

    places: dict[str, Rectangle]
    paths: list[Path]
    leaving: dict[str, Path]
    written: list[Written]


def fit(
    nodes: Sequence[GraphNode],
    edges: Sequence[GraphEdge],
    room: Size,
    scale: float,
    dpi: float,
) -> Fitted:
    """Lay a graph out with the most words and the largest letters that have room."""
    links = tuple((edge.source, edge.target) for edge in edges)
    columns = _arranged(tuple(node.id for node in nodes), links)
    for level in range(LEVELS):
        words = Words(nodes, edges, columns, level, dpi)
        across, up = (size / (LABEL * scale) for size in words.largest(room))
        # with fewer words nothing is less tall
        shares = (*_FONTS, *(_SMALL if level > 1 or up < across else ()))
        fitting = [share for share in shares if share <= min(across, up)]
        if fitting:
            break
    words.set_in(LABEL * scale * (fitting or shares)[0 if fitting else -1])
    places = place(columns, words.sizes, words.gaps, room, LANE * words.font)
    ports = _ports(words, places)
    paths = [_path(words, edge, places, ports[edge.id]) for edge in edges]
    leaving = {}
    for node in nodes:
        if not words.out[node.id]:
            x, y = _exit(places[node.id])
            end = x + words.start[node.id] + 2 * _BESIDE * words.font
            leaving[node.id] = Path([(x, y), (end, y)])
    return Fitted(places, paths, leaving, _write(words, places, ports))


_arranged = lru_cache(maxsize=16)(arrange)


def _exit(box: Rectangle) -> Point:
    return box[2], (box[1] + box[3]) / 2


def _ports(words: Words, places: dict[str, Rectangle]) -> dict[str, Point]:
    """Return where each wire enters: in the order of where the wires come from."""
    from_above: dict[str, list[tuple[float, str]]] = {n.id: [] for n in words.nodes}
    for edge in words.edges:
        lanes = words.columns.lanes[edge.source, edge.target]
        height = _exit(places[lanes[-1] if lanes else edge.source])[1]
        from_above[edge.target].append((-height, edge.id))
    found = {}
    for name, entering in from_above.items():
        x, bottom, _, top = places[name]
        for k, (_, edge_id) in enumerate(sorted(entering)):
            share = (k + 0.5) / len(entering)
            found[edge_id] = (x, top - share * (top - bottom))
    return found


def _path(
    words: Words, edge: GraphEdge, places: dict[str, Rectangle], port: Point
) -> Path:
    """Return a wire: level beside its texts and in its lanes, bent between."""
    x, y = _exit(places[edge.source])
    beside = 1.3 * _BESIDE * words.font
    level = [(x, y), (x + words.start[edge.source] + beside, y)]
    for lane in words.columns.lanes[edge.source, edge.target]:
        left, bottom, right, top = places[lane]
        level += [(left, (bottom + top) / 2), (right, (bottom + top) / 2)]
    end = words.end[edge.id]
    level += [(port[0] - end - beside * (end > 0), port[1]), port]
    vertices, codes = [level[0]], [Path.MOVETO]
    for k in range(1, len(level)):
        (x0, y0), (x1, y1) = level[k - 1], level[k]
        if k % 2:
            vertices.append((x1, y1))
            codes.append(Path.LINETO)
        else:
            middle = (x0 + x1) / 2
            vertices += [(middle, y0), (middle, y1), (x1, y1)]
            codes += [Path.CURVE4] * 3
    return Path(np.array(vertices), codes)


def _write(
    words: Words, places: dict[str, Rectangle], ports: dict[str, Point]
) -> list[Written]:
    font, made = words.font, []
    for node in words.nodes:
        box, rows = places[node.id], words.rows[node.id]
        middle, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        first = y + ROW * font * (len(rows) - 1) / 2
        for k, row in enumerate(rows):
            made.append(Written(*row, middle, first - ROW * font * k, font))
        for role, up in _ABOVE.items():
            text = words.flow[node.id].get(role, "")
            where = (box[2] + _BESIDE * font, y + up * font)
            made.append(Written(f"{node.id}_{role}", role, text, *where, font, "left"))
    for edge in words.edges:
        x, y = ports[edge.id]
        where = (x - _BESIDE * font, y + _ABOVE["back"] * font)
        part = words.part[edge.id]
        made.append(Written(f"{edge.id}_back", "back", part, *where, font, "right"))
    return [each for each in made if each.text]


def lower(path: Path, by: float) -> Path:
    """Return the path that runs below another."""
    return Path(np.asarray(path.vertices) - (0.0, by), path.codes)
