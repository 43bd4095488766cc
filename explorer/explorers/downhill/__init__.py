"""Downhill: one weight, one curve, and steps against the slope."""

from explorer.explorers.downhill.explorer import Downhill
from explorer.explorers.downhill.settings import DownhillSettings

__all__ = ["Downhill", "DownhillSettings"]
