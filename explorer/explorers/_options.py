"""What a link does to the page: parts go, controls are locked, the picture grows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.state import Page as Asked
from explorer.widgets.control import Control

GONE, PROJECTOR, TUCKED = "bpx-gone", "bpx-projector", "bpx-tucked"
VIEW = "view-{}"  # a picture's name in `hide`, because a field may have it too
VIEWS = "bpx-views-{}"
MAGNIFIED = 1.3  # text and lines of a projector's picture


def put(asked: Asked, parts: Mapping[str, Any], root: Any) -> None:
    """Make the page as a link asks for it.

    Parameters
    ----------
    asked
        What holds from now on.
    parts
        Everything that can be hidden, by name; also the controls that can be locked.
    root
        The explorer's outermost box.
    """
    for name, part in parts.items():
        if isinstance(part, Control):
            part.gone, part.locked = name in asked.hide, name in asked.lock
        else:
            _wear(part, GONE, name in asked.hide)
    _wear(root, PROJECTOR, asked.mode == "projector")
    _wear(root, TUCKED, asked.mode == "projector")


def hidden_views(asked: Asked) -> tuple[str, ...]:
    """Return the names of the views that a link hides."""
    before = VIEW.format("")
    return tuple(n.removeprefix(before) for n in asked.hide if n.startswith(before))


def count(root: Any, views: int) -> None:
    """Tell the page how many pictures it shows: on a phone each needs some height."""
    for many in (2, 3):
        _wear(root, VIEWS.format(many), many == views)


def toggle(root: Any, name: str) -> None:
    """Put a class on the box, or take it off."""
    _wear(root, name, name not in root._dom_classes)


def _wear(widget: Any, name: str, on: bool) -> None:
    (widget.add_class if on else widget.remove_class)(name)
