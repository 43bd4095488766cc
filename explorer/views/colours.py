"""Colours between colours: ramps of bands and lines that can be seen on them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.colors import to_hex, to_rgb


def ramp(stops: Sequence[str], count: int) -> tuple[str, ...]:
    """Return ``count`` colours evenly spread over the stops."""
    table = np.array([to_rgb(stop) for stop in stops])
    at = (np.arange(count) + 0.5) / max(count, 1) * (len(stops) - 1)
    channels = [np.interp(at, np.arange(len(stops)), channel) for channel in table.T]
    return tuple(to_hex(colour) for colour in np.transpose(channels))


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that lies ``share`` of the way from first to second."""
    a, b = np.array(to_rgb(first)), np.array(to_rgb(second))
    return to_hex(a + (b - a) * share)


def lines_on(bands: Sequence[str], strength: float = 0.34) -> tuple[str, ...]:
    """Return a line colour for each level: lighter on dark bands, darker on light."""
    between = [
        bands[0],
        *(mix(a, b, 0.5) for a, b in pairwise(bands)),
    ]
    between.append(bands[-1])
    return tuple(
        mix(colour, "#000000" if luminance(colour) > 0.26 else "#ffffff", strength)
        for colour in between
    )


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG, from 0 (black) to 1 (white)."""
    channels = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in to_rgb(colour)
    ]
    return float(np.dot(channels, (0.2126, 0.7152, 0.0722)))
