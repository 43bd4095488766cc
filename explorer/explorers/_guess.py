"""Guesses that are numbers: sliders that say nothing until they are moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from explorer.explorers._base import Explorer
from explorer.explorers._outline import S
from explorer.language.numbers import formatted
from explorer.state import declared
from explorer.widgets import Slider

if TYPE_CHECKING:
    from explorer.explorers._page import Page
    from explorer.widgets.control import Control

UNSAID = "?"
"""What stands in the slider's box as long as nothing was said."""


@dataclass(frozen=True)
class Guess:
    """Where a guess may lie, and where the slider's thumb waits until one is made."""

    low: float
    high: float
    waits: float
    step: float = 1.0
    format: dict[str, Any] = field(default_factory=lambda: {"decimals": 0})


class Guessing(Explorer[S]):
    """An explorer that asks for guesses; each is a text, empty until it is made."""

    #: field of a text -> its slider
    guesses: ClassVar[dict[str, Guess]]

    def own_control(self, field: str) -> Control | None:
        """Ask for a guess with a slider, though nothing at all may be said."""
        if field not in self.guesses:
            return super().own_control(field)
        guess, told = self.guesses[field], declared(self.settings_type)[field]
        slider = Slider(
            value=guess.waits, min=guess.low, max=guess.high, step=guess.step,
            format=guess.format, integer=guess.format.get("decimals") == 0,
            setting=field, label=told.label, help=told.help,
        )  # fmt: skip
        slider.observe(lambda _: self._say_waiting(field), "releases")
        return slider

    def _say_waiting(self, field: str) -> None:
        """Take the thumb where it waited, if that was meant."""
        if not getattr(self.settings, field):
            meant: dict[str, Any] = {field: self.guesses[field].waits}
            self.take(**meant)

    def shown(self, s: S, field: str) -> Any:
        """Let the thumb wait as long as nothing was said."""
        value = super().shown(s, field)
        guess = self.guesses.get(field)
        return value if guess is None else float(value or guess.waits)

    def change(self, **values: Any) -> None:
        """Take a value; a guess is kept as a text."""
        for name in self.guesses.keys() & values.keys():
            values[name] = f"{values[name]:g}"
        super().change(**values)

    def arrange(self, page: Page, s: S) -> None:
        """Let the box tell a guess from a thumb that was never touched."""
        for name in self.guesses:
            slider: Any = page.controls[name]
            said = formatted(slider.value, slider.format)
            written = said if getattr(s, name) else UNSAID
            if slider.text != written:
                slider.text = written
