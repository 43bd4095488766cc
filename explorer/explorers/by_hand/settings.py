"""What a student may change in Backprop by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.exercises import asked_by
from explorer.explorers._settings import PageSettings, guess, said_by, tabs
from explorer.explorers.by_hand.nets import NAMES, nets
from explorer.explorers.by_hand.typed import read_answers, read_numbers
from explorer.language.symbols import parameter
from explorer.state import choice, setting, text, toggle

ASKED = asked_by("by_hand")
NO_EDGE = "none"
EDGES = tuple(
    dict.fromkeys(n for net in nets().values() for n in net.network.parameter_names)
)


@dataclass(frozen=True)
class ByHandSettings(PageSettings):
    """A network, how far it is worked out, and what is left to the student."""

    tab: str = tabs("step")
    network: str = choice(
        "relu",
        options=tuple(NAMES),
        labels=NAMES,
        label="network",
        help="Choose what to work through",
    )
    step: int = setting(
        0,
        limits=(0, 60),
        range=(0, 28),
        step=1,
        label="row",
        help="Work out one row after another",
        format={"decimals": 0},
    )
    level: int = setting(
        0,
        limits=(0, 4),
        range=(0, 4),
        step=1,
        label="blanks",
        help="0 none; 1 the update, 2 + gradients, 3 + hidden δ, 4 every row",
        format={"decimals": 0},
    )
    learning_rate: float = setting(
        1.0,
        limits=(1e-3, 10.0),
        range=(0.01, 2.0),
        step=0.02,
        scale="log",
        label="learning rate η",
        help="Scale the update; one arrow key is 5 %",
        format={"digits": 3},
    )
    layers: str = choice(
        "all",
        options=("all", "last"),
        labels={"all": "all layers", "last": "the last layer only"},
        label="update",
        help="Choose which weights the update moves",
    )
    biases: bool = toggle(
        False, label="biases move too", help="Work out and update the biases as well"
    )
    edge: str = choice(
        NO_EDGE,
        options=(NO_EDGE, *EDGES),
        labels={NO_EDGE: "all edges", **{name: parameter(name) for name in EDGES}},
        label="one edge at a time",
        help="Strike out every row that this weight does not need",
    )
    differences: bool = toggle(
        False,
        label="show the finite differences",
        help="Write the measured derivative beside the computed one",
    )
    example: int = setting(
        1,
        limits=(1, 4),
        range=(1, 4),
        step=1,
        label="example",
        help="Choose a row of the data; only C has more than one",
        format={"decimals": 0},
    )
    seed: int = setting(
        0,
        limits=(0, 99),
        range=(0, 99),
        step=1,
        label="numbers from the pool",
        help="Draw other numbers; 0 keeps the deck's",
        format={"decimals": 0},
    )
    numbers: str = text(
        "",
        read=read_numbers,
        longest=300,
        label="own numbers, W1_11=0.5; x_1=2",
        help="Write your own over the network's; leave it empty for none",
    )
    answers: str = text(
        "",
        read=read_answers,
        longest=2000,
        label="your answers, all of them",
        help="What stands in the ledger's boxes; empty it to start again",
    )
    prediction: str = guess(
        ASKED.words,
        "guess: output's δ is",
        "Guess before you step back",
    )

    def normalised(self) -> dict[str, Any]:
        """Keep an example and an edge that the network has."""
        net = nets()[self.network]
        edge = self.edge if self.edge in net.network.parameter_names else NO_EDGE
        return {"example": min(self.example, len(net.x)), "edge": edge}

    @property
    def said(self) -> str:
        """The sign that was guessed; empty if none was."""
        return said_by(self.prediction)
