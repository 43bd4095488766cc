"""What a student may change in Train XOR, in the order of the controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.core.losses import REDUCTIONS
from explorer.core.network import check_pairing, parameter_names
from explorer.core.starts import xavier
from explorer.core.training import METHODS
from explorer.explorers._settings import PageSettings, tabs
from explorer.language.symbols import parameter
from explorer.state import choice, setting, toggle

SIZES = (2, 2, 1)
NOISY_EXAMPLES = 200
PARAMETERS = parameter_names(SIZES)
_WORDS = {name: parameter(name) for name in PARAMETERS}
_ACTIVATIONS = ("linear", "sigmoid", "tanh", "relu")
_START = dict(zip(PARAMETERS, (float(v) for v in xavier(SIZES, seed=3)), strict=True))


def _parameter(name: str) -> Any:
    kind = "weight" if name.startswith("W") else "bias"
    return setting(
        round(_START[name], 2),
        limits=(-1e6, 1e6),
        range=(-6.0, 6.0),
        step=0.05,
        label=f"{kind} {_WORDS[name]}",
        help=f"Move {_WORDS[name]}; after the first step this starts a new run",
        format={"decimals": 2, "sign": True},
    )


@dataclass(frozen=True)
class TrainXorSettings(PageSettings):
    """A network, data, a method, a start, and what is looked at."""

    tab: str = tabs("step")
    data: str = choice(
        "xor",
        options=("xor", "noisy", "comp755"),
        labels={
            "xor": "four corners",
            "noisy": "noisy corners (200)",
            "comp755": "COMP755's 1000",
        },
        label="data",
        help="Choose the examples",
    )
    noise: float = setting(
        0.1,
        limits=(0.0, 2.0),
        range=(0.0, 0.5),
        step=0.01,
        label="noise",
        help="Spread the noisy corners",
        format={"decimals": 2},
    )
    activation_1: str = choice(
        "sigmoid", options=_ACTIVATIONS, label="hidden φ", help="Bend the hidden units"
    )
    activation_2: str = choice(
        "sigmoid", options=_ACTIVATIONS, label="output φ", help="Bend the output unit"
    )
    loss: str = choice(
        "half_squared",
        options=("half_squared", "binary_cross_entropy"),
        labels={
            "half_squared": "½ squared error",
            "binary_cross_entropy": "cross-entropy",
        },
        label="loss E",
        help="Choose what is minimised",
    )
    reduction: str = choice(
        "sum",
        options=REDUCTIONS,
        labels={"sum": "sum over examples", "mean": "mean over examples"},
        label="E is the",
        help="Choose how the examples' losses are joined",
    )
    method: str = choice(
        "momentum",
        options=METHODS,
        labels={
            "gradient_descent": "gradient descent",
            "momentum": "momentum",
            "nesterov": "Nesterov",
        },
        label="method",
        help="Choose how a gradient becomes a step",
    )
    learning_rate: float = setting(
        0.5,
        limits=(1e-6, 1e4),
        range=(0.01, 30.0),
        step=0.02,
        scale="log",
        label="learning rate η",
        help="Scale every step; one arrow key is 5 %",
        format={"digits": 3},
    )
    momentum: float = setting(
        0.8,
        limits=(0.0, 0.999),
        range=(0.0, 0.99),
        step=0.01,
        label="momentum α",
        help="Keep this much of the previous step",
        format={"decimals": 2},
    )
    batch: str = choice(
        "all",
        options=("all", "1", "2", "10", "100"),
        labels={"all": "all examples", "1": "1 (online)"},
        label="batch",
        help="Choose how many examples one step sees",
    )
    seed: int = setting(
        1,
        limits=(0, 2**31 - 1),
        range=(0, 99),
        step=1,
        label="seed",
        help="Draw the noise and the order of the batches anew",
        format={"decimals": 0},
    )
    steps: int = setting(
        300,
        limits=(1, 5000),
        range=(10, 1000),
        step=10,
        label="steps in the run",
        help="Choose how far to train",
        format={"decimals": 0},
    )
    step: int = setting(
        0,
        limits=(0, 5000),
        range=(0, 300),
        step=1,
        label="step",
        help="Move through the run",
        format={"decimals": 0},
    )
    example: int = setting(
        2,
        limits=(1, 1000),
        range=(1, 4),
        step=1,
        label="example",
        help="Choose the example whose numbers are shown",
        format={"decimals": 0},
    )
    horizontal: str = choice(
        "W2_11", options=PARAMETERS, labels=_WORDS, label="across", help="Put it on x"
    )
    vertical: str = choice(
        "W2_12", options=PARAMETERS, labels=_WORDS, label="up", help="Put it on y"
    )
    edge: str = choice(
        "W1_12",
        options=PARAMETERS,
        labels=_WORDS,
        label="explained weight",
        help="Choose the weight whose gradient is taken apart",
    )
    solid: bool = toggle(
        False, label="surface in 3-D", help="Lift the loss surface off the page"
    )
    log_loss: bool = toggle(
        False, label="log scale for the loss", help="Spread out the small losses"
    )
    W1_11: float = _parameter("W1_11")
    W1_12: float = _parameter("W1_12")
    W1_21: float = _parameter("W1_21")
    W1_22: float = _parameter("W1_22")
    b1_1: float = _parameter("b1_1")
    b1_2: float = _parameter("b1_2")
    W2_11: float = _parameter("W2_11")
    W2_12: float = _parameter("W2_12")
    b2_1: float = _parameter("b2_1")

    @property
    def start(self) -> tuple[float, ...]:
        """The parameters at step 0, in the order of `PARAMETERS`."""
        return tuple(getattr(self, name) for name in PARAMETERS)

    @property
    def examples(self) -> int:
        """How many examples there are."""
        return {"xor": 4, "noisy": NOISY_EXAMPLES, "comp755": 1000}[self.data]

    def normalised(self) -> dict[str, object]:
        """Keep the shown step inside the run, and the example inside the data."""
        return {
            "step": min(self.step, self.steps),
            "example": min(self.example, self.examples),
        }

    def check_together(self) -> None:
        """Refuse a loss that the output cannot have, and one weight on both axes."""
        check_pairing(self.loss, self.activation_2)
        if self.horizontal == self.vertical:
            name = _WORDS[self.horizontal]
            raise ValueError(f"the two axes must be two parameters, both are {name}")
