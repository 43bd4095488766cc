"""What a link asks of the page: ``look``, ``mode``, ``hide``, ``lock``, ``preset``.

Names in ``hide`` and ``lock`` stand between commas. A name that is not known, like any
other value that makes no sense, is said in a sentence and the rest holds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from explorer.state.short import short

OPTIONS = ("look", "mode", "hide", "lock")
_WORDS = {"look": ("light", "dark"), "mode": ("projector",)}
_MOST_NAMES = 60  # that are looked at
_MOST_SAID, _NAME = 3, 30


@dataclass(frozen=True)
class Page:
    """What a link asks of the page; None and nothing leave it to the page.

    Attributes
    ----------
    look, mode
        ``light`` or ``dark``; ``projector``.
    hide
        Parts of the page that are not to be there.
    lock
        Settings that stay as they are.
    preset
        The preset that the settings begin with.
    """

    look: str | None = None
    mode: str | None = None
    hide: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    preset: str | None = None

    def asked(
        self, key: str, written: str, known: Collection[str]
    ) -> tuple[Page, list[str]]:
        """Return the page with one option of a link read, and what is wrong with it.

        Parameters
        ----------
        key
            One of `OPTIONS`.
        written
            Its value, decoded.
        known
            The names that ``hide`` or ``lock`` may have.
        """
        if key in _WORDS:
            words = _WORDS[key]
            if written not in words:
                said = f"{key} must be {' or '.join(words)}, got {short(written)}."
                return self, [said]
            change: dict[str, Any] = {key: written}
            return replace(self, **change), []
        names = dict.fromkeys(filter(None, map(str.strip, written.split(","))))
        first = list(names)[:_MOST_NAMES]
        wrong = [name for name in first if name not in known]
        change = {key: tuple(name for name in first if name in known)}
        page = replace(self, **change)
        problems = []
        if wrong:
            said = ", ".join(short(name, _NAME) for name in wrong[:_MOST_SAID])
            more = len(wrong) - _MOST_SAID
            said += f" and {more} more" if more > 0 else ""
            problems.append(f"Nothing to {key} is called {said}.")
        if len(names) > _MOST_NAMES:
            problems.append(f"Only the first {_MOST_NAMES} names of {key} are read.")
        return page, problems

    def query(self) -> str:
        """Return what a link says to get this page again, but for its look."""
        named = [("hide", ",".join(self.hide)), ("lock", ",".join(self.lock))]
        written = [*named, ("mode", self.mode or "")]
        return "&".join(f"{key}={value}" for key, value in written if value)
