"""The sheet of keys, which ``?`` opens."""

from __future__ import annotations

from explorer.widgets import Table

_KEYS = {
    "Tab, Shift+Tab": "next control, control before",
    "← → ↑ ↓": "one step of a slider, or of what can be dragged in a picture",
    "Shift with an arrow": "a tenth of a step",
    "Page Up, Page Down": "ten steps",
    "Home, End": "least, most",
    "Alt+K": "run or pause",
    "Alt+L": "one step forward",
    "Alt+Z": "undo",
    "Alt+R": "reset",
    "Alt+J": "say what is shown",
    "Alt+P": "large letters for the projector, and back",
    "Escape": "close what is open",
    "?": "this list",
}
_OF_A_RUN = ("Alt+K", "Alt+L")


def sheet(*, runs: bool) -> Table:
    """Return the keys as a table; those of a run only where something runs."""
    rows = [[k, does] for k, does in _KEYS.items() if runs or k not in _OF_A_RUN]
    return Table(caption="Keys", columns=["key", "does"], rows=rows)
