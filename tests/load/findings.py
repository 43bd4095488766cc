"""A figure beside what it must be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One figure; `must` is the most it may be, unless it is `at_least`."""

    what: str
    value: float
    must: float
    unit: str = ""
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.at_least:
            return self.value >= self.must
        return self.value <= self.must

    def __str__(self) -> str:
        value = f"{self.value:.0f}" if self.value >= 100 else f"{self.value:.3g}"
        sign = "≥" if self.at_least else "≤"
        verdict = "OK" if self.holds else "SHORT"
        return (
            f"{self.what:52}{value:>8} {self.unit:4}must {sign} {self.must:g} {verdict}"
        )


def percentile(values: Iterable[float], share: float) -> float:
    """Return the smallest value that this share of them do not exceed.

    >>> percentile(range(1, 101), 0.95)
    95
    """
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]
