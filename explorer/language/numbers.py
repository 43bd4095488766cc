"""How numbers are written, and how what people type is read.

A true minus; three significant figures or fixed decimals; below 10⁻³ and from 10⁴ on
``1.50 × 10⁻³``. Only an exact zero is written 0. Nothing that is no number is written
like one: NaN is a dash, what has no end is ∞.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

MINUS = "−"
MISSING = "–"
_SMALL, _LARGE = 1e-3, 1e4
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_LONGEST = 60
_LOOSE = re.compile(r"\s*([×x*·∙⋅/^+-])\s*")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_POWER = re.compile(
    r"(?:[×x*·∙⋅]|(?<![0-9.]))10(?:(?:\^|\*\*)([+-]?[0-9]+)|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))$"
)


def fixed(value: float, decimals: int = 2, sign: bool = False) -> str:
    """Write a parameter, with as many decimals as its control has.

    Parameters
    ----------
    value : float
    decimals : int
        A number that would round to 0 is written as `significant` does.
    sign : bool
        Whether a positive number shows its sign.

    Examples
    --------
    >>> fixed(0.5, sign=True), fixed(-0.04), fixed(0.0), fixed(-0.004)
    ('+0.50', '−0.04', '0', '−0.00400')
    """
    size = abs(value)
    if _SMALL <= size < _LARGE:
        text = f"{size:.{decimals}f}"
        if 0 < float(text) < _LARGE:
            return _signed(text, value, sign)
    return significant(value, 3, sign)


def significant(value: float, digits: int = 3, sign: bool = False) -> str:
    """Write a gradient or a loss, with so many significant figures.

    Digits before the decimal point are never rounded away.

    Examples
    --------
    >>> significant(0.0123456), significant(-1234.5), significant(0.0015, sign=True)
    ('0.0123', '−1234', '+0.00150')
    >>> significant(0.00015), significant(math.nan), significant(123456)
    ('1.50 × 10⁻⁴', '–', '1.23 × 10⁵')
    """
    size = abs(value)
    if _SMALL <= size < _LARGE:
        # the exponent after rounding, so that 9.996 is written 10.0 and not 10.00
        exponent = int(f"{size:.{digits - 1}e}".partition("e")[2])
        text = f"{size:.{max(0, digits - 1 - exponent)}f}"
        if float(text) < _LARGE:
            return _signed(text, value, sign)
    return _unusual(value, digits, sign)


def formatted(value: float, how: Mapping[str, int]) -> str:
    """Write a number as the control of a setting does.

    Parameters
    ----------
    value : float
    how : mapping
        The arguments of `fixed`, if it has decimals, or of `significant`.

    Examples
    --------
    >>> formatted(0.5, {"decimals": 2, "sign": True}), formatted(0.5, {"digits": 3})
    ('+0.50', '0.500')
    """
    digits, sign = how.get("digits", 3), bool(how.get("sign", False))
    if "decimals" in how:
        return fixed(value, how["decimals"], sign)
    return significant(value, digits, sign)


def parse(text: str) -> float:
    """Read a number as people write it.

    Understood are ``0.47``, ``.47``, ``47/100``, ``−0.04`` with either minus,
    ``1.5e-3``, ``1.5×10^-3``, ``1.50 × 10⁻³``, and a decimal comma.

    Raises
    ------
    ValueError
        One sentence that says what cannot be read, and how to write it.

    Examples
    --------
    >>> parse("47/100"), parse("−0,5"), parse("1.50 × 10⁻³")
    (0.47, -0.5, 0.0015)
    """
    bare = text[: _LONGEST + 1].strip().replace(MINUS, "-").replace("–", "-")
    above, divided, below = _LOOSE.sub(r"\1", bare).partition("/")
    value, divisor = _decimal(above), _decimal(below) if divided else 1.0
    if value is None or divisor is None or len(text) > _LONGEST:
        raise ValueError(
            f"{_quoted(text)} is not a number; write it like 0.47, 47/100 or 1.5e-3"
        )
    if divisor == 0:
        raise ValueError(f"{_quoted(text)} divides by zero")
    if not math.isfinite(divisor) or not math.isfinite(value / divisor):
        raise ValueError(f"{_quoted(text)} is too large a number")
    return value / divisor


def _signed(text: str, value: float, sign: bool) -> str:
    if value < 0:
        return MINUS + text
    return "+" + text if sign else text


def _unusual(value: float, digits: int, sign: bool) -> str:
    """Write what is neither small nor large: 0, powers of ten, and no number."""
    if value == 0:
        return "0"
    if math.isnan(value):
        return MISSING
    if math.isinf(value):
        return _signed("∞", value, sign)
    mantissa, _, exponent = f"{abs(value):.{digits - 1}e}".partition("e")
    power = str(int(exponent)).translate(_RAISED)
    return _signed(f"{mantissa} × 10{power}", value, sign)


def _decimal(bare: str) -> float | None:
    """Read a number without spaces; None if it is none, inf if it is too large."""
    if "." not in bare:
        bare = bare.replace(",", ".", 1)
    power = _POWER.search(bare)
    if power is not None:
        exponent = power[1] or power[2].translate(_LOWERED)
        alone = power[0].startswith("1")  # 10⁻³ without anything that it multiplies
        bare = f"{bare[: power.start()]}{'1' if alone else ''}e{exponent}"
    return float(bare) if _DECIMAL.fullmatch(bare) else None


def _quoted(text: str) -> str:
    return repr(text) if len(text) <= 40 else f"{text[:40]!r}…"
