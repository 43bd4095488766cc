"""From a slider to the painted picture: ours, the floor and the baseline, in one run.

``python -m tests.benchmarks.latency``               everything, about ten minutes
``python -m tests.benchmarks.latency --quick``       one run of 30 presses
``python -m tests.benchmarks.latency --only voila``  one server, scene or path
``python -m tests.benchmarks.latency --rtt 80``      through a distant connection

Paths are named scene-server. Scenes: *floor* (a native slider, one line of Python, a
label), *baseline* (``interact`` and a pyplot figure), *ours*. Servers: *voila* (with
our connection class; ours through ``backprop-explorer``), *stock* (Voila as it comes),
*lab* (JupyterLab with our connection class). Two loads: single presses of an arrow key,
and a drag of the thumb with 60 events a second for 3 s. Exits with 1 when a must is
missed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import json
import os
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page

from tests.benchmarks import bar, chromium, loads, servers
from tests.benchmarks.figures import Figures, figures
from tests.benchmarks.proxy import distance

PROBES = {"floor": "label", "baseline": "blocks", "ours": "canvas"}
SERVERS = ("voila", "stock", "lab")
QUERY = "?tab=step&step=50"
Route = tuple[str, str]  # scene, server


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="1 run of 30 presses")
    parser.add_argument("--runs", type=int, default=3, help="medians are taken of them")
    parser.add_argument("--presses", type=int, default=60, help="of a key, in each run")
    parser.add_argument("--only", help="scenes, servers or paths, with commas between")
    parser.add_argument("--rtt", type=float, default=0, help="ms of round trip to add")
    parser.add_argument("--scale", type=float, default=1, help="device pixel ratio")
    parser.add_argument("--size", default="1366x620", help="of the window, as 1920x940")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.runs, chosen.presses = 1, 30
    return chosen


def paths(only: str | None) -> list[Route]:
    every = [(scene, server) for server in SERVERS for scene in PROBES]
    if not servers.ours_exists():
        print("ours is left out: notebooks/10-train-xor.ipynb is not there yet")
        every = [path for path in every if path[0] != "ours"]
    words = set((only or "").split(",")) - {""}
    known = {name for path in every for name in (*path, "-".join(path))}
    if words - known:
        raise SystemExit(f"--only does not know {', '.join(sorted(words - known))}")
    return [p for p in every if not words or words & {*p, "-".join(p)}]


async def open_in_voila(page: Page, url: str, scene: str) -> None:
    name = servers.OURS + ".ipynb" + QUERY if scene == "ours" else scene + ".ipynb"
    await page.goto(f"{url}/voila/render/{name}", wait_until="commit")


async def open_in_lab(page: Page, url: str, scene: str) -> None:
    name = servers.OURS_AT_STEP_50 if scene == "ours" else scene
    await page.goto(f"{url}/lab/tree/{name}.ipynb?reset", wait_until="commit")
    await page.wait_for_function(
        "globalThis.jupyterapp?.shell.currentWidget?.context?.isReady &&"
        " globalThis.jupyterapp.shell.currentWidget.sessionContext.session?.kernel"
    )
    await page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")


async def measure(
    browser: Browser, server: servers.Server, url: str, route: Route, chosen
) -> Figures:
    scene, kind = route
    width, height = map(int, chosen.size.split("x"))
    view = {"size": (width, height), "scale": chosen.scale}
    async with chromium.page(browser, PROBES[scene], "learning_rate", **view) as page:
        await (open_in_lab if kind == "lab" else open_in_voila)(page, url, scene)
        await chromium.first_picture(page)
        ahead = engine(route) == "explorer"  # a kernel for the next visitor starts
        await server.rest(1 + ahead, patience=60)
        kernels = server.kernels()
        await loads.press_keys(page, kernels, 5)  # to warm up
        keys = await loads.press_keys(page, kernels, chosen.presses)
        dragged = await loads.drag(page, kernels)
        if kind == "lab":  # a kernel outlives its page there
            session = "jupyterapp.shell.currentWidget.sessionContext"
            await page.evaluate(f"{session}.shutdown()")
    return figures(keys, dragged)


async def run(chosen, folder: Path, wanted: list[Route]) -> dict[Route, Figures]:
    """Measure the routes in turns, server after server; return their medians."""
    found: dict[Route, list[Figures]] = {route: [] for route in wanted}
    async with chromium.browser() as browser:
        print(conditions(browser, chosen), flush=True)
        for kind in SERVERS:
            here = [route for route in wanted if route[1] == kind]
            with contextlib.ExitStack() as stack:
                started = {}
                for name in {engine(route) for route in here}:
                    server = stack.enter_context(servers.running(name, folder))
                    url = stack.enter_context(distance(server.url, chosen.rtt))
                    started[name] = server, url
                for count in range(chosen.runs):
                    for route in here:
                        progress = f"run {count + 1}: {'-'.join(route)}"
                        print(progress, file=sys.stderr, flush=True)
                        place = started[engine(route)]
                        it = await measure(browser, *place, route, chosen)
                        found[route].append(it)
    return {route: Figures.of(runs) for route, runs in found.items()}


def engine(route: Route) -> str:
    """Return the kind of server that a route needs."""
    if route == ("ours", "voila") and servers.command_line_exists():
        return "explorer"
    return route[1]


def conditions(browser: Browser, chosen) -> str:
    added = f", {chosen.rtt:g} ms added" if chosen.rtt else ""
    return (
        f"Chromium {browser.version}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}, {chosen.size} at {chosen.scale:g}{added}"
    )


def main() -> int:
    chosen = arguments()
    wanted = paths(chosen.only or ("voila,stock" if chosen.rtt else None))
    with tempfile.TemporaryDirectory() as folder:
        servers.write_notebooks(Path(folder))
        results = asyncio.run(run(chosen, Path(folder), wanted))
    print(f"\nmedians of {chosen.runs} runs of {chosen.presses} presses")
    print("\n".join(bar.table(results)), end="\n\n")
    lines, fine = bar.verdict(results, far=chosen.rtt > 0)
    print("\n".join(lines))
    if chosen.json:
        named = {"-".join(p): dataclasses.asdict(it) for p, it in results.items()}
        chosen.json.write_text(json.dumps(named, indent=1) + "\n", "utf-8")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
