"""Sharing, the keys, what a link hides and enlarges, and paper, in a real Chromium."""

import io

import numpy as np
import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from explorer.decks.items import items
from tests.browser import servers
from tests.browser.conftest import LAPTOP
from tests.browser.test_looks import FAULTS

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def downhill(dashboards, profile):
    """Return a function that opens Downhill with a query string on the one page."""
    from tests.browser.conftest import Explorer

    explorer = Explorer(profile.new_page())
    explorer.page.set_viewport_size(LAPTOP)

    def open_(query=""):
        address = f"{dashboards}voila/render/01-downhill.ipynb?{query}"
        explorer.page.goto(address)
        return explorer.ready()

    yield open_
    explorer.page.close()


@pytest.fixture(scope="module")
def landing(dashboards, profile):
    """Return the page of all explorers."""
    page = profile.new_page()
    page.set_viewport_size(LAPTOP)
    page.goto(dashboards)
    yield page
    page.close()


def code(page):
    """Return what a camera would read from the panel."""
    picture = Image.open(io.BytesIO(page.locator(".bpx-code").screenshot()))
    found = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    return [one.text for one in found]


def test_the_code_is_of_the_very_address_and_follows_it(downhill):
    explorer = downhill("tab=step&x=0.25")
    page = explorer.page
    explorer.action("share").click()
    link = page.locator(".bpx-share input").first
    page.wait_for_selector(".bpx-code path[d^=M]")
    assert link.input_value() == page.url
    assert code(page) == [page.url]
    explorer.range("learning_rate").press("ArrowRight")
    page.wait_for_function("location.href.includes('learning_rate')")
    page.wait_for_function(
        "document.querySelector('.bpx-share input').value === location.href"
    )
    assert code(page) == [page.url]
    python = page.locator(".bpx-share input").last.input_value()
    assert python == f'Downhill.from_link("{page.url.partition("?")[2]}")'
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    assert explorer.errors == []


def test_where_a_link_works_and_what_it_asks_is_said_below_it(
    downhill, open_page, tmp_path
):
    explorer = downhill()
    explorer.action("share").click()
    page = explorer.page
    about = page.locator(".bpx-share .bpx-note").first
    assert about.inner_text() == "This address works on this computer only."
    page.emulate_media(media="print")
    assert not about.is_visible()
    page.emulate_media(media="screen")
    with servers.dashboards(tmp_path / "log", "--token", "open-sesame") as address:
        page = open_page(f"{address}?token=open-sesame", size=LAPTOP).page
        page.goto(f"{address}voila/render/01-downhill.ipynb")
        page.locator("[data-action=share]").click()
        about = page.locator(".bpx-share .bpx-note").first
        about.wait_for(state="visible")
        assert about.inner_text().endswith("is asked for the word of the class.")
        assert "open-sesame" not in page.content()
        assert about.evaluate("n => n.scrollWidth <= n.clientWidth")
        assert Axe().run(page).response["violations"] == []


def test_a_token_is_not_shared(downhill):
    explorer = downhill("token=s3cret&x=0.5&_xsrf=s3cret")
    explorer.action("share").click()
    explorer.page.wait_for_selector(".bpx-code path[d^=M]")
    assert "s3cret" in explorer.page.url  # the server's own stays where it was
    assert "s3cret" not in explorer.page.locator(".bpx-share input").first.input_value()
    assert code(explorer.page)[0].endswith("01-downhill.ipynb")


def test_the_question_mark_lists_the_keys_and_they_work(downhill):
    explorer = downhill()
    page = explorer.page
    page.keyboard.press("?")
    assert page.locator(".bpx-panel-keys").is_visible()
    assert "large letters" in page.inner_text(".bpx-panel-keys")
    assert Axe().run(page).response["violations"] == []
    active = "document.activeElement."
    panel, keys = f"{active}closest('.bpx-panel-keys')", f"{active}dataset.action"
    page.keyboard.press("Tab")  # though the panel stands at the end of the page
    assert page.evaluate(f"{panel} !== null && {keys} === 'describe'")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(keys) == "keys"
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate(f"{panel} !== null && {active}role === 'region'")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{panel} === null && {active}role === 'tab'")
    page.keyboard.press("Escape")
    assert page.evaluate(keys) == "keys"
    assert not page.locator(".bpx-panel-keys").is_visible()
    explorer.box("x").focus()
    page.keyboard.press("?")  # is typed
    assert not page.locator(".bpx-panel-keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+KeyJ")
    page.wait_for_function(
        "document.querySelector('[role=status]').textContent.includes("
        "document.querySelector('[data-explorer-canvas] canvas').ariaLabel)"
    )
    page.keyboard.press("Alt+KeyP")
    page.wait_for_function("location.href.includes('mode=projector')")
    page.wait_for_function(
        "document.querySelector('[data-explorer-canvas]').clientWidth > 1300"
    )
    explorer.action("tuck").click()
    explorer.range("learning_rate").wait_for(state="visible")
    page.keyboard.press("Alt+KeyP")
    page.wait_for_function("!location.href.includes('mode')")


