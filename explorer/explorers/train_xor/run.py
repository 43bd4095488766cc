"""What Train XOR computes: the run the settings describe, and the state at one step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core import datasets
from explorer.core.factors import WeightFactors, weight_factors
from explorer.core.network import Gradients, Network, Trace, backward, forward
from explorer.core.training import History, Run
from explorer.explorers.train_xor.settings import (
    NOISY_EXAMPLES,
    PARAMETERS,
    SIZES,
    TrainXorSettings,
)

Array = NDArray[np.float64]


@lru_cache(maxsize=16)
def data(name: str, noise: float, seed: int) -> tuple[Array, Array]:
    """Return inputs and targets, rows are examples."""
    if name == "xor":
        return datasets.xor()
    if name == "noisy":
        return datasets.noisy_xor(NOISY_EXAMPLES, noise, seed)
    return datasets.comp755_xor()


def data_of(s: TrainXorSettings) -> tuple[Array, Array]:
    """Return the data these settings name."""
    noisy = s.data == "noisy"
    return data(s.data, s.noise if noisy else 0.0, s.seed if noisy else 0)


def network_of(s: TrainXorSettings, parameters: Array) -> Network:
    """Return the network with these parameters."""
    return Network.from_parameters(SIZES, (s.activation_1, s.activation_2), parameters)


def run_key(s: TrainXorSettings) -> tuple[object, ...]:
    """Return what a run depends on; equal keys, equal runs."""
    return (
        *(s.data, s.noise, s.seed, s.activation_1, s.activation_2, s.loss, s.reduction),
        *(s.method, s.learning_rate, s.momentum, s.batch, s.steps),
        *s.start,
    )


def new_run(s: TrainXorSettings) -> Run:
    """Return the run of these settings, nothing computed yet."""
    x, y = data_of(s)
    return Run(
        network_of(s, np.array(s.start)),
        x,
        y,
        loss=s.loss,
        reduction=s.reduction,
        method=s.method,
        learning_rate=s.learning_rate,
        momentum=s.momentum,
        steps=s.steps,
        batch_size=len(x) if s.batch == "all" else min(int(s.batch), len(x)),
        seed=s.seed,
    )


@dataclass(frozen=True, eq=False)
class Moment:
    """Everything about one step of a run."""

    step: int  # the step shown: the one asked for, or the last before divergence
    history: History
    network: Network
    x: Array
    y: Array
    trace: Trace
    gradients: Gradients
    example: int  # row of the chosen example
    factors: WeightFactors

    @property
    def diverged(self) -> bool:
        """Whether the run ended in numbers too large to follow."""
        return self.history.diverged_at is not None

    def value(self, name: str) -> float:
        """Return a parameter at this step."""
        return float(self.history.parameters[self.step, PARAMETERS.index(name)])


def moment(s: TrainXorSettings, history: History) -> Moment:
    """Return the state at the step shown."""
    step = min(s.step, history.steps)
    if history.diverged_at is not None:
        step = min(step, history.diverged_at - 1)
    x, y = data_of(s)
    network = network_of(s, history.parameters[step])
    trace = forward(network, x)
    gradients = backward(network, trace, y, s.loss, s.reduction)
    example = min(s.example, len(x)) - 1
    factors = weight_factors(network, trace, gradients, s.edge, example)
    return Moment(step, history, network, x, y, trace, gradients, example, factors)
