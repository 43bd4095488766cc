"""An explorer without a past: what its settings alone make, and what is nonsense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from explorer import explorers
from explorer.language.catalogue import Entry
from explorer.widgets.frame import Pixels

Texts = Mapping[tuple[str, str], str]
_WRONG = re.compile(r"\b(nan|NaN|inf|Infinity|undefined|null|could not be shown)\b")
_TYPED = re.compile(r"'[^']*'")  # repeated in an answer to it


def fresh(
    entry: Entry, query: str, width: int, height: int, look: str = "light"
) -> tuple[Texts, Pixels]:
    """Return texts and pixels of an explorer that is opened with these settings."""
    made = getattr(explorers, entry.class_name).from_link(query)
    made.canvas.send = lambda *_, **__: None
    opening = {"width": width, "height": height, "ratio": 1, "look": look}
    made.canvas.receive({"kind": "open", "view": "fresh", **opening})
    while made.unfinished:
        made.go_on()
    texts = {(v.name, n): t for v in made.views.values() for n, t in v.texts()}
    return texts, made.canvas.figure_pixels


def different(ours: Texts, theirs: Texts) -> str:
    """Name up to three texts that are not the same."""
    names = [n for n in ours.keys() | theirs if ours.get(n) != theirs.get(n)]
    pairs = [(n, ours.get(n), theirs.get(n)) for n in sorted(names)[:3]]
    return f"texts of the past: {pairs}" if pairs else ""


def nonsense(texts: Iterable[str]) -> list[str]:
    """Return the texts that show what no student should see.

    >>> nonsense(["z = nan", "'nan' is not a number", "finance"])
    ["on screen: 'z = nan'"]
    """
    return [
        f"on screen: {t!r}" for t in texts if _WRONG.search(_TYPED.sub("", t or ""))
    ]
