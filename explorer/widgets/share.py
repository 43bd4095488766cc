"""The link of what is shown, for the clipboard and, as a code, for a phone."""

from __future__ import annotations

from typing import Any

import traitlets

from explorer.widgets.control import Control

_MOST_CHARACTERS = 4000  # of an address that are looked at
_MOST_MODULES = 97  # of a code that a phone still reads from the screen
_QUIET = 4  # modules of white around a code


class Share(Control):
    """Address, code and the line of Python that open what is shown.

    Only the page knows its own address; it sends it while this can be seen, and gets
    the code of exactly that address. Nothing leaves the page and its kernel.
    """

    kind = traitlets.Unicode("share").tag(sync=True)
    line = traitlets.Unicode(help="for a notebook").tag(sync=True)
    address = traitlets.Unicode(help="that the code holds").tag(sync=True)
    code = traitlets.Unicode(help="path of the black modules, 1 wide").tag(sync=True)
    modules = traitlets.Int(help="across, with the white around").tag(sync=True)
    note = traitlets.Unicode(help="why there is no code").tag(sync=True)

    def receive(self, content: dict[str, Any]) -> None:
        """Make the code of an address."""
        address = content.get("address")
        if isinstance(address, str):
            self.address = address[:_MOST_CHARACTERS]
            self.code, self.modules = modules(self.address)
            self.note = "" if self.code else (
                f"A link of {len(address)} characters is too long for a code that a "
                "phone can read: copy it instead."
            )  # fmt: skip


def modules(text: str) -> tuple[str, int]:
    """Return the QR code of a text as a path of unit squares, and its whole width.

    The path is empty if the code would be too fine to be read.

    Examples
    --------
    >>> path, width = modules("https://example.org/")
    >>> path[:9], width
    ('M4 4h7v1h', 33)
    """
    import segno  # a tenth of a second, and only for those who share

    try:
        made = segno.make_qr(text, error="l")
    except segno.DataOverflowError:
        return "", 0
    rows = [bytes(row) for row in made.matrix]
    if len(rows) > _MOST_MODULES:
        return "", 0
    path = ""
    for y, row in enumerate(rows):
        x = 0
        while (x := row.find(1, x)) >= 0:
            end = row.find(0, x)
            end = len(row) if end < 0 else end
            path += f"M{x + _QUIET} {y + _QUIET}h{end - x}v1h{x - end}z"
            x = end
    return path, len(rows) + 2 * _QUIET
