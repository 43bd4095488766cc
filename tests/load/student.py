"""A random student at a real page; the same seed does the same things."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import urlencode

from playwright.async_api import Page

from explorer import explorers
from explorer.language.catalogue import Entry
from explorer.state import declared
from tests.load import protocol

KINDS = {  # selector: how often
    ".bpx-explorer input[type=range]": 5,
    ".bpx-explorer .bpx-slider input[type=text]": 2,
    ".bpx-explorer :is(.bpx-text, .bpx-exercise) input[type=text]": 1,
    ".bpx-explorer select": 2,
    ".bpx-explorer input[type=checkbox]": 2,
    ".bpx-explorer [role=tab]": 2,
    # how large a page is drawn is no setting
    ".bpx-explorer button.bpx-button:not([data-action=projector])": 4,
    ".bpx-explorer .bpx-transport button": 2,
    ".bpx-explorer .bpx-spot": 3,
}
KEYS = ("ArrowRight", "ArrowLeft", "ArrowUp", "PageUp", "PageDown", "Home", "End",
        "Shift+ArrowRight", "Alt+KeyL", "Alt+KeyZ", "Alt+KeyR", "Alt+KeyK")  # fmt: skip
WORDS = ("nan", "0.3", "-2", "3/4", "1e9", "-1e-9", "1e400", "", "<b>x</b>", "0,5",
         "z = x*x; y = z + x", "z = 1/x", "y = exp(x); z = y**-3")  # fmt: skip
#: what a page is doing: frames painted, settings shown, whether it plays
STATE = """() => {
  const canvas = document.querySelector("[data-explorer-canvas]");
  return [canvas.dataset.frame, canvas.dataset.settings,
          Boolean(document.querySelector('[data-action="play"][aria-label="pause"]'))];
}"""


class Student:
    """Does one thing after another on one page.

    Attributes
    ----------
    done : list of str
        What was done.
    faults : list of str
        What the browser and the kernel complained about.
    """

    def __init__(self, page: Page, url: str, entry: Entry, seed: int) -> None:
        self.page, self.entry = page, entry
        self.address = f"{url}voila/render/{entry.notebook}.ipynb"
        self.chance = random.Random(f"{entry.module} {seed}")
        self.done: list[str] = []
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", self._console)
        page.on("websocket", lambda s: s.on("framereceived", self._frame))
        page.on("dialog", lambda d: self.faults.append(f"dialog: {d.message}"))

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _frame(self, frame: Any) -> None:
        if not isinstance(frame, bytes):
            return
        message = protocol.read(frame)
        text = str(message.content.get("text", ""))
        if message.kind == "error" or "Traceback" in text:
            self.faults.append(f"kernel: {str(message.content)[-600:]}")

    # ---- doing -----------------------------------------------------------------------

    async def open(self, query: str = "") -> None:
        self.done.append(f"open ?{query}")
        await self.page.goto(f"{self.address}?{query}")
        await self._arrive()

    async def _arrive(self) -> None:
        shown = '[data-explorer-canvas]:not([data-frame="0"])'
        await self.page.wait_for_selector(shown, timeout=60_000)
        # the page that was left has no kernel any more, and says so while it goes
        self.faults = [f for f in self.faults if f != "script: Cannot send"]

    async def act(self) -> None:
        """Do one thing, as far as what is there allows it."""
        if self.chance.random() < 0.03:
            await self.open(self._query())
            return
        if self.chance.random() < 0.02:
            await self._reload()
            return
        selector = self.chance.choices(list(KINDS), list(KINDS.values()))[0]
        there = self.page.locator(f"{selector}:visible:enabled")
        count = await there.count()
        if not count:
            return
        place = self.chance.randrange(count)
        await self._use(selector, there.nth(place), f"{selector} {place}")

    async def _use(self, selector: str, what: Any, name: str) -> None:
        name = f"{name} {await what.evaluate(NAME)}"
        if "range" in selector and self.chance.random() < 0.5:
            key, times = self.chance.choice(KEYS), self.chance.randint(1, 8)
            self.done.append(f"{name}: {times} × {key}")
            await what.focus()
            for _ in range(times):
                await self.page.keyboard.press(key)
        elif "range" in selector or (".bpx-spot" in selector):
            await self._drag(what, name)
        elif "text" in selector:
            words = WORDS if "slider" in selector else WORDS[1:]  # a refusal repeats it
            text = self.chance.choice(words)
            self.done.append(f"{name}: {text!r}")
            await what.fill(text)
            await self.page.keyboard.press("Enter")
        elif "select" in selector:
            number = self.chance.randrange(await what.locator("option").count())
            self.done.append(f"{name}: option {number}")
            await what.select_option(index=number)
        else:
            self.done.append(f"{name}: click")
            await what.evaluate("node => node.click()")

    async def _drag(self, what: Any, name: str) -> None:
        box = await what.bounding_box()
        if box is None:
            return
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        by = [self.chance.uniform(-120, 120) for _ in range(2)]
        self.done.append(f"{name}: drag by {by[0]:.0f}, {by[1]:.0f}")
        mouse = self.page.mouse
        await mouse.move(x, y)
        await mouse.down()
        await mouse.move(x + by[0], y + by[1], steps=8)
        await mouse.up()

    async def _reload(self) -> None:
        """Come back to the same address: it must show the same settings."""
        await self.quiet()
        before = await self.settings()
        self.done.append("reload")
        await self.page.mouse.move(1, 1)  # what lies under it would be pointed at
        await self.page.reload()
        await self._arrive()
        after = await self.settings()
        if before != after:
            self.faults.append(f"reloaded {before} as {after}")

    def _query(self) -> str:
        made = getattr(explorers, self.entry.class_name)
        values = {}
        for name, declaration in declared(made.settings_type).items():
            if self.chance.random() < 0.7:
                continue
            if declaration.kind in ("number", "integer"):
                value: object = self.chance.uniform(*declaration.range)
                value = round(value) if declaration.kind == "integer" else value
            else:
                options = declaration.options or ("true", "false", "z = x*x")
                value = self.chance.choice(options)
            values[name] = value
        return urlencode(values)

    # ---- seeing ----------------------------------------------------------------------

    async def settings(self) -> str:
        return (await self.page.evaluate(STATE))[1]

    async def quiet(self) -> None:
        """Wait until nothing moves; what plays is stopped after a while."""
        before, calm, rounds = None, 0, 0
        while calm < 4 and rounds < 200:
            state = await self.page.evaluate(STATE)
            if state[2] and rounds > 12:
                await self.page.evaluate(
                    "document.querySelector('[data-action=\"play\"]').click()"
                )
            calm = calm + 1 if state == before and not state[2] else 0
            before, rounds = state, rounds + 1
            await self.page.wait_for_timeout(80)


NAME = """(node) => {
  const of = (name) => node.closest(`[${name}]`)?.getAttribute(name);
  return of("data-setting") ?? of("data-action") ?? of("data-spot") ?? "";
}"""
