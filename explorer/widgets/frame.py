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


def encode(new: Pixels, old: Pixels | None, area: Rectangle) -> Encoded | None:
    """Find what differs within ``area``; None if nothing does.

    Parameters
    ----------
    new, old : ndarray of uint32, shape (height, width)
        Whole pictures; without ``old`` every pixel is sent.
    area : Rectangle
        Where to look. The result covers only the rows that changed.
    """
    fresh = new[area.part]
    if old is None:
        flat = fresh.ravel()
    else:
        differs = fresh != old[area.part]
        rows = np.flatnonzero(differs.any(axis=1))
        if rows.size == 0:
            return None
        first, last = int(rows[0]), int(rows[-1]) + 1
        area = Rectangle(area.x, area.y + first, area.w, last - first)
        flat = (fresh[first:last] * differs[first:last]).ravel()
    starts = np.flatnonzero(flat[1:] != flat[:-1])
    starts += 1
    starts = np.concatenate(([0], starts))
    lengths = np.diff(starts, append=flat.size)
    colours = flat[starts]
    if lengths.max() > _LONGEST:  # a run may be longer than uint16 holds
        pieces = -(-lengths // _LONGEST)
        colours = np.repeat(colours, pieces)
        ends = np.cumsum(pieces) - 1
        split = np.full(colours.size, _LONGEST)
        split[ends] = lengths - (pieces - 1) * _LONGEST
        lengths = split
    return Encoded(area, colours, lengths.astype(np.uint16))


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
