"""Each explorer in a real browser: sound, silent, accessible, and all on one screen.

Size and look take turns from one explorer to the next; every one is seen on every tab,
with every drawer open, and in JupyterLab.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from explorer.language.catalogue import EXPLORERS
from tests.browser.test_lab import CELLS
from tests.browser.test_looks import FAULTS, WORLDS

AVAILABLE = [entry for entry in EXPLORERS if entry.available]
EACH = [
    pytest.param(entry, *WORLDS[number % 4], id=entry.module)
    for number, entry in enumerate(AVAILABLE)
]
TABLE_INSIDE = """() => {  // it scrolls itself, so its head and its focus ring stay
    const panel = document.querySelector(".bpx-panel.bpx-open");
    const { top, bottom } = panel.getBoundingClientRect();
    return [...panel.querySelectorAll(".bpx-scroll")].every((table) => {
        const box = table.getBoundingClientRect();
        return box.top >= top && box.bottom <= bottom;
    });
}"""
FOCUSABLE = ".bpx-page :is(button, input, select):visible"


def serious(page, within=None):
    """Return what axe finds that is serious or critical."""
    found = Axe().run(page, context=within).response["violations"]
    return [
        (one["id"], node["html"][:160])
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def step_once(explorer):
    """Step on the last tab, or the first as in Chain; say whether either could."""
    page = explorer.page
    tabs = page.locator('[data-setting="tab"] button')
    for tab in (tabs.last, tabs.first):
        tab.click()
        explorer.until(tab=tab.get_attribute("data-value"))
        page.wait_for_timeout(300)
        if page.locator('[data-setting="step"]').count():
            explorer.action("forward").click()
            explorer.until(step=1)
            return True
    return False


@pytest.mark.parametrize(("entry", "size", "look"), EACH)
def test_it_opens_and_every_tab_and_drawer_is_sound(
    dashboards, open_page, entry, size, look
):
    explorer = open_page("about:blank", size=size, look=look)
    page, asked = explorer.page, []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{dashboards}voila/render/{entry.notebook}.ipynb?look={look}")
    explorer.ready()
    assert serious(page) == []
    tabs = page.locator('[data-setting="tab"] button')
    for number in range(tabs.count()):
        tabs.nth(number).click()
        explorer.until(tab=tabs.nth(number).get_attribute("data-value"))
        page.wait_for_timeout(300)
        assert page.evaluate(FAULTS) == []
    if step_once(explorer):
        page.wait_for_timeout(350)
        assert page.evaluate(FAULTS) == []
    drawers = page.locator(".bpx-drawers button").all()
    for tab in reversed(tabs.all()):  # some drawers have nothing to offer on some tabs
        tab.click()
        explorer.until(tab=tab.get_attribute("data-value"))
        for drawer in [one for one in drawers if one.is_visible()]:
            drawer.click()
            box = page.locator(".bpx-panel.bpx-open").bounding_box()
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= size["height"]
            assert page.evaluate(TABLE_INSIDE)
            sideways = "n => n.scrollWidth - n.clientWidth"
            assert page.eval_on_selector(".bpx-panel.bpx-open", sideways) <= 1
            assert serious(page, ".bpx-panel.bpx-open") == []
            drawer.click()
            drawers.remove(drawer)
        if not drawers:
            break
    assert drawers == []
    assert explorer.errors == []
    here = (dashboards.rstrip("/"), "blob:", "data:", "ws://127.0.0.1", "about:")
    assert [url for url in asked if not url.startswith(here)] == []


@pytest.mark.parametrize("entry", AVAILABLE, ids=lambda entry: entry.module)
def test_it_works_in_jupyterlab_and_no_key_changes_a_cell(open_notebook, entry):
    explorer = open_notebook(entry.notebook)
    page = explorer.page
    count = page.evaluate(CELLS)
    assert serious(page, ".bpx-explorer") == []
    assert page.evaluate(FAULTS, ".bpx-explorer") == []
    focusable = page.locator(FOCUSABLE)
    assert focusable.count() > 5
    for control in focusable.element_handles():
        control.evaluate("node => node.focus()")  # one that a key put away takes none
        for key in ("b", "x", "ArrowDown", "Escape"):
            page.keyboard.press(key)
    assert page.evaluate(CELLS) == count
    assert page.locator("[data-explorer-canvas]").count() == 1
    step_once(explorer)
    assert serious(page, ".bpx-explorer") == []
