"""Matrices and check: one step in four forms, and whether its gradient is true."""

from explorer.explorers.matrices.explorer import Matrices

__all__ = ["Matrices"]
