"""How quick the core is: beside PyTorch and JAX, its own exponentials, and limits.

``python -m tests.benchmarks.core``             about two minutes
``python -m tests.benchmarks.core --quick``     fewer repeats, without the memory

The peers come with ``pip install --editable '.[peers]'``; whatever is not installed is
left out, and the report says so. One core, float64, the best of several runs taken in
turns. Before anything is timed, the peers' numbers must agree with ours.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping

import numpy as np

from explorer.core.datasets import comp755_xor, xor
from explorer.core.network import Network
from explorer.core.starts import comp755_start
from explorer.core.surfaces import loss_plane
from explorer.core.sweeps import train_many
from explorer.core.training import train
from tests.benchmarks import peers

SIZES, ACTIVATIONS = (2, 2, 1), ("sigmoid", "sigmoid")
START = comp755_start()
NETWORK = Network.from_parameters(SIZES, ACTIVATIONS, START)
GRID = np.linspace(-6.0, 6.0, 100)
RATES, MOMENTA = np.geomspace(0.01, 10.0, 40), np.linspace(0.0, 0.975, 40)
MAP_SECONDS, MAP_STEPS = 0.3, 500


def best(jobs: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Return the shortest time of each job in seconds, run in turns."""
    found = dict.fromkeys(jobs, float("inf"))
    for _ in range(repeats):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            found[name] = min(found[name], time.perf_counter() - start)
    return found


def agreed(what: str, jobs: Mapping[str, Callable[[], np.ndarray]]) -> None:
    """Run every job once, which also compiles it, and compare with the first one."""
    numbers = {name: np.asarray(job()) for name, job in jobs.items()}
    first, *others = numbers
    for name in others:
        if not np.allclose(numbers[name], numbers[first], rtol=1e-6, atol=1e-9):
            raise SystemExit(f"{what}: {first} and {name} disagree")


class Report:
    """Prints line by line, and remembers whether everything was quick enough."""

    short = False

    def line(
        self, what: str, value: float, unit: str, must: float | None, sign: str = ""
    ) -> None:
        verdict = ""
        if must is not None:
            fine = value >= must if sign == "≥" else value <= must
            self.short |= not fine
            verdict = f"must {sign} {must:g} {'OK' if fine else 'SHORT'}"
        print(f"{what:58}{value:9.4g} {unit:3}  {verdict}", flush=True)


def measure_training(report: Report, repeats: int) -> None:
    """Measure 1,000 steps on four points, and COMP755's 200 on a thousand."""
    cases = (
        ("1,000 steps of XOR", xor(), 1000, {"torch": 8.0, "jax": 1.0}),
        ("COMP755's 200 steps, N = 1,000", comp755_xor(), 200, {"torch": 3.0}),
    )
    for what, (x, y), steps, musts in cases:
        # A mean, so that one rate suits both; a sum with rate/N is the same run.
        given = {"learning_rate": peers.RATE, "momentum": peers.MOMENTUM}
        given |= {"method": "momentum", "reduction": "mean", "steps": steps}

        def ours(x=x, y=y, given=given) -> np.ndarray:
            return train(NETWORK, x, y, **given).parameters[-1]

        jobs = {"ours": ours, **peers.training(START, x, y, steps)}
        agreed(what, jobs)
        found = best(jobs, repeats)
        report.line(f"{what}: ours", found["ours"] * 1e3, "ms", None)
        for name in [name for name in found if name != "ours"]:
            must = musts.get("torch" if "PyTorch" in name else "jax")
            report.line(f"  {name}", found[name] / found["ours"], "×", must, "≥")


def measure_surface(report: Report, repeats: int) -> None:
    """Measure 100×100 points, N = 1,000: 10 million outputs, an exponential each."""
    x, y = comp755_xor()
    numbers = np.random.default_rng(0).normal(size=16_384)
    out = np.empty_like(numbers)

    def bare() -> None:
        for _ in range(GRID.size**2 * len(x) // numbers.size):
            np.exp(numbers, out=out)

    def ours() -> np.ndarray:
        return loss_plane(NETWORK, x, y, "W1_11", "W1_12", GRID, GRID)

    others = peers.surface(START, x, y, GRID)
    agreed("surface", {"ours": ours, **others})
    found = best({"bare": bare, "ours": ours, **others}, repeats)
    report.line("100×100 surface, N = 1,000: ours", found["ours"] * 1e3, "ms", None)
    ratio = found["ours"] / found["bare"]
    report.line("  over its 10 million bare exponentials", ratio, "×", 4.0, "≤")
    for name in others:
        report.line(f"  {name}", found[name] / found["ours"], "×", None)
    if others:
        quickest = min(found[name] for name in others) / found["ours"]
        report.line("  the quickest of these", quickest, "×", 1.3, "≥")


def measure_map(report: Report, repeats: int) -> None:
    """Measure the map of 1,600 runs; a peer is compared where runs are not chaotic."""
    x, y = xor()

    def ours(steps: int = MAP_STEPS) -> np.ndarray:
        return train_many(
            *(SIZES, ACTIVATIONS, START, x, y),
            method="momentum",
            learning_rate=RATES,
            momentum=MOMENTA[:, None],
            steps=steps,
        ).loss

    few = {"ours": lambda: ours(20)}
    agreed("map", few | peers.rate_map(START, x, y, RATES, MOMENTA, 20))
    others = peers.rate_map(START, x, y, RATES, MOMENTA, MAP_STEPS)
    for job in others.values():
        job()  # compiles
    found = best({"ours": ours, **others}, repeats)
    what = f"40×40 map of {MAP_STEPS} XOR steps each: ours"
    report.line(what, found["ours"], "s", MAP_SECONDS, "≤")
    for name in others:
        report.line(f"  {name}", found[name] / found["ours"], "×", None)


def measure_memory(report: Report) -> None:
    """Measure the peak of what a surface of a million points allocates, result too."""
    values = np.linspace(-6.0, 6.0, 1000)
    tracemalloc.start()
    loss_plane(NETWORK, *comp755_xor(), "W1_11", "W1_12", values, values)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    report.line("1,000×1,000 surface, N = 1,000: extra memory", peak, "MB", 256.0, "≤")


def measure_import(report: Report, repeats: int) -> None:
    """Measure ``import explorer.core``, whole, beside ``import numpy``."""
    whole = (
        "import pkgutil, importlib, explorer.core as core\n"
        "for module in pkgutil.iter_modules(core.__path__):\n"
        "    importlib.import_module(f'explorer.core.{module.name}')\n"
    )

    def started(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    found = best(
        {
            "nothing": started("pass"),
            "numpy": started("import numpy"),
            "core": started("import explorer.core"),
            "whole": started(whole),
        },
        repeats,
    )
    numpy = found["numpy"] - found["nothing"]
    for name, what in (("core", "import explorer.core"), ("whole", "all its modules")):
        ratio = (found[name] - found["nothing"]) / numpy
        must = 1.3 if name == "core" else None
        report.line(f"{what}, over import numpy", ratio, "×", must, "≤")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    repeats, report = 3 if chosen.quick else chosen.repeats, Report()
    for name in peers.missing():
        print(f"{name} is not installed and left out; the extra 'peers' has it.")
    peers.one_core()
    measure_import(report, repeats)
    measure_training(report, repeats)
    measure_surface(report, repeats)
    measure_map(report, repeats)
    if not chosen.quick:
        measure_memory(report)
    return 1 if report.short else 0


if __name__ == "__main__":
    sys.exit(main())
