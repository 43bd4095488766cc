"""The arrows in the plane: downhill, the step, and the guess with a tip to drag."""

from __future__ import annotations

from explorer.explorers.slices import words
from explorer.explorers.slices.ground import Moment
from explorer.explorers.slices.settings import SlicesSettings
from explorer.explorers.slices.window import Window
from explorer.language.symbols import symbol
from explorer.views.plot import Pair
from explorer.views.step_arrows import Arrow
from explorer.widgets.pointing import SpotEvent


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
        made.append(Arrow("guess", (start[0], start[1]), there))
    elif s.guessing:
        made.append(Arrow("guess", m.point, _unsaid(w), "your guess: drag its tip"))
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
