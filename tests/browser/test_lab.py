"""The same notebook in JupyterLab: it runs, and its keys never reach the notebook."""

import pytest

from tests.browser.test_looks import FAULTS

CELLS = "document.querySelectorAll('.jp-Notebook-cell').length"


@pytest.fixture
def notebook(open_notebook):
    return open_notebook("10-train-xor")


def test_it_follows_and_no_key_changes_a_cell(notebook):
    page = notebook.page
    count = page.evaluate(CELLS)
    slider = notebook.range("learning_rate")
    slider.press("ArrowRight")
    notebook.page.wait_for_function(
        "!document.querySelector('[data-explorer-canvas]').dataset.settings"
        ".includes('learning_rate=0.5&')"
    )
    page.keyboard.press("Alt+KeyR")
    notebook.until(step=0, learning_rate=0.5)
    page.keyboard.press("Alt+KeyL")
    notebook.until(step=1)
    page.keyboard.press("Alt+KeyZ")
    notebook.until(step=0)
    page.click(".jp-CodeCell .cm-content")
    page.keyboard.press("Alt+KeyL")  # outside of the explorer nothing hears it
    slider.press("ArrowRight")
    notebook.until(step=0, learning_rate=0.5236)
    focusable = page.locator(
        ".bpx-page button:visible, .bpx-page input:visible, .bpx-page select:visible"
    )
    for i in range(focusable.count()):
        focusable.nth(i).focus()
        for key in ("b", "x", "ArrowDown", "Alt+KeyZ", "Alt+KeyL", "Alt+KeyR"):
            page.keyboard.press(key)
    assert page.evaluate(CELLS) == count
    assert page.locator("[data-explorer-canvas]").count() == 1


def test_nothing_scrolls_sideways_or_is_clipped(notebook):
    page = notebook.page
    for tab in ("look", "step", "run"):
        page.locator(f'.bpx-tabs [data-value="{tab}"]').click()
        notebook.until(tab=tab)
        assert page.evaluate(FAULTS, ".bpx-explorer") == []
        cell = page.locator(".jp-OutputArea-output:has(.bpx-explorer)").first
        assert cell.evaluate("n => n.scrollWidth - n.clientWidth") <= 1


def test_an_exercise_keeps_its_keys_to_itself(notebook):
    page = notebook.page
    count = page.evaluate(CELLS)
    notebook.action("drawer-exercises").press("Enter")
    for _ in range(3):  # a number, a number, a choice
        focusable = page.locator(".bpx-exercise :is(button, input)")
        for i in range(focusable.count()):
            focusable.nth(i).focus()
            for key in ("b", "x", "ArrowDown"):
                page.keyboard.press(key)
        notebook.action("exercise-next").press("Enter")
        page.wait_for_timeout(300)
    assert page.evaluate(CELLS) == count
    notebook.action("exercise-previous").press("Enter")
    page.wait_for_function(
        "document.querySelector('.bpx-exercise [type=radio]:checked') !== null"
    )
