"""A visual explorer for learning backpropagation.

Drag a weight, the learning rate or the momentum, and every linked picture follows at
once. Start with ``from explorer.explorers import TrainXor``; the mathematics alone is
in :mod:`explorer.core` and needs nothing but numpy.
"""

__version__ = "0.1.0"
