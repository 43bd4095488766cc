"""What a student may change in Score the output, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.core.pairings import OUTPUTS
from explorer.exercises import Asked, asked_by
from explorer.explorers._settings import PageSettings
from explorer.language.symbols import lowered
from explorer.state import choice, setting, text, toggle

_QUESTION = asked_by("score")
ASKED = tuple(Asked(_QUESTION.question, (name,)) for name in _QUESTION.names)
"""The question of each loss."""
GUESSES = ("guess_squared", "guess_entropy")
UNITS = ("1", "2", "3")


def _guess(of: int) -> Any:
    return text(
        "",
        read=ASKED[of].tidy,
        longest=30,
        label=f"hardest z, {('½ sq.', 'c.-e.')[of]}",
        help="Say where this loss pushes hardest; then open Push",
    )


def _score_of(unit: int, start: float) -> Any:
    return setting(
        start,
        limits=(-30.0, 30.0),
        range=(-5.0, 5.0),
        step=0.1,
        label=f"score z{lowered(unit)}",
        help=f"Raise or lower the score of class {unit}",
        format={"decimals": 2, "sign": True},
    )


@dataclass(frozen=True)
class ScoreSettings(PageSettings):
    """One output with its target, and three scores with the right class."""

    tab: str = choice(
        "look",
        options=("look", "step", "run"),
        labels={"look": "Loss", "step": "Push", "run": "Softmax"},
        label="view",
        help="Choose what to look at",
    )
    z: float = setting(
        2.0,
        limits=(-30.0, 30.0),
        range=(-8.0, 8.0),
        step=0.1,
        label="z of the output",
        help="Move the output's z; both losses see the same",
        format={"decimals": 2, "sign": True},
    )
    target: str = choice(
        "0", options=("0", "1"), label="target", help="Choose what is right"
    )
    output: str = choice(
        "sigmoid",
        options=OUTPUTS,
        label="output unit",
        help="Choose the activation that the losses stand behind",
    )
    learning_rate: float = setting(
        1.0,
        limits=(1e-3, 100.0),
        range=(0.01, 10.0),
        step=0.02,
        scale="log",
        label="learning rate η",
        help="Let both losses move z from the same start; one arrow key is 5 %",
        format={"digits": 3},
    )
    guess_squared: str = _guess(0)
    guess_entropy: str = _guess(1)
    lost_minus: bool = toggle(
        False,
        label="cross-entropy without its minus",
        help="Show the formula as lecture 3 prints it",
    )
    score_1: float = _score_of(1, 2.0)
    score_2: float = _score_of(2, 1.0)
    score_3: float = _score_of(3, 0.1)
    raised: str = choice(
        "1", options=UNITS, label="raise score", help="Choose which score to raise"
    )
    raise_by: float = setting(
        0.0,
        limits=(-10.0, 10.0),
        range=(0.0, 3.0),
        step=0.1,
        label="raise it by",
        help="Raise that score alone; hollow bars keep the shares of before",
        format={"decimals": 2, "sign": True},
    )
    right: str = choice(
        "3", options=UNITS, label="right class", help="Choose which class is right"
    )
    diagonal: bool = toggle(
        False,
        label="diagonal slopes only",
        help="Leave out the other six slopes, as the table in lecture 3 does",
    )
