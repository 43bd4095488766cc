"""The loss over two parameters: which part is shown, with the path and the arrows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from explorer.core.surfaces import loss_plane
from explorer.explorers.train_xor.plane import (
    arrows,
    asked,
    distance_off_plane,
    pair,
    plane_points,
)
from explorer.explorers.train_xor.run import Moment
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.language.numbers import significant
from explorer.language.symbols import parameter
from explorer.views.loss_surface import LossSurfaceView
from explorer.views.loss_surface_3d import LossSurface3DView

Array = NDArray[np.float64]
_MAGNIFICATIONS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_SIZES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 40.0, 80.0)
_FEW = 64  # examples up to which the surface is always fine


@dataclass
class Window:
    """The part of the plane that is shown; it holds still during a drag."""

    key: tuple[object, ...] = ()
    x: tuple[float, float] = (-1.0, 1.0)
    y: tuple[float, float] = (-1.0, 1.0)
    levels: Array = field(default_factory=lambda: np.linspace(0.0, 1.0, 12))
    magnification: float = 1.0


def frame(window: Window, m: Moment, s: TrainXorSettings) -> None:
    """Choose the window around the path; called when nothing is being dragged."""
    points = plane_points(m.history.parameters, s)
    points = points[np.isfinite(points).all(axis=1) & (np.abs(points) < 60).all(axis=1)]
    here = plane_points(m.network.parameters, s)
    points = np.vstack([points, here])
    low, high = points.min(axis=0), points.max(axis=0)
    middle = np.round((low + high) / 2)
    need = max(float(np.abs(points - middle).max()) * 1.25, 2.0)
    half = next((size for size in _SIZES if size >= need), need)
    window.x = (float(middle[0]) - half, float(middle[0]) + half)
    window.y = (float(middle[1]) - half, float(middle[1]) + half)
    grid = surface(window, m, s, fine=False)[0]
    window.levels = _levels(grid)
    longest = max(float(np.hypot(*a.vector)) for a in arrows(m, s))
    if s.votes:
        chain = np.cumsum(asked(m, s)[1], axis=0)
        longest = max(longest, float(np.hypot(*chain.T).max()))
    fits = [f for f in _MAGNIFICATIONS if f * longest <= 0.5 * half]
    window.magnification = float(fits[-1]) if fits and longest > 0 else 1.0


def _levels(grid: Array) -> Array:
    low, high = float(grid.min()), float(np.quantile(grid, 0.98))
    if not high > low:
        high = low + 1.0
    return np.linspace(low, high, 15)


def surface(
    window: Window, m: Moment, s: TrainXorSettings, *, fine: bool
) -> tuple[Array, Array, Array]:
    """Return the loss over the window, and the values along both axes."""
    few = len(m.x) <= _FEW
    n = 61 if few else 41 if fine else 21
    across, up = np.linspace(*window.x, n), np.linspace(*window.y, n)
    grid = loss_plane(
        *(m.network, m.x, m.y, s.horizontal, s.vertical, across, up),
        loss=s.loss,
        reduction=s.reduction,
    )
    return grid, across, up


def show_surface(
    view: LossSurfaceView | LossSurface3DView,
    window: Window,
    m: Moment,
    s: TrainXorSettings,
    *,
    fine: bool,
) -> None:
    """Tell the loss surface about this moment."""
    grid, across, up = surface(window, m, s, fine=fine)
    off = distance_off_plane(m, s)
    caption = f"other weights move too: up to {significant(off, 2)} off this slice"
    if len(m.x) > _FEW:
        caption += f"; {'fine' if fine else 'coarse'} grid, {len(m.x)} examples"
    if (view.ax.get_xlim(), view.ax.get_ylim()) != (window.x, window.y):
        view.set_window(window.x, window.y)
    if isinstance(view, LossSurfaceView):
        show_votes(view, window, m, s)
    view.update(
        grid,
        across,
        up,
        path=plane_points(m.history.parameters, s),
        theta_path=plane_points(m.history.theta, s) if s.method == "nesterov" else None,
        point=pair(m.network.parameters, s),
        loss=float(m.history.loss[m.step]),
        arrows=arrows(m, s),
        magnification=window.magnification,
        levels=window.levels.tolist(),
        names=(
            parameter(s.horizontal, s.notation),
            parameter(s.vertical, s.notation),
        ),
        pending_from=m.step,
        caption=caption,
    )


def show_votes(
    view: LossSurfaceView, window: Window, m: Moment, s: TrainXorSettings
) -> None:
    """Tell the surface what each example of the step's batch asks for, or nothing."""
    start = pair(m.network.parameters, s)
    if not s.votes:
        view.votes.set(start, np.empty((0, 2)), (), 1.0)
        return
    numbers, vectors = asked(m, s)
    view.votes.set(start, vectors, numbers, window.magnification)
