"""Rates, memories and schedules. Decks: S0-04, S2-32 to S2-36."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from explorer.core.optimisers import GradientDescent, HeavyBall, Rule
from explorer.core.schedules import (
    Exponential,
    Fixed,
    FixedThenExponential,
    FixedThenInverse,
    InverseTime,
    Linear,
    rates,
)
from explorer.core.stability import step_limit
from explorer.core.torch_forms import TorchHeavyBall
from explorer.decks.forms import Told
from explorer.decks.optimiser_form import run, surface


def _one_step(given: Mapping[str, Any]) -> dict[str, Any]:
    """S0-04: where the first step leads."""
    made = run(given, GradientDescent(), given["lr"])
    return {
        "grad0": made.gradients[0],
        "x1": made.positions[1],
        "y0": made.objective[0],
        "y1": made.objective[1],
    }


def _regimes(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-33: crawling, exact, ringing, cycling, diverging."""
    bowl = surface(given["objective"], ["x"])
    slopes = [bowl.gradient(np.array([x]))[0] for x in (0.0, 1.0)]
    curvature = float(slopes[1] - slopes[0])  # of a parabola, everywhere
    limit, memory = step_limit, 0.9
    return {
        "trajectories": {
            str(rate): run(given, GradientDescent(), rate).positions
            for rate in given["lrs"]
        },
        "contraction_factor_1-2lr": {
            str(rate): 1.0 - curvature * rate for rate in given["lrs"]
        },
        "stability_limits": {
            "sgd 2/lambda": limit("gradient_descent", curvature),
            "heavy ball 2(1+a)/lambda, a=0.9": limit("momentum", curvature, memory),
            "nesterov 2(1+a)/(lambda(1+2a)), a=0.9": limit(
                "nesterov", curvature, memory
            ),
        },
    }


def _valleys(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-34: how much memory carries out of the local minimum."""
    bowl = surface(given["objective"], given["variables"])
    still = _stationary(lambda w: float(bowl.gradient(np.array([w]))[0]))
    values = [bowl.value(np.array([w])) for w in still]
    paths = {
        str(alpha): run(given, HeavyBall(alpha), given["lr"]).positions[:, 0]
        for alpha in given["alphas"]
    }
    lowest = still[int(np.argmin(values))]
    ends = {
        alpha: "global"
        if still[int(np.abs(still - path[-1]).argmin())] == lowest
        else "local"
        for alpha, path in paths.items()
    }
    return {
        "stationary_points": still,
        "values_there": values,
        "final_w_by_alpha": {alpha: path[-1] for alpha, path in paths.items()},
        "first_10_by_alpha": {alpha: path[:11] for alpha, path in paths.items()},
        "ends_in": ends,
    }


def _stationary(slope: Callable[[float], float]) -> np.ndarray[Any, Any]:
    """Return where a cubic slope with three real roots is 0, in order."""
    at = np.arange(4.0)
    cubic = np.linalg.solve(np.vander(at), [slope(float(w)) for w in at])
    return np.sort(np.roots(cubic).real)


def _drop(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-32c: a rate that drops, in the deck's form and in PyTorch's."""

    def path(rule: Rule) -> Any:
        steps = {"n_steps": len(given["lrs"])}
        return run({**given, **steps}, rule, given["lrs"].__getitem__).positions

    alpha = given["alpha"]
    return {
        "deck_form": path(HeavyBall(alpha)),
        "pytorch_form": path(TorchHeavyBall(alpha)),
    }


def _strategies(given: Mapping[str, Any]) -> dict[str, Any]:
    """S2-36: the rates of ten steps under each strategy."""
    rate, steps = given["gamma0"], given["T"]
    named = {
        "fixed": Fixed(rate),
        "steadily_decreasing_linear": Linear(rate, steps),
        "steadily_decreasing_exponential(rho=0.8)": Exponential(rate, 0.8),
        "steadily_decreasing_inverse_time(k=0.5)": InverseTime(rate, 0.5),
        "fixed_then_exponential(T0=4,rho=0.8)": FixedThenExponential(rate, 0.8, 4),
        "fixed_then_1_over_t(tau=4)": FixedThenInverse(rate, 4),
    }
    return {"lr_sequences": {name: rates(one, steps) for name, one in named.items()}}


TOLD: dict[str, Told] = {
    "S0-04": _one_step,
    "S2-32c": _drop,
    "S2-33": _regimes,
    "S2-34": _valleys,
    "S2-36": _strategies,
}
