"""Where the names of dots stand: at their dot, clear of lines and of one another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Box = tuple[float, float, float, float]
_ROWS = 7  # up and down, in which a free place is looked for


class Beside(NamedTuple):
    """On which side of its dot a name stands, and how far above its height."""

    left: bool
    dy: float


def names_beside(
    dots: Array,
    first: int,
    size: tuple[float, float],
    gap: float,
    room: Box,
    ink: Array,
) -> list[Beside]:
    """Find a place for the name of every dot; all lengths have one unit.

    Parameters
    ----------
    dots : ndarray, shape (n, 2)
    first : int
        The dot that is served first; the others follow from left to right.
    size : pair of float
        Width and height of a name.
    gap : float
        From the middle of a dot to its name.
    room : (x0, y0, x1, y1)
        Where names may stand.
    ink : ndarray, shape (k, 2)
        Points of the lines that names should not cover.

    Returns
    -------
    list of Beside
        At the height of the dot if that is free, else as near to it as there is room;
        over a line only if there is none.

    Examples
    --------
    >>> clear = np.empty((0, 2))
    >>> pair = np.array([[10.0, 50.0], [11.0, 52.0]])
    >>> names_beside(pair, 0, (20.0, 10.0), 6.0, (0.0, 0.0, 99.0, 99.0), clear)
    [Beside(left=False, dy=0.0), Beside(left=False, dy=10.0)]
    """
    wide, tall = size
    offsets = sorted(
        (0.5 * tall * n for n in range(-2 * _ROWS, 2 * _ROWS + 1)), key=abs
    )
    order = [first, *(i for i in np.argsort(dots[:, 0]).tolist() if i != first)]
    found = [Beside(False, 0.0)] * len(dots)
    taken: list[Box] = []
    for i in order:
        x, y = dots[i].tolist()
        others = np.delete(dots, i, axis=0)
        best, least = found[i], np.inf
        for dy in offsets:
            for left in (False, True):
                x0 = x - gap - wide if left else x + gap
                box = (x0, y + dy - tall / 2, x0 + wide, y + dy + tall / 2)
                if not _within(box, room) or any(_meet(box, one) for one in taken):
                    continue
                covered = _inside(ink, box, 1.0) + 100 * _inside(others, box, gap / 2)
                if covered < least:
                    best, least = Beside(left, dy), covered
            if least == 0:
                break
        found[i] = best
        x0 = x - gap - wide if best.left else x + gap
        taken.append((x0, y + best.dy - tall / 2, x0 + wide, y + best.dy + tall / 2))
    return found


def _within(box: Box, room: Box) -> bool:
    return (
        box[0] >= room[0]
        and box[1] >= room[1]
        and box[2] <= room[2]
        and box[3] <= room[3]
    )


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(points: Array, box: Box, margin: float) -> int:
    """Count the points in a box or nearer to it than the margin."""
    x, y = points.T
    across = (x > box[0] - margin) & (x < box[2] + margin)
    return int((across & (y > box[1] - margin) & (y < box[3] + margin)).sum())
