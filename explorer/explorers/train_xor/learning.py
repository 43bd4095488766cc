"""What Train XOR's runs depend on beside the start: data, network, method, batches."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.losses import REDUCTIONS
from explorer.core.stopping import NORMS
from explorer.core.training import METHODS
from explorer.explorers.train_xor.parameters import MOST_HIDDEN, ParameterSettings
from explorer.state import choice, setting, toggle

_ACTIVATIONS = ("linear", "sigmoid", "tanh", "relu")
_WHOLE = {"decimals": 0}


@dataclass(frozen=True)
class LearningSettings(ParameterSettings):
    """Equal values here and in the start, equal runs."""

    data: str = choice(
        "xor", options=("xor", "noisy", "comp755"), label="data",
        labels={"xor": "four corners", "noisy": "noisy corners",
                "comp755": "COMP755's 1000"},
        help="Choose the examples",
    )  # fmt: skip
    amount: int = setting(
        200, limits=(4, 1000), range=(4, 400), step=4, label="noisy corners",
        help="Choose how many noisy corners there are", format=_WHOLE,
    )  # fmt: skip
    noise: float = setting(
        0.1, limits=(0.0, 2.0), range=(0.0, 0.5), step=0.01, label="noise",
        help="Spread the noisy corners", format={"decimals": 2},
    )  # fmt: skip
    hidden: int = setting(
        2, limits=(1, MOST_HIDDEN), label="hidden units",
        help="Choose how many hidden units there are",
    )  # fmt: skip
    activation_1: str = choice(
        "sigmoid", options=_ACTIVATIONS, label="hidden φ", help="Bend the hidden units"
    )
    activation_2: str = choice(
        "sigmoid", options=_ACTIVATIONS, label="output φ", help="Bend the output unit"
    )
    loss: str = choice(
        "half_squared", options=("half_squared", "binary_cross_entropy"),
        labels={"half_squared": "½ squared error",
                "binary_cross_entropy": "cross-entropy"},
        label="loss E", help="Choose what is minimised",
    )  # fmt: skip
    reduction: str = choice(
        "sum", options=REDUCTIONS, label="E is the",
        labels={"sum": "sum over examples", "mean": "mean over examples"},
        help="Choose how the examples' losses are joined",
    )  # fmt: skip
    method: str = choice(
        "momentum", options=METHODS, label="method",
        labels={"gradient_descent": "gradient descent", "momentum": "momentum",
                "nesterov": "Nesterov"},
        help="Choose how a gradient becomes a step",
    )  # fmt: skip
    learning_rate: float = setting(
        0.5, limits=(1e-6, 1e4), range=(0.01, 30.0), step=0.02, scale="log",
        label="learning rate η", help="Scale every step; one arrow key is 5 %",
        format={"digits": 3},
    )  # fmt: skip
    momentum: float = setting(
        0.8, limits=(0.0, 0.999), range=(0.0, 0.99), step=0.01, label="momentum α",
        help="Keep this much of the previous step", format={"decimals": 2},
    )  # fmt: skip
    batch: str = choice(
        "all", options=("all", "1", "2", "10", "100"), label="batch",
        labels={"all": "all examples", "1": "1 (online)"},
        help="Choose how many examples one step sees",
    )  # fmt: skip
    sampling: str = choice(
        "shuffled", options=("shuffled", "given", "replacement", "priority"),
        labels={"shuffled": "shuffled, each once", "given": "in the given order",
                "replacement": "with replacement", "priority": "by priority"},
        label="drawn", help="Choose how a batch is drawn",
    )  # fmt: skip
    share: float = setting(
        0.5, limits=(0.01, 0.99), range=(0.1, 0.9), step=0.1,
        label="high priority's share",
        help="Give the fifth of the examples with the largest first loss this part "
        "of every batch", format={"decimals": 2},
    )  # fmt: skip
    weighted: bool = toggle(
        True, label="weigh against the bias",
        help="Count an example less the more often it is drawn",
    )  # fmt: skip
    seed: int = setting(
        1, limits=(0, 2**31 - 1), range=(0, 99), step=1, label="seed",
        help="Draw the noise and the order of the batches anew", format=_WHOLE,
    )  # fmt: skip
    steps: int = setting(
        300, limits=(1, 5000), range=(10, 1000), step=10, label="steps in the run",
        help="Choose how far to train", format=_WHOLE,
    )  # fmt: skip
    gradient_below: float = setting(
        0.0, limits=(0.0, 10.0), range=(0.0, 0.1), step=0.001,
        label="stop: gradient below",
        help="Stop early where it is flat; 0 never does", format={"digits": 3},
    )  # fmt: skip
    norm: str = choice(
        "max", options=NORMS, label="measured by",
        labels={"max": "its largest part", "euclidean": "its length"},
        help="Choose what counts as the gradient's size",
    )  # fmt: skip
