"""The vectors of one training step: how they are drawn and what they are called."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from explorer.language.numbers import fixed, significant
from explorer.views.artists.arrows import Shaft
from explorer.views.artists.legend import Entry

if TYPE_CHECKING:
    from explorer.language.palette import Palette

Pair = tuple[float, float]
_NAMES = {
    "gradient": "−η∇E", "momentum": "α·previous step", "step": "step taken",
    "guess": "you said",
}  # fmt: skip
_WIDTHS = {"gradient": 2.0, "momentum": 2.0, "step": 3.4, "guess": 2.0}


class Arrow(NamedTuple):
    """A vector in the plane of the picture, in its true length.

    ``kind`` is gradient, momentum, step or guess; ``label`` replaces its usual name.
    """

    kind: str
    start: Pair
    vector: Pair
    label: str = ""

    @property
    def name(self) -> str:
        """What the legend calls it."""
        return self.label or _NAMES[self.kind]

    @property
    def is_zero(self) -> bool:
        """Whether there is nothing to draw."""
        return self.vector[0] == 0 and self.vector[1] == 0


def shafts(
    arrows: Sequence[Arrow], magnification: float, palette: Palette, scale: float
) -> list[Shaft]:
    """Return what is drawn: the step below, its parts above it and thinner."""
    drawn = []
    for arrow in sorted(arrows, key=lambda arrow: -_WIDTHS[arrow.kind]):
        (x, y), (dx, dy) = arrow.start, arrow.vector
        tip = (x + magnification * dx, y + magnification * dy)
        if arrow.is_zero or not all(math.isfinite(n) for n in (x, y, *tip)):
            continue
        width = _WIDTHS[arrow.kind] * scale
        drawn.append(Shaft(x, y, *tip, colour_of(arrow, palette), width))
    return drawn


def entries(
    arrows: Sequence[Arrow], magnification: float, palette: Palette, scale: float
) -> list[Entry]:
    """Return their names; an arrow of length zero is named in words, not drawn."""
    named = []
    for arrow in arrows:
        colour, width = colour_of(arrow, palette), _WIDTHS[arrow.kind] * scale
        if arrow.is_zero:
            text = f"{arrow.name} = 0"
            named.append(Entry(arrow.kind, "", colour, text, muted=True))
        else:
            width = min(width, 2.6 * scale)
            named.append(Entry(arrow.kind, "arrow", colour, arrow.name, width))
    if any(not arrow.is_zero for arrow in arrows):
        times = significant(magnification, 2).removesuffix(".0")
        text = "arrows to scale" if magnification == 1 else f"arrows × {times}"
        named.append(Entry("magnification", "", palette.muted, text, muted=True))
    return named


def path_entries(
    palette: Palette, scale: float, nesterov: bool, later: bool
) -> list[Entry]:
    """Return the names of the paths; a Nesterov run has two."""
    ring, colour = palette.panel, palette.stored_path
    text = "path of w" if nesterov else "path"
    named = [Entry("path", "trail", colour, text, 1.7 * scale, ring)]
    if nesterov:
        colour = palette.theta_path
        named.append(Entry("theta", "dashes", colour, "path of θ", 1.4 * scale))
    if later:
        colour = palette.pending_path
        named.append(Entry("later", "dots", colour, "later", 1.6 * scale))
    return named


def zeros_in_words(arrows: Sequence[Arrow]) -> list[str]:
    """Return what is said of arrows that have no length."""
    return [f"{arrow.name} = 0" for arrow in arrows if arrow.is_zero]


def place_in_words(names: tuple[str, str], point: Pair) -> str:
    """Return the two parameters and their values."""
    return ", ".join(
        f"{name} = {fixed(value, sign=True)}"
        for name, value in zip(names, point, strict=True)
    )


def colour_of(arrow: Arrow, palette: Palette) -> str:
    """Return the colour of a kind of arrow."""
    return {
        "gradient": palette.gradient_step,
        "momentum": palette.momentum_step,
        "step": palette.actual_step,
        "guess": palette.guess,
    }[arrow.kind]
