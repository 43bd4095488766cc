"""Every colour, once: what it means, and what says the same without colour.

A colour means one thing in every picture and on the page. None speaks alone: a sign is
also a dash and a + or −, forward and backward also sides of a unit, a class also a
shape, and what lies on the loss surface has a halo and a name in the legend. Text has a
contrast of at least 4.5:1 on panel and background, lines have 3:1 on what they lie on.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

CIVIDIS = (
    "#00224E", "#00285B", "#002E6A", "#053371", "#1C396F", "#293F6E", "#33446D",
    "#3C4A6C", "#45506C", "#4D556C", "#555B6D", "#5C616E", "#646770", "#6B6D72",
    "#727274", "#787877", "#807F78", "#888578", "#908B78", "#979177", "#A09875",
    "#A89E73", "#B0A571", "#B9AB6D", "#C2B369", "#CBB965", "#D3C05F", "#DCC859",
    "#E6D051", "#EFD748", "#F8DF3C", "#FEE838",
)  # fmt: skip
"""The colour map of losses, low to high (Nuñez, Anderton and Renslow, 2018)."""

HATCH = "///"
"""Lies over what is saturated or dead, beside the word "flat" or "dead"."""

TARGET_MARKER = "*"


@dataclass(frozen=True)
class ClassMark:
    """How the examples of one class are drawn; the shape tells them apart."""

    marker: str
    fill: str
    edge: str
    word: str


@dataclass(frozen=True)
class Palette:
    """The colours of one look, light or dark.

    Attributes
    ----------
    background, panel : str
        Of the page, and of a picture's panels and of the equation strip.
    text, muted, grid, border : str
        Words and numbers; ticks and notes; lines to read along; edges of controls.
    accent, focus : str
        What can be operated; the ring around what has the keyboard.
    positive, negative : str
        The sign of a number; `signed`, `dash` and `mark` choose.
    forward, backward : str
        z and h on the upper port; δ and ∂E/∂h on the lower one, in double lines.
    target : str
        What the output should be; also a star.
    guess : str
        What was said before it is shown; also named "you say", "you said".
    flat : str
        What is saturated or dead; also hatched and named.
    path, edge : str
        The ways from a weight to the loss, and the weight itself (wide bands).
    gradient_step, momentum_step, actual_step : str
        Arrows on the loss surface: −η∇E, α·(previous step), and their sum.
    stored_path, theta_path, pending_path : str
        The run on the loss surface (solid), the run of θ (thin, dashed), and steps that
        are not computed yet (dotted).
    point, halo : str
        Where we are on the surface; the rim around all that lies on it.
    loss_colours, signed_colours : tuple of str
        Colour maps: low to high; −1 to +1 with 0 in the middle.
    classes : tuple of ClassMark
        For class 0 and class 1.
    """

    background: str
    panel: str
    text: str
    muted: str
    grid: str
    border: str
    accent: str
    focus: str
    positive: str
    negative: str
    forward: str
    backward: str
    target: str
    guess: str
    flat: str
    path: str
    edge: str
    gradient_step: str
    momentum_step: str
    actual_step: str
    stored_path: str
    theta_path: str
    pending_path: str
    point: str
    halo: str
    loss_colours: tuple[str, ...]
    signed_colours: tuple[str, ...]
    classes: tuple[ClassMark, ClassMark]

    def signed(self, value: float) -> str:
        """Return the colour of a number's sign; 0 has none."""
        if value > 0:
            return self.positive
        return self.negative if value < 0 else self.muted


def dash(value: float) -> str:
    """Return the line style that says the sign without colour."""
    return "dashed" if value < 0 else "solid"


def mark(value: float) -> str:
    """Return the character that says the sign without colour; none for 0."""
    return "+" if value > 0 else "−" if value < 0 else ""


@lru_cache(maxsize=1000)
def blend(first: str, second: str, share: float) -> str:
    """Return the colour that lies ``share`` of the way from the first to the second.

    >>> blend("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = zip(_rgb(first), _rgb(second), strict=True)
    return "#" + "".join(f"{round(a + share * (b - a)):02X}" for a, b in pairs)


def css_variables(palette: Palette) -> dict[str, str]:
    """Return the colours as custom properties, ``--bpx-gradient-step`` and so on."""
    names = [field.name for field in fields(palette)]
    return {
        f"--bpx-{name.replace('_', '-')}": colour
        for name in names
        if isinstance(colour := getattr(palette, name), str)
    }


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _through(negative: str, middle: str, positive: str) -> tuple[str, ...]:
    below = [blend(negative, middle, i / 16) for i in range(16)]
    return (*below, middle, *(blend(middle, positive, i / 16) for i in range(1, 17)))


LIGHT = Palette(
    background="#F3F5F8",
    panel="#FFFFFF",
    text="#1A1A1A",
    muted="#555D66",
    grid="#D5DAE0",
    border="#7A838C",
    accent="#0B57A4",
    focus="#0B57A4",
    positive="#0072B2",
    negative="#B84A00",
    forward="#1A1A1A",
    backward="#7A0177",
    target="#6B5500",
    guess="#6B5500",
    flat="#5F6670",
    path="#D46A00",
    edge="#1457FF",
    gradient_step="#7A0177",
    momentum_step="#00604D",
    actual_step="#1A1A1A",
    stored_path="#1A1A1A",
    theta_path="#4A5058",
    pending_path="#5F6670",
    point="#1A1A1A",
    halo="#FFFFFF",
    loss_colours=CIVIDIS,
    signed_colours=_through("#B84A00", "#FFFFFF", "#0072B2"),
    classes=(
        ClassMark("o", "#FFFFFF", "#1A1A1A", "circle"),
        ClassMark("s", "#1A1A1A", "#FFFFFF", "square"),
    ),
)

DARK = Palette(
    background="#111417",
    panel="#1B2026",
    text="#F2F2F2",
    muted="#A9B2BB",
    grid="#333B44",
    border="#7D8790",
    accent="#8AB8FF",
    focus="#8AB8FF",
    positive="#7CC7FF",
    negative="#FF9A4D",
    forward="#F2F2F2",
    backward="#FF4FA3",
    target="#FFD34D",
    guess="#FFD34D",
    flat="#98A1AA",
    path="#FFA62B",
    edge="#5AA2FF",
    gradient_step="#FF4FA3",
    momentum_step="#3DDC84",
    actual_step="#F2F2F2",
    stored_path="#F2F2F2",
    theta_path="#C3CAD1",
    pending_path="#98A1AA",
    point="#F2F2F2",
    halo="#111417",
    loss_colours=CIVIDIS,
    signed_colours=_through("#FF9A4D", "#1B2026", "#7CC7FF"),
    classes=(
        ClassMark("o", "#111417", "#F2F2F2", "circle"),
        ClassMark("s", "#F2F2F2", "#111417", "square"),
    ),
)

PALETTES = {"light": LIGHT, "dark": DARK}
