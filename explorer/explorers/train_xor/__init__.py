"""Train XOR: does it always learn?"""

from explorer.explorers.train_xor.explorer import TrainXor
from explorer.explorers.train_xor.settings import TrainXorSettings

__all__ = ["TrainXor", "TrainXorSettings"]