def test_a_link_hides_locks_and_enlarges(downhill):
    explorer = downhill(
        "mode=projector&hide=reset,view-slope&lock=learning_rate&lines=1&look=dark"
    )
    page = explorer.page
    page.wait_for_function(
        "document.querySelector('[data-explorer-canvas]').clientWidth > 1300"
    )
    assert page.evaluate("document.documentElement.dataset.bpxLook") == "dark"
    explorer.action("reset").wait_for(state="hidden")
    assert {view for view, _ in explorer.texts} == {"curve"}
    assert page.evaluate(FAULTS) == []
    explorer.action("tuck").click()
    explorer.range("x").wait_for(state="visible")
    assert explorer.range("learning_rate").is_disabled()
    explorer.range("x").press("ArrowRight")
    page.wait_for_function("/[?&]x=0.6(&|$)/.test(location.href)")
    # a longer equation shrinks until it is read to its end
    explorer.action("forward").click()
    explorer.until(step=1)
    tag = page.add_style_tag(content=".bpx-equation { letter-spacing: 0.3em; }")
    page.set_viewport_size({"width": 1300, "height": 620})
    page.wait_for_function(
        "[...document.querySelectorAll('.bpx-equation')].every((eq) =>"
        " eq.style.cssText.includes('fit') && eq.scrollWidth <= eq.clientWidth)"
    )
    tag.evaluate("n => n.remove()")
    page.set_viewport_size({"width": 1366, "height": 620})
    page.wait_for_function("!document.querySelector('.bpx-equation').style.cssText")
    for kept in ("mode=projector", "hide=reset,view-slope", "lock=learning_rate"):
        assert kept in page.url
    assert "look=dark" in page.url
    assert "lines" not in page.url
    page.wait_for_timeout(400)
    assert page.evaluate(FAULTS) == []


def test_a_long_sentence_can_be_opened(downhill):
    bad = "&".join(f"{name}=<b>none</b>" for name in ("x", "learning_rate", "steps"))
    explorer = downhill(f"{bad}&step=-3&compare=nan&a=1&b=2&hide=q&mode=huge")
    page = explorer.page
    more = page.locator(".bpx-more")
    more.click()
    said = page.locator("[role=status]")
    assert said.evaluate("n => n.scrollHeight - n.clientHeight") <= 1
    assert said.locator("*").count() == 0
    more.click()
    explorer.range("x").press("ArrowRight")
    page.wait_for_function("document.querySelector('.bpx-more').hidden")


def test_it_prints_without_buttons_and_the_exercises_as_a_hand_out(downhill):
    explorer = downhill("tab=step&step=3")
    page = explorer.page
    explorer.action("table").click()
    page.wait_for_selector(".bpx-panel-table td")
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") <= 2  # thirty rows go on overleaf
    page.emulate_media(media="print")
    assert page.locator("button:visible, select:visible, input:visible").count() == 0
    for seen in ("h1", ".bpx-question", "canvas", "[role=status]", ".bpx-table td"):
        assert page.locator(f"{seen}:visible").first.is_visible()
    page.emulate_media(media="null")
    assert not page.locator(".bpx-paper").is_visible()
    explorer.action("drawer-exercises").click()
    page.wait_for_selector(".bpx-panel-exercises.bpx-open")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2
    page.emulate_media(media="print")
    assert page.locator(".bpx-paper li:visible").count() == 8
    assert page.locator("button:visible, input:visible").count() == 0
    page.emulate_media(media="screen")


@pytest.mark.parametrize(("size", "look"), [(PHONE, "dark"), (LAPTOP, "light")])
def test_a_slide_is_found_and_opened(dashboards, open_page, size, look):
    explorer = open_page(dashboards, size=size, look=look)
    page = explorer.page
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Tab")
    page.keyboard.type("s2-33")
    assert page.locator("#found").inner_text() == "1 slide"
    assert page.locator("#slides li:visible").count() == 1
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.locator("#words").fill("nothing like that")
    assert "No slide" in page.locator("#found").inner_text()
    page.locator("#words").fill("deck 3 (33)")
    page.keyboard.press("Enter")  # the only one, so it is opened
    explorer.ready()
    assert "01-downhill.ipynb" in page.url
    assert explorer.errors == []


ALL_OF_DECK_3 = [id_ for id_ in items() if id_.startswith("S2-")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        *((text, ["S2-14"]) for text in (
            "deck 3 14", "deck 3 slide 14", "deck 3, 14", "Deck 3 (14)",
            "deck 3 item 14", "3-14", "S2-14", "deck 3 14 pass",
        )),
        ("deck 3", ALL_OF_DECK_3),
        ("deck 3 5", ["S2-05"]),
        ("deck 2 5b", ["S1-05b"]),
        ("deck 3 14 sigmoid", []),
        ("deck 3 0.47", None),  # a number of its own, and no item
        *((text, []) for text in ("deck 5", "deck 3 99", "4-99")),
    ],
)  # fmt: skip
def test_a_slide_is_asked_for_as_the_cards_name_it(landing, asked, found):
    landing.locator("#words").fill(asked)
    ids = landing.locator("#slides li:visible > span:first-child").all_inner_texts()
    if found is None:
        assert set(ids) < set(ALL_OF_DECK_3)
    else:
        assert ids == found


def test_of_several_slides_enter_leads_to_the_first(landing):
    landing.locator("#words").fill("deck 3 momentum")
    landing.keyboard.press("Enter")
    first = landing.locator("#slides li:visible a").first
    assert first.evaluate("node => node === document.activeElement")
    assert "ipynb" not in landing.url
