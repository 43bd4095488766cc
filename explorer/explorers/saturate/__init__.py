"""Squash and saturate, the explorer that asks why learning stopped."""

from explorer.explorers.saturate.explorer import Saturate
from explorer.explorers.saturate.settings import SaturateSettings

__all__ = ["Saturate", "SaturateSettings"]
