"""The control that a setting's declaration asks for."""

from __future__ import annotations

from typing import Any

from explorer.state import Declaration
from explorer.widgets import Choice, Player, Slider, Tabs, Toggle
from explorer.widgets.control import Control


def control_of(field: str, d: Declaration, **common: Any) -> Control:
    """Make the control that a declaration asks for."""
    common |= {"setting": field, "label": d.label, "help": d.help}
    if d.kind == "toggle":
        return Toggle(value=d.default, **common)
    if d.kind == "choice":
        words = [[option, d.labels.get(option, option)] for option in d.options]
        kind = Tabs if field == "tab" else Choice
        return kind(options=words, value=d.default, **common)
    kind = Player if field == "step" else Slider
    low, high = d.range
    return kind(
        min=low,
        max=high,
        value=d.default,
        step=d.step,
        scale=d.scale,
        integer=d.kind == "integer",
        format=d.format,
        **common,
    )
