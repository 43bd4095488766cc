"""The figure of a tab: its views side by side, some above one another."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from explorer.language.palette import PALETTES
from explorer.views.view import View
from explorer.widgets.frame import Rectangle

_GAP = 10  # px between two panels, at ratio 1
_STEP = 0.04  # of sizes: letters drawn for one window serve others of about its size
_STACKED = 0.85  # size of a magnified text where views have half of the height
_DPI = 100  # what the views' sizes are designed for
_NARROW = 600  # px, at ratio 1: as on a phone, where pictures stand below one another
_LOWEST = 240  # px, at ratio 1, that each of them needs then


class Scene(NamedTuple):
    """A figure, its views by name, and the part of it that belongs to each."""

    figure: Figure
    views: dict[str, View]
    areas: dict[str, Rectangle]


def build(
    shares: Mapping[str, float],
    view_class: Callable[[str], Any],
    *,
    size: tuple[int, int],
    ratio: float = 1.0,
    look: str = "light",
    notation: str,
    share: float = 1.0,
    hidden: Container[str] = (),
    magnified: float = 1.0,
) -> Scene:
    """Build the views of a tab.

    Parameters
    ----------
    shares
        Name -> share of the width; a name such as "curve/slope" stands for two views,
        one above the other.
    view_class
        Name -> class of the view.
    size, ratio
        Of the picture in device pixels, and device pixels in a pixel of the page.
    look, notation
        Whose colours, whose letters.
    share
        Of the width that all pictures have together; texts keep their size.
    hidden
        Names of views that are to have no part of the figure. They are made and follow
        the settings all the same, so that no explorer need know.
    magnified
        Factor of text and lines, for those in the third row.
    """
    seen = {
        "/".join(kept): share
        for names, share in shares.items()
        if (kept := [name for name in names.split("/") if name not in hidden])
    }
    if not seen:
        seen, hidden = dict(shares), ()
    (width, height), palette, dpi = size, PALETTES[look], _DPI * ratio
    every = "/".join(seen)
    lowest = _LOWEST * (every.count("/") + 1)
    if width < _NARROW * ratio and height >= lowest * ratio:
        seen = {every: 1.0}
    figure = Figure(
        figsize=((width + 0.01) / dpi, (height + 0.01) / dpi),
        dpi=dpi,
        facecolor=palette.background,
    )
    scale = min(max(min(width / (1060 * share), height / 430) / ratio, 0.72), 1.8)
    scale = int(scale / _STEP + 1e-9) * _STEP * magnified
    gap = round(_GAP * ratio)
    room = width - gap * (len(seen) - 1)
    scene = Scene(figure, {}, {})

    def add(
        name: str, box: tuple[float, float, float, float], size: float = scale
    ) -> Any:
        kind = view_class(name)
        ax = figure.add_axes(box, projection=kind.projection)
        view = scene.views[name] = kind(ax, palette, size)
        view.use_letters(notation)
        return ax

    x = 0
    for number, (names, share) in enumerate(seen.items()):
        last = number == len(seen) - 1
        w = width - x if last else round(room * share / sum(seen.values()))
        stack = names.split("/")
        less = _STACKED if len(stack) > 1 and magnified > 1 else 1.0
        top, h = 0, (height - gap * (len(stack) - 1)) // len(stack)
        for name in stack:
            if name is stack[-1]:
                h = height - top
            box = (x / width, 1 - (top + h) / height, w / width, h / height)
            add(name, box, scale * less)
            scene.areas[name] = Rectangle(x, top, w, h)
            top += h + gap
        x += w + gap
    for name in (name for names in shares for name in names.split("/")):
        if name not in scene.views:
            add(name, (2, 2, 1, 1)).set_visible(False)  # outside of the figure
    return scene
