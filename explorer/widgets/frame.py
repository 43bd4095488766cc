"""How a picture becomes bytes: the pixels that changed, as runs of one colour.

A pixel is one uint32 in memory order (R, G, B, A). The bytes are the colours of all
runs (uint32), then their places (uint32): the upper 24 bits count the pixels between
the end of the run before and this one, row after row, the lower 8 the pixels it fills.
The page's half is ``putRuns`` in frontend/canvas.js.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint32]
_LONGEST = 0xFF


@dataclass(frozen=True)
class Rectangle:
    """A part of the picture, in device pixels from the top left."""

    x: int
    y: int
    w: int
    h: int

    @property
    def part(self) -> tuple[slice, slice]:
        """The same as an index into the picture's rows and columns."""
        return slice(self.y, self.y + self.h), slice(self.x, self.x + self.w)


def catch_up(old: Pixels, new: Pixels) -> bytes:
    """Make ``old`` equal to ``new``; return the runs that do the same to a copy.

    Parameters
    ----------
    old, new : ndarray of uint32, shape (height, width)
        Whole pictures of fewer than 2²⁴ pixels. An opaque pixel is never 0, so a
        picture of zeros catches up with all of ``new``.
    """
    at = np.flatnonzero(new != old)
    colours = new.reshape(-1)[at]
    old.reshape(-1)[at] = colours
    begins = np.ones(at.size, bool)
    np.not_equal(colours[1:], colours[:-1], out=begins[1:])
    begins[1:] |= np.diff(at) != 1
    first = np.flatnonzero(begins)
    lengths = np.diff(first, append=at.size)
    starts, colours = at[first], colours[first]
    gaps = np.diff(starts, prepend=0)
    gaps[1:] -= lengths[:-1]
    if lengths.max(initial=0) > _LONGEST:
        colours, gaps, lengths = _split(colours, gaps, lengths)
    places = (gaps << 8 | lengths).astype(np.uint32)
    return colours.tobytes() + places.tobytes()


def _split(
    colours: Pixels, gaps: NDArray[np.int64], lengths: NDArray[np.int64]
) -> tuple[Pixels, NDArray[np.int64], NDArray[np.int64]]:
    """Cut runs that are longer than a byte can count into several."""
    pieces = -(-lengths // _LONGEST)
    ends = np.cumsum(pieces)
    split = np.full(int(ends[-1]), _LONGEST)
    split[ends - 1] = lengths - (pieces - 1) * _LONGEST
    between = np.zeros_like(split)
    between[ends - pieces] = gaps
    return np.repeat(colours, pieces), between, split


def decode(picture: Pixels, data: bytes, *, deflated: bool) -> None:
    """Do in Python what the page does: put the runs into ``picture``."""
    if deflated:
        data = zlib.decompress(data)
    colours, places = np.frombuffer(data, np.uint32).reshape(2, -1)
    lengths = (places & 0xFF).astype(np.int64)
    ends = np.cumsum((places >> 8) + lengths)
    at = np.arange(lengths.sum()) + np.repeat(ends - np.cumsum(lengths), lengths)
    picture.reshape(-1)[at] = np.repeat(colours, lengths)
