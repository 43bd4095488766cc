"""Score the output: what two losses tell the last layer."""

from explorer.explorers.score.explorer import Score

__all__ = ["Score"]
