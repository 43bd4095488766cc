"""Settings are declared once; everything else about them is read from here."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import numbers
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

from explorer.state.short import number, short

_KEY = "explorer"

PRIVATE = frozenset({"token", "_xsrf", "theme", "template"})
"""Parameters of a link that are the server's; so is every ``voila-…``."""

RESERVED = PRIVATE | {"look", "mode", "hide", "lock", "preset", "drag", "undoable"}
"""Names that a field must not have: the server's, the page's and the store's."""


@dataclass(frozen=True)
class Declaration:
    """One setting: what is legal, and how its control looks.

    Attributes
    ----------
    name : str
        The field's name, also the key in a link.
    kind : {"number", "integer", "choice", "toggle", "text"}
    default : object
    label, help : str
        What the control is called, and what it is for (starts with a verb).
    limits : (float, float)
        What is legal, both ends included. Numbers only, as are the next four.
    range : (float, float)
        What the slider spans; it widens when a value lies outside.
    step : float
        One press of an arrow key; in decades on a logarithmic scale.
    scale : {"linear", "log"}
    format : dict
        ``{"decimals": 2, "sign": True}`` or ``{"digits": 3}``.
    options : tuple of str
        The words of a choice.
    labels : dict
        What an option is called where its own name will not do.
    longest : int
        Characters of a text.
    read : callable
        Takes a text and returns it as it is to be stored, or raises ValueError.
    """

    name: str
    kind: str
    default: Any
    label: str
    help: str
    limits: tuple[float, float] = (-math.inf, math.inf)
    range: tuple[float, float] = (-math.inf, math.inf)
    step: float = 1.0
    scale: str = "linear"
    format: dict[str, Any] = dataclasses.field(default_factory=dict)
    options: tuple[str, ...] = ()
    labels: dict[str, str] = dataclasses.field(default_factory=dict)
    longest: int = 0
    read: Callable[[str], str] = str.strip

    def checked(self, value: object) -> Any:
        """Return the value as this setting stores it.

        Raises
        ------
        ValueError
            One sentence with the setting's name, the rule and the value.
        """
        if self.kind == "toggle":
            if isinstance(value, bool):
                return value
            raise ValueError(f"{self.name} must be True or False, got {short(value)}")
        if self.kind == "choice":
            return self._checked_option(value)
        if self.kind == "text":
            return self._checked_text(value)
        return self._checked_number(value)

    def _checked_option(self, value: object) -> str:
        if isinstance(value, str) and value in self.options:
            return str(value)
        known = ", ".join(self.options)
        message = f"{self.name} must be one of {known}; got {short(value)}"
        raise ValueError(message)

    def _checked_text(self, value: object) -> str:
        if not isinstance(value, str):
            raise ValueError(f"{self.name} must be a text, got {short(value)}")
        if len(value) > self.longest:
            rule = f"must have at most {self.longest} characters"
            last = short(value[max(0, self.longest - 12) : self.longest])
            raise ValueError(f"{self.name} {rule}; it is too long after {last}")
        return self.read(value)

    def _checked_number(self, value: object) -> float:
        low, high = self.limits
        if type(value) is float and self.kind == "number" and low <= value <= high:
            return value + 0.0  # −0.0 becomes 0.0
        real: float = math.nan
        if isinstance(value, numbers.Real) and not isinstance(value, bool):
            with contextlib.suppress(OverflowError):
                real = float(value)
        if not math.isfinite(real):
            message = f"{self.name} must be a finite number, got {short(value)}"
            raise ValueError(message)
        if self.kind == "integer":
            if not real.is_integer():
                message = f"{self.name} must be a whole number, got {short(value)}"
                raise ValueError(message)
            # float has rounded the large ones
            real = int(value) if isinstance(value, numbers.Integral) else int(real)
        if not low <= real <= high:
            rule = f"must lie in [{number(low)}, {number(high)}]"
            raise ValueError(f"{self.name} {rule}, got {short(value)}")
        return real + 0.0 if self.kind == "number" else real


