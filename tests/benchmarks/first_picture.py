"""From the address to the first painted picture, beside a stock Voila page.

``python -m tests.benchmarks.first_picture``

Ours is the dashboard of ``backprop-explorer``; the other is stock Voila with one
``FloatSlider`` and one inline figure. Each run starts a server and opens the page as
soon as the server answers; the runs alternate and medians are compared.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser

from tests.benchmarks import chromium, servers

MUST = 1.5
PAGES = {  # server, notebook, what the probe waits for
    "stock": ("stock", "one_figure.ipynb", "image"),
    "ours": ("explorer", f"{servers.OURS}.ipynb?tab=step&step=50", "canvas"),
}


async def once(browser: Browser, folder: Path, name: str) -> float:
    kind, notebook, probe = PAGES[name]
    with servers.running(kind, folder) as server:
        async with chromium.page(browser, probe, "learning_rate") as page:
            url = f"{server.url}/voila/render/{notebook}"
            await page.goto(url, wait_until="commit")
            return await chromium.first_picture(page)


async def run(folder: Path, runs: int, names: list[str]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in names}
    async with chromium.browser() as browser:
        for count in range(runs):
            for name in names:
                found[name].append(await once(browser, folder, name))
                print(f"run {count + 1}: {name} {found[name][-1]:.0f} ms", flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    names = list(PAGES)
    if not (servers.ours_exists() and servers.command_line_exists()):
        print("ours is left out: the dashboard or its server is not there yet")
        names.remove("ours")
    with tempfile.TemporaryDirectory() as folder:
        servers.write_notebooks(Path(folder))
        found = asyncio.run(run(Path(folder), runs, names))
    median = {name: statistics.median(times) for name, times in found.items()}
    for name, time in median.items():
        print(f"{name:8}{time:7.0f} ms   {time / median['stock']:.2f}")
    if "ours" not in median:
        return 0
    ratio = median["ours"] / median["stock"]
    print(f"must ≤ {MUST:g} {'OK' if ratio <= MUST else 'SHORT'}")
    return 0 if ratio <= MUST else 1


if __name__ == "__main__":
    sys.exit(main())
