"""Where the present settings are held, and how a change of them is announced."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from explorer.state.declarations import declared
from explorer.state.settings import Settings
from explorer.state.short import number, short

S = TypeVar("S", bound=Settings)
_MOST_KEPT = 50


class Store(Generic[S]):
    """The present settings, the way back, and who wants to know.

    A change is checked as a whole, then announced once. What is refused raises
    ValueError and changes nothing. A drag leaves one entry for `undo`, whatever
    happened between its start and its end. Listeners must not change the settings.

    Parameters
    ----------
    settings : Settings
        Where `reset` goes back to.

    Raises
    ------
    RuntimeError
        If a listener calls `update`, `undo`, `reset` or `open`.
    """

    def __init__(self, settings: S) -> None:
        self._settings = self._opened = settings
        self._past: deque[S] = deque(maxlen=_MOST_KEPT)
        self._before_drag: S | None = None
        self._dragged: set[str] = set()
        self._listeners: list[Callable[[S, frozenset[str]], object]] = []
        self._telling = False
        self.locked: frozenset[str] = frozenset()  # fields that no update may change

    @property
    def settings(self) -> S:
        """The present settings."""
        return self._settings

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._past) or self._before_drag not in (None, self._settings)

    def listen(self, callback: Callable[[S, frozenset[str]], object]) -> None:
        """Call back after every change, with the settings and the names that differ."""
        self._listeners.append(callback)

    def update(
        self, *, drag: bool = False, undoable: bool = True, **values: Any
    ) -> frozenset[str]:
        """Change some settings, all at once.

        Parameters
        ----------
        drag : bool
            Whether the hand is still on it. The drag ends with an update of the same
            fields without ``drag``, with `settle`, or when something else is changed.
        undoable : bool
            False for what is no change to the user (pointing at something): `undo`
            passes over it.
        **values
            Fields and their new values.

        Returns
        -------
        frozenset of str
            The fields that differ; empty, and nobody told, if none does.

        Raises
        ------
        ValueError
            If a value, a combination or a name is refused; the old settings stay.
        """
        self._refuse_from_listener()
        changed_to = self._settings.replace(**values)
        self._refuse_locked(changed_to)
        if not undoable:
            return self._become(changed_to)
        if self._before_drag is not None and self._dragged.isdisjoint(values):
            self.settle()
        if drag:
            if self._before_drag is None:
                self._before_drag = self._settings
            self._dragged.update(values)
        elif self._before_drag is not None:
            before, self._before_drag = self._before_drag, None
            self._dragged.clear()
            self._keep(before, changed_to)
        else:
            self._keep(self._settings, changed_to)
        return self._become(changed_to)

    def settle(self) -> None:
        """End the drag, if there is one, where it is."""
        before, self._before_drag = self._before_drag, None
        self._dragged.clear()
        if before is not None:
            self._keep(before, self._settings)

    def undo(self) -> frozenset[str]:
        """Go back to before the last change; return the fields that differ."""
        self._refuse_from_listener()
        self.settle()
        return self._become(self._past.pop()) if self._past else frozenset()

    def reset(self) -> frozenset[str]:
        """Go back to the settings it was opened with; can be undone."""
        self._refuse_from_listener()
        self.settle()
        self._keep(self._settings, self._opened)
        return self._become(self._opened)

    def open(self, settings: S, locked: frozenset[str] = frozenset()) -> frozenset[str]:
        """Begin anew with other settings: `reset` goes back here, `undo` no further."""
        self._refuse_from_listener()
        self.locked = locked
        self._opened, self._before_drag = settings, None
        self._dragged.clear()
        self._past.clear()
        return self._become(settings)

    def _keep(self, before: S, after: S) -> None:
        if before != after:
            self._past.append(before)

    def _become(self, settings: S) -> frozenset[str]:
        before, self._settings = self._settings, settings
        changed = frozenset(
            name
            for name in declared(type(settings))
            if getattr(before, name) != getattr(settings, name)
        )
        if changed:
            self._telling = True
            try:
                for callback in tuple(self._listeners):
                    callback(settings, changed)
            finally:
                self._telling = False
        return changed

    def _refuse_locked(self, settings: S) -> None:
        for name in declared(type(settings)):
            if name in self.locked:
                stays = getattr(self._settings, name)
                if getattr(settings, name) != stays:
                    raise ValueError(f"{name} is locked; it stays {_said(stays)}")

    def _refuse_from_listener(self) -> None:
        if self._telling:
            raise RuntimeError(
                "a listener must not change the settings it is told about"
            )


def _said(value: Any) -> str:
    return number(value) if type(value) in (int, float) else short(value)
