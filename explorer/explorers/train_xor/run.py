"""What Train XOR computes: the run the settings describe, and the state at one step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.core import datasets
from explorer.core.factors import WeightFactors, weight_factors
from explorer.core.network import Gradients, Network, Trace, backward, forward
from explorer.core.stopping import Stopping
from explorer.core.training import History, Run
from explorer.core.twins import twins
from explorer.explorers.train_xor import batching
from explorer.explorers.train_xor.parameters import sizes
from explorer.explorers.train_xor.settings import TrainXorSettings

Array = NDArray[np.float64]


@lru_cache(maxsize=16)
def data(name: str, amount: int, noise: float, seed: int) -> tuple[Array, Array]:
    """Return inputs and targets, rows are examples."""
    if name == "xor":
        return datasets.xor()
    if name == "noisy":
        return datasets.noisy_xor(amount, noise, seed)
    return datasets.comp755_xor()


def data_of(s: TrainXorSettings) -> tuple[Array, Array]:
    """Return the data these settings name."""
    noisy = s.data == "noisy"
    drawn = (s.amount, s.noise, s.seed) if noisy else (0, 0.0, 0)
    return data(s.data, *drawn)


def network_of(s: TrainXorSettings, parameters: Array) -> Network:
    """Return the network with these parameters."""
    activations = (s.activation_1, s.activation_2)
    return Network.from_parameters(sizes(s.hidden), activations, parameters)


def run_key(s: TrainXorSettings) -> tuple[object, ...]:
    """Return what a run depends on; equal keys, equal runs."""
    return (
        *(s.data, s.amount, s.noise, s.seed, s.hidden, s.activation_1, s.activation_2),
        *(s.loss, s.reduction, s.method, s.learning_rate, s.momentum),
        *(s.batch, s.sampling, s.share, s.weighted),
        *(s.steps, s.gradient_below, s.norm),
        *s.start,
    )


def new_run(s: TrainXorSettings) -> Run:
    """Return the run of these settings, nothing computed yet."""
    x, y = data_of(s)
    network = network_of(s, np.array(s.start))
    return Run(
        network,
        x,
        y,
        loss=s.loss,
        reduction=s.reduction,
        method=s.method,
        learning_rate=s.learning_rate,
        momentum=s.momentum,
        steps=Stopping(s.steps, s.gradient_below, s.norm),
        batch_size=batching.size(s, len(x)),
        sampling=batching.sampling(s, network, x, y),
        seed=s.seed,
    )


class Runs:
    """Keeps the run that is shown."""

    def __init__(self) -> None:
        self._run: Run | None = None
        self._key: tuple[object, ...] = ()

    def of(self, s: TrainXorSettings, seconds: float) -> Run:
        """Return the run of these settings up to the step, and what else fits."""
        key = run_key(s)
        if self._run is None or key != self._key:
            self._run, self._key = new_run(s), key
        self._run.advance(s.step, seconds)
        return self._run

    @property
    def done(self) -> bool:
        """Whether nothing is left to compute."""
        return self._run is None or self._run.done


@dataclass(frozen=True, eq=False)
class Moment:
    """Everything about one step of a run."""

    step: int  # the step shown: the one asked for, or the last that there is
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

    @property
    def flat(self) -> bool:
        """Whether the run was stopped by a small gradient."""
        return self.history.stopped_by == "gradient"

    @cached_property
    def twins(self) -> tuple[int, ...]:
        """The hidden units, from 1, that another one equals in every number."""
        return twins(self.network, 1)

    def value(self, name: str) -> float:
        """Return a parameter at this step."""
        place = self.network.parameter_names.index(name)
        return float(self.history.parameters[self.step, place])


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
