"""What a handle in a picture does to the settings when it is dragged or nudged."""

from __future__ import annotations

from collections.abc import Container
from typing import Literal

from explorer.state import Declaration
from explorer.widgets.pointing import SpotEvent

Axis = Literal["x", "y"]


def free_of(
    across: str | None, up: str | None, *, locked: Container[str]
) -> dict[Axis, str]:
    """Return the fields a handle moves along its axes.

    A locked one of two stays where it is; one that is locked alone is kept, so that the
    store refuses it and says so.
    """
    pairs: tuple[tuple[Axis, str | None], ...] = (("x", across), ("y", up))
    fields = {axis: name for axis, name in pairs if name is not None}
    free = {axis: name for axis, name in fields.items() if name not in locked}
    return free or fields


def moved(event: SpotEvent, axis: Axis, of: Declaration, there: float) -> float:
    """Return the value of a field after its handle has moved.

    Parameters
    ----------
    event : SpotEvent
        A drag or drop to a place in data coordinates, or a nudge by one step of the
        field (a tenth of it if fine).
    axis : "x" or "y"
        Along which the field lies; one with a logarithmic scale lies along an axis of
        its powers of ten.
    of : Declaration
        The field's; the value is kept within its limits.
    there : float
        The value before.
    """
    log = of.scale == "log"
    if event.event == "nudge":
        by = (event.dx if axis == "x" else event.dy) * of.step
        by *= 0.1 if event.fine else 1.0
        value = there * 10.0**by if log else round(there + by, 9)
    else:
        at = event.x if axis == "x" else event.y
        value = 10.0 ** min(max(at, -300.0), 300.0) if log else round(at, 3)
    if log:
        value = float(f"{value:.4g}")
    low, high = of.limits
    return min(max(value, low), high)
