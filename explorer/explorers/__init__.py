"""The explorers: each joins mathematics, pictures and controls for one question."""

from explorer.explorers.train_xor import TrainXor

__all__ = ["TrainXor"]
