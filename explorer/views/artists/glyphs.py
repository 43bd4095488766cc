"""Pictures of digits and words, drawn once by matplotlib and put together to texts.

Rows run from the bottom up, as Agg's ``draw_image`` wants them. A piece is one digit or
sign, or everything between two of them.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from numpy.typing import NDArray

FAMILY = "DejaVu Sans"  # bundled with matplotlib, so the same everywhere
Mask = NDArray[np.uint8]
_PIECES = re.compile(r"[0-9.,+−]|[^0-9.,+−]+")
_DIGITS = frozenset("0123456789")
_MOST_KEPT = 4000
_EDGE = 2  # empty columns beside a piece: room for what overhangs
_RIM = 2  # how far a halo reaches, in pixels


class Word(NamedTuple):
    """A text as coverage, seen from the left end of its baseline.

    ``mask`` has shape (rows, columns); its first pixel lies at column ``left`` and row
    ``bottom``; ``width`` is how far the text advances. All are whole pixels.
    """

    text: str
    mask: Mask
    left: int
    bottom: int
    width: int

    @property
    def ink(self) -> tuple[int, int, int, int]:
        """Left, bottom, right and top of what is inked."""
        columns = np.flatnonzero(self.mask.any(axis=0))
        rows = np.flatnonzero(self.mask.any(axis=1))
        if columns.size == 0:
            return 0, 0, self.width, 0
        return (
            self.left + int(columns[0]),
            self.bottom + int(rows[0]),
            self.left + int(columns[-1]) + 1,
            self.bottom + int(rows[-1]) + 1,
        )


class Face:
    """DejaVu Sans of one size in pixels and one weight."""

    def __init__(self, pixels: float, weight: str) -> None:
        self.pixels = pixels
        self._font = FontProperties(family=FAMILY, size=pixels, weight=weight)
        self._above, self._below = math.ceil(pixels * 1.05), math.ceil(pixels * 0.3)
        self._widths: dict[str, int] = {}
        self._pieces: dict[str, Word] = {}
        self._words: dict[str, Word] = {}
        self._rims: dict[str, Word] = {}
        self._neighbours = self._measure(RendererAgg(1, 1, 72), "xx")
        self.capital = self._piece("0").ink[3]  # height of a digit

    def drop(self, va: str) -> float:
        """Return how far the baseline lies above the place that ``va`` names."""
        if va == "center":
            return -self.capital / 2
        if va == "top":
            return -float(self.capital)
        return self.pixels * 0.24 if va == "bottom" else 0.0

    def width(self, text: str) -> int:
        """Return how far a text advances, without drawing it."""
        return sum(map(self._advance, _PIECES.findall(text)))

    def word(self, text: str) -> Word:
        """Return the picture of a text, put together from kept pieces."""
        word = self._words.get(text)
        if word is None:
            if len(self._words) >= _MOST_KEPT:
                self._words.clear()
            pieces = [self._piece(name) for name in _PIECES.findall(text)]
            word = self._words[text] = _join(text, pieces)
        return word

    def rim(self, text: str) -> Word:
        """Return the picture of a rim of about 1.5 pixels around a text."""
        rims = []
        for name in _PIECES.findall(text):
            rim = self._rims.get(name)
            if rim is None:
                if len(self._rims) >= _MOST_KEPT:
                    self._rims.clear()
                rim = self._rims[name] = _widen(self._piece(name))
            rims.append(rim)
        return _join(text, rims)

    def _piece(self, text: str) -> Word:
        piece = self._pieces.get(text)
        if piece is None:
            if len(self._pieces) >= _MOST_KEPT:
                self._pieces.clear()
            piece = self._pieces[text] = self._draw(text)
        return piece

    def _advance(self, piece: str) -> int:
        like = "0" if piece in _DIGITS else piece  # all digits are as wide
        width = self._widths.get(like)
        if width is None:
            if len(self._widths) >= _MOST_KEPT:
                self._widths.clear()
            far = self._measure(RendererAgg(1, 1, 72), f"x{like}x") - self._neighbours
            width = self._widths[like] = max(0, round(far))
        return width

    def _measure(self, renderer: RendererAgg, text: str) -> float:
        width, *_ = renderer.get_text_width_height_descent(text, self._font, False)
        return width

    def _draw(self, text: str) -> Word:
        """Draw a piece with matplotlib's own renderer and keep its coverage."""
        rows = self._above + self._below
        room = math.ceil(self.pixels * 1.6 * len(text)) + 4 * _EDGE + rows
        renderer = RendererAgg(room, rows, 72)
        width = self._advance(text)
        gc = renderer.new_gc()
        gc.set_foreground("black")
        renderer.draw_text(gc, _EDGE, self._above, text, self._font, 0)
        gc.restore()
        mask = np.asarray(renderer.buffer_rgba())[::-1, :, 3]
        columns = np.flatnonzero(mask.any(axis=0))
        first, last = _EDGE, _EDGE + width
        if columns.size:
            first, last = min(first, columns[0]), max(last, columns[-1] + 1)
        lean = np.asfortranarray(mask[:, first:last])
        return Word(text, lean, int(first) - _EDGE, -self._below, width)


def _join(text: str, pieces: list[Word]) -> Word:
    """Lay pieces side by side, each at the end of the advance of the one before."""
    if not pieces:
        return Word(text, np.zeros((1, 1), np.uint8), 0, 0, 0)
    if len(pieces) == 1:
        return pieces[0]._replace(text=text)
    width = sum(piece.width for piece in pieces)
    mask, _, bottom, _ = pieces[0][1:]
    if all(piece.mask.shape[1] == piece.width for piece in pieces):
        mask = np.concatenate([piece.mask.T for piece in pieces]).T
        return Word(text, mask, 0, bottom, width)
    wide = np.zeros((mask.shape[0], width + 8 * _EDGE), np.uint8)
    x = 4 * _EDGE
    for piece in pieces:
        start = x + piece.left
        place = wide[:, start : start + piece.mask.shape[1]]
        np.maximum(place, piece.mask[:, : place.shape[1]], out=place)
        x += piece.width
    return Word(text, wide, -4 * _EDGE, bottom, width)


def _widen(piece: Word) -> Word:
    mask = np.pad(piece.mask, 2 * _RIM).astype(np.uint16)
    rows, columns = (size - 2 * _RIM for size in mask.shape)
    rim = np.zeros((rows, columns), np.uint16)
    for dy in range(2 * _RIM + 1):
        for dx in range(2 * _RIM + 1):
            far = math.hypot(dx - _RIM, dy - _RIM)
            weight = round(256 * min(1.0, max(0.0, 2.6 - far)))
            part = mask[dy : dy + rows, dx : dx + columns]
            np.maximum(rim, part * weight >> 8, out=rim)
    return piece._replace(
        mask=rim.astype(np.uint8), left=piece.left - _RIM, bottom=piece.bottom - _RIM
    )


@lru_cache(maxsize=64)
def face(pixels: float, weight: str) -> Face:
    """Return the kept face of this size in pixels."""
    return Face(max(1.0, min(pixels, 400.0)), weight)
