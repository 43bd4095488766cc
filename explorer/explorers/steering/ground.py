"""A surface from above with the paths of up to three runs on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.views.artists.legend import Entry
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.trail import Trail
from explorer.views.loss_surface import LossSurfaceView

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Array = NDArray[np.float64]


class OtherPath(NamedTuple):
    """A run beside the main one; ``step`` is where it stands now."""

    path: Array
    step: int
    name: str


class GroundView(LossSurfaceView):
    """The surface of a run, and up to two more runs beside it."""

    name = "ground"

    def __init__(
        self, ax: Any, palette: Palette, scale: float = 1.0, title: str = "Loss E"
    ) -> None:
        super().__init__(ax, palette, scale, title)
        self.colours = other_colours(palette)
        self._beside: tuple[OtherPath, ...] = ()
        self._ends = Marks(ax, zorder=19)
        self._trails = tuple(
            Trail(ax, colour, palette.pending_path, palette.halo, 1.5 * scale, zorder=z)
            for colour, z in zip(self.colours, (12, 13), strict=True)
        )
        surface, *others = self.moving
        self.moving = (surface, *self._trails, *others[:2], self._ends, *others[2:])

    def set_others(self, others: Sequence[OtherPath]) -> None:
        """Take the other runs; the next `update` shows them."""
        self._beside = tuple(others)
        marks: list[Mark] = []
        for trail, one in zip(self._trails, (*others, None, None), strict=False):
            path = np.empty((0, 2)) if one is None else one.path[: one.step + 1]
            trail.set_points(path)
            if one is not None and len(trail.points):
                x, y = trail.points[-1].tolist()
                shape = SHAPES[len(marks)]
                size, halo = 4.8 * self.scale, self.palette.halo
                marks.append(
                    Mark(shape, x, y, size, trail.colour, halo, 1.4 * self.scale)
                )
        self._ends.set_marks(marks)

    def set_names(self, entries: Sequence[Entry], caption: str = "") -> None:
        """Write the names, those of the other runs among them."""
        size, halo = 4.0 * self.scale, self.palette.halo
        others = [
            Entry(f"other_{i}", SHAPES[i], self.colours[i], one.name, size, halo)
            for i, one in enumerate(self._beside)
        ]
        super().set_names([*entries, *others], caption)

    def alt(self) -> str:
        """Say what the main run does, and name the others."""
        beside: Any = "; ".join(f"beside it {one.name}" for one in self._beside)
        return f"{super().alt()} {beside}".strip()


SHAPES = ("square", "triangle")
"""What marks the end of each other run."""


def other_colours(palette: Palette) -> tuple[str, str]:
    """Return the colours of the two other runs."""
    return palette.path, palette.edge
