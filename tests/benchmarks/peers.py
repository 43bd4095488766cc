"""What `core` is measured against: the same computations in PyTorch and in JAX.

Both come from the extra ``peers`` and are used by benchmarks only. Everything is in
float64 and on one thread. Each function returns jobs by the peer's name: a job takes
nothing and returns the numbers that must agree with ours.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable

import numpy as np

Job = Callable[[], np.ndarray]

RATE, MOMENTUM = 0.5, 0.9


def one_core() -> None:
    """Keep this process, and all threads that a peer may start, on one core."""
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    os.environ["JAX_PLATFORMS"] = "cpu"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if "torch" not in missing():
        import torch

        torch.set_num_threads(1)
    if "jax" not in missing():
        import jax

        jax.config.update("jax_enable_x64", True)


def missing() -> list[str]:
    """Return the peers that are not installed."""
    return [name for name in ("torch", "jax") if not importlib.util.find_spec(name)]


def training(start: np.ndarray, x: np.ndarray, y: np.ndarray, steps: int) -> dict:
    """Train 2-2-1 sigmoids on the sum of the half squared errors; final parameters.

    PyTorch eager, with its own ``SGD``; JAX with one jitted call per step.
    """
    jobs: dict[str, Job] = {}
    if "torch" not in missing():
        jobs["PyTorch eager"] = lambda: _train_torch(start, x, y, steps)
    if "jax" not in missing():
        jobs["JAX jitted step"] = _jax_trainer(start, x, y, steps)
    return jobs


def _train_torch(
    start: np.ndarray, x: np.ndarray, y: np.ndarray, steps: int
) -> np.ndarray:
    import torch

    net = torch.nn.Sequential(
        torch.nn.Linear(2, 2),
        torch.nn.Sigmoid(),
        torch.nn.Linear(2, 1),
        torch.nn.Sigmoid(),
    ).double()
    torch.nn.utils.vector_to_parameters(torch.tensor(start), net.parameters())
    rule = torch.optim.SGD(net.parameters(), lr=RATE / len(x), momentum=MOMENTUM)
    inputs, targets = torch.tensor(x), torch.tensor(y)
    for _ in range(steps):
        rule.zero_grad()
        loss = 0.5 * ((net(inputs) - targets) ** 2).sum()
        loss.backward()
        rule.step()
    return torch.nn.utils.parameters_to_vector(net.parameters()).detach().numpy()


def _jax_loss(flat, x, y):
    """Sum of the half squared errors of the network with nine parameters."""
    import jax

    h = jax.nn.sigmoid(x @ flat[:4].reshape(2, 2).T + flat[4:6])
    y_hat = jax.nn.sigmoid(h @ flat[6:8][:, None] + flat[8])
    return 0.5 * ((y_hat - y) ** 2).sum()


def _jax_trainer(start: np.ndarray, x: np.ndarray, y: np.ndarray, steps: int) -> Job:
    import jax

    inputs, targets = jax.numpy.array(x), jax.numpy.array(y)

    @jax.jit
    def step(flat, velocity):
        slope = jax.grad(_jax_loss)(flat, inputs, targets)
        velocity = MOMENTUM * velocity - RATE / len(x) * slope
        return flat + velocity, velocity

    def run() -> np.ndarray:
        flat = jax.numpy.array(start)
        velocity = 0.0 * flat
        for _ in range(steps):
            flat, velocity = step(flat, velocity)
        return np.asarray(flat)

    return run


def surface(
    start: np.ndarray, x: np.ndarray, y: np.ndarray, values: np.ndarray
) -> dict:
    """Compute the loss over the first two weights: a row per value of the second.

    PyTorch's vmap in chunks of several sizes, JAX's whole and row by row: the quickest
    of each is what counts.
    """
    jobs: dict[str, Job] = {}
    if "torch" not in missing():
        for chunk in (10, 100, 1000):
            jobs[f"torch.vmap, {chunk} at once"] = _torch_surface(
                *(start, x, y, values), chunk
            )
    if "jax" not in missing():
        jobs["jax.vmap, whole"] = _jax_surface(start, x, y, values, by_rows=False)
        jobs["jax.vmap, by rows"] = _jax_surface(start, x, y, values, by_rows=True)
    return jobs


def _torch_surface(
    start: np.ndarray, x: np.ndarray, y: np.ndarray, values: np.ndarray, chunk: int
) -> Job:
    import torch

    inputs, targets, rest = torch.tensor(x), torch.tensor(y), torch.tensor(start)
    second, first = torch.meshgrid(*[torch.tensor(values)] * 2, indexing="ij")

    def loss(w1, w2):
        W1 = torch.stack([w1, w2, rest[2], rest[3]]).reshape(2, 2)
        h = torch.sigmoid(inputs @ W1.T + rest[4:6])
        y_hat = torch.sigmoid(h @ rest[6:8][:, None] + rest[8])
        return 0.5 * ((y_hat - targets) ** 2).sum()

    over = torch.vmap(loss, chunk_size=chunk)

    def run() -> np.ndarray:
        with torch.no_grad():
            return over(first.ravel(), second.ravel()).reshape(first.shape).numpy()

    return run


def _jax_surface(
    start: np.ndarray, x: np.ndarray, y: np.ndarray, values: np.ndarray, by_rows: bool
) -> Job:
    import jax

    inputs, targets, rest = (jax.numpy.array(array) for array in (x, y, start))
    grid = jax.numpy.array(values)

    def loss(w1, w2):
        flat = rest.at[0].set(w1).at[1].set(w2)
        return _jax_loss(flat, inputs, targets)

    row = jax.vmap(loss, in_axes=(0, None))
    if by_rows:
        over = jax.jit(lambda a, b: jax.lax.map(lambda w2: row(a, w2), b))
    else:
        over = jax.jit(jax.vmap(row, in_axes=(None, 0)))
    return lambda: np.asarray(over(grid, grid))


def rate_map(
    start: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
    rates: np.ndarray,
    momenta: np.ndarray,
    steps: int,
) -> dict:
    """Train at every rate and momentum, JAX's vmap of scan: the losses at the end."""
    if "jax" in missing():
        return {}
    import jax

    inputs, targets = jax.numpy.array(x), jax.numpy.array(y)

    def last(rate, momentum):
        def step(state, _):
            flat, velocity = state
            slope = jax.grad(_jax_loss)(flat, inputs, targets)
            velocity = momentum * velocity - rate * slope
            return (flat + velocity, velocity), None

        flat = jax.numpy.array(start)
        (flat, _), _ = jax.lax.scan(step, (flat, 0.0 * flat), length=steps)
        return _jax_loss(flat, inputs, targets)

    over = jax.jit(
        jax.vmap(jax.vmap(last, in_axes=(0, None)), in_axes=(None, 0)),
    )
    return {"jax.vmap of scan": lambda: np.asarray(over(rates, momenta))}
