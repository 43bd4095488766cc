"""The other controls: choices, buttons, tabs, drawers, and what the page says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets
import traitlets

from explorer.widgets import exchange
from explorer.widgets.control import Control
from explorer.widgets.slider import Player, Slider

__all__ = [
    "Button", "Choice", "Drawer", "Equation", "Heading", "Player", "Slider", "Status",
    "Table", "Tabs", "TextBox", "Toggle",
]  # fmt: skip


class _Named(Control):
    label = traitlets.Unicode().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)


class Choice(_Named, ipywidgets.ValueWidget):
    """One of a few words, in a native select."""

    kind = traitlets.Unicode("choice").tag(sync=True)
    options: Any = traitlets.List(help="pairs of value and words").tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)

    @traitlets.validate("value")
    def _known(self, proposal: Any) -> str:
        value = str(proposal["value"])
        if self.options and value not in [option[0] for option in self.options]:
            known = ", ".join(option[0] for option in self.options)
            message = f"unknown {self.label} {value[:40]!r}; choose one of: {known}"
            raise traitlets.TraitError(message)
        return value

    def receive(self, content: dict[str, Any]) -> None:
        """Take the chosen option; one that does not exist is refused."""
        value = content.get("value")
        if isinstance(value, str) and value in [option[0] for option in self.options]:
            with self._lock_property(value=value):
                self.value = value


class Tabs(Choice):
    """The same as a row of tabs."""

    kind = traitlets.Unicode("tabs").tag(sync=True)


class Toggle(_Named, ipywidgets.ValueWidget):
    """Yes or no, a native checkbox."""

    kind = traitlets.Unicode("toggle").tag(sync=True)
    value = traitlets.Bool(False).tag(sync=True)

    def receive(self, content: dict[str, Any]) -> None:
        """Take the new state."""
        if isinstance(content.get("value"), bool):
            with self._lock_property(value=content["value"]):
                self.value = content["value"]


class TextBox(_Named, ipywidgets.ValueWidget):
    """A line of text that is read when it is entered.

    What is refused stays in the box, with the sentence that says why below it; `value`
    is what holds.
    """

    kind = traitlets.Unicode("text").tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    longest = traitlets.Int(200).tag(sync=True)

    def __init__(self, on_enter: Callable[[str], object], **traits: Any) -> None:
        super().__init__(**traits)
        self._on_enter = on_enter

    def receive(self, content: dict[str, Any]) -> None:
        """Hand the text on; if it is taken, the box shows it as it was read."""
        text = content.get("text")
        if isinstance(text, str):
            self.problem = ""
            self._on_enter(text[: self.longest + 1])
            if not self.problem:
                exchange.gather(self, {"value"})


class Button(_Named):
    """An action; ``pressed`` is None, or the state of an on-off button."""

    kind = traitlets.Unicode("button").tag(sync=True)
    pressed = traitlets.Bool(None, allow_none=True).tag(sync=True)

    def __init__(
        self, label: str, on_press: Callable[[], object], **traits: Any
    ) -> None:
        super().__init__(label=label, **traits)
        self._on_press = on_press

    def receive(self, content: dict[str, Any]) -> None:
        """Do it."""
        if content.get("kind") == "press":
            self._on_press()


class Drawer(_Named):
    """A button that opens a panel (a box of class ``bpx-panel-<name>``)."""

    kind = traitlets.Unicode("drawer").tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    is_open = traitlets.Bool(False)

    def receive(self, content: dict[str, Any]) -> None:
        """Note whether the panel is open, so that nobody fills a closed one."""
        self.is_open = bool(content.get("open"))


class Table(Control):
    """Numbers as rows; the text twin of a picture."""

    kind = traitlets.Unicode("table").tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    columns = traitlets.List(traitlets.Unicode()).tag(sync=True)
    rows: Any = traitlets.List().tag(sync=True)


class Equation(Control):
    """A product, factor by factor: ``{"symbol", "value", "role"}`` for each term.

    A term without ``value`` is an operator. Roles are the colours of the picture:
    forward, backward, weight, path, edge, result, plain; an aside stands apart.
    """

    kind = traitlets.Unicode("equation").tag(sync=True)
    label = traitlets.Unicode("equation").tag(sync=True)
    terms: Any = traitlets.List().tag(sync=True)


class Status(Control):
    """The one line that says in words what happened."""

    kind = traitlets.Unicode("status").tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    #: while it follows a drag no screen reader reads it
    quiet = traitlets.Bool(False).tag(sync=True)


class Heading(Control):
    """The explorer's name and its driving question."""

    kind = traitlets.Unicode("heading").tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
