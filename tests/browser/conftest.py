"""One browser and one server of each kind for all browser tests."""

import contextlib
import os
import shutil
import urllib.parse

import pytest

from tests.browser import chromium, servers

sync_api = (
    pytest.importorskip("playwright.sync_api") if not os.environ.get("CI") else None
)
if sync_api is None:
    from playwright import sync_api

TRAIN_XOR = "voila/render/10-train-xor.ipynb"
LAPTOP = {"width": 1366, "height": 620}
PROJECTOR = {"width": 1920, "height": 940}


@pytest.fixture(scope="session")
def chromium_type():
    """Return Playwright's Chromium and how it is started."""
    path = chromium.find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(chromium.HOW)
        pytest.skip(chromium.HOW)
    with sync_api.sync_playwright() as playwright:
        start = {"executable_path": path, "args": chromium.FLAGS}
        yield playwright.chromium, start


@pytest.fixture(scope="session")
def browser(chromium_type):
    """Return a browser that opens private windows, one for each context."""
    kind, start = chromium_type
    launched = kind.launch(**start)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def profile(chromium_type, tmp_path_factory):
    """Return a context as a student has it, which keeps the scripts it has compiled.

    A page in a private window costs the browser twice as much.
    """
    kind, start = chromium_type
    # Playwright waits by "eval"; test_class.py has the policy
    start = {**start, "bypass_csp": True}
    context = kind.launch_persistent_context(
        tmp_path_factory.mktemp("profile"), **start
    )
    yield context
    context.close()


@pytest.fixture(scope="session")
def dashboards(tmp_path_factory):
    log = tmp_path_factory.mktemp("voila") / "server.log"
    with servers.dashboards(log) as url:
        yield url


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(servers.ROOT / "notebooks", folder / "notebooks")
    with servers.lab(folder / "server.log", folder) as url:
        yield url


class Explorer:
    """One open page with an explorer on it."""

    def __init__(self, page):
        self.page = page
        self.errors = []
        page.on("console", lambda m: m.type == "error" and self.errors.append(m.text))
        page.on("pageerror", lambda e: self.errors.append(str(e)))

    canvas = "[data-explorer-canvas]"

    def ready(self, frames=1):
        self.page.wait_for_function(
            f"Number(document.querySelector('{self.canvas}')?.dataset.frame ?? 0)"
            f" >= {frames}",
            timeout=90_000,
        )
        return self

    @property
    def settings(self):
        text = self.page.get_attribute(self.canvas, "data-settings")
        return dict(urllib.parse.parse_qsl(text, keep_blank_values=True))

    @property
    def frame(self):
        return int(self.page.get_attribute(self.canvas, "data-frame"))

    @property
    def texts(self):
        found = self.page.evaluate(f"document.querySelector('{self.canvas}').texts")
        return {(t["view"], t["id"]): t["text"] for t in found}

    @property
    def status(self):
        return self.page.inner_text("[role=status]")

    def until(self, **expected):
        """Wait until the picture shows these settings."""
        self.page.wait_for_function(
            """([canvas, expected]) => {
                const text = document.querySelector(canvas).dataset.settings;
                const shown = new URLSearchParams(text);
                return Object.entries(expected).every(([k, v]) => shown.get(k) === v);
            }""",
            arg=[self.canvas, {k: str(v) for k, v in expected.items()}],
            timeout=20_000,
        )
        return self

    def range(self, field):
        return self.page.locator(f'[data-setting="{field}"] input[type=range]').first

    def box(self, field):
        return self.page.locator(f'[data-setting="{field}"] input[type=text]').first

    def action(self, name):
        return self.page.locator(f'[data-action="{name}"]').first


@pytest.fixture
def open_page(profile):
    """Return a function that opens an address in a new tab."""
    pages = []

    def open_(url, size=LAPTOP, look="light"):
        page = profile.new_page()
        pages.append(page)
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=look)
        explorer = Explorer(page)
        page.goto(url)
        return explorer

    yield open_
    for page in pages:
        page.close()


@pytest.fixture
def train_xor(dashboards, open_page):
    """Return a function that opens Train XOR with a query string."""

    def open_(query="", **options):
        return open_page(f"{dashboards}{TRAIN_XOR}?{query}", **options).ready()

    return open_


CLOSE_ALL = """async () => {
    for (const panel of [...jupyterapp.shell.widgets('main')]) {
        await panel.context?.sessionContext.shutdown();
        panel.dispose();
    }
}"""


@pytest.fixture(scope="session")
def lab_page(lab, profile):
    """Return one JupyterLab for all, because loading it takes most of a test."""
    page = profile.new_page()
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{lab}?reset")
    page.wait_for_function("window.jupyterapp?.shell", timeout=60_000)
    page.evaluate("() => jupyterapp.restored")
    yield page
    page.close()


@pytest.fixture
def open_notebook(lab_page):
    """Return a function that opens a notebook in JupyterLab and runs its cell."""

    def open_(name):
        page = lab_page
        page.evaluate(CLOSE_ALL)
        page.evaluate(
            "path => jupyterapp.commands.execute('docmanager:open', {path})",
            f"notebooks/{name}.ipynb",
        )
        page.wait_for_selector(".jp-Notebook-cell", timeout=60_000)
        page.get_by_text("| Idle").wait_for(timeout=60_000)
        for _ in range(5):  # a kernel that has just started may not have heard
            if page.locator("dialog.jp-Dialog").count():  # which kernel? that proposed
                page.locator("dialog.jp-Dialog .jp-mod-accept").click()
            page.click(".jp-CodeCell .cm-content")
            page.keyboard.press("Shift+Enter")
            with contextlib.suppress(sync_api.TimeoutError):
                page.wait_for_selector(".bpx-explorer", timeout=15_000)
                page.wait_for_selector(
                    '[data-frame="0"]', state="detached", timeout=5_000
                )
                break
        return Explorer(page).ready()

    return open_
