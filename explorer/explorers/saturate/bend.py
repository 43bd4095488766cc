"""What Bend computes: networks that learn the same corners, a slice at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from explorer.core import starts
from explorer.core.arrays import Array
from explorer.core.datasets import noisy_xor
from explorer.core.network import Network, forward
from explorer.core.training import Run
from explorer.explorers.saturate.settings import MOST_TRAINED, SaturateSettings

EXAMPLES = 60
_NOISE, _RATE, _MOMENTUM = 0.15, 0.02, 0.9
HOW = f"{EXAMPLES} examples, η {_RATE}, α {_MOMENTUM}, cross-entropy, sigmoid output"
_IN_A_DRAG, _IN_A_SLICE = 0.001, 0.02  # seconds of training for each network


@dataclass(frozen=True, eq=False)
class Trained:
    """One network at the step shown, or as far as it has been trained."""

    activation: str
    step: int
    losses: Array  # (steps computed + 1,)
    network: Network
    right: int  # examples on the right side

    @property
    def loss(self) -> float:
        """The loss at this step."""
        return float(self.losses[self.step])


@lru_cache(maxsize=1)
def data() -> tuple[Array, Array]:
    """Return the examples, rows, and their classes."""
    return noisy_xor(EXAMPLES, _NOISE, seed=1)


@lru_cache(maxsize=64)
def _run(activation: str, units: int, seed: int) -> Run:
    """Return the run of one network; what was trained before is kept."""
    sizes = (2, units, 1)
    start = Network.from_parameters(
        sizes, (activation, "sigmoid"), starts.xavier(sizes, seed)
    )
    return Run(
        *(start, *data()),
        loss="binary_cross_entropy",
        method="momentum",
        learning_rate=_RATE,
        momentum=_MOMENTUM,
        steps=MOST_TRAINED,
    )


def _runs(s: SaturateSettings) -> dict[str, Run]:
    names = dict.fromkeys(("linear", s.activation))
    return {name: _run(name, s.units, s.seed) for name in names}


def unfinished(s: SaturateSettings) -> bool:
    """Whether a network of these settings has steps to be trained."""
    return not all(run.done for run in _runs(s).values())


def trained(s: SaturateSettings, *, dragging: bool = False) -> dict[str, Trained]:
    """Train on for a moment; return the linear and the bent network by activation."""
    made, (x, y) = {}, data()
    for name, run in _runs(s).items():
        run.advance(0, _IN_A_DRAG if dragging else _IN_A_SLICE)
        history = run.history
        step = min(s.trained, len(history.loss) - 1)
        network = Network.from_parameters(
            (2, s.units, 1), (name, "sigmoid"), history.parameters[step]
        )
        right = int(((forward(network, x).output > 0.5) == (y > 0.5)).sum())
        made[name] = Trained(name, step, history.loss, network, right)
    return made
