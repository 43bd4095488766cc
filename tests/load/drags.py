"""More events than anybody can draw: the last one counts, and soon."""

from __future__ import annotations

import time

from tests.load.crowd import browser
from tests.load.findings import Finding
from tests.load.tabs import SHOWN
from tests.load.visitor import NOTEBOOK, Visitor

MOST = 3.0  # seconds from the last event to the right picture
DRAG = """async (count) => {
  const range = document.querySelector('[data-setting="learning_rate"] [type=range]');
  for (let i = 0; i < count; i += 1) {
    range.value = 0.2 + 0.6 * Math.abs(Math.sin(i / 40));
    range.dispatchEvent(new Event("input", {bubbles: true}));
    if (i % 10 === 9) await new Promise((done) => setTimeout(done));
  }
  range.dispatchEvent(new Event("change", {bubbles: true}));
  const wanted = range.getAttribute("aria-valuenow"), began = performance.now();
  const canvas = document.querySelector("[data-explorer-canvas]");
  const shown = () => new URLSearchParams(canvas.dataset.settings).get("learning_rate");
  while (Number(shown()) !== Number(wanted) && performance.now() - began < 60000) {
    await new Promise((done) => requestAnimationFrame(done));
  }
  return [(performance.now() - began) / 1000, Number(wanted)];
}"""


async def events(url: str, count: int) -> list[Finding]:
    """Dispatch so many slider events in a browser."""
    async with browser() as launched:
        page = await (await launched.new_context()).new_page()
        await page.goto(f"{url}voila/render/{NOTEBOOK}.ipynb?tab=step&step=50")
        await page.wait_for_selector(SHOWN, timeout=60_000)
        took, _ = await page.evaluate(DRAG, count)
        await page.close(run_before_unload=True)
    return [Finding(f"{count} slider events: right picture after", took, MOST, "s")]


async def messages(url: str, count: int) -> list[Finding]:
    """Send so many raw messages without waiting for an answer."""
    async with Visitor(url) as visitor:
        values = [float(f"{0.2 + 5 * (i % 97) / 97:.3g}") for i in range(count)]
        for value in values:
            await visitor.offer("learning_rate", value, released=False)
        last = await visitor.offer("learning_rate", 0.321)
        began = time.perf_counter()
        await visitor.heard("learning_rate", last)
        took = time.perf_counter() - began
        wrong = visitor.settings["learning_rate"] != "0.321"
        wrong += not await visitor.picture_is_right()
    return [
        Finding(f"{count} raw messages: right picture after", took, MOST, "s"),
        Finding("   wrong in the end", wrong, 0),
    ]
