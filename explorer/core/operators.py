"""What stands in a node of an expression graph: value, local slopes and their rules.

Decks: S0-06 and S0-07 (sums, powers), S0-11 (exp, quotient), S2-26 and S2-27 (squashing
functions, the rectifier's kink).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.core.activations import ACTIVATIONS

TOO_LARGE = "a number beyond 1.8e308"

Function = Callable[..., float]


@dataclass(frozen=True)
class Operator:
    """An operation on numbers and how it answers a nudge of each argument.

    Attributes
    ----------
    symbol
        As it is typed: its key in `OPERATORS`.
    function
        The arguments u (and v) to the value.
    slopes, rules
        For each argument the partial derivative, of all arguments, and its short text.
    """

    symbol: str
    function: Function
    slopes: tuple[Function, ...]
    rules: tuple[str, ...]

    @property
    def arity(self) -> int:
        """The number of arguments."""
        return len(self.slopes)

    def value(self, *arguments: float) -> float:
        """Compute the value of finite arguments.

        Raises
        ------
        ArithmeticError
            If there is none or it is too large; the text is the reason.

        Examples
        --------
        >>> OPERATORS["max"].value(1.0, 2.0)
        2.0
        """
        return _finite(self.function, arguments)

    def slope(self, slot: int, *arguments: float) -> tuple[float, str]:
        """Compute the partial derivative by one argument, and a note.

        Returns
        -------
        factor, note
            The note is empty, or says that the factor is a convention (at a kink) or
            does not exist; in the latter case the factor is NaN.

        Examples
        --------
        >>> OPERATORS["**"].slope(0, -2.0, 3.0)
        (12.0, '')
        >>> OPERATORS["sqrt"].slope(0, 0.0)
        (nan, 'no slope: division by zero')
        """
        try:
            factor = _finite(self.slopes[slot], arguments)
        except ArithmeticError as error:
            return math.nan, f"no slope: {error}"
        kink = self.symbol in _KINKS and _KINKS[self.symbol](*arguments)
        return factor, "a kink: the slope is a convention" if kink else ""


def _finite(function: Function, arguments: tuple[float, ...]) -> float:
    try:
        result = float(function(*arguments))
    except ZeroDivisionError:
        raise ZeroDivisionError("division by zero") from None
    except OverflowError:
        raise OverflowError(TOO_LARGE) from None
    if not math.isfinite(result):
        raise OverflowError(TOO_LARGE)
    return result


def _power(u: float, v: float) -> float:
    if u == 0.0 and v < 0.0:
        raise ZeroDivisionError
    if u < 0.0 and not v.is_integer():
        raise ArithmeticError("a power of a negative number that is not whole")
    return math.pow(u, v)  # unlike **, never complex; 0**0 is 1


def _power_by_base(u: float, v: float) -> float:
    # u**0 is 1 everywhere, also at 0, where v * u**(v - 1) would divide by zero.
    return v * _power(u, v - 1.0) if v else 0.0


def _power_by_exponent(u: float, v: float) -> float:
    if u == 0.0 and v > 0.0:
        return 0.0
    if u <= 0.0:
        raise ArithmeticError("beside this exponent the power is not defined")
    return _power(u, v) * math.log(u)


def _log(u: float) -> float:
    if u <= 0.0:
        raise ArithmeticError("the logarithm of a number that is not positive")
    return math.log(u)


def _sqrt(u: float) -> float:
    if u < 0.0:
        raise ArithmeticError("the square root of a negative number")
    return math.sqrt(u)


def _larger(u: float, v: float) -> float:
    return 0.5 if u == v else float(u > v)


def _operator(symbol: str, value: Function, *sides: tuple[Function, str]) -> Operator:
    slopes, rules = zip(*sides, strict=True)
    return Operator(symbol, value, slopes, rules)


def _activation(name: str, rule: str) -> Operator:
    """Make an operator of an activation: the same values as in a network."""
    found = ACTIVATIONS[name]
    return _operator(
        *(name, lambda u: float(found.value(np.asarray(u)))),
        (lambda u: float(found.derivative(np.asarray(u))), rule),
    )


_KINKS: dict[str, Callable[..., bool]] = {
    "max": lambda u, v: u == v,  # half each, as PyTorch and JAX do
    "relu": lambda u: u == 0.0,  # 0, S2-27
}

_ALL = (
    _operator(
        *("+", lambda u, v: u + v),
        (lambda u, v: 1.0, "d(u + v)/du = 1"),
        (lambda u, v: 1.0, "d(u + v)/dv = 1"),
    ),
    _operator(
        *("-", lambda u, v: u - v),
        (lambda u, v: 1.0, "d(u − v)/du = 1"),
        (lambda u, v: -1.0, "d(u − v)/dv = −1"),
    ),
    _operator(
        *("*", lambda u, v: u * v),
        (lambda u, v: v, "d(u v)/du = v"),
        (lambda u, v: u, "d(u v)/dv = u"),
    ),
    _operator(
        *("/", lambda u, v: u / v),
        (lambda u, v: 1.0 / v, "d(u/v)/du = 1/v"),
        (lambda u, v: -(u / v) / v, "d(u/v)/dv = −u/v²"),  # v * v might be 0
    ),
    _operator(
        *("**", _power),
        (_power_by_base, "d(uᵛ)/du = v uᵛ⁻¹"),
        (_power_by_exponent, "d(uᵛ)/dv = uᵛ log u"),
    ),
    _operator(
        *("max", max),
        (_larger, "d max(u, v)/du = 1 if u > v, ½ if u = v"),
        (lambda u, v: _larger(v, u), "d max(u, v)/dv = 1 if v > u, ½ if u = v"),
    ),
    _activation("relu", "d relu(u)/du = 1 if u > 0, else 0"),
    _activation("sigmoid", "dσ(u)/du = σ(u) (1 − σ(u))"),
    _activation("tanh", "d tanh(u)/du = 1 − tanh²(u)"),
    _operator("neg", lambda u: -u, (lambda u: -1.0, "d(−u)/du = −1")),
    _operator("copy", lambda u: u, (lambda u: 1.0, "du/du = 1")),
    _operator("exp", math.exp, (math.exp, "d exp(u)/du = exp(u)")),
    _operator("log", _log, (lambda u: 1.0 / u, "d log(u)/du = 1/u")),
    _operator("sqrt", _sqrt, (lambda u: 0.5 / math.sqrt(u), "d√u/du = 1/(2√u)")),
    _operator("sin", math.sin, (math.cos, "d sin(u)/du = cos(u)")),
    _operator("cos", math.cos, (lambda u: -math.sin(u), "d cos(u)/du = −sin(u)")),
)

OPERATORS: dict[str, Operator] = {operator.symbol: operator for operator in _ALL}
"""The operators by symbol; ``neg`` is the unary minus, ``copy`` a second name."""

FUNCTIONS = ("exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu", "max")
"""The operators that are typed as a name before parentheses."""
