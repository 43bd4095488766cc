"""What a student may change in Chain, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.core.graph_values import evaluate
from explorer.exercises import asked_by
from explorer.explorers._settings import PageSettings
from explorer.explorers.chain.typed import MOST_INPUTS, graph_of, read_graph
from explorer.state import choice, setting, text, toggle

ASKED = asked_by("chain")
INPUTS = tuple(f"input_{k + 1}" for k in range(MOST_INPUTS))
_ORDER = ("first", "second", "third")


def _input(order: str) -> Any:
    return setting(
        1.0,
        limits=(-1e6, 1e6),
        range=(-3.0, 3.0),
        step=0.1,
        label=f"{order} input",
        help="Move this input and watch every number follow",
        format={"decimals": 2, "sign": True},
    )


@dataclass(frozen=True)
class ChainSettings(PageSettings):
    """A graph in words, its inputs, a nudge, and what is looked at."""

    tab: str = choice(
        "look",
        options=("look", "step", "run"),
        labels={"look": "Nudge", "step": "Two ways", "run": "Paths"},
        label="view",
        help="Choose what to look at",
    )
    expression: str = text(
        "y = x + x**3; z = y**2",
        read=read_graph,
        longest=160,
        label="graph: name = expression; …",
        help="Type boxes, the output last, and press Enter; a power is **",
    )
    input_1: float = _input("first")
    input_2: float = _input("second")
    input_3: float = _input("third")
    by: str = choice(
        "1",
        options=("1", "2", "3"),
        labels=dict(zip("123", (f"{order} input" for order in _ORDER), strict=True)),
        label="wiggle",
        help="Choose the input that is nudged",
    )
    step: int = setting(
        0,
        limits=(0, 6),
        range=(0, 2),
        label="boxes passed",
        help="Let the nudge travel, box by box",
    )
    nudge: float = setting(
        0.001,
        limits=(1e-6, 10.0),
        range=(1e-4, 1.0),
        step=0.1,
        scale="log",
        label="nudge",
        help="Change the input by this much",
    )
    prediction: str = text(
        "",
        read=ASKED.tidy,
        longest=60,
        label="guess: nudge at the end",
        help="Guess before you let it travel; leave it empty to skip",
    )
    path: int = setting(
        0,
        limits=(0, 40),
        range=(0, 4),
        label="path",
        help="Follow one path from the input to the output; 0 is all",
    )
    learning_rate: float = setting(
        0.01,
        limits=(1e-6, 100.0),
        range=(1e-4, 1.0),
        scale="log",
        label="learning rate",
        help="Scale the step against the slope",
    )
    evaluated: bool = toggle(
        True, label="with numbers", help="Put numbers right of the bar"
    )
    backward: bool = toggle(
        True, label="what came back", help="Show the products of slopes on the wires"
    )

    def normalised(self) -> dict[str, object]:
        """Keep the nudge, the path and the chosen input inside the graph."""
        graph = graph_of(self.expression)
        return {
            "by": self.by if int(self.by) <= len(graph.inputs) else "1",
            "step": min(self.step, len(graph.boxes)),
        }

    def check_together(self) -> None:
        """Refuse inputs at which a box has no value."""
        evaluate(graph_of(self.expression), self.inputs)

    @property
    def guessing(self) -> bool:
        """Whether the nudge still travels: what comes of it is not shown yet."""
        return self.tab == "look" and self.step < len(graph_of(self.expression).boxes)

    @property
    def inputs(self) -> dict[str, float]:
        """The values of the graph's inputs by their names."""
        names = graph_of(self.expression).inputs
        return {name: getattr(self, field) for field, name in zip(INPUTS, names)}  # noqa: B905 (the graph may have fewer)
