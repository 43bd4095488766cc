"""φ′ drawn before it is shown: five squares to drag, then what was said and what is."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.activations import ACTIVATIONS
from explorer.exercises.predictions import Prediction
from explorer.explorers.saturate.settings import ASKED, SaturateSettings
from explorer.language.numbers import fixed, significant
from explorer.views.curve import Point

AT = (-4.0, -2.0, 0.0, 2.0, 4.0)
"""Where the slope is to be drawn before it is shown."""
_TOP = {"sigmoid": 0.32}


def top(activation: str) -> float:
    """Return the largest slope that is shown."""
    return _TOP.get(activation, 1.3)


def predicted(s: SaturateSettings) -> Prediction:
    """Return the five slopes said, with what they are once φ′ is shown."""
    said = ASKED.predict(s.prediction)
    if not s.slope:
        return said
    return said.came(*ACTIVATIONS[s.activation].derivative(np.array(AT)).tolist())


def redraw(s: SaturateSettings, index: int, value: float) -> str:
    """Return the prediction with one of its five slopes moved."""
    slopes = said(s)
    slopes[index] = round(min(max(value, 0.0), top(s.activation)), 3)
    return "; ".join(map(repr, slopes))


def said(s: SaturateSettings) -> list[float]:
    """Return the five slopes said; half of the largest one each to begin with."""
    known = [float(v) for v in predicted(s).said]
    return known or [0.5 * top(s.activation)] * len(AT)


def farthest(s: SaturateSettings) -> str:
    """Say which of the five was farthest off, and what it is; "" if none was said."""
    marks = predicted(s).marks
    if not marks:
        return ""
    mark = max(marks, key=lambda mark: abs(float(mark.said) - float(mark.came)))
    return f"Farthest off {mark.name}: {mark.said_in_words}, {mark.came_in_words}."


def points(s: SaturateSettings, palette: Any) -> list[Point]:
    """Return the five slopes that were said; handles until φ′ is shown."""
    if not s.slope:
        return [
            Point(
                *(f"said_{i}", z, value, "your slopes" if i == 0 else ""),
                *(palette.guess, "square", 5.5),
                handle=f"Your slope at {fixed(z, 0)}: {significant(value)}; drag it",
            )
            for i, (z, value) in enumerate(zip(AT, said(s), strict=True))
        ]
    return [
        Point(
            *(f"said_{i}", AT[i], float(mark.said), "you said" if i == 0 else ""),
            *(palette.guess, "square", 4.5),
            hollow=True,
        )
        for i, mark in enumerate(predicted(s).marks)
    ]
