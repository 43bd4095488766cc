"""What the decks' own examples expect beyond what their form has, item by item.

Each function computes from ``given`` with the core; nothing here knows an answer.
"""

from __future__ import annotations

from explorer.decks.forms import Told
from explorer.decks.recomputed import (
    activations,
    by_hand,
    layers,
    listing,
    neuron,
    steering,
    training,
)

RECOMPUTED: dict[str, Told] = {
    **activations.TOLD,
    **by_hand.TOLD,
    **layers.TOLD,
    **listing.TOLD,
    **neuron.TOLD,
    **steering.TOLD,
    **training.TOLD,
}
"""By an example's id: from what it gives to values by name."""
