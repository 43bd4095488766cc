"""Reads one expression: E. W. Dijkstra's shunting yard (1961).

Operators wait on an explicit stack until what binds more is applied, so that no depth
of parentheses exhausts Python's own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from explorer.core.operators import FUNCTIONS, OPERATORS, TOO_LARGE
from explorer.core.tokens import ExpressionError, Token

ENDS = (";", "\n", "")
"""The tokens that end a statement."""

_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "**": 4}


@dataclass(frozen=True)
class Term:
    """A part of an expression.

    Attributes
    ----------
    operator
        ``"name"``, ``"number"`` or a key of `OPERATORS`.
    arguments
        The terms it works on, as indices in their statement.
    content
        The name, the number, or None.
    start, stop
        Its place in the text.
    """

    operator: str
    arguments: tuple[int, ...]
    content: str | float | None
    start: int
    stop: int


@dataclass
class _Waiting:
    """What waits on the stack: an operator for its right side, or a parenthesis."""

    operator: str  # "(" for a parenthesis
    start: int
    function: str = ""  # whose parenthesis it is
    arguments: int = 1


class Reader:
    """Reads tokens up to the end of a statement.

    Parameters
    ----------
    text
        The whole text, for messages.
    source
        Its tokens from the start of the expression; those behind its end are left.

    Examples
    --------
    >>> from explorer.core.tokens import tokens
    >>> [term.operator for term in Reader("-x**2", tokens("-x**2")).read()]
    ['name', 'number', '**', 'neg']
    """

    def __init__(self, text: str, source: Iterator[Token]) -> None:
        self._text = text
        self._source = source
        self._terms: list[Term] = []
        self._free: list[int] = []  # terms that nothing works on yet
        self._waiting: list[_Waiting] = []
        self._called: Token | None = None  # a function whose parenthesis must follow
        self._operand_wanted = True

    def read(self) -> tuple[Term, ...]:
        """Return the terms, arguments before what works on them.

        Raises
        ------
        ExpressionError
            At the first token that does not fit, with its place.
        """
        for token in self._source:
            if self._called is not None:
                self._call(self._called, token)
            elif self._operand_wanted:
                self._operand(token)
            elif token.text in ENDS:
                break
            else:
                self._after_operand(token)
        self._apply_down_to(0)
        if self._waiting:
            raise self._refused(self._waiting[-1].start, "this ( is never closed")
        return tuple(self._terms)

    def _refused(self, position: int, reason: str) -> ExpressionError:
        return ExpressionError(self._text, position, reason)

    def _call(self, function: Token, token: Token) -> None:
        if token.text != "(":
            reason = f"{function.text} is a function: write {function.text}(…)"
            raise self._refused(function.start, reason)
        self._waiting.append(_Waiting("(", function.start, function.text))
        self._called = None

    def _operand(self, token: Token) -> None:
        start, stop = token.start, token.stop
        if token.text in ("-", "("):
            operator = "neg" if token.text == "-" else "("
            self._waiting.append(_Waiting(operator, start))
        elif token.text in FUNCTIONS:
            self._called = token
        elif token.kind == "name":
            self._add(Term("name", (), token.text, start, stop))
        elif token.kind == "number":
            value = float(token.text)
            if not math.isfinite(value):
                raise self._refused(start, f"this is {TOO_LARGE}")
            self._add(Term("number", (), value, start, stop))
        else:
            raise self._refused(start, "a number, a name or ( is missing")

    def _after_operand(self, token: Token) -> None:
        if token.text in (")", ","):
            self._end_of_argument(token)
        elif token.text in _BINDING:
            # ** groups from the right: an equal one before it goes on waiting.
            self._apply_down_to(_BINDING[token.text] + (token.text == "**"))
            self._waiting.append(_Waiting(token.text, token.start))
            self._operand_wanted = True
        else:
            last = self._terms[-1]
            if token.text == "(" and self._text[last.start : last.stop] == last.content:
                known = ", ".join(FUNCTIONS)
                reason = f"{last.content} is no function; there are {known}"
                raise self._refused(last.start, reason)
            raise self._refused(token.start, "an operator such as + or * is missing")

    def _end_of_argument(self, token: Token) -> None:
        self._apply_down_to(0)
        if not self._waiting:
            raise self._refused(token.start, f"no ( is open for this {token.text}")
        opened = self._waiting[-1]
        arity = OPERATORS[opened.function].arity if opened.function else 1
        if (token.text == ",") != (opened.arguments < arity):
            what = opened.function or "a parenthesis"
            reason = f"{what} takes {arity} argument{'s' * (arity > 1)}"
            raise self._refused(token.start, reason)
        if token.text == ",":
            opened.arguments += 1
            self._operand_wanted = True
            return
        self._waiting.pop()
        if opened.function:
            self._apply(opened.function, arity, opened.start, token.stop)
        else:  # what is in parentheses is shown with them
            inside = self._free[-1]
            whole = replace(self._terms[inside], start=opened.start, stop=token.stop)
            self._terms[inside] = whole

    def _apply_down_to(self, binding: int) -> None:
        """Apply waiting operators that bind at least so much, up to a parenthesis."""
        while self._waiting and self._waiting[-1].operator != "(":
            operator = self._waiting[-1].operator
            if _BINDING[operator] < binding:
                return
            start = self._waiting.pop().start
            last = self._terms[self._free[-1]]
            if operator != "neg":
                start = self._terms[self._free[-2]].start
            self._apply(operator, OPERATORS[operator].arity, start, last.stop)

    def _apply(self, operator: str, arity: int, start: int, stop: int) -> None:
        arguments = tuple(self._free[-arity:])
        del self._free[-arity:]
        self._add(Term(operator, arguments, None, start, stop))

    def _add(self, term: Term) -> None:
        self._free.append(len(self._terms))
        self._terms.append(term)
        self._operand_wanted = False
