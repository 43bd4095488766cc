"""Finds the largest font with which a network fits a panel, and places it all."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from explorer.views.network_layout import (
    ABOVE,
    BELOW,
    BODY,
    BOX,
    DENSE,
    EDGE,
    FAN,
    LINE,
    NAME,
    NEXT,
    NUMBER,
    PORT,
    RIM,
    ROW,
    SOURCE,
    STUB,
    Box,
    Edge,
    Layout,
    Point,
    Unit,
    unit_id,
)
from explorer.views.network_plan import Plan


@lru_cache(maxsize=64)
def lay_out(
    sizes: tuple[int, ...],
    width: float,
    height: float,
    smallest: float,
    largest: float,
    asked: frozenset[str] = frozenset(),
) -> Layout:
    """Place a network on a panel.

    Parameters
    ----------
    sizes : tuple of int
        Units per layer, inputs first.
    width, height : float
        Of the panel, in pixels.
    smallest, largest : float
        Bounds of the font in pixels. Where all numbers would need a smaller one, or
        with more than `DENSE` hidden units, only the edges in ``asked`` carry numbers,
        and only their units show all four of theirs.
    asked : frozenset of str
        Names of edges.
    """
    whole = _whole(sizes, width, height, smallest, largest)
    if whole is None:
        plan = Plan(sizes, width, height, largest, "stacked", False, asked)
        whole = _Builder(plan).layout
    return whole


@lru_cache(maxsize=64)
def _whole(
    sizes: tuple[int, ...], width: float, height: float, smallest: float, largest: float
) -> Layout | None:
    """Return the layout with all numbers, if they can be read."""
    plans = [
        Plan(sizes, width, height, largest, row, named)
        for row in ("stacked", "abreast", "level")
        for named in (True, False)
    ]
    best = max(plans, key=lambda plan: plan.font * (1.12 if plan.named else 1.0))
    if max(sizes[1:-1], default=0) > DENSE or best.font < smallest:
        return None
    return _Builder(best).layout


class _Builder:
    """Places what a plan describes."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.font = plan, plan.font
        self.layout = Layout(
            plan.font, plan.named, plan.feet, NUMBER * plan.font + plan.extra
        )
        later = max(1, plan.last - 1)
        left = SOURCE * self.font
        for layer, column in enumerate(plan.columns, start=1):
            if layer == 1:
                left += FAN * self.font + 0.7 * plan.spare
            else:
                left += NEXT * self.font + 0.3 * plan.spare / later
            self._place(layer, left)
            left += (column + BODY) * self.font + plan.extra
        self._place_inputs()
        self._connect()

    def _place(self, layer: int, left: float) -> None:
        """Put the units of a layer, and the loss after the last, one below another."""
        f, plan, layout = self.font, self.plan, self.layout
        free = plan.height - (plan.tall(layer) + plan.rest) * f
        free /= plan.sizes[layer] + (layer == plan.last)
        top = plan.height - RIM * f - free / 2
        inner = left + plan.columns[layer - 1] * f + plan.extra
        outer = inner + BODY * f
        for i in plan.each(layer):
            port, rows = (part * f for part in plan.block(layer, i))
            body = (inner, top - port - rows, outer, top - port)
            unit = self._unit(layer, i, body)
            layout.units[unit.id] = unit
            y = top - port
            pairs = zip(plan.incoming(layer, i), plan.rows(layer, i), strict=True)
            for (edge, source), row in pairs:
                ground = (left, y - ROW[row] * f, inner, y)
                layout.edges[edge] = self._edge(edge, source, unit.id, row, ground)
                y -= ROW[row] * f
            top = y - port - plan.gap * f - free
        if layer == plan.last:
            rim = outer + (EDGE - 0.15) * f
            layout.loss = (max(left, rim - BOX * f), top - plan.loss * f, rim, top)
            for k, end in enumerate([*(f"y_{i}" for i in plan.each(layer)), "E"]):
                layout.ends[end] = (outer, top - (1.45 * (k + 1) - 0.1) * f)

    def _unit(self, layer: int, i: int, body: Box) -> Unit:
        f, (_, lower, outer, upper) = self.font, body
        if not self.plan.is_open(layer, i):
            numbers = {"h": (outer, upper + 0.4 * f), "delta": (outer, lower - 1.1 * f)}
            return Unit(unit_id(layer, i), layer, body, numbers, ())
        first, second = upper + (PORT + 0.2) * f, lower - (PORT + 0.9) * f
        numbers = {
            "z": (outer, first + LINE * f),
            "h": (outer, first),
            "delta": (outer, second),
            "dh": (outer, second - LINE * f),
        }
        ports = (upper + PORT / 2 * f, lower - PORT / 2 * f)
        return Unit(unit_id(layer, i), layer, body, numbers, ports)

    def _edge(self, name: str, source: str, target: str, row: str, ground: Box) -> Edge:
        f, (left, bottom, right, top) = self.font, ground
        y = (bottom + top) / 2
        wire = np.array([[left, y], [right, y]])
        x = left + (STUB + NAME * self.plan.named) * f
        if row == "stacked":
            places = (x, y + ABOVE * f), (x, y - BELOW * f)
        elif row == "abreast":
            y = wire[:, 1] = y - 0.45 * f
            places = (x, y + ABOVE * f), (x + (NUMBER + 0.6) * f, y + ABOVE * f)
        else:
            return Edge(name, source, target, wire, ground)
        return Edge(name, source, target, wire, ground, *places)

    def _place_inputs(self) -> None:
        """Put the inputs between the height of the first row and the last but one."""
        f, layout, count = self.font, self.layout, self.plan.sizes[0]
        rows = [e.wire[0, 1] for e in layout.edges.values() if e.source[0] == "x"]
        highest = min(max(rows), self.plan.height - (RIM + 2.4) * f)
        lowest = max(min(rows), (self.plan.rest + 2.4) * f)  # clear of the key
        heights = np.linspace(highest, lowest, count).tolist()
        for j, y in enumerate(heights, start=1):
            number = 1.6 * f if j <= count / 2 else -2.3 * f
            layout.inputs[unit_id(0, j)] = (SOURCE / 2 * f, y), (0.2 * f, y + number)

    def _connect(self) -> None:
        """Lead every wire back from its row to where it comes from."""
        f, layout = self.font, self.layout
        starts = {name: (SOURCE * f, y) for name, ((_, y), _) in layout.inputs.items()}
        for unit in layout.units.values():
            starts[unit.id] = (unit.body[2], (unit.body[1] + unit.body[3]) / 2)
        for source, (x, middle) in starts.items():
            leaving = [e for e in layout.edges.values() if e.source == source]
            for k, edge in enumerate(leaving):
                start = (x, middle + ((len(leaving) - 1) / 2 - k) * 0.3 * f)
                _bend(layout, edge, start)
        for edge in [e for e in layout.edges.values() if e.source == "1"]:
            left, right = edge.wire[:, 0]
            edge.wire[0, 0] = right - f if edge.value is None else left + 1.25 * f
        for i in self.plan.each(self.plan.last):
            x, y = starts[unit_id(self.plan.last, i)]
            turn, top, tip = x + (EDGE - 0.75) * f, layout.loss[3], 0.5 * f
            layout.feeds.append(np.array([[x, y], [turn, y], [turn, top]]))
            head = [[turn - tip, top + tip], [turn, top], [turn + tip, top + tip]]
            layout.feeds.append(np.array(head))


def _bend(layout: Layout, edge: Edge, start: Point) -> None:
    """Put a soft curve from ``start`` before the level part of a wire."""
    t = np.linspace(0.0, 1.0, 15)[:, None]
    ease = t + t * t - t**3  # leaves at a slope and arrives level
    way = np.hstack([t, ease])
    curve = np.array(start) + (edge.wire[0] - np.array(start)) * way
    wire = np.vstack([curve, edge.wire[1:]])
    layout.edges[edge.name] = replace(edge, wire=wire)
