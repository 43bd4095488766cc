"""Fit a line: one error, many weights, and how the examples vote."""

from explorer.explorers.fit_a_line.explorer import FitALine
from explorer.explorers.fit_a_line.settings import FitALineSettings

__all__ = ["FitALine", "FitALineSettings"]
