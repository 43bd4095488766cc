"""An expression graph: boxes with their local slopes, wires with what flows on them.

Values flow to the right on single lines, products of slopes come back on double lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from matplotlib.axes import Axes

from explorer.views.artists.boxes import Box, Boxes
from explorer.views.artists.glyphs import FAMILY
from explorer.views.artists.legend import Entry, Legend
from explorer.views.artists.numbers import Label, Numbers
from explorer.views.artists.wires import Wire, Wires
from explorer.views.graph_fit import Fitted, fit, lower
from explorer.views.graph_layout import Rectangle
from explorer.views.graph_parts import GraphEdge, GraphNode
from explorer.views.view import TICK, TITLE, Hotspot, View

if TYPE_CHECKING:
    from explorer.language.palette import Palette


class GraphView(View):
    """Boxes and wires from left to right; any graph that has room.

    Hotspots are the nodes, with the ids ``node-<id>``. Subclasses give the view a
    ``name`` and a ``title`` of its own.
    """

    name = "graph"
    title: ClassVar[str] = ""
    margins = (12.0, 12.0, 38.0, 28.0)

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str | None = None
    ) -> None:
        super().__init__(ax, palette, scale)
        ax.set_axis_off()
        points = 72 / self.figure.dpi
        self._room = (ax.bbox.width * points, ax.bbox.height * points)
        ax.set(xlim=(0, self._room[0]), ylim=(0, self._room[1]), xticks=[], yticks=[])
        ax.text(
            0, 8 * scale, self.title if title is None else title, gid="title",
            transform=self.corner(0, 1),
            color=palette.text, family=FAMILY, size=TITLE * scale, weight="bold",
            parse_math=False,
        )  # fmt: skip
        self._wires = Wires(ax, zorder=8)
        self._boxes = Boxes(ax, zorder=10, clip=False)
        self._texts = Numbers(ax, ax.transData, zorder=14)
        start = self.corner(0, 0, 0, -6 * scale)
        self.legend = Legend(ax, start, palette.text, palette.muted, TICK * scale)
        self.moving = (self._wires, self._boxes, self._texts, *self.legend.moving)
        self._nodes: tuple[GraphNode, ...] = ()
        self._fitted: Fitted | None = None
        self._words = ""

    def update(
        self,
        nodes: Sequence[GraphNode],
        edges: Sequence[GraphEdge],
        *,
        selected: str | None = None,
        caption: str = "",
        words: str = "",
    ) -> None:
        """Show a graph.

        Parameters
        ----------
        nodes : sequence of GraphNode
            Sources before targets; the last one is the output.
        edges : sequence of GraphEdge
            At most one from a node to another.
        selected : str, optional
            Id of the node with the thick edge.
        caption, words : str
            A sentence under the picture; what it shows.
        """
        self._nodes, scale, palette = tuple(nodes), self.scale, self.palette
        drawn = fit(nodes, edges, self._room, scale, self.figure.dpi)
        self._fitted = drawn
        wires, boxes = [], []
        for edge, path in zip(edges, drawn.paths, strict=True):
            if edge.marked:
                # no higher than the line of the value, whose number stands on it
                under = lower(path, 2.9 * scale)
                wires.append(Wire(under, palette.path, 7.8 * scale))
        flows = [(path, e.back) for path, e in zip(drawn.paths, edges, strict=True)]
        flows += [(drawn.leaving[n.id], n.back) for n in nodes if n.id in drawn.leaving]
        for path, back in flows:
            wires.append(Wire(path, palette.forward, 1.6 * scale))
            if back is not None:
                below = lower(path, 4.5 * scale)
                wires.append(Wire(below, palette.backward, 3.4 * scale))
                wires.append(Wire(below, palette.panel, 1.2 * scale))
        for node in nodes:
            chosen = node.id == selected
            edge_colour = palette.edge if chosen else palette.border
            width = (2.6 if chosen else 1.2) * scale
            face = palette.background if node.text else palette.panel
            boxes.append(Box(*drawn.places[node.id], face, edge_colour, width))
        self._wires.set_wires(wires)
        self._boxes.set_boxes(boxes)
        self._texts.set_labels(self._labels(drawn))
        entries = [
            Entry("value_name", "line", palette.forward, "value →", 1.6 * scale),
            Entry("slope_name", "", palette.text, "in the box: slope here"),
        ]
        if any(node.back is not None for node in nodes):
            said = "← what came back"
            coming = Entry("back_name", "line", palette.backward, said, 3 * scale)
            entries.insert(1, coming)
        room = (self.margins[2] - 6) * scale
        self.legend.set_entries(entries, caption, self._room[0], room)
        self._words = words or "; ".join(node.label for node in nodes)
        self.changed = True

    def _labels(self, drawn: Fitted) -> list[Label]:
        palette = self.palette
        flowing = {"value": palette.forward, "back": palette.backward}
        flowing["note"] = palette.edge
        made = []
        for w in drawn.written:
            colour = flowing.get(w.role, palette.text)
            weight = "bold" if w.role in ("name", "note") else "normal"
            halo = palette.panel if w.role in flowing else None
            place = (w.x, w.y, colour, w.size, w.ha, "center", weight)
            made.append(Label(w.id, w.text, *place, halo=halo))
        return made

    def hotspots(self) -> list[Hotspot]:
        """Return the nodes."""
        if self._fitted is None:
            return []
        return [
            Hotspot(f"node-{n.id}", n.label, self._pixels(self._fitted.places[n.id]))
            for n in self._nodes
        ]

    def alt(self) -> str:
        """Say what was given as words, or the label of every node."""
        return self._words

    def _pixels(self, place: Rectangle) -> tuple[float, float, float, float]:
        corners = self.ax.transData.transform([place[:2], place[2:]])
        return self.rect(*corners.ravel().tolist())
