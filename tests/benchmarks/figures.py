"""From what the probe saw to the figures that are reported."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from tests.benchmarks.loads import Load, Timed


@dataclass
class Figures:
    """One path, one run; times in ms. `of` gives the median of several."""

    p50: float  # from the key to the picture with its value
    p95: float
    rate: float  # pictures a second in the drag, each with another value
    lag50: float  # in the drag: age of the value in a picture when it is painted
    lag95: float
    cpu: float  # of the kernel per update, ms
    kib: float  # received per update
    wrong: float  # loads whose last picture did not show the last value
    disorder: float  # pictures older than the one before, or of a value never set
    moves: float  # values that the drag set, a second

    @classmethod
    def of(cls, runs: Sequence[Figures]) -> Figures:
        worst = ("wrong", "disorder")
        columns = {f.name: [getattr(run, f.name) for run in runs] for f in fields(cls)}
        return cls(
            **{
                name: sum(column) if name in worst else statistics.median(column)
                for name, column in columns.items()
            }
        )


def figures(keys: Load, drag: Load) -> Figures:
    waits = latencies(keys)
    lags, strays = ages(drag)
    first, last = drag.sets[0][0], drag.sets[-1][0]
    painted = sum(first <= at <= last for at, _ in drag.frames) - strays
    updates = len(keys.sets)
    return Figures(
        *_percentiles(waits),
        painted / (last - first) * 1000,
        *_percentiles(lags),
        keys.cpu * 1000 / updates,
        keys.bytes / 1024 / updates,
        sum(not settled for settled in keys.settled + drag.settled),
        strays + ages(keys)[1],
        len(drag.sets) / (last - first) * 1000,
    )


def latencies(load: Load) -> list[float]:
    """Return, for each value set, the ms until a picture showed it."""
    waits = []
    for at, value in load.sets:
        shown = [when for when, seen in load.frames if when >= at and seen == value]
        if shown:
            waits.append(shown[0] - at)
    return waits


def ages(load: Load) -> tuple[list[float], int]:
    """Return the age of the value in each picture, and how many were out of order.

    A value can be set twice, on the way there and back: a picture shows the earliest
    setting that is not older than the one shown before it.
    """
    found: list[float] = []
    strays = last = 0
    for when, value in load.frames:
        index = _earliest(load.sets, last, when, value)
        if index is None:
            strays += 1
        else:
            last = index
            found.append(when - load.sets[index][0])
    return found, strays


def _earliest(sets: list[Timed], start: int, when: float, value: float) -> int | None:
    for index in range(start, len(sets)):
        at, wanted = sets[index]
        if at > when:
            return None
        if wanted == value:
            return index
    return None


def _percentiles(values: list[float]) -> tuple[float, float]:
    if not values:
        return float("nan"), float("nan")
    return float(np.percentile(values, 50)), float(np.percentile(values, 95))
