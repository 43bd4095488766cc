"""Train XOR, the explorer that asks whether a network always learns."""

from explorer.explorers.train_xor.explorer import TrainXor
from explorer.explorers.train_xor.settings import TrainXorSettings

__all__ = ["TrainXor", "TrainXorSettings"]
