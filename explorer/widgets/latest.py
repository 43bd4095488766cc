"""The latest wins: of messages that have piled up, only the newest of a kind counts.

While one message is being shown, more can arrive; each would cost a picture that nobody
sees for longer than a moment. So a message that has waited lets those behind it come in
first, and whatever is out of date by then is dropped. Our own page keeps one message in
flight; this is for lines that deliver in bursts, and for those that flood us.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable

from explorer.widgets import exchange

IDLE = 0.008  # s without a message after which the next has not waited for another
TURNS = 12  # of the event loop without a message, after which no more is waiting
PATIENCE = 0.3  # s for which a flood may put a picture off

_waiting: list[tuple[Hashable, Callable[[], object]]] = []
_since = 0.0  # when the first of them came
_turns = 0
_ended = 0.0  # when the last one was dealt with


def soon(kind: Hashable, act: Callable[[], object]) -> None:
    """Act now, or when what else has arrived is in; then only if still the newest.

    Parameters
    ----------
    kind : hashable or None
        What a later message of the same kind replaces; None for what must not be left
        out. Nothing is replaced across that, and the order is kept.
    act : callable
    """
    global _since, _turns, _ended
    now = time.perf_counter()
    with exchange.LOCK:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = None
        if loop is None or (not _waiting and now - _ended > IDLE):
            act()
            _ended = time.perf_counter()
            return
        _turns = TURNS
        if not _waiting:
            _since = now
            loop.call_soon(_look_again, loop)
        _drop(kind)
        _waiting.append((kind, act))


def _drop(kind: Hashable) -> None:
    for place in reversed(range(len(_waiting))):
        if kind is None or _waiting[place][0] is None:
            return
        if _waiting[place][0] == kind:
            del _waiting[place]
            return


def _look_again(loop: asyncio.AbstractEventLoop) -> None:
    global _turns, _ended
    with exchange.LOCK:
        if _turns > 0 and time.perf_counter() - _since < PATIENCE:
            _turns -= 1
            loop.call_soon(_look_again, loop)
            return
        acts = [act for _, act in _waiting]
        _waiting.clear()
        with exchange.round_():
            for act in acts:
                act()
        _ended = time.perf_counter()
