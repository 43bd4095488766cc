"""What the user may change, as one value: checked, stored, undone, shared as a link.

A setting is declared once, with `setting`, `choice`, `toggle` or `text` in a frozen
dataclass derived from `Settings`. The check, the control, the parameter of the link and
the error message all come from that line. `Store` holds the present settings and tells
listeners about a change, once. `to_link` and `from_link` turn settings into text and
back.
"""

from explorer.state.declarations import (
    Declaration,
    choice,
    declared,
    setting,
    text,
    toggle,
)
from explorer.state.links import from_link, to_link, to_query
from explorer.state.page import Page
from explorer.state.settings import Settings
from explorer.state.store import Store

__all__ = [
    "Declaration",
    "Page",
    "Settings",
    "Store",
    "choice",
    "declared",
    "from_link",
    "setting",
    "text",
    "to_link",
    "to_query",
    "toggle",
]
