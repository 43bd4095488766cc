"""The node of Slices as a graph: both passes, and what varies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.explorers.slices import words
from explorer.explorers.slices.ground import Moment
from explorer.explorers.slices.settings import SlicesSettings
from explorer.language.numbers import significant
from explorer.views.graph import GraphView
from explorer.views.graph_parts import GraphEdge, GraphNode, Slope

if TYPE_CHECKING:
    from explorer.language.palette import Palette


class NodeView(GraphView):
    """The node with both of its passes."""

    def __init__(
        self, ax: Any, palette: Palette, scale: float = 1.0, title: str = "The node"
    ) -> None:
        super().__init__(ax, palette, scale, title)


def show_graph(view: GraphView, m: Moment, s: SlicesSettings) -> None:
    """Show the node: values forward, local slopes, what came back to what varies."""
    graph, totals = m.trace.graph, m.back.totals
    out = graph.output
    hidden = {"first": 1, "second": 0}.get(s.moves)
    fan = s.by == "fan"
    silent = {"z"} if fan else set()  # a constant: no path leads from t to it
    if fan and hidden is not None:
        silent.add(("x", "y")[hidden])
    if not fan:
        varies = [f for k, f in enumerate(s.pair) if k != hidden]
        silent = set(graph.inputs) - set(varies)
    nodes = []
    texts = {**dict.fromkeys(graph.inputs, ""), **{b.name: b.text for b in graph.boxes}}
    for name, text in texts.items():
        written = words.letter(name, s)
        slopes = tuple(
            Slope(words.by(written, words.letter(e.source, s)), e.factor)
            for e in m.edges
            if e.target == name and e.source not in silent
        )
        unknown = name in silent or (fan and name == "t" and hidden is not None)
        back = None if unknown else totals.get(name, 0.0)
        digits = 4 if name == out else 3  # the height has four everywhere, as 42.25
        label = f"{written} = {significant(m.trace[name], digits, sign=True)}"
        if back is not None:
            label += f", slope of {out} by it {words.signed(back)}"
        nodes.append(
            GraphNode(name, written, _pretty(text, s), m.trace[name], label, slopes,
                      back, words.by(out, written), digits=digits)
        )  # fmt: skip
    edges = []
    for e in m.edges:
        shown = e.source not in silent and e.target not in silent
        part = e.factor * totals.get(e.target, 0.0) if shown else None
        marked = fan and shown
        edges.append(
            GraphEdge(f"{e.source}-{e.target}", e.source, e.target, part, marked)
        )
    view.update(nodes, edges, caption=_said(s))


def _said(s: SlicesSettings) -> str:
    if s.by == "fan":
        return "Along a path slopes multiply; parallel paths add."
    if s.by == "bowl":
        return "One node, two slopes."
    return "The same ∂z/∂y goes to both; each edge multiplies it by its own slope."


def _pretty(text: str, s: SlicesSettings) -> str:
    for power, raised in (("**2", "²"), ("**3", "³"), ("**4", "⁴"), ("*", "·")):
        text = text.replace(power, raised)
    for name in ("w1", "w2", "x1", "x2"):
        text = text.replace(name, words.letter(name, s))
    return text
