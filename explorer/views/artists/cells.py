"""Cells of equal size that fill the axes, each in one colour; and ready pixels."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.image import AxesImage
from numpy.typing import NDArray


class Cells(AxesImage):
    """A table of colours, drawn with sharp edges."""

    def __init__(self, ax: Axes, zorder: float = 5.0) -> None:
        super().__init__(ax, origin="lower", interpolation="nearest")
        self.set_zorder(zorder)
        self.set_data(np.zeros((1, 1, 4), np.uint8))
        ax.add_image(self)
        self.set_clip_box(ax.bbox)

    def set_cells(
        self, colours: NDArray[np.float64], edges: tuple[float, float, float, float]
    ) -> None:
        """Replace the cells.

        Parameters
        ----------
        colours : ndarray, shape (m, n, 4)
            From 0 to 1; the first row lies at the bottom.
        edges : (left, right, bottom, top)
        """
        self.set_data((colours * 255).round().astype(np.uint8))
        self.set_extent(edges)


class Pixels(Cells):
    """Colours for every pixel of the axes, set with ``set_data`` and ``set_extent``.

    What needs no resampling is handed to the renderer as it is.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw the picture."""
        data, box = self.get_array(), self.axes.bbox if self.axes else None
        if box is None or data is None or not isinstance(renderer, RendererAgg):
            super().draw(renderer)
            return
        if data.shape[:2] != (int(box.height), int(box.width)):
            super().draw(renderer)
            return
        if self.get_visible():
            gc = renderer.new_gc()
            image = np.ascontiguousarray(np.asarray(data))
            renderer.draw_image(gc, round(box.x0), round(box.y0), image)
            gc.restore()
        self.stale = False
