"""Tabs that are closed, reloaded or lost with their browser: kernels come back."""

from __future__ import annotations

import asyncio
import time

from tests.benchmarks.servers import Server
from tests.load.crowd import browser
from tests.load.findings import Finding
from tests.load.links import gone, pids
from tests.load.visitor import NOTEBOOK, Visitor

SHOWN = '[data-explorer-canvas]:not([data-frame="0"])'


async def tabs(server: Server, count: int, cull: float | None) -> list[Finding]:
    """Close and reload so many tabs; with `cull`, kill a browser and wait as long."""
    address = f"{server.url}/voila/render/{NOTEBOOK}.ipynb"
    before, most = pids(server), 0
    async with browser() as launched:
        context = await launched.new_context()  # tabs of one browser
        context.set_default_timeout(60_000)

        async def one(number: int) -> None:
            nonlocal most
            page = await context.new_page()
            await page.goto(address, wait_until="commit")
            await page.wait_for_selector(SHOWN)
            if number % 2:
                await page.reload(wait_until="commit")
                await page.wait_for_selector(SHOWN)
            most = max(most, len(pids(server)) - len(before))
            async with page.expect_event("close"):
                await page.close(run_before_unload=True)

        for start in range(0, count, 3):
            await asyncio.gather(*map(one, range(start, min(count, start + 3))))
        seconds = await gone(server, before)
        left = len(pids(server)) - len(before)
    findings = [
        Finding(f"{count} tabs closed or reloaded: kernels left", left, 0),
        Finding("   the last is gone after", seconds, 5, "s"),
        Finding("   kernels at once, more than before", most, 8),
    ]
    if cull is not None:
        began = time.perf_counter()
        lost = Visitor(f"{server.url}/")
        await lost.arrive()
        await lost.vanish()
        await gone(server, before, patience=cull + 30)
        took = time.perf_counter() - began
        lost_for = Finding("a killed browser's kernel is gone after", took, cull, "s")
        findings.append(lost_for)
    return findings
