"""A real Chromium with the probe in every page."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import Browser, Page, TimeoutError, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Stock Voila asks a CDN for fonts; without this its page waits for the answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PROBE = Path(__file__).with_name("probe.js")


def find() -> str:
    for name in (os.environ.get("CHROME"), *NAMES):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise SystemExit("no Chromium: set $CHROME or put chromium on the PATH")


@contextlib.asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=find(), args=ARGUMENTS
        )
        try:
            yield launched
        finally:
            await launched.close()


@contextlib.asynccontextmanager
async def page(
    browser: Browser,
    kind: str,
    setting: str = "",
    size: tuple[int, int] = (1366, 620),
    scale: float = 1,
) -> AsyncIterator[Page]:
    """Open an empty page; the probe reads a label, blocks, a canvas or an image."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        bypass_csp=True,  # Playwright waits by "eval"
    )
    options = json.dumps({"kind": kind, "setting": setting})
    await context.add_init_script(f"window.probeOptions = {options};")
    await context.add_init_script(PROBE.read_text("utf-8"))
    try:
        yield await context.new_page()
    finally:
        await context.close()


async def first_picture(page: Page, patience: float = 60) -> float:
    """Wait until the probe has seen a picture; return its ms since navigation."""
    try:
        found = await page.wait_for_function(
            "window.probe?.firstPicture", timeout=1000 * patience
        )
    except TimeoutError:
        raise SystemExit(f"no picture within {patience:g} s at {page.url}") from None
    return float(await found.json_value())
