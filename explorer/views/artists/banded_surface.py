"""A filled surface with contour lines, fast enough to change at every frame.

On Agg it is painted pixel by pixel (see `banding`), the same in a blit, a full draw and
a saved PNG. A renderer other than Agg gets true filled contours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from contourpy import ContourGenerator, FillType, LineType, contour_generator
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from numpy.typing import NDArray

from explorer.views.artists import LINE, pixels_per_point
from explorer.views.artists.banding import colour_table, paint, places

Array = NDArray[np.float64]


class BandedSurface(Artist):
    """Bands between levels, with a thin line along each level.

    Parameters
    ----------
    ax : Axes
        Filled to its edges; the surface stands still on whole pixels.
    line_width : float
        In points.
    """

    def __init__(self, ax: Axes, line_width: float = 0.7, zorder: float = 10.0) -> None:
        super().__init__()
        self._ax = ax
        self.line_width = line_width
        self.levels: Array = np.array([0.0, 1.0])
        self.colours: tuple[str, ...] = ("#808080",)
        self.lines: tuple[str, ...] = ("#808080", "#808080")
        self.bold: int | None = None
        self.counted: Array | None = None
        self._grid: Array = np.empty(0)
        self.extent = (0.0, 1.0, 0.0, 1.0)
        self._image: NDArray[np.uint32] | None = None
        self._key: tuple[object, ...] = ()
        self.set_zorder(zorder)
        ax.add_artist(self)
        self.set_clip_box(ax.bbox)

    def set_levels(
        self,
        levels: Sequence[float],
        colours: Sequence[str],
        lines: Sequence[str],
        bold: int | None = None,
    ) -> None:
        """Set what the colours stand for.

        Parameters
        ----------
        levels : sequence of float, length n + 1
            Increasing. What lies outside gets the first or the last colour.
        colours : sequence of str, length n
            One for each band.
        lines : sequence of str, length n + 1
            One for each level; the first and the last are never drawn.
        bold : int, optional
            A level whose line is drawn as a path three times as wide. The pixels have
            none there: a plateau at that height would be all line.
        """
        self.levels = np.asarray(levels, dtype=float)
        self.colours, self.lines, self.bold = tuple(colours), tuple(lines), bold
        self._image, self._grid = None, np.empty(0)

    def set_grid(
        self, grid: Array, first: tuple[float, float], second: tuple[float, float]
    ) -> None:
        """Set the heights.

        Parameters
        ----------
        grid : ndarray, shape (m, n)
            A row for each value of the second coordinate, evenly spaced. In a drag it
            is often the one of the frame before, and its pixels are kept.
        first, second : pair of float
            Smallest and largest value of each coordinate.
        """
        extent = (*first, *second)
        if extent == self.extent and np.array_equal(grid, self._grid):
            return
        bands = len(self.colours)
        heights = np.where(np.isnan(grid), np.inf, grid)
        self.counted = np.interp(heights, self.levels, np.arange(bands + 1.0))
        self._grid, self.extent = np.array(grid), extent
        self._image = None
        self.stale = True

    def draw(self, renderer: RendererBase) -> None:
        """Draw pixels on Agg, paths elsewhere."""
        if self.counted is None or not self.get_visible():
            return
        gc = renderer.new_gc()
        gc.set_clip_rectangle(self.get_clip_box())
        width = self.line_width * pixels_per_point(renderer)
        if isinstance(renderer, RendererAgg):
            x0, y0, x1, y1 = (round(float(n)) for n in self._ax.bbox.extents)
            image = self.pixels(x1 - x0, y1 - y0, width)
            _put(renderer, gc, image, x0, y0)
            if self.bold is not None:
                self._draw_lines(renderer, gc, [self.bold], 3 * self.line_width * LINE)
        else:
            self._draw_bands(renderer, gc)
            self._draw_lines(renderer, gc, range(1, len(self.colours)), width)
            if self.bold is not None:
                self._draw_lines(renderer, gc, [self.bold], 3 * width)
        gc.restore()
        self.stale = False

    def pixels(self, columns: int, rows: int, width: float) -> NDArray[np.uint32]:
        """Return the surface as RGBA pixels in memory order, bottom row first."""
        key = (columns, rows, width, self._ax.viewLim.frozen().bounds)
        if self._image is None or key != self._key:
            assert self.counted is not None  # noqa: S101 (for the type checker)
            look = (self.colours, self.lines, round(width, 2), self.bold)
            table = colour_table(*look)
            most = 256 * len(self.colours) - 1
            fixed = np.clip(self.counted * 256, 1, most).astype(np.uint16)
            x0, x1 = self._ax.get_xlim()
            y0, y1 = self._ax.get_ylim()
            m, n = fixed.shape
            across = places(columns, n, x0, x1, *self.extent[:2])
            up = places(rows, m, y0, y1, *self.extent[2:])
            self._image = paint(fixed, across, up, table)
            self._key = key
        return self._image

    def _contours(self) -> ContourGenerator:
        assert self.counted is not None  # noqa: S101 (for the type checker)
        m, n = self.counted.shape
        x0, x1, y0, y1 = self.extent
        return contour_generator(
            np.linspace(x0, x1, n),
            np.linspace(y0, y1, m),
            self.counted,
            name="serial",  # threads would cost eight times as much
            fill_type=FillType.OuterCode,
            line_type=LineType.SeparateCode,
        )

    def _draw_bands(self, renderer: RendererBase, gc: GraphicsContextBase) -> None:
        generator, place = self._contours(), self._ax.transData
        gc.set_linewidth(0.4)
        for band, colour in enumerate(self.colours):
            gc.set_foreground(colour)
            low = band if band else -1
            high = band + 1 if band + 1 < len(self.colours) else band + 2
            for points, codes in zip(*generator.filled(low, high), strict=True):
                renderer.draw_path(gc, Path(points, codes), place, to_rgb(colour))

    def _draw_lines(
        self,
        renderer: RendererBase,
        gc: GraphicsContextBase,
        levels: Iterable[int],
        width: float,
    ) -> None:
        generator, place = self._contours(), self._ax.transData
        gc.set_linewidth(width)
        for level in levels:
            gc.set_foreground(self.lines[level])
            for points, codes in zip(*generator.lines(level), strict=True):
                renderer.draw_path(gc, Path(points, codes), place)


def _put(
    renderer: RendererAgg,
    gc: GraphicsContextBase,
    image: NDArray[np.uint32],
    x: int,
    y: int,
) -> None:
    """Write opaque pixels where they belong; Agg would mix them with those below."""
    rows, columns = image.shape
    canvas = np.asarray(renderer.buffer_rgba()).view(np.uint32)[..., 0]
    top = canvas.shape[0] - y - rows
    if min(x, y, top, canvas.shape[1] - x - columns) >= 0:
        canvas[top : top + rows, x : x + columns] = image[::-1]
    else:
        rgba = image.view(np.uint8).reshape(rows, columns, 4)
        renderer.draw_image(gc, x, y, rgba)


def height_at(
    grid: Array,
    first: tuple[float, float],
    second: tuple[float, float],
    place: tuple[float, float],
) -> float:
    """Return the height at a place between the grid's values; NaN outside."""
    m, n = grid.shape
    at = []
    for value, (low, high), count in zip(place, (first, second), (n, m), strict=True):
        if not min(low, high) <= value <= max(low, high) or low == high:
            return float("nan")
        at.append((value - low) / (high - low) * (count - 1))
    (i, u), (j, v) = ((min(int(a), c - 2), a) for a, c in zip(at, (n, m), strict=True))
    i, j, u, v = max(i, 0), max(j, 0), u - max(i, 0), v - max(j, 0)
    corner = grid[j : j + 2, i : i + 2]
    with np.errstate(invalid="ignore", over="ignore"):
        along = corner[:, 0] * (1 - u) + corner[:, -1] * u
        return float(along[0] * (1 - v) + along[-1] * v)
