"""The explorers: each joins mathematics, pictures and controls for one question.

Only the one that is asked for is imported: a page waits for nothing else.
"""

from importlib import import_module
from typing import Any

from explorer.language.catalogue import EXPLORERS

_modules = {entry.class_name: entry.module for entry in EXPLORERS if entry.available}
__all__ = list(_modules)


def __getattr__(name: str) -> Any:
    if name not in _modules:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_modules[name]}"), name)
