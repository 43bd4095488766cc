"""The base of every explorer's settings."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from explorer.state.declarations import declared
from explorer.state.short import short


@dataclass(frozen=True)
class Settings:
    """A value that says everything about what is shown.

    Subclasses are frozen dataclasses whose fields are declared with `setting`,
    `choice`, `toggle` and `text`. Making one checks every field; whole numbers given
    for a number become floats. Where fields depend on one another, a subclass overrides
    `normalised` (one field gives way, silently) or `check_together` (the combination is
    refused).

    Raises
    ------
    ValueError
        One sentence with the field, the rule and the value.

    Examples
    --------
    >>> from explorer.state import setting
    >>> @dataclass(frozen=True)
    ... class Descent(Settings):
    ...     steps: int = setting(300, limits=(1, 5000), label="steps")
    ...     step: int = setting(0, limits=(0, 5000), label="step")
    ...
    ...     def normalised(self):
    ...         return {"step": min(self.step, self.steps)}
    >>> Descent(step=400)
    Descent(steps=300, step=300)
    >>> Descent(steps=9000)
    Traceback (most recent call last):
    ValueError: steps must lie in [1, 5000], got 9000
    """

    def __post_init__(self) -> None:
        self._take({name: getattr(self, name) for name in declared(type(self))})

    def _take(self, values: Mapping[str, object]) -> None:
        declarations = declared(type(self))
        for name, value in values.items():
            object.__setattr__(self, name, declarations[name].checked(value))
        for name, value in self.normalised().items():
            object.__setattr__(self, name, declarations[name].checked(value))
        self.check_together()

    def normalised(self) -> Mapping[str, object]:
        """Return the fields that give way to others, with the values they take.

        Called when every field by itself is legal. Applying it twice must give what
        applying it once gives.
        """
        return {}

    def check_together(self) -> None:
        """Raise ValueError if fields that are legal alone do not go together."""

    def replace(self, **values: Any) -> Self:
        """Return settings in which these fields differ.

        Raises
        ------
        ValueError
            If a field is unknown, or a value is refused.
        """
        known = declared(type(self))
        for name in values:
            if name not in known:
                raise ValueError(_unknown(name, tuple(known)))
        made = object.__new__(type(self))  # only what is new needs a check
        for name in known:
            object.__setattr__(made, name, getattr(self, name))
        made._take(values)
        return made


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name[:80], known, n=1)
    if near:
        return f"unknown setting {short(name)}; did you mean {near[0]}?"
    return f"unknown setting {short(name)}; choose one of: {', '.join(known)}"
