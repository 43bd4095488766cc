"""How a picture becomes bytes: the pixels that changed, as runs of one colour.

Matplotlib draws flat colours, so runs are short to send and quick to fill. A pixel is
one uint32 in memory order (R, G, B, A); opaque pixels are never 0, so 0 can mean "as it
was". One rectangle is ``runs`` colours (uint32) followed by ``runs`` lengths (uint16),
padded to four bytes. The page's half is ``fillRuns`` in frontend/canvas.js.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint32]
_LONGEST = 0xFFFF


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


@dataclass(frozen=True)
class Encoded:
    """Runs of one rectangle, ready to be packed."""

    rectangle: Rectangle
    colours: NDArray[np.uint32]  # (runs,)
    lengths: NDArray[np.uint16]  # (runs,)


class Encoder:
    """Finds what differs within one area, in arrays that are kept between pictures.

    Kept because fresh arrays of this size cost more than the work: the operating
    system hands their memory out page by page each time.
    """

    def __init__(self, area: Rectangle) -> None:
        self.area = area
        self._differs = np.empty((area.h, area.w), bool)
        self._flat = np.empty(area.h * area.w, np.uint32)
        self._turns = np.empty(area.h * area.w, bool)

    def encode(self, new: Pixels, old: Pixels | None) -> Encoded | None:
        """Return the runs of the rows that changed; None if nothing did.

        Parameters
        ----------
        new, old : ndarray of uint32, shape (height, width)
            Whole pictures; without ``old`` every pixel is sent.
        """
        area, fresh = self.area, new[self.area.part]
        if old is None:
            flat = fresh.ravel()
        else:
            differs = np.not_equal(fresh, old[area.part], out=self._differs)
            rows = np.flatnonzero(differs.any(axis=1))
            if rows.size == 0:
                return None
            first, last = int(rows[0]), int(rows[-1]) + 1
            area = Rectangle(area.x, area.y + first, area.w, last - first)
            flat = self._flat[: area.h * area.w]
            changed = flat.reshape(area.h, area.w)
            np.multiply(fresh[first:last], differs[first:last], out=changed)
        turns = self._turns[: flat.size]
        turns[0] = True
        np.not_equal(flat[1:], flat[:-1], out=turns[1:])
        starts = np.flatnonzero(turns)
        lengths = np.diff(starts, append=flat.size)
        colours = flat[starts]
        if lengths.max() > _LONGEST:  # a run may be longer than uint16 holds
            colours, lengths = _split(colours, lengths)
        return Encoded(area, colours, lengths.astype(np.uint16))


def _split(
    colours: NDArray[np.uint32], lengths: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    pieces = -(-lengths // _LONGEST)
    split = np.full(int(pieces.sum()), _LONGEST)
    split[np.cumsum(pieces) - 1] = lengths - (pieces - 1) * _LONGEST
    return np.repeat(colours, pieces), split


def pack(parts: list[Encoded], *, deflate: bool) -> tuple[bytes, list[dict[str, int]]]:
    """Join the parts into one buffer; say where each lies in the (inflated) buffer."""
    chunks: list[bytes] = []
    described = []
    offset = 0
    for part in parts:
        runs = part.colours.size
        raw = part.colours.tobytes() + part.lengths.tobytes() + b"\0" * (2 * (runs % 2))
        area = part.rectangle
        described.append(
            {"x": area.x, "y": area.y, "w": area.w, "h": area.h}
            | {"runs": int(runs), "offset": offset}
        )
        offset += len(raw)
        chunks.append(raw)
    data = b"".join(chunks)
    return (zlib.compress(data, 1) if deflate else data), described


def decode(
    picture: Pixels, data: bytes, described: list[dict[str, int]], *, deflated: bool
) -> None:
    """Do in Python what the page does: put the runs into ``picture``."""
    if deflated:
        data = zlib.decompress(data)
    for rect in described:
        runs, offset = rect["runs"], rect["offset"]
        colours = np.frombuffer(data, np.uint32, runs, offset)
        lengths = np.frombuffer(data, np.uint16, runs, offset + 4 * runs)
        flat = np.repeat(colours, lengths).reshape(rect["h"], rect["w"])
        area = Rectangle(rect["x"], rect["y"], rect["w"], rect["h"]).part
        picture[area] = np.where(flat == 0, picture[area], flat)
