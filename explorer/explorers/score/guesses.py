"""The guesses of Score: where each loss pushes hardest, and where it does."""

from __future__ import annotations

import numpy as np

from explorer.core.pairings import TWO_LOSSES, Score, strongest_push
from explorer.exercises import Prediction
from explorer.explorers.score.effects import looks
from explorer.explorers.score.scoring import Array, curves, window
from explorer.explorers.score.settings import ASKED, GUESSES, ScoreSettings
from explorer.explorers.score.words import signed
from explorer.views.curve import CurveView, Point


def fared(s: ScoreSettings) -> tuple[Prediction, ...]:
    """Return what was said of each loss, and what came, where the guess is asked."""
    if s.output != "sigmoid":
        return ()
    return tuple(
        asked.predict(getattr(s, name)).came(strongest_push(loss, float(s.target)))
        for asked, name, loss in zip(ASKED, GUESSES, TWO_LOSSES, strict=True)
    )


def flags(view: CurveView, s: ScoreSettings) -> list[Point]:
    """Return a flag on each loss where it was said to be steepest, to be dragged."""
    across, found = curves(s), []
    losses = (across.squared, across.entropy)
    for one, name, of in zip(fared(s), GUESSES, losses, strict=False):
        for said in map(float, one.said):
            (loss,) = one.asked.names
            handle = f"Your guess, {loss}: {signed(said)}; drag it"
            found.append(
                Point(name, said, _height(of, of.loss, said),
                      f"{loss}: you say {signed(said)}", view.palette.guess,
                      "triangle", size=6.0, handle=handle)
            )  # fmt: skip
    return found


def marks(view: CurveView, s: ScoreSettings) -> list[Point]:
    """Return on each push where it was said to be hardest, and where it is.

    One that grows without end has its mark at the end of the window.
    """
    across, found, palette = curves(s), [], view.palette
    ends, mirrored = window(s), s.target == "1"
    pushes = (across.squared, across.entropy)
    for one, (id_, _, colour, _), of in zip(
        fared(s), looks(view), pushes, strict=False
    ):
        for mark in one.marks:
            said, came = float(mark.said), float(np.clip(float(mark.came), *ends))
            found += [
                Point(f"said_{id_}", said, _height(of, of.delta, said),
                      f"{mark.name}: {mark.said_in_words}", palette.guess,
                      "triangle"),
                Point(f"came_{id_}", came, _height(of, of.delta, came), "", colour,
                      "square", size=4.5, note=mark.came_in_words,
                      left=mirrored, below=mirrored),
            ]  # fmt: skip
    return found


def _height(of: Score, curve: Array, z: float) -> float:
    return float(np.interp(z, of.z, curve))
