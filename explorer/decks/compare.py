"""Whether what was computed is what was expected, and where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

from explorer.decks.schema import Expected, printable, shown


@dataclass(frozen=True)
class Difference:
    """One place where the two differ: ``"[1][0]"`` in a list of lists."""

    place: str
    expected: str
    computed: str


def plain(value: Any) -> Any:
    """Turn computed values into what JSON holds; infinity becomes "inf".

    Examples
    --------
    >>> plain({"E": np.array([0.5, np.inf])})
    {'E': [0.5, 'inf']}
    """
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, float) and not -inf < value < inf:
        return repr(value)
    return value


def differences(expected: Expected, computed: Any) -> Iterator[Difference]:
    """Compare a computed value, as `plain` returns it, with an expected one.

    A number is right if ``abs(computed - expected) <= atol + rtol * abs(expected)``. An
    rtol of 1 or more asks for the order of magnitude: a factor of at most 1 + rtol, and
    the same sign. All else must be equal, lists and objects part by part.

    Examples
    --------
    >>> list(differences(Expected([1.0, 2.0]), [1.0, 3.0]))
    [Difference(place='[1]', expected='2.0', computed='3.0')]
    >>> list(differences(Expected(100.0, rtol=9.0), 12.0))
    []
    """
    yield from _differences(expected.value, computed, expected, "")


def _differences(
    wanted: Any, found: Any, expected: Expected, place: str
) -> Iterator[Difference]:
    if isinstance(wanted, list) and isinstance(found, list):
        if len(wanted) != len(found):
            yield Difference(place, f"{len(wanted)} values", f"{len(found)} values")
            return
        for index, pair in enumerate(zip(wanted, found, strict=True)):
            yield from _differences(*pair, expected, f"{place}[{index}]")
    elif isinstance(wanted, dict) and isinstance(found, dict):
        for key in sorted(wanted.keys() ^ found.keys()):
            texts = [shown(side.get(key, "nothing")) for side in (wanted, found)]
            yield Difference(f"{place}[{printable(key)}]", *texts)
        for key in wanted.keys() & found.keys():
            where = f"{place}[{printable(key)}]"
            yield from _differences(wanted[key], found[key], expected, where)
    elif not (
        _close(wanted, found, expected)
        if _is_number(wanted) and _is_number(found)
        else type(wanted) is type(found) and wanted == found
    ):
        yield Difference(place, shown(wanted), shown(found))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _close(wanted: float, found: float, expected: Expected) -> bool:
    allowed = abs(wanted) if expected.rtol < 1.0 else min(abs(wanted), abs(found))
    return abs(found - wanted) <= expected.atol + expected.rtol * allowed
