"""How the numbers of Chain become pictures: what each view is told."""

from __future__ import annotations

import math

from explorer.core.graph_edges import Edge
from explorer.explorers.chain import captions, words
from explorer.explorers.chain.moment import Moment
from explorer.explorers.chain.settings import ASKED, ChainSettings
from explorer.explorers.chain.typed import derivative, pretty
from explorer.language.numbers import significant
from explorer.views.bars import Bar, BarsView
from explorer.views.graph import GraphView
from explorer.views.graph_parts import GraphEdge, GraphNode, Slope

_MOST_PATHS = 7


class WholeView(GraphView):
    """The graph beside what is made of it."""

    title = "Values go on, slopes come back"
    margins = (12.0, 12.0, 25.0, 28.0)  # without a caption


class LinksView(GraphView):
    """The graph as the second approach."""

    name = "links"
    title = "Approach 2: link by link"


class NudgesView(BarsView):
    """The nudge at every node."""

    name = "nudges"
    title = "The nudge, rescaled by every box"


class PathsView(BarsView):
    """The product of every path."""

    name = "paths"
    title = "Slopes multiply along a path, paths add"


def show_graph(view: GraphView, m: Moment, s: ChainSettings) -> None:
    """Tell the graph about values, slopes, what came back, and the nudge so far."""
    back = s.backward and not s.guessing
    partial = {box.name: len(box.arguments) > 1 for box in m.graph.boxes}
    passed = (m.name, *m.boxes[: s.step]) if s.tab == "look" else ()
    way: tuple[Edge, ...] = ()
    if s.tab == "run" and 0 < s.path <= len(m.paths.paths):
        way = m.paths.paths[s.path - 1].edges
    chosen = {edge.target for edge in way} | {edge.source for edge in way}
    nodes = []
    texts = dict.fromkeys(m.graph.inputs, "")
    texts.update({box.name: pretty(box.text) for box in m.graph.boxes})
    for name, text in texts.items():
        slopes = tuple(
            Slope(derivative(e.target, e.source, partial=partial[name]), e.factor)
            for e in m.edges
            if e.target == name
        )
        change = m.nudged.changes[name]
        note = significant(words.clean(change), sign=True) if name in passed else ""
        label = words.say_node(m, name, text, back=not s.guessing)
        label += f"; nudged by {note}" * bool(note) + "; on the path" * (name in chosen)
        nodes.append(
            GraphNode(
                name,
                pretty(name),
                text,
                m.trace[name],
                label,
                slopes,
                m.slope_by(name) if back else None,
                m.symbol(name),
                note,
            )
        )
    edges = [
        GraphEdge(
            f"{e.source}>{e.target}",
            e.source,
            e.target,
            part if back else None,
            e in way,
        )
        for e, part in zip(m.edges, m.parts, strict=True)
    ]
    several = len(m.graph.inputs) > 1
    caption = captions.chain(m) if s.tab == "step" else ""
    view.update(nodes, edges, selected=m.name if several else None, caption=caption)


def show_nudges(view: NudgesView, m: Moment, s: ChainSettings) -> None:
    """Show how long the nudge is behind every box that it has passed."""
    names = (m.name, *m.boxes)
    said = ASKED.predict(s.prediction).said
    bars = []
    for k, name in enumerate(names):
        value = words.clean(m.nudged.changes[name]) if k <= s.step else math.nan
        label = f"Δ{pretty(name)}"
        if 0 < k <= s.step:
            label += f" ≈ {significant(m.nudged.slopes[name])} · Δ{pretty(m.name)}"
        guess = float(said[0]) if said and name == m.output else None
        rim = view.palette.guess
        bars.append(Bar(name, label, value, view.palette.edge, before=guess, rim=rim))
    sizes = [abs(v) for v in m.nudged.changes.values() if math.isfinite(v)]
    top = max([*sizes, *(abs(float(v)) for v in said)])
    view.update(bars, top=top, caption=captions.nudge(m, s))


def show_paths(view: PathsView, m: Moment, s: ChainSettings) -> None:
    """Show the product of every path, as far as there is room, and their sum."""
    palette, bars = view.palette, []
    for k, path in enumerate(m.paths.paths[:_MOST_PATHS]):
        way = "→".join(pretty(e.target) for e in path.edges)
        followed = k + 1 == s.path
        label = f"{'▸ ' * followed}{k + 1}: {pretty(m.name)}{'→' if way else ''}{way}"
        colour = palette.path if followed else None
        bars.append(Bar(f"path_{k + 1}", label, path.product, colour))
    bars.append(Bar("sum", f"sum = {m.symbol(m.name)}", m.slope, palette.backward))
    view.update(bars, caption=captions.paths(m, len(bars) - 1))