def setting(
    default: float,
    *,
    limits: tuple[float, float],
    label: str,
    help: str = "",
    range: tuple[float, float] | None = None,
    step: float | None = None,
    scale: str = "linear",
    format: Mapping[str, Any] | None = None,
) -> Any:
    """Declare a number; an int as default makes it a whole number.

    Parameters
    ----------
    default : float or int
    limits : (low, high)
        What is legal, both ends included.
    label, help : str
    range : (low, high), optional
        What the slider spans; the limits by default.
    step : float, optional
        One press of an arrow key; by default 1 for whole numbers, a hundredth of the
        range, or 0.02 decades on a logarithmic scale.
    scale : {"linear", "log"}
    format : mapping, optional
        ``{"decimals": 2, "sign": True}`` or ``{"digits": 3}``.

    Returns
    -------
    Any
        A dataclass field.

    Raises
    ------
    ValueError
        If the declaration contradicts itself.
    """
    whole = isinstance(default, int) and not isinstance(default, bool)
    span = limits if range is None else range
    if step is None:
        step = 1.0 if whole else 0.02 if scale == "log" else (span[1] - span[0]) / 100
    if format is None:
        format = {"decimals": 0} if whole else {"digits": 3}
    if scale not in ("linear", "log"):
        raise ValueError(f"{label}: scale must be linear or log, got {short(scale)}")
    if not limits[0] <= span[0] < span[1] <= limits[1]:
        raise ValueError(f"{label}: range must lie in limits {limits}, got {span}")
    if scale == "log" and not span[0] > 0:
        raise ValueError(f"{label}: a log scale needs a range above 0, got {span}")
    if not 0 < step < math.inf:
        raise ValueError(f"{label}: step must be positive, got {step}")
    return _field(
        kind="integer" if whole else "number",
        default=default,
        label=label,
        help=help,
        limits=limits,
        range=span,
        step=step,
        scale=scale,
        format=dict(format),
    )


def choice(
    default: str,
    *,
    options: Sequence[str],
    label: str,
    help: str = "",
    labels: Mapping[str, str] | None = None,
) -> Any:
    """Declare one of a few words; ``labels`` says what they are called on screen."""
    words = dict(labels or {})
    strange = sorted(set(words) - set(options))
    if strange:
        raise ValueError(f"{label}: labels for unknown options {', '.join(strange)}")
    return _field(
        kind="choice",
        default=default,
        label=label,
        help=help,
        options=tuple(options),
        labels={option: words.get(option, option) for option in options},
    )


def toggle(default: bool, *, label: str, help: str = "") -> Any:
    """Declare a yes or no."""
    return _field(kind="toggle", default=default, label=label, help=help)


def text(
    default: str,
    *,
    read: Callable[[str], str] = str.strip,
    longest: int = 200,
    label: str,
    help: str = "",
) -> Any:
    """Declare a text that means something: an expression, a list of points.

    Parameters
    ----------
    default : str
    read : callable
        Takes the text and returns it as it is stored and shown; raises ValueError with
        one sentence if it means nothing. What it returns must be read as itself.
    longest : int
        Characters, at most.
    label, help : str
    """
    return _field(
        kind="text", default=default, label=label, help=help, read=read, longest=longest
    )


def _field(**facts: Any) -> Any:
    declaration = Declaration(name=str(facts["label"]), **facts)
    default = declaration.checked(facts["default"])
    declaration = dataclasses.replace(declaration, default=default)
    return dataclasses.field(default=default, metadata={_KEY: declaration})


def declared(settings_type: type[Any]) -> Mapping[str, Declaration]:
    """Return the declarations of a settings class by name, in declared order.

    Raises
    ------
    TypeError
        If a field was not declared with `setting`, `choice`, `toggle` or `text`.
    """
    known = _READ.get(settings_type)
    if known is None:
        known = _READ[settings_type] = MappingProxyType(_read(settings_type))
    return known


_READ: WeakKeyDictionary[type[Any], Mapping[str, Declaration]] = WeakKeyDictionary()


def _read(settings_type: type[Any]) -> dict[str, Declaration]:
    found: dict[str, Declaration] = {}
    kind = settings_type.__name__
    if any(isinstance(v, dataclasses.Field) for v in vars(settings_type).values()):
        raise TypeError(f"{kind} must be decorated with @dataclass(frozen=True)")
    for field in dataclasses.fields(settings_type):
        declaration = field.metadata.get(_KEY)
        if declaration is None:
            message = f"{kind}.{field.name} is not declared"
            raise TypeError(f"{message}; use setting(), choice(), toggle() or text()")
        if field.name in RESERVED:
            raise TypeError(f"{kind}.{field.name} has a name that is used otherwise")
        found[field.name] = dataclasses.replace(declaration, name=field.name)
    return found
