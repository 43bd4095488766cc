"""How a moment becomes pictures: the plane, its two cuts, the node."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from explorer.explorers.slices import words
from explorer.explorers.slices.ground import Moment, cut, surface
from explorer.explorers.slices.plane import SlicePlane3DView, SlicePlaneView
from explorer.explorers.slices.settings import SlicesSettings
from explorer.language.numbers import fixed
from explorer.language.symbols import symbol
from explorer.views.curve import Curve, CurveView, Point, Vector
from explorer.views.loss_curve import LossCurveView
from explorer.views.plot import Pair
from explorer.views.step_arrows import Arrow
from explorer.widgets.canvas import SpotEvent

Array = NDArray[np.float64]
_SIZES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 25.0, 50.0, 100.0)
_MAGNIFICATIONS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
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


@dataclass
class Window:
    """What part of everything is shown; it holds still during a drag."""

    key: object = None
    half: float = 3.0
    top: Pair = (0.0, 1.0)
    levels: list[float] = field(default_factory=list)
    magnification: float = 1.0


def frame(m: Moment, s: SlicesSettings) -> Window:
    """Choose the window: around 0, with the walk up to the next step in it."""
    seen = np.abs(m.walk.path[: m.k + 2])
    need = float(seen.max()) * 1.2
    half = next((size for size in _SIZES if size >= need), need)
    ends = np.linspace(-half, half, _SAMPLES)
    cuts = np.concatenate([cut(m.walk.land, m.point, k, ends) for k in (0, 1)])
    low, high = float(cuts.min()), float(cuts.max())
    high = min(high, max(2.2 * abs(m.z), 0.35 * high)) if high > 0 else m.z
    high = high if high > low else low + 1.0
    grid = surface(m.walk.land, ends[::4], ends[::4])
    least, most = float(grid.min()), float(np.quantile(grid, 0.98))
    levels = np.linspace(least, most if most > least else least + 1.0, 15)
    longest = max(np.hypot(*m.move), 1e-300)
    fits = (f for f in _MAGNIFICATIONS if f * longest >= 0.2 * half)
    times = float(next(fits, _MAGNIFICATIONS[-1]))
    room = 0.1 * (high - low)
    return Window(s.by, half, (low - room, high + room), levels.tolist(), times)


def arrows(w: Window, m: Moment, s: SlicesSettings) -> list[Arrow]:
    """Return minus the gradient, the step where it differs, and the guess."""
    eta, guess = symbol("learning_rate", s.notation), words.guess(m, s)
    made = []
    if s.has_arrow:
        rate = -s.learning_rate
        down = (rate * m.gradient[0], rate * m.gradient[1])
        if down != m.move:
            label = "step of t" if s.by == "fan" else "step, the other held"
            made.append(Arrow("step", m.point, m.move, label))
        made.append(
            Arrow("gradient", m.point, down, f"−{eta}∇{words.height(s)}, downhill")
        )
    if guess.said:
        start = m.walk.path[0].tolist()
        there = (float(guess.said[0]), float(guess.said[1]))
        made.append(Arrow("momentum", (start[0], start[1]), there, "you said"))
    elif s.guessing:
        made.append(Arrow("momentum", m.point, _unsaid(w), "your guess: drag its tip"))
    return made


def _unsaid(w: Window) -> Pair:
    """Return the arrow that stands there to be dragged before a guess."""
    return 0.25 * w.half / w.magnification, 0.0


def tip(w: Window, m: Moment, s: SlicesSettings) -> Pair:
    """Return where the arrow ends that is guessed, as it is drawn."""
    said = words.guess(m, s).said or _unsaid(w)
    across, up = (p + w.magnification * float(v) for p, v in zip(m.point, said))  # noqa: B905
    return across, up


def guess_at(w: Window, m: Moment, s: SlicesSettings, event: SpotEvent) -> str:
    """Return the guess after its tip was dragged or nudged."""
    x, y = event.x, event.y
    if event.event == "nudge":
        step = w.half * (0.005 if event.fine else 0.05)
        x, y = (t + d * step for t, d in zip(tip(w, m, s), (event.dx, event.dy)))  # noqa: B905
    change = ((x - m.point[0]) / w.magnification, (y - m.point[1]) / w.magnification)
    return "; ".join(f"{v:.3g}" for v in change)


def show_plane(
    view: SlicePlaneView | SlicePlane3DView, w: Window, m: Moment, s: SlicesSettings
) -> None:
    """Show the surface, the dot, the cuts through it and the arrow."""
    limits = ((-w.half, w.half), (-w.half, w.half))
    a, b = words.names(s)
    note = ""
    if isinstance(view, SlicePlaneView):
        limits, note = view.fitting(w.half), words.caption(m, s)
    if (view.ax.get_xlim(), view.ax.get_ylim()) != limits:
        view.set_window(*limits)
    cuts = (f"along {a}", f"along {b}") if s.tab == "look" else None
    if isinstance(view, SlicePlaneView):
        view.cut(m.point, m.gradient, cuts, corner=s.has_arrow)
        view.tip = tip(w, m, s) if s.guessing else None
    else:
        view.name_cuts(cuts)
    across, up = (np.linspace(*pair, _CELLS) for pair in limits)
    view.update(
        surface(m.walk.land, across, up), across, up,
        path=m.walk.path if s.has_arrow else m.walk.path[:1],
        theta_path=None, point=m.point, loss=m.z, arrows=arrows(w, m, s),
        magnification=w.magnification, levels=w.levels, names=(a, b),
        pending_from=m.k + 1, caption=note,
    )  # fmt: skip
    if isinstance(view, SlicePlane3DView):
        view.cut(m.point, cuts)


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
        f"{fixed(m.point[1 - along], sign=True)}: the tangent's slope {partial}.",
    )  # fmt: skip
