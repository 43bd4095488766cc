"""What somebody has answered, and how far the hints are open: values, no storage."""

from __future__ import annotations

from dataclasses import dataclass, replace

from explorer.exercises.bank import Bank, Item
from explorer.exercises.checker import Verdict, check

_LONGEST = 200  # characters of an answer that are kept
_MOST = 100  # different answers that are remembered


@dataclass(frozen=True)
class Ladder:
    """Hints in rungs: the first is free, each further one costs a new attempt.

    Attributes
    ----------
    opened : int
        Rungs that can be read.
    fresh : bool
        Whether there was a new attempt since the last rung was opened.
    tried : tuple
        The answers so far; to repeat one is no new attempt.

    Examples
    --------
    >>> Ladder().climb(3).climb(3).opened
    1
    >>> Ladder().climb(3).attempt(0.5).attempt(0.6).climb(3).climb(3).opened
    2
    """

    opened: int = 0
    fresh: bool = True
    tried: tuple[float | str, ...] = ()

    def attempt(self, answer: float | str) -> Ladder:
        """Note an answer that could be read."""
        if answer in self.tried:
            return self
        tried = (*self.tried, answer)[-_MOST:]
        return replace(self, fresh=True, tried=tried)

    def climb(self, rungs: int) -> Ladder:
        """Open the next of so many rungs, if an attempt was made for it."""
        if not self.fresh or self.opened >= rungs:
            return self
        return replace(self, opened=self.opened + 1, fresh=False)


@dataclass(frozen=True)
class Progress:
    """One item: what stands in its box, what was said to it, the rungs."""

    answer: str = ""
    verdict: Verdict | None = None
    ladder: Ladder = Ladder()


@dataclass(frozen=True)
class Sheet:
    """The exercises of one explorer, one at a time.

    Attributes
    ----------
    bank : Bank
    at : int
        Position of the item that is shown.
    progress : tuple of Progress
        One for each item; made empty if left out.
    """

    bank: Bank
    at: int = 0
    progress: tuple[Progress, ...] = ()

    def __post_init__(self) -> None:
        if not self.progress:
            object.__setattr__(self, "progress", (Progress(),) * len(self.bank.items))

    @property
    def item(self) -> Item:
        """The item that is shown."""
        return self.bank.items[self.at]

    @property
    def now(self) -> Progress:
        """What was done about it."""
        return self.progress[self.at]

    @property
    def hints(self) -> tuple[str, ...]:
        """The rungs that are open."""
        return self.item.hints[: self.now.ladder.opened]

    @property
    def more_hints(self) -> bool:
        """Whether a rung is left, open to the next click or not."""
        return self.now.ladder.opened < len(self.item.hints)

    def write(self, answer: str) -> Sheet:
        """Keep what stands in the box."""
        return self._with(answer=answer[:_LONGEST])

    def check(self) -> Sheet:
        """Check what stands in the box; only what could be read is an attempt."""
        verdict = check(self.item, self.now.answer)
        ladder = self.now.ladder
        if verdict.value is not None:
            ladder = ladder.attempt(verdict.value)
        return self._with(verdict=verdict, ladder=ladder)

    def hint(self) -> Sheet:
        """Open the next rung, if an attempt was made for it."""
        return self._with(ladder=self.now.ladder.climb(len(self.item.hints)))

    def turn(self, by: int) -> Sheet:
        """Show another item, after the last the first; what was answered stays."""
        return replace(self, at=(self.at + by) % len(self.progress))

    def _with(self, **changed: object) -> Sheet:
        progress = list(self.progress)
        progress[self.at] = replace(self.now, **changed)  # type: ignore[arg-type]
        return replace(self, progress=tuple(progress))
