"""A native range input with a number box, linear or logarithmic."""

from __future__ import annotations

from typing import Any

import ipywidgets
import traitlets

from explorer.language.numbers import formatted, parse
from explorer.widgets import exchange
from explorer.widgets.control import Control


class Slider(Control, ipywidgets.ValueWidget):
    """A slider for one number; a Jupyter widget like any other.

    Parameters
    ----------
    value, min, max : float
        The number and the ends of the scale. Setting a value outside widens the scale;
        what was set is shown, never snapped to the grid.
    step : float
        One press of an arrow key; in decades when ``scale="log"``.
    scale : {"linear", "log"}
        A logarithmic scale needs ``min > 0``.
    label, help : str
        The visible name and the tooltip.
    integer : bool
        Whole numbers only.
    format : dict
        ``{"decimals": 2, "sign": True}`` or ``{"digits": 3}``.

    Raises
    ------
    traitlets.TraitError
        If a number is not finite, or a logarithmic scale reaches zero.

    Examples
    --------
    >>> slider = Slider(value=0.5, min=0.01, max=10, scale="log", label="η")
    >>> slider.value
    0.5
    """

    kind = traitlets.Unicode("slider").tag(sync=True)
    value = traitlets.Float(0.0).tag(sync=True)
    min = traitlets.Float(0.0).tag(sync=True)
    max = traitlets.Float(1.0).tag(sync=True)
    step = traitlets.Float(0.01).tag(sync=True)
    scale = traitlets.Enum(("linear", "log"), "linear").tag(sync=True)
    label = traitlets.Unicode("value").tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    format = traitlets.Dict({"digits": 3})
    text = traitlets.Unicode(help="the value as it is written").tag(sync=True)
    integer = traitlets.Bool(False).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    released = traitlets.Bool(True, help="False while the hand is on it")
    releases = traitlets.Int(0, help="counts releases that left the value as it was")

    @traitlets.default("text")
    def _written(self) -> str:
        return formatted(self.value, self.format)

    @traitlets.observe("value", "format")
    def _write(self, _: object) -> None:
        self.text = self._written()

    @traitlets.validate("value", "min", "max", "step")
    def _finite(self, proposal: Any) -> float:
        number = float(proposal["value"])
        if not abs(number) <= 1e308:
            name = proposal["trait"].name
            raise traitlets.TraitError(f"{name} must be a finite number, got {number}")
        return number

    @traitlets.observe("value", "min", "max", "scale")
    def _widen(self, _: object) -> None:
        if self.scale == "log" and not self.min > 0:
            message = f"a logarithmic scale needs min > 0, got {self.min}"
            raise traitlets.TraitError(message)
        if self.value < self.min and (self.scale == "linear" or self.value > 0):
            self.min = self.value
        if self.value > self.max:
            self.max = self.value

    def receive(self, content: dict[str, Any]) -> None:
        """Take a value from the range, or a text from the number box."""
        if content.get("kind") == "text":
            self._read(str(content.get("text", ""))[:200])
        elif content.get("kind") == "value":
            value = content.get("value")
            if isinstance(value, bool) or not isinstance(value, int | float):
                return
            if abs(value) <= 1e308:
                self._take(float(value), released=bool(content.get("released")))

    def _read(self, text: str) -> None:
        try:
            value = parse(text)
        except ValueError as refused:
            self.problem = str(refused)
        else:
            self._take(round(value) if self.integer else value, released=True)
        exchange.gather(
            self, {"value", "text"}
        )  # the box shows what holds, whatever was typed

    def _take(self, value: float, *, released: bool) -> None:
        self.problem = ""
        self.released = released
        if value == self.value:
            self.releases += released
            return
        ends = self.min, self.max
        # What the page sent, the page knows; anything else is sent back.
        with self._lock_property(value=value):
            self.value = value
        if self.value != value:  # refused: the scale goes back too
            self.min, self.max = ends


class Player(Slider):
    """A slider over steps with back, play and forward, at the pace of the pictures."""

    kind = traitlets.Unicode("player").tag(sync=True)
    integer = traitlets.Bool(True).tag(sync=True)
    step = traitlets.Float(1.0).tag(sync=True)
    format = traitlets.Dict({"decimals": 0})

    def stop(self) -> None:
        """Pause, because what is played has changed."""
        self.send({"kind": "stop"})
