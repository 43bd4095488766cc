"""One product of matrices, laid from left to right: its cells, names and shapes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from explorer.language.numbers import significant
from explorer.language.palette import blend
from explorer.views.artists.boxes import Box
from explorer.views.artists.numbers import Label, measure
from explorer.views.view import KEY, LABEL, TICK

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Cells = Collection[tuple[int, int]]
_WIDEST = 96.0  # points at scale 1 of a cell without a number
_LARGEST = 1.2 * KEY
_SMALLEST = 0.78 * LABEL  # what would be smaller is left to the colours
_LEGIBLE = 13.0  # points, however large the other letters of a projector are
_TINT = 0.16
_GAP = 5.5  # points between two parts
_PAD = 0.55  # of its size, beside a number


class Part(NamedTuple):
    """One matrix of a line or, without values, a sign or words between two.

    ``under`` is written beneath: the shape of a matrix, what meets below a sign. The
    cells that are ``lit``, a rectangle of them, have a strong edge; ``blank`` ones are
    to come, and a lit one among them asks; ``grey`` ones are 0 whatever the numbers.
    """

    id: str
    name: str
    values: ArrayLike | None = None
    colour: str = ""
    under: str = ""
    lit: Cells = ()
    blank: Cells = ()
    grey: Cells = ()

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns; words have none."""
        if self.values is None:
            return 0, 0
        m, n = np.shape(self.values)
        return m, n


class Line(NamedTuple):
    """A product with its name."""

    id: str
    name: str
    parts: Sequence[Part]

    @property
    def height(self) -> int:
        """Rows of its tallest matrix."""
        return max((part.shape[0] for part in self.parts), default=1) or 1


class Pen:
    """Lays lines; ``boxes`` and ``labels`` collect what is to be drawn, in points."""

    def __init__(self, palette: Palette, scale: float, dpi: float) -> None:
        self.palette, self.scale, self.dpi = palette, scale, dpi
        self.boxes: list[Box] = []
        self.labels: list[Label] = []

    def lay(
        self, line: Line, x: float, right: float, middle: float, row: float
    ) -> None:
        """Lay a product from x to the right; rows are ``row`` high.

        All its numbers have one size, the largest that has room; two figures instead
        of three make room, and if even those are too small, colours alone are left.
        """
        room = right - x - _GAP * self.scale * (len(line.parts) - 1)
        largest = min(_LARGEST * self.scale, 0.74 * row)
        least = [self._least(part) for part in line.parts]
        columns = [part.shape[1] for part in line.parts]

        def spans(cells: list[float]) -> list[float]:
            every = zip(least, cells, columns, strict=True)
            return [max(low, cell * n) for low, cell, n in every]

        def narrowed(size: float, smallest: float, wide: list[float]) -> float:
            while sum(spans([size * w for w in wide])) > room and size >= smallest:
                size *= 0.96
            return size

        last = min(_SMALLEST * self.scale, _LEGIBLE)
        for digits, smallest in ((3, TICK * self.scale), (2, last)):
            texts = [_texts(part, digits) for part in line.parts]
            wide = [self._longest(of) + _PAD for of in texts]  # in sizes of the text
            size = narrowed(largest, smallest, wide)
            if size >= smallest:
                cells = [size * w for w in wide]
                break
        else:
            cell = narrowed(_WIDEST * self.scale, 4, [1.0] * len(texts))
            size, cells = 0.0, [cell] * len(texts)
        beneath = middle + line.height * row / 2
        for part, of, cell, span in zip(
            line.parts, texts, cells, spans(cells), strict=True
        ):
            centre = (x + span / 2, middle)
            id_ = f"{line.id}_{part.id}"
            self._name(part, id_, centre, part.shape[0] * row / 2, beneath)
            if part.values is not None:
                self._fill(part, id_, of, centre, (cell, row), size)
            x += span + _GAP * self.scale

    def _longest(self, texts: list[list[str]]) -> float:
        """Return the width of the longest number of a matrix, in sizes of its text."""
        size = KEY * self.scale
        every = (measure(t, size, self.dpi, "bold") for row in texts for t in row)
        return max(every, default=0.0) / size

    def _least(self, part: Part) -> float:
        """Return how wide a part is at least: its name, and what stands under it."""
        matrix = part.values is not None
        size, weight = (LABEL, "bold") if matrix else (KEY, "normal")
        name = measure(part.name, size * self.scale, self.dpi, weight)
        return max(name, measure(part.under, TICK * self.scale, self.dpi, "bold"))

    def _name(
        self, part: Part, id_: str, centre: tuple[float, float], half: float, low: float
    ) -> None:
        """Write a matrix's name above it or a sign, and what stands beneath."""
        (x, middle), size = centre, self.scale
        ink = part.colour or self.palette.text
        muted, meets = self.palette.muted, self.palette.accent
        if part.values is None:
            self.labels += [
                Label(f"{id_}_name", part.name, x, middle, ink, KEY * size),
                Label(f"{id_}_under", part.under, x, low, meets, TICK * size, va="top",
                      weight="bold", dy=-4 * size),
            ]  # fmt: skip
            return
        self.labels += [
            Label(f"{id_}_name", part.name, x, middle - half, ink, LABEL * size,
                  va="bottom", weight="bold", dy=4 * size),
            Label(f"{id_}_under", part.under, x, low, muted, TICK * size, va="top",
                  dy=-4 * size),
        ]  # fmt: skip

    def _fill(
        self,
        part: Part,
        id_: str,
        texts: list[list[str]],
        centre: tuple[float, float],
        cell: tuple[float, float],
        size: float,
    ) -> None:
        """Draw the cells of one matrix and, with a size, write its numbers."""
        palette, (m, n), (wide, high) = self.palette, part.shape, cell
        x0, y0 = centre[0] - n * wide / 2, centre[1] - m * high / 2
        full = blend(palette.panel, part.colour or palette.text, _TINT)
        for place in np.ndindex(m, n):
            x, y = x0 + place[1] * wide, y0 + place[0] * high
            face, ink, text = full, palette.text, texts[place[0]][place[1]]
            if place in part.grey:
                face, ink = palette.background, palette.muted
            if place in part.blank:
                face, text = palette.panel, "?" if place in part.lit else ""
            corners = (x, y, x + wide, y + high)
            self.boxes.append(Box(*corners, face, palette.border, 1.0 * self.scale))
            if size:
                self.labels.append(
                    Label(f"{id_}_{place[0] + 1}_{place[1] + 1}", text, x + wide / 2,
                          y + high / 2, ink, size, weight="bold")
                )  # fmt: skip
        if part.lit:
            rows, columns = zip(*part.lit, strict=True)
            self.boxes.append(
                Box(x0 + min(columns) * wide, y0 + min(rows) * high,
                    x0 + (max(columns) + 1) * wide, y0 + (max(rows) + 1) * high,
                    None, palette.accent, 3.0 * self.scale)
            )  # fmt: skip


def _texts(part: Part, digits: int) -> list[list[str]]:
    """Write the numbers of a matrix; words have none."""
    if part.values is None:
        return []
    rows = np.asarray(part.values, dtype=float)
    return [[significant(v, digits, sign=True) for v in row] for row in rows]
