"""Presets: named settings in TOML that a lecturer can edit without Python."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "presets"


@dataclass(frozen=True)
class Preset:
    """One entry of ``presets/<explorer>.toml``."""

    name: str
    label: str
    question: str
    values: dict[str, Any]
    errata: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What the status line says when it is opened."""
        return self.question or f"{self.label}."

    def holds(self, settings: Any) -> bool:
        """Whether these settings show it, on whatever tab and at whatever step."""
        return all(
            getattr(settings, name) == value
            for name, value in self.values.items()
            if name not in ("tab", "step")
        )


@lru_cache
def read(explorer: str) -> tuple[Preset, ...]:
    """Return the explorer's presets, in the file's order.

    Raises
    ------
    ValueError
        If the file is not TOML, or an entry lacks ``name``, ``label`` or ``values``.
    """
    path = _FOLDER / f"{explorer}.toml"
    if not path.exists():
        return ()
    try:
        entries = tomllib.loads(path.read_text("utf-8"))["preset"]
        return tuple(
            Preset(
                *(e["name"], e["label"], e.get("question", ""), e["values"]),
                tuple(e.get("errata", ())),
            )
            for e in entries
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as problem:
        message = (
            f"{path.name}: every [[preset]] needs name, label and values: {problem}"
        )
        raise ValueError(message) from None
