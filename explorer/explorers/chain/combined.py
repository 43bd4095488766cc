"""The whole chain as one curve: the first approach, with its tangent and a step."""

from __future__ import annotations

import math

import numpy as np

from explorer.core.graph_values import sample
from explorer.explorers.chain import captions
from explorer.explorers.chain.moment import Moment
from explorer.explorers.chain.typed import pretty
from explorer.language.numbers import significant
from explorer.views.curve import Curve, CurveView, Point

Window = tuple[tuple[float, float], tuple[float, float]]

_REACH = 0.7  # on both sides of the input
_FARTHEST = 6.0  # times as far, a step is still shown
_SAMPLES = 81


class CombinedView(CurveView):
    """The output over one input: the whole chain as one curve."""

    name = "combined"
    title = "Approach 1: one curve"


def window(m: Moment) -> Window:
    """Choose the part of the combined curve to show; it holds still in a drag."""
    x = m.trace[m.name]
    reach = _REACH * max(1.0, abs(x) / 3)
    x0, x1 = x - reach, x + reach
    there = x if m.after is None else m.after[m.name]
    if abs(there - x) < _FARTHEST * reach:  # the step has room
        x0, x1 = min(x0, there - 0.2 * reach), max(x1, there + 0.2 * reach)
    inputs = {name: m.trace[name] for name in m.graph.inputs}
    points = np.linspace(x0, x1, _SAMPLES)
    heights = sample(m.graph, inputs, m.name, points)[m.output]
    here = m.trace[m.output]
    finite = [*heights[np.isfinite(heights)].tolist(), here]
    low, high = min(finite), max(finite)
    room = 0.08 * (high - low) or max(1.0, abs(here)) * 0.5
    return (x0, x1), (low - room, high + room)


def show(view: CombinedView, m: Moment, shown: Window) -> None:
    """Show the combined curve, its tangent, and a step against the slope."""
    view.set_window(*shown)
    (x0, x1), palette = shown[0], view.palette
    inputs = {name: m.trace[name] for name in m.graph.inputs}
    x, z, slope = m.trace[m.name], m.trace[m.output], m.slope
    points = np.linspace(x0, x1, _SAMPLES)
    heights = sample(m.graph, inputs, m.name, points)[m.output]
    across, up = pretty(m.name), pretty(m.output)
    curves = [Curve("curve", points, heights, f"{up} over {across}", palette.forward)]
    if math.isfinite(slope):
        ends = np.array([x0, x1])
        name = f"slope {significant(slope)}"
        tangent = z + slope * (ends - x)
        curves.append(Curve("tangent", ends, tangent, name, palette.backward, "dashed"))
    dots = []
    if m.after is not None:
        place = (m.after[m.name], m.after[m.output])
        dots.append(Point("after", *place, "after one step", palette.path, hollow=True))
    handle = f"{across}: drag it"
    dots.append(Point("here", x, z, "here", palette.point, handle=handle))
    said = f"{up} over {across} as one curve; at {across} = {significant(x)} it is "
    said += f"{significant(z)} and its slope {significant(slope)}."
    caption = captions.expanded(m)
    view.update(curves, dots, names=(across, up), caption=caption, words=said)
