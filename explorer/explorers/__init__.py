"""The explorers: each joins mathematics, pictures and controls for one question."""

from explorer.explorers.downhill import Downhill
from explorer.explorers.train_xor import TrainXor

__all__ = ["Downhill", "TrainXor"]
