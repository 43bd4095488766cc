"""How a moment becomes pictures: the plane, its two cuts, the node."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.explorers.slices import choice, words
from explorer.explorers.slices.arrows import arrows, tip
from explorer.explorers.slices.ground import Moment, cut, surface
from explorer.explorers.slices.plane import SlicePlaneView
from explorer.explorers.slices.plane_3d import SlicePlane3DView
from explorer.explorers.slices.settings import SlicesSettings
from explorer.explorers.slices.window import Window
from explorer.language.numbers import fixed
from explorer.views.curve import Curve, CurveView, Point, Vector
from explorer.views.loss_curve import LossCurveView
from explorer.views.plot import zoomed_out

Array = NDArray[np.float64]
_SAMPLES, _CELLS = 81, 61


class _SliceView(CurveView):
    margins = (50.0, 14.0, 52.0, 26.0)


class FirstSliceView(_SliceView):
    """The surface along the first variable."""

    name = "slice_1"
    title = "Cut along the first"


class SecondSliceView(_SliceView):
    """The surface along the second variable."""

    name = "slice_2"
    title = "Cut along the second"


class HeightsView(LossCurveView):
    """The height after every step."""

    height = "height"
    digits = 4


def show_plane(
    view: SlicePlaneView | SlicePlane3DView,
    w: Window,
    m: Moment,
    s: SlicesSettings,
    asked: str = "",
) -> None:
    """Show the surface, the dot, the cuts through it and the arrow, or four."""
    four = choice.is_drawn(asked, m, s)
    limits = ((-w.half, w.half), (-w.half, w.half))
    a, b = words.names(s)
    note = ""
    if isinstance(view, SlicePlaneView):
        limits, note = (
            view.fitting(w.half),
            choice.CAPTION if four else words.caption(m, s) + zoomed_out(w.zoomed_out),
        )
    if (view.ax.get_xlim(), view.ax.get_ylim()) != limits:
        view.set_window(*limits)
    cuts = (f"along {a}", f"along {b}") if s.tab == "look" else None
    if isinstance(view, SlicePlaneView):
        view.cut(m.point, m.gradient, cuts, corner=s.has_arrow and not four)
        view.tip = tip(w, m, s) if s.guessing and not four else None
    else:
        view.name_cuts(cuts)
    across, up = (np.linspace(*pair, _CELLS) for pair in limits)
    drawn = [] if four else arrows(w, m, s)
    path = m.walk.path if s.has_arrow and not four else m.walk.path[:1]
    view.update(
        surface(m.walk.land, across, up), across, up,
        path=path,
        theta_path=None, point=m.point, loss=m.z, arrows=drawn,
        magnification=w.magnification, levels=w.levels, names=(a, b),
        pending_from=m.k + 1, caption=note,
    )  # fmt: skip
    if isinstance(view, SlicePlane3DView):
        view.cut(m.point, cuts)
    elif four:
        choice.show(view, w, m)
    else:
        view.offer((), ())


def show_slice(
    view: CurveView, along: int, w: Window, m: Moment, s: SlicesSettings
) -> None:
    """Show one cut, its tangent, and the part of the step along it."""
    palette, z = view.palette, words.height(s)
    name, held = words.names(s)[along], words.names(s)[1 - along]
    title = f"Cut along {name}: {z} with {held} held"
    if view._title != title:
        view.retitle(title)
    view.set_window((-w.half, w.half), w.top)
    at = np.linspace(-w.half, w.half, _SAMPLES)
    ends = at[[0, -1]]
    here, slope = m.point[along], m.gradient[along]
    partial = f"{words.by(z, name)} = {words.signed(slope)}"
    moved = f"; the step moves it by {words.signed(m.move[along])}"
    style = ("solid", "dashed")[along]
    moves = [Vector("move", here, m.z, m.move[along], 0.0, "", palette.gradient_step)]
    view.update(
        [
            Curve("tangent", ends, m.z + slope * (ends - here), f"slope {partial}",
                  palette.backward, "dotted", 2.4),
            Curve("cut", at, cut(m.walk.land, m.point, along, at),
                  f"{held} = {fixed(m.point[1 - along], sign=True)}",
                  palette.accent, style),
        ],
        [Point(f"on_{along + 1}", here, m.z, "", palette.accent, size=5.6,
               handle=f"Point at {name} = {words.signed(here)}; drag it")],
        moves if s.has_arrow else [],
        names=(name, z),
        words=f"{z} along {name} while {held} is held at "
        f"{fixed(m.point[1 - along], sign=True)}: the tangent's slope {partial}"
        f"{moved * s.has_arrow}.",
    )  # fmt: skip
