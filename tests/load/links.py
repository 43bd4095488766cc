"""Addresses that no page of ours makes: paths out of the folder, monstrous queries."""

from __future__ import annotations

import asyncio
import contextlib
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil
from playwright.async_api import Error

from tests.benchmarks.servers import ROOT, Server
from tests.load.findings import Finding
from tests.load.visitor import NOTEBOOK, Visitor

PRIVATE = (
    "root:",
    "[project]",
    "[core]",
    '"cells"',
    "import annotations",
    "-----BEGIN",
)
MARKUP = '"><script>window.ran=1</script><img src=x onerror="window.ran=1">'
BASES = [f"{name}/" for name in ("voila/files", "voila/static", "voila/render")]
BASES += [f"{name}/" for name in ("voila/labextensions", "voila/templates")]
BASES += ["pictures/", "static/", "files/", "api/contents/", ""]


def paths() -> list[str]:
    """Return forms of a way out of the public files, none made tidy."""
    passwd = "etc/passwd"
    up = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%252f", "..\\", "..%5c", "..;/",
          ".%2e/", "%c0%ae%c0%ae/", "....//", "..%00/")  # fmt: skip
    ways = [f"{BASES[i % len(BASES)]}{12 * step}{passwd}" for i, step in enumerate(up)]
    ways += [f"{base}{6 * '%2e%2e%2f'}{passwd}" for base in BASES]
    ways += [f"{base}{ROOT}/pyproject.toml" for base in ("voila/files/", "pictures/")]
    own = ["../pyproject.toml", ".git/config", "../.git/config", f"{NOTEBOOK}.ipynb"]
    own += ["../explorer/__init__.py", "../tests/load/links.py", "../README.md"]
    ways += [f"voila/files/{name}" for name in own]
    ways += [f"pictures/{name}" for name in own[:4]]
    ways += [f"{base}/{NOTEBOOK}.ipynb" for base in ("files", "notebooks", "edit")]
    ways += ["voila/tree", "api", "api/kernels", "api/contents", "api/terminals"]
    ways += [
        f"api/contents/{NOTEBOOK}.ipynb",
        "lab",
        "terminals/1",
        "metrics",
        "api/me",
    ]
    ways += [
        f"voila/render/{NOTEBOOK}.ipynb/../../../../pyproject.toml",
        "//etc/passwd",
    ]
    ways += [
        f"voila/render/%2e%2e/notebooks/{NOTEBOOK}.ipynb%00.png",
        "nbconvert/html/x",
    ]
    return ways


async def raw(url: str, target: str) -> tuple[int, str]:
    """Ask for a target as it stands; return status and body."""
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    request = (
        f"GET /{target} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n\r\n"
    )
    try:
        writer.write(request.encode("latin-1"))
        answer = (await asyncio.wait_for(reader.read(), 30)).decode("latin-1")
    finally:
        writer.close()
    head, _, body = answer.partition("\r\n\r\n")
    return int(head.split()[1]), body


async def outside(server: Server) -> list[Finding]:
    """Ask for files that are not public."""
    before, url = server.kernels(), f"{server.url}/"
    given, failed = [], []
    for path in paths():
        status, body = await raw(url, path)
        if status == 200 and any(mark in body for mark in PRIVATE):
            given.append(path)
        if status >= 500:
            failed.append((path, status))
    await asyncio.sleep(1)
    for wrong in (*given, *failed):
        print("   ", wrong)
    left = len(server.kernels()) - len(before)
    return [
        Finding(f"of {len(paths())} paths, private files given", len(given), 0),
        Finding("   answers of 500 and more", len(failed), 0),
        Finding("   kernels left behind", left, 0),
    ]


def queries() -> dict[str, str]:
    """Return what can stand behind a question mark, by what is wrong with it."""
    known = ["tab", "learning_rate", "look", "mode", "hide", "lock", "note"]
    known += ["theme", "template", "voila-x", "token"]
    marked = {f"{MARKUP}{n}": f"{MARKUP}{n}" for n in range(50)}
    return {
        "10,000 parameters": "&".join(f"a{i % 100}=1" for i in range(10_000)),
        "60 kB in a value": "learning_rate=" + "9" * 60_000,
        "60 kB in a key": "x" * 60_000 + "=1",
        "markup in every key and value": urlencode(marked),
        "markup in known keys": urlencode(dict.fromkeys(known, MARKUP)),
        "what is no UTF-8": "tab=%ff%fe&%80=%c0%af&learning_rate=%00",
    }


async def monstrous(server: Server, browser) -> list[Finding]:
    """Open such queries in a browser and without one; everything is gone after."""
    url, findings = f"{server.url}/", []
    for name, query in queries().items():
        before = pids(server)
        page = await (await browser.new_context()).new_page()
        statuses, ran = [], []
        page.on("response", lambda r, s=statuses: s.append(r.status))
        page.on("dialog", lambda d, r=ran: r.append(d.message))
        came = None
        with contextlib.suppress(Error):  # too many parameters are refused unread
            came = await page.goto(f"{url}voila/render/{NOTEBOOK}.ipynb?{query}")
        if came is not None and came.status == 200:
            shown = '[data-explorer-canvas]:not([data-frame="0"])'
            await page.wait_for_selector(shown, timeout=60_000)
        if came is not None:
            ran += [1] if await page.evaluate("'ran' in window") else []
        await page.close(run_before_unload=True)
        seconds = await gone(server, before)
        findings += [
            Finding(f"{name}: answers", len(statuses), 1, at_least=True),
            Finding("   scripts that ran", len(ran), 0),
            Finding("   answers of 500 and more", sum(s >= 500 for s in statuses), 0),
            Finding("   the kernel is gone after", seconds, 5, "s"),
        ]
    return findings


def pids(server: Server) -> set[int]:
    return {kernel.pid for kernel in server.kernels()}


async def gone(server: Server, before: set[int], patience: float = 20) -> float:
    """Wait until no more kernels run than before; return the seconds."""
    began = time.perf_counter()
    while len(pids(server)) > len(before):
        if time.perf_counter() - began > patience:
            break
        await asyncio.sleep(0.05)
    return time.perf_counter() - began


async def secrets(server: Server, visitors: int) -> list[Finding]:
    """Open links with a secret each; none may be found anywhere else."""
    url = f"{server.url}/"
    words = [f"s3cr3t{n:03}q" for n in range(visitors)]
    people = [Visitor(url, query=f"tab=step&{word}=1") for word in words]
    for start in range(0, visitors, 4):
        await asyncio.gather(*(one.arrive() for one in people[start : start + 4]))
    leaks = []
    for one, own in zip(people, words, strict=True):
        held = one.page + repr(one.models) + repr(one.texts)
        leaks += [(word, "a page") for word in words if word in held and word != own]
    told = sum(own in repr(p.models) for p, own in zip(people, words, strict=True))
    for kernel in server.kernels():
        held = repr(kernel.environ()) + repr(kernel.cmdline())
        leaks += [(word, "a kernel") for word in words if word in held]
    log = Path(server.log).read_text("utf-8")
    leaks += [(word, "the log") for word in words if word in log]
    held = repr(psutil.Process(server.process.pid).cmdline())
    leaks += [(word, "the server") for word in words if word in held]
    await asyncio.gather(*(one.leave() for one in people))
    for leak in leaks:
        print("   ", leak)
    return [
        Finding(f"secrets of {visitors} visitors found elsewhere", len(leaks), 0),
        Finding("   their own pages that name the link's word", told, visitors,
                at_least=True),
    ]  # fmt: skip
