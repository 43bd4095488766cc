"""What a student may change in Matrices and check, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.exercises import asked_by
from explorer.explorers.matrices.nets import MOST
from explorer.explorers.matrices.operations import OPERATIONS
from explorer.explorers.matrices.sizes import NetworkSettings, exists, parameters
from explorer.state import choice, setting, text, toggle

ASKED = asked_by("matrices")
WAITS = -7
"""Where the flag of the guess waits, as a power of ten."""
NO_FAULT, WORST = "none", "worst"
FAULTS = {
    NO_FAULT: "none",
    "bias_overwritten": "biases overwritten",
    "assigned": "= for +=",
    "transposed": "Wᵀ: transpose missing",
    "updated_weights": "weights updated too early",
    "half_lost": "the ½ lost",
    "slope_at_h": "φ′ taken at h",
}


@dataclass(frozen=True)
class MatricesSettings(NetworkSettings):
    """A network, the step of its passes that is looked at, and the check."""

    tab: str = choice(
        "look",
        options=("look", "step", "run"),
        labels={"look": "Forms", "step": "Tensor", "run": "Check"},
        label="view",
        help="Choose what to look at",
    )
    operation: str = choice(
        "dW1",
        options=tuple(OPERATIONS),
        labels={name: op.said for name, op in OPERATIONS.items()},
        label="operation",
        help="Choose a step of the two passes",
    )
    step: int = setting(
        0,
        limits=(0, 60),
        range=(0, 4),
        step=1,
        label="entries filled in",
        help="Work out one entry after another",
        format={"decimals": 0},
    )
    examples: int = setting(
        3,
        limits=(1, MOST),
        range=(1, MOST),
        step=1,
        label="examples",
        help="Put more columns side by side",
        format={"decimals": 0},
    )
    reduction: str = choice(
        "sum",
        options=("sum", "mean"),
        label="over the batch",
        help="Choose whether E adds the examples or averages them",
    )
    collapse: int = setting(
        1,
        limits=(0, 3),
        range=(0, 3),
        step=1,
        label="collapse",
        help="Unfold the tensor, drop the zeros, reach the outer product",
        format={"decimals": 0},
    )
    layer: str = choice(
        "1",
        options=("1", "2"),
        label="weights of layer",
        help="Choose whose gradient to write as a product",
    )
    fault: str = choice(
        NO_FAULT,
        options=tuple(FAULTS),
        labels=FAULTS,
        label="slip",
        help="Build a mistake in, and see whether the check finds it",
    )
    biases: bool = toggle(
        False, label="check the biases too", help="Check more than the weights"
    )
    epsilon: float = setting(
        1e-5,
        limits=(1e-13, 0.1),
        range=(1e-13, 0.1),
        step=1.0,
        scale="log",
        label="nudge ε",
        help="Nudge each parameter by more or less; one arrow key is a power of ten",
        format={"digits": 2},
    )
    compare: str = choice(
        "here",
        options=("here", "sweep", "train"),
        labels={
            "here": "error at this ε",
            "sweep": "error at every ε",
            "train": "200 training steps",
        },
        label="on the right",
        help="Sweep every nudge, or train with this program anyway",
    )
    chosen: str = choice(
        WORST,
        options=(WORST, *parameters()),
        labels={WORST: "the worst one"},
        label="parameter below",
        help="Choose whose difference is written out; or press its line",
    )
    prediction: str = text(
        "",
        read=ASKED.tidy,
        longest=20,
        label="guess: best log₁₀ ε",
        help="Guess before you show the error at every ε",
    )

    def normalised(self) -> dict[str, Any]:
        """Train what COMP755 trained; keep a step and a parameter that there are."""
        network = "comp755" if self.compare == "train" else self.network
        sizes = self.sizes_of(network)
        found: dict[str, Any] = {"network": network}
        if self.step > (most := OPERATIONS[self.operation].count(sizes)):
            found["step"] = most
        if self.chosen != WORST and not exists(self.chosen, sizes):
            found["chosen"] = WORST
        return found
