"""Where everything in the network's picture stands, in pixels, y upwards.

Every unit owns one block of ground. On its left the incoming edges arrive as rows: the
edge is a wire, its value stands above the wire and its gradient below. Above the body
stand the numbers of the forward port, below it those of the backward port. Blocks never
share ground and wires cross only between the columns, so no number can meet another
one, a unit or a crossing, whatever it says. All lengths are multiples of one font size,
the largest that fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top
Wire = NDArray[np.float64]  # (k, 2)

DENSE = 4  # more hidden units than this: numbers only on the edges asked for

# Lengths in font sizes. DejaVu Sans: a digit is 0.64 wide and 0.73 high.
NUMBER = 5.7  # least room for a number; one that needs more is written smaller
WIDEST = 7.7  # "−1.50 × 10⁻³⁰⁸"
SYMBOL = 3.9  # "∂E/∂h¹₁ "
NAME = 2.5  # "w¹₁₁ "
STUB = 1.3  # the "1" that feeds a bias
BODY, SOURCE = 2.6, 2.5  # width of a unit, of an input
FAN, NEXT, EDGE = 3.9, 2.0, 1.2  # before the first column, between columns, right rim
LINE, PORT = 1.18, 0.75  # a line of numbers, and the arrow of a port
ROW = {"stacked": 2.9, "abreast": 1.9, "bare": 0.42}
ABOVE, BELOW = 0.4, 1.16  # baselines over and under a wire
BOX = 11.2  # the loss
GAP, RIM = 0.8, 0.4  # between blocks (half of it in a crowd), at the upper rim
FOOT, WRAP = 1.35, 35.0  # a line of the key; panels narrower than this need two


@dataclass(frozen=True)
class Edge:
    """One wire: its path, its ground, and where its numbers begin (None: not shown)."""

    name: str
    source: str
    target: str
    wire: Wire
    ground: Box
    value: Point | None = None
    gradient: Point | None = None


@dataclass(frozen=True)
class Unit:
    """One unit: its body, and where each of its numbers ends.

    ``ports`` are the heights of the forward and the backward arrow, if there is room.
    """

    id: str
    layer: int
    body: Box
    numbers: dict[str, Point]  # of "z", "h", "delta", "dh"
    ports: tuple[float, ...]


@dataclass(eq=False)
class Layout:
    """The whole picture; ``font`` in pixels."""

    font: float
    named: bool
    feet: int  # lines of the key
    room: float  # for a number, in pixels
    inputs: dict[str, tuple[Point, Point]] = field(default_factory=dict)  # disc, number
    units: dict[str, Unit] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    feeds: list[Wire] = field(default_factory=list)  # from the outputs to the loss
    loss: Box = (0.0, 0.0, 0.0, 0.0)
    ends: dict[str, Point] = field(default_factory=dict)  # where targets and E end


def unit_id(layer: int, i: int) -> str:
    """Return the name of unit i (from 1) of a layer; layer 0 is the input."""
    return f"h{layer}_{i}" if layer else f"x_{i}"


def frame(box: Box, radius: float) -> Wire:
    """Return the closed outline of a box with round corners."""
    x0, y0, x1, y1 = box
    radius = min(radius, (x1 - x0) / 2, (y1 - y0) / 2)
    turn = np.linspace(0, np.pi / 2, 6)
    centres = [(x1, y1, -1, -1), (x0, y1, 1, -1), (x0, y0, 1, 1), (x1, y0, -1, 1)]
    corners = [
        np.column_stack(
            [
                x + radius * (dx + np.cos(turn + k * np.pi / 2)),
                y + radius * (dy + np.sin(turn + k * np.pi / 2)),
            ]
        )
        for k, (x, y, dx, dy) in enumerate(centres)
    ]
    return np.vstack([*corners, corners[0][:1]])


def hatch(box: Box, font: float) -> Path:
    """Return slanted lines that fill a box."""
    x0, y0, x1, y1 = box
    ends: list[Point] = []
    for shift in np.arange(y0 - (x1 - x0) + 0.3 * font, y1, 0.6 * font):
        low, high = max(shift, y0), min(shift + x1 - x0, y1)
        ends += [(x0 + low - shift, low), (x0 + high - shift, high)]
    return Path(ends, [Path.MOVETO, Path.LINETO] * (len(ends) // 2))
