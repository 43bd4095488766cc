"""The guess of Downhill: a flag where x will be, and beside it where x came to be."""

from __future__ import annotations

from explorer.explorers.downhill.settings import ASKED, DownhillSettings
from explorer.explorers.downhill.walk import Walk
from explorer.explorers.downhill.words import signed
from explorer.views.curve import Curve, CurveView, Point
from explorer.widgets.pointing import SpotEvent

QUESTION = "Where will x be after one step? Drag the flag there, then step."
_SAID, _CAME = 0.06, 0.17  # heights of the marks in the window
_NUDGE = 0.1  # of an arrow key


def place(s: DownhillSettings) -> float:
    """Return where the flag stands: at the guess, or at x as long as there is none."""
    said = ASKED.predict(s.prediction).said
    return float(said[0]) if said else s.x


def moved(s: DownhillSettings, event: SpotEvent) -> str:
    """Return the guess after the flag was dragged or nudged."""
    there = event.x
    if event.event == "nudge":
        there = place(s) + event.dx * _NUDGE * (0.1 if event.fine else 1.0)
    return ASKED.tidy(f"{there:.2f}")


def flags(
    view: CurveView, w: Walk, s: DownhillSettings
) -> tuple[list[Point], list[Curve]]:
    """Return the flag to drag before the first step, then guess and result, named."""
    palette, (y0, y1), at = view.palette, view.ax.get_ylim(), place(s)
    heights = [y0 + part * (y1 - y0) for part in (_SAID, _CAME)]
    pole = Curve("flag", [at, at], [y0, y1], "", palette.guess, "dotted", 1.6)
    said = Point("guess", at, heights[0], "", palette.guess, "triangle", size=6.0)
    if s.guessing:
        note = f"you say {signed(at)}" if s.prediction else "your guess"
        handle = f"Your guess of x after one step, {signed(at)}; drag it"
        return [said._replace(note=note, handle=handle)], [pole]
    marks = ASKED.predict(s.prediction).came(float(w.x[min(1, w.run.steps)])).marks
    if s.step == 0 or not marks:
        return [], []
    [mark] = marks
    there = float(mark.came)
    came = Curve("came", [there, there], [y0, y1], "", palette.text, "dotted", 1.6)
    result = Point("came", there, heights[1], "", palette.text, note=mark.came_in_words)
    return [said._replace(note=mark.said_in_words), result], [pole, came]
