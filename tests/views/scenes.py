"""Small scenes that the tests of the views share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from explorer.language.palette import PALETTES
from explorer.views.decision_map import DecisionMapView
from explorer.views.loss_surface import LossSurfaceView
from explorer.views.step_arrows import Arrow
from explorer.views.view import View

WINDOW = (-2.0, 2.0)
VALUES = np.linspace(*WINDOW, 41)
SPIRAL = np.column_stack(
    [f(np.linspace(0, 6, 60)) * np.linspace(1.6, 0.2, 60) for f in (np.cos, np.sin)]
)
ARROWS = (
    Arrow("gradient", (0.5, -0.4), (-0.04, 0.03)),
    Arrow("momentum", (0.5, -0.4), (0.0, 0.0)),
    Arrow("step", (0.5, -0.4), (-0.04, 0.03)),
)


def bowl(tilt: float = 0.3) -> np.ndarray:
    x, y = np.meshgrid(VALUES, VALUES)
    return x**2 + 2.5 * y**2 + tilt * x * y + 0.1


def figure(width: int = 360, height: int = 430, panels: int = 1) -> tuple[Figure, Any]:
    made = Figure(figsize=(width * panels / 100, height / 100), dpi=100)
    FigureCanvasAgg(made)
    share = 1 / panels
    axes = [made.add_axes((i * share, 0, share, 1)) for i in range(panels)]
    return made, axes[0] if panels == 1 else axes


def surface_view(look: str = "light", scale: float = 1.0) -> LossSurfaceView:
    size = (360, 430) if scale == 1.0 else (500, 760)
    _, ax = figure(*size)
    view = LossSurfaceView(ax, PALETTES[look], scale)
    view.set_window(WINDOW, WINDOW)
    return view


def show(view: Any, **changes: Any) -> None:
    arguments: dict[str, Any] = {
        "grid": bowl(),
        "first_values": VALUES,
        "second_values": VALUES,
        "path": SPIRAL,
        "theta_path": None,
        "point": (0.5, -0.4),
        "loss": 0.6789,
        "arrows": ARROWS,
        "magnification": 10.0,
        "levels": np.linspace(0.1, 14, 13),
        "names": ("w¹₁₁", "w¹₁₂"),
        "pending_from": 40,
        "caption": "The path lies up to 0.42 off this plane.",
    }
    view.update(**(arguments | changes))


def map_view(look: str = "light") -> DecisionMapView:
    return DecisionMapView(figure()[1], PALETTES[look])


def show_map(view: DecisionMapView, sharpness: float = 4.0, example: int = 2) -> None:
    x = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.array([[0.0], [1], [1], [0]])
    first, second = np.meshgrid(np.linspace(-0.4, 1.4, 31), np.linspace(-0.4, 1.4, 31))
    grid = 1 / (1 + np.exp(-sharpness * (first + second - 1)))
    view.update(grid, (-0.4, 1.4), (-0.4, 1.4), x, y, example, 0.4567)


def pixels(made: Figure) -> np.ndarray:
    return np.asarray(made.canvas.buffer_rgba()).copy()  # type: ignore[attr-defined]


def blit(view: View, updates: Sequence[Any]) -> np.ndarray:
    """Draw as the canvas does: the background once, moving artists at each update."""
    canvas: Any = view.figure.canvas
    for artist in view.moving:
        artist.set_animated(True)
    canvas.draw()
    background = canvas.copy_from_bbox(view.figure.bbox)
    for update in updates:
        update()
        if view.stale:
            canvas.draw()
            background = canvas.copy_from_bbox(view.figure.bbox)
            view.stale = False
        canvas.restore_region(background)
        for artist in view.moving:
            artist.draw(canvas.get_renderer())
    return pixels(view.figure)


def whole(view: View) -> np.ndarray:
    """Draw everything at once, as a saved picture is."""
    for artist in view.moving:
        artist.set_animated(False)
    view.figure.canvas.draw()
    return pixels(view.figure)


def overlaps(view: View) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes share more than a pixel's edge."""
    boxes = view.text_extents()
    found = []
    for i, (_, first, a) in enumerate(boxes):
        for _, second, b in boxes[i + 1 :]:
            wide = min(a[2], b[2]) - max(a[0], b[0])
            tall = min(a[3], b[3]) - max(a[1], b[1])
            if wide > 0.5 and tall > 0.5:
                found.append((first, second))
    return found


def outside(view: View) -> list[str]:
    """Return the texts that leave the panel."""
    panel = view.panel.transformed(view.figure.transFigure)
    return [
        text
        for _, text, (x0, y0, x1, y1) in view.text_extents()
        if x0 < panel.x0 or y0 < panel.y0 or x1 > panel.x1 or y1 > panel.y1
    ]
