"""Random students on real pages: nothing breaks, and the picture is of its settings.

After every few actions the page is compared, text by text and pixel by pixel, with an
explorer that was opened here with the settings that the page claims to show.
"""

from __future__ import annotations

import hashlib
import time

from playwright.async_api import Browser

from explorer.language.catalogue import Entry
from tests.benchmarks.memory import pss
from tests.benchmarks.servers import Server
from tests.load.crowd import browser
from tests.load.findings import Finding
from tests.load.fresh import different, fresh, nonsense
from tests.load.student import Student

LAPTOP = {"width": 1366, "height": 620}
GROWTH = 15.0  # MiB that new tabs, drawers and caches may take
SEEN = """async () => {
  const root = document.querySelector("[data-explorer-canvas]");
  const page = document.querySelector(".bpx-page");
  const canvas = root.querySelector("canvas");
  const image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const hash = await crypto.subtle.digest("SHA-256", image.data);
  const hex = [...new Uint8Array(hash)].map((n) => n.toString(16).padStart(2, "0"));
  return {
    settings: root.dataset.settings, texts: root.texts, hash: hex.join(""),
    size: [canvas.width, canvas.height], page: page.innerText,
    kernel: document.body.dataset.kernelId,
    values: [...page.querySelectorAll("[aria-valuetext]")].map((n) => n.ariaValueText),
  };
}"""


async def drive(
    server: Server,
    entries: list[Entry],
    seed: int,
    seconds: float,
    actions: int | None = None,
) -> list[Finding]:
    """Let a student of this seed loose on each explorer, for a time or for a count."""
    findings = []
    async with browser() as launched:
        for entry in entries:
            findings += await _one(server, launched, entry, seed, seconds, actions)
    return findings


async def _one(
    server: Server,
    launched: Browser,
    entry: Entry,
    seed: int,
    seconds: float,
    actions: int | None,
) -> list[Finding]:
    context = await launched.new_context(viewport=LAPTOP)
    student = Student(await context.new_page(), f"{server.url}/", entry, seed)
    await student.open()
    end, wrong, checks = time.monotonic() + seconds, [], 0
    memory: dict[str, list[float]] = {}

    def goes_on() -> bool:
        if actions is not None:
            return len(student.done) < actions
        return time.monotonic() < end

    while goes_on() and not wrong:
        for _ in range(3):
            await student.act()
        await student.quiet()
        checks += 1
        seen = await student.page.evaluate(SEEN)
        wrong = [*student.faults, *_nonsense(seen)]
        if fault := await _past(student, entry):
            wrong.append(fault)
        for kernel in server.kernels():
            if f"kernel-{seen['kernel']}" in " ".join(kernel.cmdline()):
                memory.setdefault(seen["kernel"], []).append(pss(kernel))
    for fault in wrong[:5]:
        print(f"    {entry.module}, seed {seed}: {fault}")
        print("      after", *student.done[-6:], sep="\n        ")
    await student.page.close(run_before_unload=True)
    await context.close()
    name = f"{entry.module}: {len(student.done)} actions, {checks} comparisons"
    return [
        Finding(f"{name}: faults", len(wrong), 0),
        Finding("   growth of a kernel's memory", _growth(memory), GROWTH, "MiB"),
    ]


def _growth(memory: dict[str, list[float]]) -> float:
    """Return the growth of the busiest kernel over the second half of its life."""
    longest = max(memory.values(), key=len)
    return longest[-1] - longest[len(longest) // 2]


def _nonsense(seen: dict) -> list[str]:
    texts = [entry["text"] for entry in seen["texts"]]
    return nonsense([*texts, *seen["page"].splitlines(), *seen["values"]])


async def _past(student: Student, entry: Entry) -> str:
    """Compare with an explorer without a past; the page has a while to get there."""
    for _ in range(10):
        seen = await student.page.evaluate(SEEN)
        texts, pixels = fresh(entry, seen["settings"], *seen["size"])
        shown = {(t["view"], t["id"]): t["text"] for t in seen["texts"]}
        differs = different(shown, texts)
        if not differs and hashlib.sha256(pixels.tobytes()).hexdigest() == seen["hash"]:
            return ""
        await student.page.wait_for_timeout(200)
    return f"{differs or 'pixels of the past'} at {seen['settings']}"
