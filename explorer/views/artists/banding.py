"""A surface as pixels, by integer arithmetic alone.

The grid holds 8.8 fixed-point numbers that count levels: 3.5 lies half-way between the
third and the fourth. They are interpolated to pixels with 8-bit weights and shifts; the
whole part is the band. The rest tells how far the nearest level is, and with the
steepness of the cell how many pixels that is, so lines are smooth and equally thin. One
table turns band and distance into a colour. Rows are done in blocks that stay in the
cache.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

Places = tuple[NDArray[np.intp], NDArray[np.int32]]
_ROWS = 48  # of a block
_STEPS = 16  # distances told apart, in quarters of a pixel


@lru_cache(maxsize=32)
def places(
    pixels: int, count: int, low: float, high: float, first: float, last: float
) -> Places:
    """Return for each pixel the grid line before it and the weight of the one after."""
    centre = low + (np.arange(pixels) + 0.5) / pixels * (high - low)
    span = last - first
    at = (centre - first) / span * (count - 1) if span else np.zeros(pixels)
    at = np.clip(at, 0, count - 1)
    before = np.minimum(at.astype(np.intp), max(count - 2, 0))
    return before, np.rint((at - before) * 256).astype(np.int32)


def paint(
    fixed: NDArray[np.uint16],
    across: Places,
    up: Places,
    table: NDArray[np.uint32],
) -> NDArray[np.uint32]:
    """Return RGBA pixels in memory order, bottom row first.

    Parameters
    ----------
    fixed : ndarray of uint16, shape (m, n)
        Heights in 256ths of a band, at least 1 and less than 256 × bands.
    across, up : Places
        Of the columns and of the rows of pixels.
    table : ndarray of uint32
        From `colour_table`.
    """
    columns, rights = across
    rows, uppers = up
    grid = fixed.astype(np.int32)
    wide = grid[:, columns] * (256 - rights)
    wide += grid[:, np.minimum(columns + 1, grid.shape[1] - 1)] * rights
    rise = np.diff(wide, axis=0, append=wide[-1:])
    wide += 0x8000  # so that the whole part is the nearest level
    nearness = np.take(_nearness(grid, rights.size, uppers.size), columns, axis=1)
    image = np.empty((rows.size, columns.size), np.uint32)
    buffers = np.empty((4, _ROWS, columns.size), np.int32)
    index = np.empty(buffers.shape[1:], np.intp)
    for start in range(0, rows.size, _ROWS):
        block = slice(start, start + _ROWS)
        row = rows[block]
        height, far, more, near = buffers[:, : row.size]
        np.take(wide, row, axis=0, out=height, mode="clip")
        np.take(rise, row, axis=0, out=more, mode="clip")
        more *= uppers[block, None]
        more >>= 8
        height += more
        np.bitwise_and(height, 0xFFFF, out=far)
        far -= 0x8000
        np.abs(far, out=far)  # 65536ths of a band to the nearest level
        np.take(nearness, row, axis=0, out=near, mode="clip")
        far *= near
        far >>= 16  # quarters of a pixel
        np.minimum(far, _STEPS - 1, out=far)
        height >>= 15  # halves of bands: each has the level at its end
        height <<= 4
        np.bitwise_or(height, far, out=index[: row.size])
        np.take(table, index[: row.size], out=image[block], mode="clip")
    return image


def _nearness(grid: NDArray[np.int32], columns: int, rows: int) -> NDArray[np.int32]:
    """Return for each cell what turns 65536ths of a band into quarters of a pixel."""
    m, n = grid.shape
    nearness = np.full((m, n), 0xFFFF, np.int32)
    if m > 1 and n > 1:
        along = grid[:, 1:] - grid[:, :-1]
        upward = grid[1:] - grid[:-1]
        steep = np.hypot(  # 256ths of a band per pixel
            (along[1:] + along[:-1]) * (0.5 * (n - 1) / columns),
            (upward[:, 1:] + upward[:, :-1]) * (0.5 * (m - 1) / rows),
        )
        nearness[:-1, :-1] = np.rint(1024 / np.maximum(steep, 1 / 32))
        np.minimum(nearness, 0xFFFF, out=nearness)
        nearness[-1], nearness[:, -1] = nearness[-2], nearness[:, -2]
    return nearness


@lru_cache(maxsize=32)
def colour_table(
    colours: tuple[str, ...],
    lines: tuple[str, ...],
    width: float,
    bare: int | None = None,
) -> NDArray[np.uint32]:
    """Return the colour of each half band at each distance from its level.

    The first entry stands for nothing: `paint` counts half bands from 1. A ``bare``
    level has no line.
    """
    bands = len(colours)
    halves = np.maximum(np.arange(-1, 2 * bands), 0)
    fill = np.array([to_rgb(colour) for colour in colours])[halves // 2]
    level = (halves + 1) // 2
    line = np.array([to_rgb(colour) for colour in lines])[level]
    away = (np.arange(_STEPS) + 0.5) / 4
    cover = np.tile(
        np.clip(width / 2 + 0.5 - away, 0, min(1.0, width)), (halves.size, 1)
    )
    cover[(level == 0) | (level == bands) | (level == bare)] = 0
    mixed = fill[:, None] + (line - fill)[:, None] * cover[..., None]
    rgba = np.full((halves.size, _STEPS, 4), 255, np.uint8)
    rgba[..., :3] = np.rint(mixed * 255)
    return rgba.reshape(-1, 4).view(np.uint32)[:, 0].copy()
