"""A class that arrives at once, moves sliders, and finds the door closed when full."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, async_playwright
from tornado.httpclient import HTTPClientError

from tests.benchmarks.servers import Server
from tests.browser import chromium
from tests.load.findings import Finding, percentile
from tests.load.visitor import NOTEBOOK, Visitor

EXPLORER, LINK = "train-xor", "tab=step&step=50"  # what the class is given
FIRST, COLD = 5.0, 25.0  # seconds after the last arrival, with kernels ahead or without
MEMORY = 4.5 * 2**30 / 2**20  # MiB
PRESS = """() => new Promise((done) => {
  const page = (what) => document.querySelector(what);
  const canvas = page("[data-explorer-canvas]");
  const range = page('[data-setting="learning_rate"] [type=range]');
  const began = performance.now();
  const seen = () => done(performance.now() - began);
  canvas.addEventListener("bpx-painted", seen, {once: true});
  const key = Math.random() < 0.5 ? "ArrowLeft" : "ArrowRight";
  const press = {key, bubbles: true, cancelable: true};
  range.dispatchEvent(new KeyboardEvent("keydown", press));
})"""


SEEN = """() => {
  const picture = document.querySelector("#loading img");
  const canvas = document.querySelector("[data-explorer-canvas]");
  return (picture?.complete && picture.naturalWidth > 0 && picture.width > 0)
    || Number(canvas?.dataset.frame) > 0;
}"""
PAINTED = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
LIVE = '[data-explorer-canvas]:not([data-frame="0"])'
OWN_SIZE = """() => {
  const root = document.querySelector("[data-explorer-canvas]");
  const { width, height } = root.getBoundingClientRect();
  const { width: across, height: down } = root.querySelector("canvas");
  return across === Math.round(width * devicePixelRatio)
    && down === Math.round(height * devicePixelRatio);
}"""


@dataclass
class Seen:
    """What happened to everybody."""

    firsts: list[float] = field(default_factory=list)  # seconds to the first picture
    lives: list[float] = field(default_factory=list)  # to one that answers
    own: list[float] = field(default_factory=list)  # to one of the page's own size
    moves: list[float] = field(default_factory=list)  # seconds to the new picture
    faults: list[str] = field(default_factory=list)


@contextlib.asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = chromium.find()
        options = {"executable_path": path, "args": chromium.FLAGS}
        launched = await playwright.chromium.launch(**options)
        try:
            yield launched
        finally:
            await launched.close()


class Witness:
    """A visitor with a real Chromium."""

    def __init__(self, page: Page, seen: Seen) -> None:
        self.page, self.seen = page, seen
        self.asked: list[str] = []
        self.first_picture = float("inf")  # seconds
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: seen.faults.append(str(error)))
        page.on("console", self._console)

    def _console(self, message) -> None:
        if message.type == "error":
            self.seen.faults.append(message.text)

    async def arrive(self, url: str) -> float:
        """Open the page; return the seconds until a picture answers to the controls."""
        began = time.perf_counter()
        address = f"{url}voila/render/{NOTEBOOK}.ipynb?{LINK}"
        await self.page.goto(address, wait_until="commit")
        await self.page.wait_for_function(SEEN, timeout=90_000)
        await self.page.evaluate(PAINTED)
        self.first_picture = time.perf_counter() - began
        await self.page.wait_for_selector(LIVE, timeout=90_000)
        return time.perf_counter() - began

    async def finish(self) -> None:
        """Wait until the picture is of this page's own size."""
        await self.page.wait_for_function(OWN_SIZE, timeout=90_000)

    async def move(self) -> float:
        return await self.page.evaluate(PRESS) / 1000


async def assets(url: str, launched: Browser) -> tuple[str, ...]:
    """Return the paths that a browser with an empty cache loads beside the page."""
    context = await launched.new_context()
    witness = Witness(await context.new_page(), Seen())
    await witness.arrive(url)
    await witness.page.close(run_before_unload=True)
    await context.close()
    found = (a.removeprefix(url) for a in witness.asked if a.startswith(url))
    return tuple(p for p in found if "/render/" not in p and "api/" not in p)


