"""Chain, the explorer that asks how a nudge of x arrives at z."""

from explorer.explorers.chain.explorer import Chain
from explorer.explorers.chain.settings import ChainSettings

__all__ = ["Chain", "ChainSettings"]
