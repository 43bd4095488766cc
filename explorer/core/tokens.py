"""Numbers, names and marks of a typed expression, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_TEXT = 5000
LONGEST_NAME = 20

_SHOWN = 12  # characters of the text that a message repeats, on each side of the place
# What is pasted from our own pages; one for one, so that places stay what they are.
_SAME = str.maketrans("−×·\u00a0\t\r", "-**   ")
_NAME = r"[A-Za-z_][A-Za-z_0-9]*"
_TOKEN = re.compile(
    r" *(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<name>{_NAME})"
    r"|(?P<mark>\*\*|[-+*/(),=;\n])"
    r"|(?P<end>$)|(?P<strange>.))"
)
_HINTS = {
    ".": "a number may hold one, a name none",
    "^": "a power is written **",
    "²": "a power is written **2",
    "³": "a power is written **3",
}


@dataclass(frozen=True)
class Place:
    """A character of a typed text, as every refusal points at it.

    Attributes
    ----------
    text
        The whole text.
    position
        The index of the character, from 0; ``len(text)`` is behind the last.
    node
        Whose expression it is, where nodes come one by one; else empty.

    Examples
    --------
    >>> print(Place("z = x + * 2", 8))
    Character 9 (z = x + ▸* 2)
    """

    text: str
    position: int
    node: str = ""

    def __str__(self) -> str:
        start, stop = max(0, self.position - _SHOWN), self.position + _SHOWN
        before = self.text[start : self.position]
        behind = self.text[self.position : stop]
        shown = f"{'…' * (start > 0)}{before}▸{behind}{'…' * (stop < len(self.text))}"
        shown = shown.replace("\n", "⏎").replace("\t", " ")
        shown = "".join(each if each.isprintable() else "\ufffd" for each in shown)
        whose = f"Node {self.node}, character" if self.node else "Character"
        return f"{whose} {self.position + 1} ({shown})"


class ExpressionError(ValueError):
    """A text that is no expression, and where.

    Attributes
    ----------
    text
        The whole text.
    position
        The index of the character at fault, from 0; ``len(text)`` is behind the last.
    reason
        What is wrong there.
    node
        Whose expression it is, where nodes come one by one; else empty.

    Examples
    --------
    >>> print(ExpressionError("z = x + * 2", 8, "a number or a name is missing"))
    Character 9 (z = x + ▸* 2): a number or a name is missing.
    """

    def __init__(self, text: str, position: int, reason: str, node: str = "") -> None:
        self.text = text
        self.position = position
        self.reason = reason
        self.node = node
        super().__init__(f"{Place(text, position, node)}: {reason}.")


@dataclass(frozen=True)
class Token:
    """A piece of a text.

    Attributes
    ----------
    kind
        ``"number"``, ``"name"``, ``"mark"`` or ``"end"``.
    text
        As typed; a line end is a mark.
    start, stop
        Its place in the whole text.
    """

    kind: str
    text: str
    start: int
    stop: int


def tokens(text: str) -> Iterator[Token]:
    """Split a text; the last token is the ``"end"``.

    Raises
    ------
    ExpressionError
        If the text is too long, or at the first character that has no meaning. Errors
        come when the place is reached, so that the first one in reading order wins.

    Examples
    --------
    >>> [token.text for token in tokens("z = 2*x**3")]
    ['z', '=', '2', '*', 'x', '**', '3', '']
    """
    if not isinstance(text, str):
        raise ValueError(f"text must be a text, got {type(text).__name__}.")
    if len(text) > LONGEST_TEXT:
        reason = f"a text has at most {LONGEST_TEXT} characters, this one {len(text)}"
        raise ExpressionError(text, LONGEST_TEXT, reason)
    for match in _TOKEN.finditer(text.translate(_SAME)):
        kind = str(match.lastgroup)
        start, stop = match.span(kind)
        piece = match[kind]
        if kind == "strange":
            hint = _HINTS.get(piece, "")
            reason = f"{text[start]!r} has no meaning here{hint and '; '}{hint}"
            raise ExpressionError(text, start, reason)
        if kind == "name" and len(piece) > LONGEST_NAME:
            reason = f"a name has at most {LONGEST_NAME} characters"
            raise ExpressionError(text, start, reason)
        yield Token(kind, piece, start, stop)
        if kind == "end":
            return


def is_name(text: str) -> bool:
    """Tell whether a text is one name, not too long.

    Examples
    --------
    >>> is_name("x1"), is_name("1x")
    (True, False)
    """
    return len(text) <= LONGEST_NAME and re.fullmatch(_NAME, text) is not None
