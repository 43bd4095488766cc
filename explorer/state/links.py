"""Settings as a query string, and back from whatever somebody sends.

A link is untrusted. Reading one never fails and takes a bounded time: a value that is
refused keeps what was there and is named in a sentence, unknown keys are named once,
what belongs to the server is passed over in silence. The sentences hold the text as it
came, cut and with everything unprintable escaped; whoever displays them must treat them
as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import quote, unquote_plus

from explorer.language.numbers import parse
from explorer.state.declarations import PRIVATE, Declaration, declared
from explorer.state.page import OPTIONS, Page
from explorer.state.settings import Settings
from explorer.state.short import number, short

S = TypeVar("S", bound=Settings)

_MOST_TEXT = 65_536  # characters that are looked at
_MOST_PAIRS = 400
_MOST_KEY, _MOST_VALUE = 200, 1800  # characters of each, before decoding
_MOST_SENTENCES = 4
_MOST_NAMES, _NAME = 4, 30
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_WHOLE = re.compile(r"[+-]?[0-9]{1,40}")


def to_link(settings: Settings, page: Page | None = None) -> str:
    """Return the settings that differ from the defaults, as a query string.

    Numbers are written as Python's `repr`, never rounded, so that `from_link` returns
    equal settings. What the page hides, locks and enlarges follows.
    """
    asked = page.query() if page else ""
    return "&".join(filter(None, (_query(settings, defaults=False), asked)))


def to_query(settings: Settings) -> str:
    """Return every setting, in declared order, as a query string."""
    return _query(settings, defaults=True)


def from_link(
    settings_type: type[S],
    text: str,
    base: S | None = None,
    *,
    parts: Collection[str] = (),
    presets: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> tuple[S, Page, tuple[str, ...]]:
    """Read a link.

    Parameters
    ----------
    settings_type : type of Settings
    text : str
        A query string, with or without ``?``, or a whole address. Of a key that comes
        twice the last one counts.
    base : Settings, optional
        What holds where the link says nothing; the defaults if left out.
    parts : collection of str
        What ``hide`` may name beside the settings.
    presets : mapping, optional
        The values that ``preset`` may name; they are laid over the base.

    Returns
    -------
    Settings
        With everything that could be understood.
    Page
    tuple of str
        Sentences about what could not; empty if all is well.

    Raises
    ------
    ValueError
        If ``text`` is not a string, or the defaults contradict one another.
    """
    if not isinstance(text, str):
        raise ValueError(f"text must be a query string, got {short(text)}")
    base = settings_type() if base is None else base
    pairs, sentences = _pairs(text)
    known = declared(settings_type)
    page, values, refused = Page(), {}, []
    strangers = []
    preset = pairs.pop("preset", None)
    if preset is not None and preset in presets:
        base, page = base.replace(**presets[preset]), replace(page, preset=preset)
    elif preset is not None:
        known_names = f" There are {', '.join(presets)}." if presets else ""
        refused.append(f"There is no preset {short(preset)}.{known_names}")
    for key, written in pairs.items():
        if key in known:
            try:
                values[key] = known[key].checked(_read(known[key], written))
            except ValueError as problem:
                refused.append(_kept(problem, key, base))
        elif key in OPTIONS:
            names = [*known, *parts] if key == "hide" else list(known)
            page, problems = page.asked(key, written, names)
            refused += problems
        elif not _is_private(key):
            strangers.append(key)
    settings = _joined(base, values, refused)
    return settings, page, tuple(sentences + _few(refused) + _named(strangers))


def _query(settings: Settings, *, defaults: bool) -> str:
    written = []
    for name, declaration in declared(type(settings)).items():
        value = getattr(settings, name)
        if defaults or value != declaration.default:
            written.append(f"{name}={_escaped(value)}")
    return "&".join(written)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def _escaped(value: Any) -> str:
    if isinstance(value, str):
        return quote(value, safe="")
    return _written(value).replace("+", "%2B")  # all that a number can hold


def _pairs(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the pairs of a link, each cut, and what is to be said about its length."""
    sentences = []
    if len(text) > _MOST_TEXT:
        said = f"The link has {len(text)} characters; only {_MOST_TEXT} are read."
        sentences.append(said)
        text = text[:_MOST_TEXT]
    query = text.split("#", 1)[0]
    before, mark, after = query.partition("?")
    if mark and ("=" not in before or "://" in before):
        query = after
    parts = query.split("&", _MOST_PAIRS)
    if len(parts) > _MOST_PAIRS:
        sentences.append(
            f"Only the first {_MOST_PAIRS} parameters of the link are read."
        )
        parts.pop()
    found = {}
    for part in parts:
        key, _, value = part.partition("=")
        if key.strip():
            # a cut key is longer than any field's name, so it stays unknown
            found[unquote_plus(key[:_MOST_KEY])] = _decoded(value)
    return found, sentences


def _decoded(value: str) -> str:
    cut = unquote_plus(value[:_MOST_VALUE]).strip()
    return cut if len(value) <= _MOST_VALUE else cut + "…"


def _read(declaration: Declaration, written: str) -> object:
    """Turn the text of one value into what its declaration can check."""
    name = declaration.name
    if declaration.kind in ("choice", "text"):
        return written
    if declaration.kind == "toggle":
        if written.lower() in _YES:
            return _YES[written.lower()]
        raise ValueError(f"{name} must be true or false, got {short(written)}")
    plain = written.replace(" ", "+")  # the + of 1e+16, where nobody encoded it
    if declaration.kind == "integer" and _WHOLE.fullmatch(plain):
        return int(plain)
    try:
        return parse(plain)
    except ValueError:
        message = f"{name} must be a finite number, got {short(written)}"
        raise ValueError(message) from None


def _kept(problem: ValueError, key: str, base: Settings) -> str:
    stays = getattr(base, key)
    said = number(stays) if type(stays) in (int, float) else _written(stays)
    return f"{str(problem).rstrip('.')}; {key} stays {said}."


def _joined(base: S, values: dict[str, Any], refused: list[str]) -> S:
    """Apply the values; of those that do not go together, as many as possible."""
    try:
        return base.replace(**values)
    except ValueError:
        pass
    settings, left = base, dict(values)
    taken: dict[str, Any] = {}
    problems: dict[str, ValueError] = {}
    progress = True
    while left and progress:
        progress = False
        for key in [name for name in declared(type(base)) if name in left]:
            try:
                settings = base.replace(**taken, **{key: left[key]})
            except ValueError as problem:
                problems[key] = problem
            else:
                taken[key] = left.pop(key)
                progress = True
    refused += [_kept(problems[key], key, base) for key in left]
    return settings


def _is_private(key: str) -> bool:
    """Whether a parameter is the server's, and nobody else's business."""
    name = key.strip().lower()
    return name in PRIVATE or name.startswith("voila-")


def _few(sentences: list[str]) -> list[str]:
    if len(sentences) <= _MOST_SENTENCES:
        return sentences
    more = len(sentences) - _MOST_SENTENCES
    values = "value" if more == 1 else "values"
    return [*sentences[:_MOST_SENTENCES], f"{more} more {values} refused."]


def _named(strangers: list[str]) -> list[str]:
    if not strangers:
        return []
    names = ", ".join(short(name, _NAME) for name in strangers[:_MOST_NAMES])
    more = len(strangers) - _MOST_NAMES
    others = f" and {more} more" if more > 0 else ""
    return [f"Unknown in the link: {names}{others}."]
