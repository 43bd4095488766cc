"""Whose network it is: a printed one, or one of own sizes; and what it can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.explorers._settings import PageSettings
from explorer.explorers.matrices.nets import NAMES, printed
from explorer.state import choice, setting, toggle

_SIZES = 3  # units of a layer, at most


def _units(start: int, label: str) -> Any:
    return setting(
        start,
        limits=(1, _SIZES),
        range=(1, _SIZES),
        step=1,
        label=label,
        help="Choose a size; every shape follows",
        format={"decimals": 0},
    )


def parameters() -> tuple[str, ...]:
    """Return the names of every parameter that a network here can have."""
    units = range(1, _SIZES + 1)
    weights = [f"W{layer}_{i}{j}" for layer in (1, 2) for i in units for j in units]
    return (*weights, *(f"b{layer}_{i}" for layer in (1, 2) for i in units))


def exists(name: str, sizes: tuple[int, ...]) -> bool:
    """Whether a network of these sizes has the parameter."""
    layer, indices = int(name[1]), [int(c) for c in name[3:]]
    ends = (sizes[layer], sizes[layer - 1])
    return all(i <= end for i, end in zip(indices, ends, strict=False))


@dataclass(frozen=True)
class NetworkSettings(PageSettings):
    """The network whose passes are written in matrices."""

    network: str = choice(
        "deck2",
        options=tuple(NAMES),
        labels=NAMES,
        label="network",
        help="Choose whose numbers to use",
    )
    inputs: int = _units(2, "inputs of own sizes")
    hidden: int = _units(3, "hidden units")
    outputs: int = _units(2, "outputs")
    seed: int = setting(
        1,
        limits=(0, 99),
        range=(0, 99),
        step=1,
        label="numbers of own sizes",
        help="Draw other numbers",
        format={"decimals": 0},
    )
    softmax: bool = toggle(
        False,
        label="softmax output",
        help="Let the outputs share: then their Jacobian is full",
    )

    def sizes_of(self, network: str) -> tuple[int, ...]:
        """Return the units of every layer of this network."""
        if network == "own":
            return self.inputs, self.hidden, self.outputs
        return printed()[network].network.sizes
