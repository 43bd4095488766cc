"""What a student sees of the server: a policy that holds, a banner, a full class."""

import contextlib
import re
import time
from urllib.parse import urlsplit

import psutil
import pytest

from tests.browser import servers
from tests.browser.conftest import Explorer
from tests.browser.line import Line

DOWNHILL = "voila/render/01-downhill.ipynb"
PAINTED = '[data-explorer-canvas][data-frame]:not([data-frame="0"])'
MOST = 1_500_000  # bytes of a first visit


def kernel_process(page):
    number = page.evaluate("document.body.dataset.kernelId")
    for process in psutil.process_iter(["cmdline"]):
        if f"kernel-{number}" in " ".join(process.info["cmdline"] or ()):
            return process
    return None


def until_trouble(page, seconds):
    page.wait_for_selector("#trouble:not([hidden])", timeout=1000 * seconds)
    return page.inner_text("#trouble")


@pytest.fixture
def line(dashboards):
    made = Line(urlsplit(dashboards).port)
    yield made
    made.close()


def test_a_first_visit_keeps_to_the_policy_stays_here_and_is_small(line, browser):
    url = f"http://127.0.0.1:{line.port}/"
    context = browser.new_context()  # the policy is in force; no "eval" to wait with
    page = context.new_page()
    said, outside = [], []
    page.on("console", lambda m: m.type == "error" and said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    own = (url, url.replace("http", "ws"), "data:", "blob:")
    page.on("request", lambda r: r.url.startswith(own) or outside.append(r.url))
    page.goto(f"{url}voila/render/10-train-xor.ipynb")
    page.wait_for_selector(PAINTED, timeout=60_000)
    page.wait_for_timeout(300)
    assert (said, outside) == ([], [])
    assert 300_000 < line.received < MOST
    page.goto(url)
    page.wait_for_timeout(300)
    assert (said, outside) == ([], [])
    context.close()


@pytest.mark.parametrize(
    ("query", "shown"),
    [("token=abc&voila-theme=1", True), ("learning_rate=0.3", False)],
)
def test_the_picture_is_there_before_the_scripts(dashboards, open_page, query, shown):
    held, end = [], time.monotonic() + 90
    while True:  # until there was a kernel that waited
        explorer = open_page("about:blank")
        page = explorer.page
        page.route("**/together.js*", lambda route: held.append(route))
        page.goto(f"{dashboards}{DOWNHILL}?{query}", wait_until="commit")
        page.wait_for_selector("body[data-kernel-id]", timeout=60_000)
        if "bpxShow({" in page.content():
            break
        assert time.monotonic() < end
        held.pop().abort()
        page.goto("about:blank")
        page.wait_for_timeout(6000)  # of quiet, in which the next one starts
    picture = page.locator("#loading img")
    assert picture.count() == shown
    assert page.locator("#loading .starting").inner_text() == "Starting…"
    if shown:
        assert picture.evaluate("i => i.decode().then(() => i.naturalWidth)") == 1062
        before, words = picture.bounding_box(), picture.get_attribute("alt")
    page.evaluate(
        """document.addEventListener("bpx-painted", () => {
            window.covered = Boolean(document.querySelector("#loading"));
        }, {once: true})"""
    )
    held[-1].continue_()
    explorer.ready()
    assert page.evaluate("window.covered") is False
    if shown:
        canvas = page.locator(explorer.canvas)
        assert canvas.locator("canvas").get_attribute("aria-label") == words
        after = canvas.bounding_box()
        assert all(abs(after[side] - before[side]) < 1 for side in before)
    assert explorer.errors == []


def test_a_killed_kernel_is_told_and_start_again_brings_everything_back(
    dashboards, open_page
):
    page = open_page(f"{dashboards}{DOWNHILL}").ready().page
    explorer = Explorer(page)
    explorer.box("learning_rate").fill("0.35")
    explorer.box("learning_rate").press("Enter")
    explorer.until(learning_rate=0.35)
    before = explorer.settings
    kernel_process(page).kill()
    assert "ended" in until_trouble(page, 5)
    with page.expect_navigation():
        page.click("#trouble button")
    again = Explorer(page).ready()
    assert again.settings == before
    assert page.locator("#trouble").is_hidden()


def test_a_line_that_was_cut_comes_back_with_the_right_picture(line, open_page):
    explorer = open_page(f"http://127.0.0.1:{line.port}/{DOWNHILL}").ready()
    line.cut()
    assert "No connection" in until_trouble(explorer.page, 5)
    assert explorer.page.locator("#trouble button").is_hidden()
    for text in ("0.2", "0.45"):
        explorer.box("learning_rate").fill(text)
        explorer.box("learning_rate").press("Enter")
    line.mend()
    explorer.page.wait_for_selector("#trouble", state="hidden", timeout=10_000)
    explorer.until(learning_rate=0.45)

    line.deaf = True  # what is said now was sent and never arrives
    explorer.box("learning_rate").fill("0.3")
    explorer.range("learning_rate").focus()
    explorer.page.wait_for_timeout(300)
    line.cut()
    line.deaf = False
    until_trouble(explorer.page, 5)
    line.mend()
    explorer.until(learning_rate=0.3)
    assert explorer.box("learning_rate").input_value() == "0.300"


def test_a_restarted_server_is_told_and_start_again_brings_everything_back(
    line, tmp_path, open_page
):
    with servers.dashboards(tmp_path / "before") as url:
        line.target = urlsplit(url).port
        explorer = open_page(f"http://127.0.0.1:{line.port}/{DOWNHILL}").ready()
        explorer.box("learning_rate").fill("0.35")
        explorer.box("learning_rate").press("Enter")
        explorer.until(learning_rate=0.35)
    page, before = explorer.page, explorer.settings
    assert "No connection" in until_trouble(page, 5)
    with servers.dashboards(tmp_path / "after") as url:
        line.target = urlsplit(url).port
        button = page.wait_for_selector("#trouble button:not([hidden])", timeout=10_000)
        with page.expect_navigation():
            button.click()
        assert Explorer(page).ready().settings == before


def test_a_closed_or_reloaded_tab_frees_its_kernel(dashboards, open_page):
    explorer = open_page(f"{dashboards}{DOWNHILL}").ready()
    ended = [kernel_process(explorer.page)]
    explorer.page.reload()
    explorer.ready()
    ended.append(kernel_process(explorer.page))
    explorer.page.close(run_before_unload=True)
    end = time.monotonic() + 5
    while any(map(lives, ended)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(lives, ended))
    assert explorer.errors == []


def lives(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def test_a_full_class_says_so_and_lets_in_with_the_settings(tmp_path, open_page):
    options = ("--class-size", "1")
    with servers.dashboards(tmp_path / "log", *options) as url:
        first = open_page(f"{url}{DOWNHILL}").ready()
        second = open_page(f"{url}{DOWNHILL}?learning_rate=0.35", look="dark")
        assert second.page.inner_text("h1").startswith("The class is full")
        dark = "getComputedStyle(document.documentElement).backgroundColor"
        assert second.page.evaluate(dark) == "rgb(17, 20, 23)"
        wait = second.page.get_attribute("meta[http-equiv=refresh]", "content")
        assert re.fullmatch("1[0-9]|20", wait)
        first.page.close(run_before_unload=True)
        second.page.wait_for_timeout(500)
        second.page.click("text=Try now")
        second.ready().until(learning_rate=0.35)
