"""Two loads on an open page: single key presses, and a drag of the thumb."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from dataclasses import dataclass, field

import psutil
from playwright.async_api import Page

Timed = tuple[float, float]  # ms, value
PATIENCE = 5000  # ms that a picture may take


@dataclass
class Load:
    """What the probe saw, and what it cost."""

    sets: list[Timed]
    frames: list[Timed]
    bytes: int
    cpu: float  # seconds of the busiest kernel
    settled: list[bool] = field(default_factory=list)


async def press_keys(page: Page, kernels: list[psutil.Process], presses: int) -> Load:
    """Press an arrow key `presses` times, each when the last picture has come."""
    chance = random.Random(1)
    await page.evaluate("probe.control().focus()")
    await page.evaluate("probe.start()")
    before, settled = _cpu(kernels), []
    for count in range(presses):
        key = "ArrowLeft" if count // 15 % 2 else "ArrowRight"
        await page.keyboard.press(key)
        settled.append(await page.evaluate(f"probe.settled({PATIENCE})"))
        await asyncio.sleep(chance.uniform(0.03, 0.08))
    return await _read(page, kernels, before, settled)


async def drag(page: Page, kernels: list[psutil.Process], seconds: float = 3) -> Load:
    """Move the thumb to and fro between a fifth and four fifths of its track."""
    grip = await page.evaluate("probe.grip()")
    left, width = grip["left"] + 0.2 * grip["width"], 0.6 * grip["width"]
    await page.mouse.move(grip["x"] if grip["isThumb"] else left, grip["y"])
    await page.mouse.down()
    await page.mouse.move(left, grip["y"])
    await page.evaluate(f"probe.settled({PATIENCE})")
    await page.evaluate("probe.start()")
    before, moves = _cpu(kernels), []
    start = time.perf_counter()
    for count in range(1, round(60 * seconds) + 1):
        await asyncio.sleep(max(0, start + count / 60 - time.perf_counter()))
        way = (time.perf_counter() - start) / seconds * 2  # there and back
        x = left + width * max(0, min(way, 2 - way))
        moves.append(asyncio.ensure_future(page.mouse.move(x, grip["y"])))
    await asyncio.gather(*moves)
    await page.mouse.up()
    settled = [await page.evaluate(f"probe.settled({PATIENCE})")]
    return await _read(page, kernels, before, settled)


def _cpu(kernels: list[psutil.Process]) -> dict[int, float]:
    found = {}
    for kernel in kernels:
        with contextlib.suppress(psutil.Error):  # that of a closed page can end
            times = kernel.cpu_times()
            found[kernel.pid] = times.user + times.system
    return found


async def _read(
    page: Page,
    kernels: list[psutil.Process],
    before: dict[int, float],
    settled: list[bool],
) -> Load:
    await asyncio.sleep(0.3)  # what was put off until the release is done by now
    spent = [time - before[pid] for pid, time in _cpu(kernels).items()]
    settled[-1] = settled[-1] and await page.evaluate("probe.agrees()")
    seen = await page.evaluate("probe.report()")
    return Load(seen["sets"], seen["frames"], seen["bytes"], max(spent), settled)
