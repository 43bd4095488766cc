"""Values that came from outside, made fit for a sentence."""

from __future__ import annotations

import math
import numbers

_LONGEST = 40


def short(value: object, longest: int = _LONGEST) -> str:
    """Return a value as Python would write it, cut, without anything unprintable.

    Parameters
    ----------
    value : object
        Anything, also what is very long or cannot be written.
    longest : int
        Characters of it that are kept.

    Examples
    --------
    >>> short("a" * 100, 8)
    "'aaaaaaaa…'"
    >>> short(3.0), short(10**400)
    ('3.0', 'a whole number of 401 digits')
    """
    if isinstance(value, str):
        return _cut_text(value, longest)
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        value = int(value)
        if abs(value) >= 10**longest:
            return f"a whole number of {_digits(value)} digits"
    elif isinstance(value, float):
        value = float(value)  # numpy's would say where it comes from
    try:
        text = repr(value)
    except Exception:  # a stranger's __repr__ may do anything
        text = f"a {type(value).__name__}"
    return text if len(text) <= longest else text[:longest] + "…"


def number(value: float) -> str:
    """Return a number as it is written in code, without a needless ``.0``.

    >>> number(10000.0), number(1e-6), number(2**31 - 1)
    ('10000', '1e-06', '2147483647')
    """
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text


def _cut_text(text: str, longest: int) -> str:
    cut = repr(text[:longest])
    return cut if len(text) <= longest else f"{cut[:-1]}…{cut[-1]}"


def _digits(value: int) -> int:
    # log10 of a huge int without writing it out, which Python refuses to do
    return int(math.log10(abs(value))) + 1
