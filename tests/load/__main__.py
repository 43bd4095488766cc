"""How the server bears a class at once, and its strangers."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from explorer.language.catalogue import EXPLORERS, Entry
from tests.benchmarks import servers
from tests.load import crowd, drags, driver, flood, hub, links, tabs, updates
from tests.load.findings import Finding

Scenario = Callable[[argparse.Namespace, Path], Awaitable[list[Finding]]]


def _served(arguments: str, folder: Path):
    return servers.running(f"explorer {arguments}".strip(), folder)


async def _crowd(chosen: argparse.Namespace, folder: Path) -> list[Finding]:
    size = "" if chosen.cold else f"--class-size {chosen.visitors}"  # all ahead
    explorer = f"--explorer {crowd.EXPLORER}?{crowd.LINK}"
    with _served(f"{size} {explorer}", folder) as server:
        return await crowd.crowd(
            server,
            chosen.visitors,
            witnesses=2,
            seconds=chosen.seconds,
            ahead=1 if chosen.cold else chosen.visitors,
            first=crowd.COLD if chosen.cold else crowd.FIRST,
        )


async def _tabs(chosen: argparse.Namespace, folder: Path) -> list[Finding]:
    with _served("", folder) as server:
        await asyncio.sleep(8)
        return await tabs.tabs(server, 50, cull=70)


async def _drags(_: argparse.Namespace, folder: Path) -> list[Finding]:
    with _served("", folder) as server:
        url = f"{server.url}/"
        return [*await drags.events(url, 1000), *await drags.messages(url, 2000)]


async def _flood(_: argparse.Namespace, folder: Path) -> list[Finding]:
    with _served("", folder) as server:
        url = f"{server.url}/"
        refused = await flood.refuse(url, folder / "canary")
        return [*refused, *await flood.flood(url)]


async def _links(_: argparse.Namespace, folder: Path) -> list[Finding]:
    with _served("", folder) as server:
        await asyncio.sleep(8)
        async with crowd.browser() as browser:
            found = await links.monstrous(server, browser)
        found += await links.outside(server)
        return [*found, *await links.secrets(server, 20)]


async def _hub(_: argparse.Namespace, folder: Path) -> list[Finding]:
    with hub.running(folder) as server:
        return await hub.hub(server)


async def _updates(chosen: argparse.Namespace, folder: Path) -> list[Finding]:
    with _served("", folder) as server:
        return await updates.updates(server, _entries(chosen), chosen.updates)


def _entries(chosen: argparse.Namespace) -> list[Entry]:
    return [e for e in EXPLORERS if e.available and chosen.explorer in (None, e.module)]


async def _driver(chosen: argparse.Namespace, folder: Path) -> list[Finding]:
    with _served("", folder) as server:
        return await driver.drive(
            server, _entries(chosen), chosen.seed, chosen.seconds, chosen.actions
        )


SCENARIOS: dict[str, Scenario] = {
    "crowd": _crowd, "tabs": _tabs, "drags": _drags, "flood": _flood, "links": _links,
    "hub": _hub, "driver": _driver, "updates": _updates,
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    add = parser.add_argument
    add(
        "what",
        nargs="*",
        metavar="WHAT",
        help=f"of {', '.join(SCENARIOS)}; all if none",
    )
    add("--visitors", type=int, default=40, help="of crowd, two with a real Chromium")
    add("--cold", action="store_true", help="crowd without kernels that wait")
    add("--seconds", type=float, default=60, help="of work in crowd; of driver, each")
    add("--seed", type=int, default=1, help="of driver; the same seed does the same")
    add("--actions", type=int, help="of driver, how many instead of seconds")
    add("--explorer", help="of driver and updates, by its module; all if none")
    add("--updates", type=int, default=10_000, help="of updates, for each explorer")
    chosen = parser.parse_args()
    if unknown := set(chosen.what) - set(SCENARIOS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    fine = True
    for name in chosen.what or SCENARIOS:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            findings = asyncio.run(SCENARIOS[name](chosen, Path(folder)))
        print(f"\n{name} ({time.perf_counter() - began:.0f} s)")
        for finding in findings:
            print(finding, flush=True)
            fine &= finding.holds
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
