"""Backprop by hand: both passes of one example, one operation after another."""

from explorer.explorers.by_hand.explorer import ByHand
from explorer.explorers.by_hand.settings import ByHandSettings

__all__ = ["ByHand", "ByHandSettings"]