async def crowd(
    server: Server,
    visitors: int,
    *,
    witnesses: int,
    seconds: float,
    ahead: int,
    first: float,
) -> list[Finding]:
    """Let a class arrive at once and work; the server has room for just this many."""
    url, seen = f"{server.url}/", Seen()
    async with browser() as launched:
        loaded = await assets(url, launched)
        waiting = await server.rest(ahead)
        clients = [Visitor(url, assets=loaded) for _ in range(visitors - witnesses)]
        pages = [
            await (await launched.new_context()).new_page() for _ in range(witnesses)
        ]
        real = [Witness(page, seen) for page in pages]
        arrivals = [_come(one.arrive(), one, seen) for one in clients]
        arrivals += [_come(one.arrive(url), one, seen) for one in real]
        arrived = await asyncio.gather(*arrivals, return_exceptions=True)
        for one in arrived:
            if isinstance(one, BaseException):
                seen.faults.append(f"no picture: {one!r}")
        memory = server.memory()
        door, closed = await knock(url)
        here = [one for one in clients if one.frames]
        ends = zip(real, arrived[len(clients) :], strict=True)
        real = [one for one, end in ends if not isinstance(end, BaseException)]
        await asyncio.gather(*(_work(v, seen, seconds, i) for i, v in enumerate(here)),
                             *(_watch(w, seen, seconds) for w in real))  # fmt: skip
        wrong = sum([not await one.picture_is_right() for one in here])
        await here[0].leave()
        place = await _take_the_place(url)
        for one in here:
            seen.faults += one.faults
            await one.vanish()
    for fault in seen.faults[:10]:
        print("   fault:", fault)
    transfer = max(one.loaded for one in here) / 2**20
    return [
        Finding("first picture after the last arrival, slowest",
                max(seen.firsts), first, "s"),
        Finding("   median", percentile(seen.firsts, 0.5), first, "s"),
        Finding("   that answers to the controls, slowest", max(seen.lives), COLD, "s"),
        Finding("   median", percentile(seen.lives, 0.5), COLD, "s"),
        Finding("   of the page's own size, slowest", max(seen.own), COLD, "s"),
        Finding("   kernels that waited for them", waiting, ahead, at_least=True),
        Finding("visitors without a picture", visitors - len(seen.firsts), 0),
        Finding("memory of server and kernels", memory, MEMORY, "MiB"),
        Finding("   for each visitor", memory / visitors, MEMORY / visitors, "MiB"),
        Finding("compressed bytes of a cold visitor", transfer, 1.5, "MiB"),
        Finding(f"slider to picture, p95 of {len(seen.moves)}",
                percentile(seen.moves, 0.95), 0.5, "s"),
        Finding("   median", percentile(seen.moves, 0.5), 0.5, "s"),
        Finding("pictures that are wrong in the end", wrong, 0),
        Finding("errors in pages", len(seen.faults), 0),
        Finding("the class is full: 503, not let in", 0 if closed else 1, 0),
        Finding("the class is full: answered in", door, 0.1, "s"),
        Finding("a free place is usable after", place, 5, "s"),
    ]  # fmt: skip


async def _come(arrival: Awaitable[float], one: Visitor | Witness, seen: Seen) -> None:
    began = time.perf_counter()
    seen.lives.append(await arrival)
    seen.firsts.append(one.first_picture)
    await one.finish()
    seen.own.append(time.perf_counter() - began)


async def knock(url: str) -> tuple[float, bool]:
    """Come as one too many; return the seconds and whether it was refused."""
    began = time.perf_counter()
    try:
        await Visitor(url).open_page()
    except HTTPClientError as answer:
        return time.perf_counter() - began, answer.code == 503
    return time.perf_counter() - began, False


async def _work(visitor: Visitor, seen: Seen, seconds: float, seed: int) -> None:
    """Move a slider once a second, not in step with the others."""
    chance = random.Random(seed)
    await asyncio.sleep(chance.random())
    for _ in range(round(seconds)):
        value = float(f"{chance.uniform(0.1, 9):.3g}")
        took = await visitor.move("learning_rate", value, released=False)
        seen.moves.append(took)
        if visitor.settings["learning_rate"] != repr(value):
            seen.faults.append(f"asked for {value}, got {visitor.settings}")
        await asyncio.sleep(max(0, 1 - took))


async def _watch(witness: Witness, seen: Seen, seconds: float) -> None:
    for _ in range(round(seconds)):
        took = await witness.move()
        seen.moves.append(took)
        await asyncio.sleep(max(0, 1 - took))


async def _take_the_place(url: str) -> float:
    """Return the seconds until somebody new has a picture."""
    began = time.perf_counter()
    while True:
        newcomer = Visitor(url)
        try:
            await newcomer.arrive()
        except HTTPClientError:
            if time.perf_counter() - began > 60:
                return 60.0
            await asyncio.sleep(0.2)
        else:
            await newcomer.leave()
            return time.perf_counter() - began
