"""One round of the conversation with the page: what changed, and what was heard.

While a round is open, the states of all our widgets are gathered instead of sent. The
canvas takes them into its frame, so that numbers, sliders and picture change in the
same animation frame and cost one message. Whatever no canvas took is sent on its own
when the round closes; no value is ever lost and no slider waits for an answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explorer.widgets.control import Control

LOCK = threading.RLock()
"""Held around update, show and paint: JupyterLab may run callbacks on two threads."""

_depth = 0
_began = 0.0
_changed: dict[Control, set[str]] = {}
_heard: dict[Control, int] = {}


@contextmanager
def round_() -> Iterator[None]:
    """Gather what changes until the outermost round closes."""
    global _depth, _began
    with LOCK:
        if _depth == 0:
            _began = time.perf_counter()
        _depth += 1
        try:
            yield
        finally:
            _depth -= 1
            if _depth == 0:
                _send_the_rest()


def gather(control: Control, names: set[str]) -> bool:
    """Note that these attributes changed; False when no round is open."""
    if _depth == 0:
        return False
    _changed.setdefault(control, set()).update(names)
    return True


def hear(control: Control, sequence: int) -> None:
    """Note that a message of this control has been handled."""
    _heard[control] = max(sequence, _heard.get(control, 0))


def elapsed() -> float:
    """Return the milliseconds since this round was opened."""
    return 1000 * (time.perf_counter() - _began)


def take() -> tuple[dict[str, dict[str, Any]], dict[str, int]]:
    """Return and forget what was gathered: states by model id, last number heard."""
    states = {
        control.model_id: control.get_state(key=names)
        for control, names in _changed.items()
        if control.comm is not None
    }
    heard = {c.model_id: n for c, n in _heard.items() if c.comm is not None}
    _changed.clear()
    _heard.clear()
    return states, heard


def _send_the_rest() -> None:
    changed, heard = dict(_changed), dict(_heard)
    _changed.clear()
    _heard.clear()
    for control, names in changed.items():
        control.send_state(names)
    for control, sequence in heard.items():
        control.send({"kind": "heard", "sequence": sequence})
