"""What a page tells of its canvas: its size and look, and where it is pointed at.

Messages come from outside, so each is checked and becomes a value, or nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ALIKE = 1.15
"""How many times as wide, at the same height, a picture may be and still stand in."""

_MOST_PIXELS = 12_000_000


class Spot(Protocol):
    """Something in the picture that can be pointed at (pixels from the top left)."""

    id: str
    label: str
    rect: tuple[float, float, float, float]
    drag: bool


@dataclass(frozen=True)
class Opening:
    """What a page says when it shows the canvas: device pixels, ratio, look.

    ``search`` is the link that opened it, or None where it is followed already.
    """

    width: int
    height: int
    ratio: float
    look: str
    search: str | None = None

    @property
    def picture(self) -> tuple[int, int, float, str]:
        """All that a picture depends on."""
        return self.width, self.height, self.ratio, self.look

    def resembles(self, other: Opening) -> bool:
        """Whether one picture can stand for the other until that is drawn."""
        shapes = self.width * other.height, other.width * self.height
        return self.look == other.look and max(shapes) <= ALIKE * min(shapes)


@dataclass(frozen=True)
class SpotEvent:
    """Something done to a hotspot.

    ``event`` is point, press, drag, drop or nudge. ``x, y`` are data coordinates of the
    spot's panel while dragging; ``dx, dy`` are −1, 0 or 1 for an arrow key.
    """

    id: str
    event: str
    view: str
    x: float = math.nan
    y: float = math.nan
    dx: int = 0
    dy: int = 0
    fine: bool = False


def read_spot_event(
    content: dict[str, Any], spot: Spot, view: str, ax: Axes
) -> SpotEvent | None:
    """Check what a page says was done to a spot of a view; None if it makes no sense.

    Where it was dragged to is turned from device pixels from the top left into data
    coordinates of ``ax``.
    """
    event = content.get("event")
    if event in ("drag", "drop"):
        x, y = content.get("x"), content.get("y")
        if not (_is_number(x) and _is_number(y)) or not spot.drag:
            return None
        height = ax.figure.bbox.height
        place = (float(x), height - float(y))  # type: ignore[arg-type]
        at = ax.transData.inverted().transform(place)
        return SpotEvent(spot.id, event, view, float(at[0]), float(at[1]))
    if event == "nudge":
        dx, dy = content.get("dx"), content.get("dy")
        if dx not in (-1, 0, 1) or dy not in (-1, 0, 1):
            return None
        fine = bool(content.get("fine"))
        return SpotEvent(spot.id, event, view, dx=dx, dy=dy, fine=fine)
    if event in ("point", "press"):
        return SpotEvent(spot.id, event, view)
    return None


def read_opening(content: dict[str, Any]) -> Opening | None:
    """Check what a page claims about its size; None if it makes no sense."""
    width, height, ratio = (content.get(k) for k in ("width", "height", "ratio"))
    if not all(_is_number(n) for n in (width, height, ratio)):
        return None
    w, h, r = int(width), int(height), float(ratio)  # type: ignore[arg-type]
    if not (w >= 20 and h >= 20 and w * h <= _MOST_PIXELS and 0.2 <= r <= 10):
        return None
    search = content.get("search")
    return Opening(
        width=w,
        height=h,
        ratio=r,
        look="dark" if content.get("look") == "dark" else "light",
        search=search if isinstance(search, str) else None,
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
