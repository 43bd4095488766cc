"""Round ticks whose numbers have room beside each other and inside the panel.

Lengths are in points. Functions return pairs of a tick and what is written at it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from matplotlib.ticker import MaxNLocator

from explorer.language.numbers import MINUS, significant

Pair = tuple[float, float]
Ticks = list[tuple[float, str]]
_MOST = 7


def ticks_across(
    limits: Pair,
    length: float,
    gap: float,
    beyond: float,
    width: Callable[[str], float],
) -> Ticks:
    """Choose ticks for the horizontal axis.

    Parameters
    ----------
    limits : pair of float
    length : float
        Of the axis.
    gap : float
        Least distance between two numbers.
    beyond : float
        How far a number may reach beyond the end of the axis.
    width : callable
        Of a text.
    """
    low, high = min(limits), max(limits)
    share = length / (high - low)
    named: Ticks = []
    for most in range(_MOST, 0, -1):
        named = round_ticks(low, high, most)
        boxes = [((t - low) * share, width(text) / 2) for t, text in named]
        if all(b - b2 - a - a2 >= gap for (a, a2), (b, b2) in pairwise(boxes)):
            return [
                one
                for one, (at, half) in zip(named, boxes, strict=True)
                if at + half <= length + beyond
            ]
    return named[:1]


def ticks_up(
    limits: Pair,
    length: float,
    gap: float,
    room: float,
    name: Pair,
    width: Callable[[str], float],
) -> Ticks:
    """Choose ticks for the vertical axis.

    Parameters
    ----------
    limits, length, width
        As for `ticks_across`.
    gap : float
        Least distance from tick to tick.
    room : float
        Width up to the edge of the panel.
    name : (free, half)
        Width up to the axis's name, and half the length of that name around the middle
        of the axis: wider numbers keep away from there.
    """
    low, high = min(limits), max(limits)
    free, half = name
    most = max(1, min(_MOST, int(length / gap)))
    while most > 1 and any(
        width(text) > room for _, text in round_ticks(low, high, most)
    ):
        most -= 1
    middle, share = (low + high) / 2, length / (high - low)
    return [
        (tick, text)
        for tick, text in round_ticks(low, high, most)
        if width(text) <= free
        or (width(text) <= room and abs(tick - middle) * share > half)
    ]


def round_ticks(low: float, high: float, most: int) -> Ticks:
    """Return at most about ``most`` + 1 round values within the limits, and names."""
    found = MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(low, high)
    ticks = [float(tick) for tick in found if low <= tick <= high]
    for digits in (4, 7, 10, 15):
        names = [tick_name(tick, digits) for tick in ticks]
        if len(set(names)) == len(names):
            break
    return list(zip(ticks, names, strict=True))


def tick_name(tick: float, digits: int) -> str:
    """Write a round number shortly, with a true minus and at most so many digits.

    >>> tick_name(-0.50, 4), tick_name(0.0, 4), tick_name(-150000.0, 4)
    ('−0.5', '0', '−1.5×10⁵')
    """
    if tick == 0 or 1e-3 <= abs(tick) < 1e4:
        return f"{tick:.{digits}g}".replace("-", MINUS)
    mantissa, _, exponent = significant(tick, digits).partition(" × ")
    return f"{mantissa.rstrip('0').rstrip('.')}×{exponent}"


def level_names(levels: Sequence[float]) -> list[str]:
    """Write levels with as few figures as tell them apart; equal ones once."""
    names: list[str] = []
    for digits in (2, 3, 4, 5):
        names = [significant(level, digits) for level in levels]
        if len(set(names)) == len(names):
            return names
    return [name if names.index(name) == i else "" for i, name in enumerate(names)]
