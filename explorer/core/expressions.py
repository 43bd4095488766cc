"""From what a student types to terms: a parser that executes nothing.

The grammar: statements ``name = expression`` between semicolons or line ends; ``+ - * /
**``, the unary minus, parentheses, `FUNCTIONS`, numbers and names, with Python's
precedences: ``-x**2`` is ``-(x**2)``, and ``**`` groups from the right.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.expression_reader import ENDS, Reader, Term
from explorer.core.operators import FUNCTIONS
from explorer.core.tokens import LONGEST_NAME, ExpressionError, is_name, tokens


@dataclass(frozen=True)
class Statement:
    """``name = expression``; the last of the terms is the whole expression.

    ``start`` is the place of the name, arguments come before what works on them.
    """

    name: str
    terms: tuple[Term, ...]
    start: int


def parse(text: str) -> tuple[Statement, ...]:
    """Read statements.

    Raises
    ------
    ExpressionError
        At the first character that does not fit, with its place.

    Examples
    --------
    >>> for statement in parse("y = -x**2; z = exp(y)"):
    ...     print(statement.name, [term.operator for term in statement.terms])
    y ['name', 'number', '**', 'neg']
    z ['name', 'exp']
    >>> parse("z = 3 + * x")
    Traceback (most recent call last):
    explorer.core.tokens.ExpressionError: Character 9 (z = 3 + ▸* x): a number, a name \
or ( is missing.
    """
    source = tokens(text)
    found = []
    for token in source:
        if token.text in ENDS:
            continue
        if token.kind != "name":
            reason = "a statement starts with a name, for instance z = x**2"
            raise ExpressionError(text, token.start, reason)
        if token.text in FUNCTIONS:
            reason = f"{token.text} is a function and cannot name a value"
            raise ExpressionError(text, token.start, reason)
        equals = next(source)
        if equals.text != "=":
            reason = "= is missing here; a statement is for instance z = x**2"
            raise ExpressionError(text, equals.start, reason)
        found.append(Statement(token.text, Reader(text, source).read(), token.start))
    if not found:
        raise ExpressionError(text, len(text), "there is no statement such as z = x**2")
    return tuple(found)


def parse_expression(text: str) -> tuple[Term, ...]:
    """Read one expression without a name.

    Raises
    ------
    ExpressionError
        At the first character that does not fit, with its place.

    Examples
    --------
    >>> [term.operator for term in parse_expression("max(x, 2)")]
    ['name', 'number', 'max']
    """
    source = tokens(text)
    terms = Reader(text, source).read()
    for token in source:  # an end is left unless the expression met it
        if token.text not in ENDS:
            raise ExpressionError(text, token.start, "one expression is enough here")
    return terms


def checked_name(name: object) -> str:
    """Return what may name a value, or raise a ValueError.

    Examples
    --------
    >>> checked_name("x_1")
    'x_1'
    """
    if isinstance(name, str) and name not in FUNCTIONS and is_name(name):
        return name
    raise ValueError(
        f"a name must have letters, digits and _, at most {LONGEST_NAME}, and be no "
        f"function, got {name!r:.40}."
    )
