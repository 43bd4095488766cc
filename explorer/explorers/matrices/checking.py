"""What the check computes: both gradients, the error at every ε, training anyway."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from explorer.core.arrays import Array
from explorer.core.datasets import comp755_xor, xor
from explorer.core.descent import Trajectory
from explorer.core.error_curve import ErrorCurve, error_curve
from explorer.core.gradient_check import GradientCheck, check_gradients
from explorer.core.layers import Network
from explorer.core.network import forward
from explorer.core.quotients import sides
from explorer.decks.examples import deck_examples
from explorer.decks.replay import comp755_network, train_with
from explorer.explorers.matrices.passes import data_of, key, net_of
from explorer.explorers.matrices.settings import NO_FAULT, WORST, MatricesSettings

EPSILONS = tuple(float(f"1e-{power}") for power in range(1, 14))
TOLERANCE = 1e-4
PASSED, FAILED, ROUNDED, KINK = "✓", "✗", "≈", "kink"


@dataclass(frozen=True, eq=False)
class Checked:
    """Both gradients at one ε."""

    network: Network
    check: GradientCheck
    chosen: int
    sides: tuple[float, float]

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        """What each parameter's comparison says; ≈ is as far off as rounding takes."""
        found = zip(
            self.check.relative_error, self.check.distance, self.check.kinks,
            strict=True,
        )  # fmt: skip
        return tuple(
            (KINK if kink else FAILED)
            if error > TOLERANCE
            else (ROUNDED if distance > TOLERANCE else PASSED)
            for error, distance, kink in found
        )

    def named(self, verdict: str) -> tuple[str, ...]:
        """Return the parameters of which it says that."""
        pairs = zip(self.check.names, self.verdicts, strict=True)
        return tuple(name for name, said in pairs if said == verdict)


def _faults(s: MatricesSettings) -> tuple[str, ...]:
    return () if s.fault == NO_FAULT else (s.fault,)


def checked(s: MatricesSettings) -> Checked:
    """Compare backpropagation, with its slip, with differences at this ε."""
    network, (x, y) = net_of(s).network, data_of(s)
    check = check_gradients(
        network, x, y, reduction=s.reduction, epsilon=s.epsilon, faults=_faults(s)
    )
    if not s.biases:
        check = check.weights_only()
    name = s.chosen
    if name == WORST or name not in check.names:
        name = check.names[int(check.distance.argmax())]
    ends = sides(network, x, y, name, s.epsilon, reduction=s.reduction)
    return Checked(network, check, check.names.index(name), ends)


@lru_cache(maxsize=32)
def _curve(
    of: tuple[object, ...], faults: tuple[str, ...], settings: Any
) -> ErrorCurve:
    x, y = data_of(settings)
    return error_curve(
        net_of(settings).network, x, y, reduction=settings.reduction,
        epsilons=EPSILONS, faults=faults,
    )  # fmt: skip


def curve(s: MatricesSettings, *, right: bool = False) -> ErrorCurve:
    """Return the error at every ε, of the program or of the right one."""
    plain = MatricesSettings(
        **{n: getattr(s, n) for n in ("network", "inputs", "hidden", "outputs", "seed",
                                      "softmax", "examples", "reduction")}
    )  # fmt: skip
    return _curve(key(s), () if right else _faults(s), plain)


def largest(found: ErrorCurve, kind: str) -> Array:
    """Return the error of the worst weight ("W") or bias ("b") at every ε."""
    of = [name[0] == kind for name in found.names]
    return found.error[:, of].max(axis=1)


def best(s: MatricesSettings) -> float:
    """Return the ε at which the right program is off least where it is checked."""
    found = curve(s, right=True)
    asked = np.array([s.biases or name[0] == "W" for name in found.names])
    smooth = asked & ~found.kinks.any(axis=0)
    error = found.error[:, smooth] if smooth.any() else found.error
    return float(found.epsilon[error.max(axis=1).argmin()])


@dataclass(frozen=True, eq=False)
class Trained:
    """COMP755's 200 steps with this program, and with the right one."""

    run: Trajectory
    right: Trajectory
    corners: Array  # the outputs for 00, 01, 10, 11
    learned: int  # of the thousand examples

    @property
    def names(self) -> tuple[str, ...]:
        """The nine weights and biases."""
        return comp755_network(self.run.positions[-1]).parameter_names


def printed_weights() -> dict[str, str]:
    """Return the weights after training as the lecture prints them."""
    expected = deck_examples()["S3-26"].expected
    found = {}
    for name in ("W1", "b1", "W2", "b2"):
        for i, row in enumerate(expected[name].printed, start=1):
            for j, written in enumerate(row, start=1):
                place = f"{i}{j}" if name[0] == "W" else str(i)
                found[f"{name}_{place}"] = str(written)
    return found


@lru_cache(maxsize=8)
def _trained(fault: str | None) -> Trained:
    run = train_with(fault)
    network, (x, y) = comp755_network(run.positions[-1]), comp755_xor()
    learned = (forward(network, x).output > 0.5) == (y > 0.5)
    corners = forward(network, xor()[0]).output[:, 0]
    return Trained(run, train_with(None), corners, int(np.count_nonzero(learned)))


def trained(s: MatricesSettings) -> Trained:
    """Train with this program anyway."""
    return _trained(None if s.fault == NO_FAULT else s.fault)
