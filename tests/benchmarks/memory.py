"""Memory of a kernel: after the first picture, and its growth over many updates.

``python -m tests.benchmarks.memory``                 about five minutes
``python -m tests.benchmarks.memory --scene floor``   a kernel with one small widget

Proportional share (PSS), in MiB. The updates go through the page: each sets another
learning rate as soon as the picture of the last one is painted.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import psutil

from tests.benchmarks import chromium, servers
from tests.benchmarks.loads import PATIENCE

MUST_FIRST, MUST_GROWTH = 130, 5  # MiB, MB
WARM_UP, BATCH = 1000, 1000
SCENES = {
    "ours": ("explorer", f"{servers.OURS}.ipynb?tab=step&step=50", "canvas"),
    "floor": ("voila", "floor.ipynb", "label"),
}


def pss(kernel: psutil.Process) -> float:
    return kernel.memory_full_info().pss / 2**20


async def run(folder: Path, scene: str, updates: int) -> list[float]:
    """Return the PSS after the first picture, after warming up and after each batch."""
    kind, notebook, probe = SCENES[scene]
    with servers.running(kind, folder) as server:
        async with (
            chromium.browser() as browser,
            chromium.page(browser, probe, "learning_rate") as page,
        ):
            url = f"{server.url}/voila/render/{notebook}"
            await page.goto(url, wait_until="commit")
            await chromium.first_picture(page)
            await asyncio.sleep(2)  # what follows the first picture belongs to it
            kernel = max(server.kernels(), key=pss)
            print(f"first picture {pss(kernel):8.1f} MiB", flush=True)
            found, done = [pss(kernel)], 0
            for batch in [WARM_UP] + [BATCH] * (updates // BATCH):
                await page.evaluate("probe.start()")
                sweep = f"probe.sweep({done}, {batch}, {PATIENCE})"
                done = await page.evaluate(sweep)
                found.append(pss(kernel))
                print(f"{done:6} updates{found[-1]:8.1f} MiB", flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--updates", type=int, default=10_000, help="after 1,000 more")
    parser.add_argument("--scene", choices=SCENES, default="ours")
    chosen = parser.parse_args()
    if chosen.scene == "ours" and not servers.ours_exists():
        raise SystemExit("notebooks/10-train-xor.ipynb is not there yet")
    with tempfile.TemporaryDirectory() as folder:
        servers.write_notebooks(Path(folder))
        first, warm, *later = asyncio.run(
            run(Path(folder), chosen.scene, chosen.updates)
        )
    growth = (later[-1] - warm if later else 0.0) * 2**20 / 1e6
    lines = [("first picture, MiB", first, MUST_FIRST)]
    lines.append((f"growth over {chosen.updates} updates, MB", growth, MUST_GROWTH))
    for what, value, must in lines:
        verdict = "OK" if value <= must else "SHORT"
        print(f"{what:32}{value:7.1f}   must ≤ {must} {verdict}")
    return 0 if all(value <= must for _, value, must in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
