"""The weights and biases of Train XOR, a field each, for up to eight hidden units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.core.parameters import parameter_names
from explorer.core.starts import xavier
from explorer.explorers._settings import PageSettings, tabs
from explorer.language.symbols import parameter
from explorer.state import setting


def sizes(hidden: int) -> tuple[int, int, int]:
    """Return the network's sizes."""
    return 2, hidden, 1


MOST_HIDDEN = 8
NAMES = {n: parameter_names(sizes(n)) for n in range(1, MOST_HIDDEN + 1)}
"""The parameters of a network by its hidden units."""
FEW = NAMES[2]
"""Of the network that the page opens with, and of the decks."""
PARAMETERS = NAMES[MOST_HIDDEN]
"""Of the largest network."""
WORDS = {name: parameter(name) for name in PARAMETERS}
_START = {
    **dict(zip(PARAMETERS, xavier(sizes(MOST_HIDDEN), seed=3).tolist(), strict=True)),
    **dict(zip(FEW, xavier(sizes(2), seed=3).tolist(), strict=True)),
}


def _parameter(name: str) -> Any:
    kind = "weight" if name.startswith("W") else "bias"
    return setting(
        round(_START[name], 2),
        limits=(-1e6, 1e6),
        range=(-6.0, 6.0),
        step=0.05,
        label=f"{kind} {WORDS[name]}",
        help=f"Move {WORDS[name]}; after the first step this starts a new run",
        format={"decimals": 2, "sign": True},
    )


@dataclass(frozen=True)
class ParameterSettings(PageSettings):
    """The start of a run; what a smaller network does not have is left alone."""

    tab: str = tabs("step", seeds="Seeds", replay="Replay")
    W1_11: float = _parameter("W1_11")
    W1_12: float = _parameter("W1_12")
    W1_21: float = _parameter("W1_21")
    W1_22: float = _parameter("W1_22")
    W1_31: float = _parameter("W1_31")
    W1_32: float = _parameter("W1_32")
    W1_41: float = _parameter("W1_41")
    W1_42: float = _parameter("W1_42")
    W1_51: float = _parameter("W1_51")
    W1_52: float = _parameter("W1_52")
    W1_61: float = _parameter("W1_61")
    W1_62: float = _parameter("W1_62")
    W1_71: float = _parameter("W1_71")
    W1_72: float = _parameter("W1_72")
    W1_81: float = _parameter("W1_81")
    W1_82: float = _parameter("W1_82")
    b1_1: float = _parameter("b1_1")
    b1_2: float = _parameter("b1_2")
    b1_3: float = _parameter("b1_3")
    b1_4: float = _parameter("b1_4")
    b1_5: float = _parameter("b1_5")
    b1_6: float = _parameter("b1_6")
    b1_7: float = _parameter("b1_7")
    b1_8: float = _parameter("b1_8")
    W2_11: float = _parameter("W2_11")
    W2_12: float = _parameter("W2_12")
    W2_13: float = _parameter("W2_13")
    W2_14: float = _parameter("W2_14")
    W2_15: float = _parameter("W2_15")
    W2_16: float = _parameter("W2_16")
    W2_17: float = _parameter("W2_17")
    W2_18: float = _parameter("W2_18")
    b2_1: float = _parameter("b2_1")
