"""An update rule as calls that change a training run's arrays in place."""

from __future__ import annotations

from functools import partial

import numpy as np

from explorer.core.arrays import Array
from explorer.core.optimisers import GradientDescent, HeavyBall, Nesterov, Rule
from explorer.core.schedules import Fixed, Schedule
from explorer.core.units import Call


def update_calls(
    rule: Rule,
    schedule: Schedule,
    parameters: Array,
    gradient: Array,
    velocity: Array,
) -> tuple[Call, ...]:
    """Return `Rule.step` as calls, run in order once a step.

    Parameters
    ----------
    rule, schedule
        The decks' rules at a fixed rate have a quick form, without a new array; all
        others call the rule itself.
    parameters, gradient, velocity
        (P,), read and written. The velocity of a rule that has none is the change of
        the parameters.

    Examples
    --------
    >>> w, g, v = np.ones(1), np.ones(1), np.zeros(1)
    >>> for call in update_calls(HeavyBall(0.9), Fixed(0.25), w, g, v):
    ...     done = call()
    >>> w.tolist(), v.tolist()
    ([0.75], [-0.25])
    """
    if type(schedule) is Fixed:
        rate, scratch = np.array(schedule.learning_rate), np.zeros_like(gradient)
        if type(rule) is GradientDescent:
            return (
                partial(np.multiply, gradient, np.negative(rate), velocity),
                partial(np.add, parameters, velocity, parameters),
            )
        if isinstance(rule, HeavyBall):
            share = np.array(rule.momentum)
            calls: tuple[Call, ...] = (
                partial(np.multiply, gradient, rate, scratch),
                partial(np.multiply, velocity, share, velocity),
                partial(np.subtract, velocity, scratch, velocity),
            )
            if not isinstance(rule, Nesterov):
                return (*calls, partial(np.add, parameters, velocity, parameters))
            return (
                *calls,
                partial(np.subtract, parameters, scratch, parameters),
                partial(np.multiply, velocity, share, scratch),
                partial(np.add, parameters, scratch, parameters),
            )
    return (_by_rule(rule, schedule, parameters, gradient, velocity),)


def _by_rule(
    rule: Rule,
    schedule: Schedule,
    parameters: Array,
    gradient: Array,
    velocity: Array,
) -> Call:
    """Return a call that takes the rule's own step and counts."""
    state, step = rule.init(parameters), 0

    def update() -> None:
        nonlocal state, step
        new, state = rule.step(parameters, state, gradient, schedule(step))
        velocity[...] = state.get("velocity", new - parameters)
        parameters[...] = new
        step += 1

    return update
