"""The four arrows of the question which of them is minus the gradient."""

from __future__ import annotations

import math

from explorer.explorers.slices.ground import Moment
from explorer.explorers.slices.plane import SlicePlaneView
from explorer.explorers.slices.settings import SlicesSettings
from explorer.explorers.slices.window import Window
from explorer.views.artists.arrows import Shaft
from explorer.views.artists.numbers import Label
from explorer.views.plot import Pair

QUESTION = "E3.arrow"
CAPTION = "A, B, C or D: which arrow is minus the gradient?"
_LENGTH, _BEYOND = 0.3, 1.25  # of half the window; of that, the letters


def is_drawn(asked: str, m: Moment, s: SlicesSettings) -> bool:
    """Tell whether the arrows are asked for, on a ground where they all differ."""
    apart = m.point[0] * m.gradient[1] != m.point[1] * m.gradient[0]
    return asked == QUESTION and s.by == "bowl" and not s.solid and apart


def show(view: SlicePlaneView, w: Window, m: Moment) -> None:
    """Draw them from the point, in the order of the question's options."""
    down, middle = _unit(*m.gradient, -1.0), _unit(*m.point, -1.0)
    ways = {"A": down, "B": middle, "C": (-down[1], down[0]), "D": (-down[0], -down[1])}
    reach, (x, y), scale = _LENGTH * w.half, m.point, view.scale
    ink, halo = view.palette.guess, view.palette.halo
    arrows, letters = [], []
    for name, (dx, dy) in ways.items():
        arrows.append(Shaft(x, y, x + reach * dx, y + reach * dy, ink, 2.4 * scale))
        far = _BEYOND * reach
        letters.append(
            Label(f"arrow_{name}", name, x + far * dx, y + far * dy, ink, 12 * scale,
                  weight="bold", halo=halo)
        )  # fmt: skip
    view.offer(arrows, letters)


def _unit(x: float, y: float, sign: float) -> Pair:
    length = math.hypot(x, y)
    return sign * x / length, sign * y / length
