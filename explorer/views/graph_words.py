"""What is written in an expression graph, and how much room it takes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from explorer.language.numbers import significant
from explorer.views.artists.numbers import measure
from explorer.views.graph_layout import Columns, Size
from explorer.views.graph_parts import GraphEdge, GraphNode

ROW, LANE = 1.55, 1.2
"""From a row to the next in a box, and the height of a lane, in sizes of letters."""

LEVELS = 6
"""Everything; without what the boxes do; without the names of numbers; without notes;
with two figures instead of three; without numbers."""

_APART = {False: 1.2, True: 2.45}  # what stands between boxes, without and with notes
_MEASURED = 24.0  # points, a size at which rounding to pixels hardly matters
_ROUNDED = 1.03  # what it may add at a small size
_ROOMY = "−88.8"  # so much room a number has at least, so that nothing moves in a drag


class Words:
    """The texts of a graph, the sizes of its nodes and the gaps between its columns.

    Parameters
    ----------
    nodes, edges : sequences
        As `GraphView.update` takes them.
    columns : Columns
    level : int
        How much is left out, below `LEVELS`.
    dpi : float

    Attributes
    ----------
    sizes, gaps, start, end
        Sizes of nodes, gaps behind columns, and room that texts take at the start of a
        node's wires and at the end of a wire: in sizes of letters until `set_in`.
    """

    def __init__(
        self,
        nodes: Sequence[GraphNode],
        edges: Sequence[GraphEdge],
        columns: Columns,
        level: int,
        dpi: float,
    ) -> None:
        self.nodes, self.edges, self.columns = nodes, edges, columns
        self.font, self.level, self.dpi = 1.0, level, dpi
        self._digits = 3 if level < 4 else 2
        self._is_bare = level == LEVELS - 1
        self.out = {n.id: [e for e in edges if e.source == n.id] for n in nodes}
        self.rows = {node.id: self._rows(node) for node in nodes}
        self.flow = {node.id: self._flow(node) for node in nodes}
        self.part = {edge.id: self._part(edge) for edge in edges}
        self.start = {n.id: self._wide(*self.flow[n.id].values()) for n in nodes}
        self.end = {e.id: self._wide(self.part[e.id]) for e in edges}
        self.sizes = {node.id: self._size(node) for node in nodes}
        self.gaps = [self._gap(k) for k in range(len(columns.columns))]

    def largest(self, room: Size) -> Size:
        """Return the sizes of letters with which all has its place across, and up."""
        wide, tall = sum(self.gaps), 0.0
        apart = _APART[any(flow.get("note") for flow in self.flow.values())]
        for column in self.columns.columns:
            sizes = [self.sizes.get(name, (0.0, LANE)) for name in column]
            wide += max(size[0] for size in sizes)
            tall = max(tall, sum(size[1] + apart for size in sizes) + apart)
        return room[0] / wide, room[1] / tall

    def set_in(self, font: float) -> None:
        """Give everything its size in points."""
        self.font = font
        self.sizes = {name: (w * font, h * font) for name, (w, h) in self.sizes.items()}
        self.gaps = [gap * font for gap in self.gaps]
        self.start = {name: wide * font for name, wide in self.start.items()}
        self.end = {name: wide * font for name, wide in self.end.items()}

    def _named(self, name: str, value: float, digits: int = 3) -> str:
        text = significant(value, digits if self._digits == 3 else self._digits)
        return f"{name} = {text}" if name and self.level < 2 else text

    def _rows(self, node: GraphNode) -> list[tuple[str, str, str]]:
        """Return id, role and text of what stands in a node."""
        heading = node.name
        if node.text and self.level < 1:
            heading = f"{node.name} = {node.text}"
        rows = [(f"{node.id}_name", "name", heading)]
        if self._is_bare:
            return rows
        rows += [
            (f"{node.id}_slope_{k}", "slope", self._named(*slope))
            for k, slope in enumerate(node.slopes)
        ]
        if node.back is not None and len(self.out[node.id]) > 1:
            total = self._named(node.back_name, node.back)
            rows.append((f"{node.id}_back", "back", total))
        return rows

    def _flow(self, node: GraphNode) -> dict[str, str]:
        """Return what stands on the wires where they leave a node, by role."""
        if self._is_bare:
            return {}
        note = node.note if self.level < 3 else ""
        flow = {"note": note, "value": self._named(node.name, node.value, node.digits)}
        if node.back is not None and len(self.out[node.id]) < 2:
            flow["back"] = self._named(node.back_name, node.back)
        return flow

    def _part(self, edge: GraphEdge) -> str:
        """Return what comes back on a wire, if it is only a part of the whole."""
        if edge.back is None or self._is_bare or len(self.out[edge.source]) < 2:
            return ""
        return significant(edge.back, self._digits, sign=True)

    def _wide(self, *texts: str) -> float:
        """Return the width of the widest text, at least of a usual number."""
        written = [text for text in texts if text]
        names = [text.rpartition(" = ")[0] for text in written]
        usual = [f"{name} = {_ROOMY}" if name else _ROOMY for name in names]
        widths = [_width(text, "normal", self.dpi) for text in (*written, *usual)]
        return max(widths, default=0.0)

    def _size(self, node: GraphNode) -> Size:
        rows = self.rows[node.id]
        heading = _width(rows[0][2], "bold", self.dpi)
        wide = max(heading, self._wide(*(text for _, _, text in rows[1:])))
        ends = [self.end[edge.id] for edge in self.edges if edge.target == node.id]
        port = 3.0 if len(ends) > 1 and any(ends) else 1.6  # room for a number or not
        tall = max(ROW * len(rows) + 0.9, port * len(ends))
        return wide + 1.5, tall

    def _gap(self, column: int) -> float:
        """Return the least room to the right of a column."""
        here, *after = self.columns.columns[column : column + 2]
        start = max(
            (self.start[name] for name in here if name in self.start), default=0
        )
        ending = [e for e in self.edges if after and e.target in after[0]]
        end = max((self.end[e.id] for e in ending), default=0.0)
        bend = 1.6 if len(here) > 1 or (after and len(after[0]) > 1) else 0.0
        return start + end + 0.9 + bend + 0.6 * (end > 0)


@lru_cache(maxsize=4096)
def _width(text: str, weight: str, dpi: float) -> float:
    """Return the width of a text in sizes of its letters."""
    return _ROUNDED * measure(text, _MEASURED, dpi, weight) / _MEASURED
