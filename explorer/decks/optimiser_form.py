"""Recompute an example that goes down a function step by step.

Decks: S2-32 (gradient descent and momentum), S2-37 (AdaGrad), S2-41 (Nesterov).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

from explorer.core.adaptive import AdaGrad
from explorer.core.arrays import Array, check_option
from explorer.core.descent import Trajectory, descend
from explorer.core.graph_backward import total_derivative
from explorer.core.graph_values import evaluate
from explorer.core.graphs import Graph
from explorer.core.optimisers import GradientDescent, HeavyBall, Nesterov, Rule
from explorer.core.schedules import Schedule
from explorer.decks.forms import Values, count, number, numbers, part, unknown
from explorer.decks.schema import UnusableError, shown

MOST_STEPS = 10_000
RULES = ("sgd", "momentum", "nesterov", "adagrad")


@dataclass(frozen=True)
class Surface:
    """A function of several variables that is given as an expression."""

    graph: Graph
    variables: tuple[str, ...]

    def value(self, x: Array) -> float:
        """Return the function's value at a position, (d,)."""
        return self._trace(x)[self.graph.output]

    def gradient(self, x: Array) -> Array:
        """Return its gradient, (d,)."""
        trace = self._trace(x)
        output = self.graph.output
        return np.array([total_derivative(trace, output, v) for v in self.variables])

    def _trace(self, x: Array) -> Any:
        return evaluate(self.graph, dict(zip(self.variables, x.tolist(), strict=True)))


def surface(objective: str, variables: list[str]) -> Surface:
    """Read a function.

    Raises
    ------
    ValueError
        If it is none of these variables.

    Examples
    --------
    >>> bowl = surface("(x+1)**2", ["x"])
    >>> bowl.value(np.array([0.5])), bowl.gradient(np.array([0.5])).tolist()
    (2.25, [3.0])
    """
    name = "E"
    while name in variables:
        name += "_"
    node = {"id": name, "expr": objective, "args": variables}
    return Surface(Graph.from_nodes([node], variables), tuple(variables))


def run(
    given: Mapping[str, Any], rule: Rule, learning_rate: float | Schedule
) -> Trajectory:
    """Go down ``given["objective"]`` from ``x0`` for ``n_steps``."""
    variables = given.get("variables", ["x"])
    if not isinstance(variables, list) or not all(
        isinstance(name, str) for name in variables
    ):
        raise UnusableError(f"variables must be names, got {shown(variables)}.")
    bowl = surface(part(given, "objective", str), variables)
    x0 = numbers("x0", part(given, "x0"), 1)
    if len(x0) != len(variables):
        raise UnusableError(
            f"x0 must have a number for each variable, got {len(x0)} for "
            f"{len(variables)}."
        )
    steps = count("n_steps", part(given, "n_steps"), MOST_STEPS)
    return descend(bowl.value, bowl.gradient, x0, rule, learning_rate, steps, inf)


def optimiser_values(given: Mapping[str, Any]) -> Values:
    """Run ``rule`` with ``lr`` (and ``alpha``) on ``objective`` of ``variables``.

    Returns
    -------
    Values
        ``trajectory`` and ``objective_values``, n_steps + 1 of each; ``gradients`` and
        ``state``, n_steps. A state is what the rule remembers after the step: ``dw`` of
        momentum, ``n`` of Nesterov, ``sum_g2`` and ``effective_lr`` of AdaGrad.

    Raises
    ------
    ValueError
        If something is missing, unknown or out of range.

    Examples
    --------
    >>> values = optimiser_values({"objective": "(x+1)**2", "variables": ["x"],
    ...     "x0": [0.5], "rule": "momentum", "lr": 0.1, "alpha": 0.9, "n_steps": 1})
    >>> values("gradients"), values("state")[0]["dw"].round(6).tolist()
    (array([[3.]]), [-0.3])
    """
    part(given, "variables", list)
    name = part(given, "rule", str)
    check_option("rule", name, RULES)
    rate = number("lr", part(given, "lr"))
    made = run(given, _rule(name, given.get("alpha")), rate)

    def value(name: str) -> Any:
        if name == "trajectory":
            return made.positions
        if name == "objective_values":
            return made.objective
        if name == "gradients":
            return made.gradients[: made.steps]
        if name == "state":
            return [state_after(made, step) for step in range(made.steps)]
        raise unknown("an optimiser", name)

    return value


def _rule(name: str, alpha: Any) -> Rule:
    if name in ("momentum", "nesterov"):
        momentum = number(f"alpha of {name}", alpha)
        return HeavyBall(momentum) if name == "momentum" else Nesterov(momentum)
    return AdaGrad(eps=0.0) if name == "adagrad" else GradientDescent()


def state_after(made: Trajectory, step: int) -> dict[str, Array]:
    """Return what a rule remembers after a step, as the decks write it."""
    after = {name: rows[step + 1] for name, rows in made.state.items()}
    if isinstance(made.rule, AdaGrad):
        rates = made.rule.rates(after, float(made.learning_rates[step]))
        return {"sum_g2": after["root"] ** 2, "effective_lr": rates}
    if isinstance(made.rule, Nesterov):
        return {"n": -after["velocity"]}
    return {"dw": after["velocity"]} if after else {}
