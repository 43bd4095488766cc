"""A ledger of a network with its numbers, and the check of its derivatives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from explorer.core.layers import Network
from explorer.core.ledger import Ledger, ledger
from explorer.core.quotients import quotients
from explorer.core.unit_check import unit_quotients
from explorer.explorers.by_hand.nets import drawn
from explorer.explorers.by_hand.typed import own_numbers

_EPSILON = 1e-5


_AGREES = 1e-4  # of the larger of the two


_LEAST = 1e-9  # below it both are 0


@dataclass(frozen=True)
class Measured:
    """A derivative's difference quotient, and how it compares."""

    value: float
    agrees: bool
    kink: bool


@lru_cache(maxsize=64)
def worked(
    name: str, seed: int, own: str, example: int, rate: float, layers: str, biases: bool
) -> tuple[Network, tuple[float, ...], tuple[float, ...], Ledger, tuple[str, ...]]:
    """Return network, example, target, ledger, and the numbers without a place."""
    net = drawn(name, seed)
    network, last = net.network, len(net.network.layers)
    x, y = list(net.x[example]), list(net.y[example])
    unknown = []
    for given, value in own_numbers(own).items():
        kind, _, place = given.partition("_")
        values = {"x": x, "y": y}.get(kind)
        if values is not None and 1 <= int(place) <= len(values):
            values[int(place) - 1] = value
        elif given in network.parameter_names:
            network = network.replace(**{given: value})
        else:
            unknown.append(given)
    asked = [n for n in network.parameter_names if biases or n[0] == "W"]
    moving = [n for n in asked if layers == "all" or n[1:].startswith(f"{last}_")]
    made = ledger(network, x, y, rate, asked, moving)
    return network, tuple(x), tuple(y), made, tuple(unknown)


@lru_cache(maxsize=64)
def measured(
    name: str, seed: int, own: str, example: int, biases: bool
) -> dict[str, Measured]:
    """Return the check of every derivative; a drag of η leaves it."""
    network, x, y, made, _ = worked(name, seed, own, example, 1.0, "all", biases)
    found = unit_quotients(network, x, y, _EPSILON)
    slopes, kinks = quotients(network, [x], [y], "half_squared", "sum", _EPSILON)
    for at, parameter in zip(count(), network.parameter_names, strict=False):
        found[f"d{parameter}"] = float(slopes[at]), bool(kinks[at])
    checked = {}
    for quotient, (value, kink) in found.items():
        right = made.values[quotient]
        distance, larger = abs(value - right), max(abs(value), abs(right))
        close = distance <= max(_AGREES * larger, _LEAST * max(1.0, made.values["E"]))
        checked[quotient] = Measured(value, close, kink)
    return checked
