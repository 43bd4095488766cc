"""Slices: a surface over two variables, cut along each of them."""

from explorer.explorers.slices.explorer import Slices
from explorer.explorers.slices.settings import SlicesSettings

__all__ = ["Slices", "SlicesSettings"]
