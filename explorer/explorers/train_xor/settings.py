"""What a student may change in Train XOR, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.network import check_pairing
from explorer.exercises import asked_by
from explorer.explorers.train_xor.learning import LearningSettings
from explorer.explorers.train_xor.parameters import NAMES, PARAMETERS, WORDS
from explorer.state import choice, setting, text, toggle

ASKED = asked_by("train_xor")
SEEDS = 100
"""In the gallery."""
_AXES = ("W2_11", "W2_12", "b2_1")  # the first that the network has


def _seeds(said: str) -> str:
    """Read how many seeds somebody expects; nothing skips it."""
    tidy = ASKED.tidy(said)
    if not tidy:
        return ""
    number = float(tidy)
    if not (0 <= number <= SEEDS and number.is_integer()):
        raise ValueError(f"of {SEEDS} starts, a whole number from 0 to {SEEDS}")
    return str(int(number))


def _named(default: str, label: str, help: str) -> str:
    named: str = choice(
        default, options=PARAMETERS, labels=WORDS, label=label, help=help
    )
    return named


@dataclass(frozen=True)
class TrainXorSettings(LearningSettings):
    """A network, data, a method, a start, and what is looked at."""

    step: int = setting(
        0, limits=(0, 5000), range=(0, 300), step=1, label="step",
        help="Move through the run", format={"decimals": 0},
    )  # fmt: skip
    example: int = setting(
        2, limits=(1, 1000), range=(1, 4), step=1, label="example",
        help="Choose the example whose numbers are shown", format={"decimals": 0},
    )  # fmt: skip
    horizontal: str = _named("W2_11", "across", "Put it on x")
    vertical: str = _named("W2_12", "up", "Put it on y")
    edge: str = _named(
        "W1_12", "explained weight", "Choose the weight whose gradient is taken apart"
    )
    votes: bool = toggle(
        False, label="each example's arrow",
        help="Draw what every example of the batch asks for, head to tail",
    )  # fmt: skip
    against: str = choice(
        "updates", options=("updates", "epochs", "examples"), label="loss against",
        labels={"examples": "examples seen"}, help="Choose what the loss is drawn over",
    )  # fmt: skip
    compare: bool = toggle(
        False, label="other batches too",
        help="Draw the same start with other batches: online, ten, all",
    )  # fmt: skip
    solid: bool = toggle(
        False, label="surface in 3-D", help="Lift the loss surface off the page"
    )
    log_loss: bool = toggle(
        False, label="log scale for the loss", help="Spread out the small losses"
    )
    prediction: str = text(
        "", label="guess: solved", help=ASKED.question,
        longest=20, read=_seeds,
    )  # fmt: skip
    drawn: str = choice(
        "normal", options=("normal", "xavier"), label=f"the {SEEDS} starts",
        labels={"normal": "Normal(0, 1)", "xavier": "Xavier"},
        help="Just shoot: choose from which bell the gallery's starts are drawn",
    )  # fmt: skip
    train_all: bool = toggle(
        False, label=f"train all {SEEDS}",
        help="Train a network from every seed on the four corners",
    )  # fmt: skip

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that the network has."""
        return NAMES[self.hidden]

    @property
    def start(self) -> tuple[float, ...]:
        """The parameters at step 0, in the order of `names`."""
        return tuple(getattr(self, name) for name in self.names)

    @property
    def examples(self) -> int:
        """How many examples there are."""
        return {"xor": 4, "noisy": self.amount, "comp755": 1000}[self.data]

    def normalised(self) -> dict[str, object]:
        """Keep step, example and named parameters inside run, data and network."""
        names = self.names
        across, up = self.horizontal, self.vertical
        free = [name for name in _AXES if name in names and name not in (across, up)]
        if across not in names:
            across = free.pop(0)
        if up not in names:
            up = free.pop(0)
        both = self.sampling == "priority" and self.batch == "1"
        return {
            "step": min(self.step, self.steps),
            "example": min(self.example, self.examples),
            "horizontal": across,
            "vertical": up,
            "edge": self.edge if self.edge in names else "W1_12",
            "batch": "2" if both else self.batch,  # two pools, an example of each
        }

    def check_together(self) -> None:
        """Refuse a loss that the output cannot have, and one weight on both axes."""
        check_pairing(self.loss, self.activation_2)
        if self.horizontal == self.vertical:
            name = WORDS[self.horizontal]
            raise ValueError(f"the two axes must be two parameters, both are {name}")
