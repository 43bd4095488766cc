"""Microseconds per step of training, beside a plain numpy loop of the same run.

``python -m tests.benchmarks.training``

A 2-2-1 network, full batch on XOR's four points, 300 steps, the history of every step
included in both. The best of many runs is compared, for noise only ever adds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np

from explorer.core.datasets import xor
from explorer.core.network import Network
from explorer.core.starts import xavier
from explorer.core.training import METHODS, train

STEPS, MUST = 300, 15.0  # microseconds a step
START = Network.from_parameters((2, 2, 1), ("sigmoid",) * 2, xavier((2, 2, 1), seed=1))
X, Y = xor()


def plain(learning_rate: float = 0.5, momentum: float = 0.9) -> np.ndarray:
    """Train as a lecture writes it, and keep parameters and loss of every step."""
    (W1, b1), (W2, b2) = ((layer.W.copy(), layer.b.copy()) for layer in START.layers)
    velocities = [np.zeros_like(p) for p in (W1, b1, W2, b2)]
    history = []
    for _ in range(STEPS + 1):
        h = 1 / (1 + np.exp(-(X @ W1.T + b1)))
        y_hat = 1 / (1 + np.exp(-(h @ W2.T + b2)))
        loss = 0.5 * np.sum((y_hat - Y) ** 2)
        delta2 = (y_hat - Y) * y_hat * (1 - y_hat)
        delta1 = (delta2 @ W2) * h * (1 - h)
        gradient = [delta1.T @ X, delta1.sum(0), delta2.T @ h, delta2.sum(0)]
        history.append(np.concatenate([W1.ravel(), b1, W2.ravel(), b2, [loss]]))
        for parameter, velocity, slope in zip(
            (W1, b1, W2, b2), velocities, gradient, strict=True
        ):
            velocity *= momentum
            velocity -= learning_rate * slope
            parameter += velocity
    return np.array(history)


def ours(method: str) -> np.ndarray:
    settings = {"method": method, "learning_rate": 0.5, "momentum": 0.9}
    history = train(START, X, Y, steps=STEPS, **settings)
    return np.column_stack([history.parameters, history.loss])


def best(jobs: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Return the shortest time of each job in microseconds a step, in turns."""
    found = dict.fromkeys(jobs, float("inf"))
    for _ in range(repeats):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            found[name] = min(found[name], (time.perf_counter() - start) / STEPS * 1e6)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=100)
    repeats = parser.parse_args().repeats
    if not np.allclose(plain(), ours("momentum")):
        raise SystemExit("the plain loop and ours disagree")
    jobs = {method: lambda method=method: ours(method) for method in METHODS}
    found = best({"plain loop": plain, **jobs}, repeats)
    for name, micros in found.items():
        line = f"{name:18}{micros:6.1f} µs a step   {micros / found['plain loop']:.2f}"
        if name in METHODS:
            line += f"   must ≤ {MUST:g} {'OK' if micros <= MUST else 'SHORT'}"
        print(line)
    return 0 if max(found[method] for method in METHODS) <= MUST else 1


if __name__ == "__main__":
    sys.exit(main())
