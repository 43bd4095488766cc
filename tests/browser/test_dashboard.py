"""Train XOR in a real Chromium on the real server, as a student uses it."""

import pytest

from explorer.server import scripts
from tests.scripts import versions


def opened(open_page, dashboards):
    """Open the explorer; return it and every address that its page asked for."""
    explorer = open_page("about:blank")
    requests = []
    explorer.page.on("request", lambda r: requests.append(r.url))
    explorer.page.goto(f"{dashboards}voila/render/10-train-xor.ipynb")
    return explorer.ready(), requests


def test_it_opens_without_an_error_or_an_outside_request(dashboards, open_page):
    explorer, requests = opened(open_page, dashboards)
    outside = [
        url for url in requests if not url.startswith((dashboards, "data:", "blob:"))
    ]
    assert outside == []
    assert explorer.errors == []
    assert "Step 0" in explorer.status
    assert explorer.texts


def test_the_parts_of_the_front_end_come_together(dashboards, open_page):
    explorer, requests = opened(open_page, dashboards)
    parts = [url for url in requests if "/static/" in url and dashboards in url]
    assert sum("/together.js?v=" in url for url in requests) == 1
    listed = scripts.LISTED.read_text().splitlines()
    if listed[0] == versions():  # python -m tests.scripts lists those of others
        assert len(parts) <= 8, parts
    assert explorer.errors == []


def test_it_opens_on_a_machine_that_is_six_times_slower(dashboards, open_page):
    explorer = open_page("about:blank")
    devices = explorer.page.context.new_cdp_session(explorer.page)
    devices.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    explorer.page.goto(f"{dashboards}voila/render/10-train-xor.ipynb")
    explorer.ready()
    devices.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    assert explorer.errors == []
    drift = "Math.abs(Date.now() - performance.timeOrigin - performance.now())"
    assert explorer.page.evaluate(drift) < 5000  # clocks run as usual again


def test_keys_move_the_learning_rate_and_the_picture_follows(train_xor):
    explorer = train_xor("tab=step&step=50")
    slider = explorer.range("learning_rate")
    for _ in range(5):
        slider.press("ArrowRight")
    explorer.page.wait_for_function(
        "document.querySelector('[data-explorer-canvas]').dataset.settings"
        ".includes('learning_rate=0.629')"
    )
    assert slider.get_attribute("aria-valuetext") == "0.629"
    slider.press("Home")
    explorer.until(learning_rate="0.01")
    slider.press("End")
    explorer.until(learning_rate="30.0")


def test_a_mouse_drag_ends_on_the_value_where_it_was_dropped(train_xor):
    explorer = train_xor("tab=step&step=50")
    box = explorer.range("momentum").bounding_box()
    mouse = explorer.page.mouse
    mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
    mouse.down()
    for i in range(40):
        mouse.move(box["x"] + 40 + 3 * i, box["y"] + box["height"] / 2)
    mouse.up()
    explorer.page.wait_for_function(
        """(range) => {
            const canvas = document.querySelector('[data-explorer-canvas]');
            const settings = new URLSearchParams(canvas.dataset.settings);
            const shown = Number(settings.get('momentum'));
            return shown > 0.3 && shown.toFixed(2) === range.ariaValueText;
        }""",
        arg=explorer.range("momentum").element_handle(),
    )


def test_the_number_box_takes_a_value_and_explains_nonsense(train_xor):
    explorer = train_xor("tab=step")
    box = explorer.box("learning_rate")
    box.fill("3/4")
    box.press("Enter")
    explorer.until(learning_rate="0.75")
    explorer.page.wait_for_function(
        "document.activeElement.classList.contains('bpx-box')"  # Tab goes on from here
        " && document.activeElement.value === '0.750'"
    )
    box.fill("<b>fast</b>")
    box.press("Enter")
    explorer.page.wait_for_selector(".bpx-problem:not(:empty)")
    assert explorer.page.locator(".bpx-problem b").count() == 0
    assert explorer.settings["learning_rate"] == "0.75"


def test_refused_numbers_move_nothing_however_many_they_are(train_xor):
    explorer = train_xor("tab=step")
    places = """() => [...document.querySelectorAll(
        '.bpx-side > *, .bpx-axes > *, [role=status]'
    )].map((n) => { const b = n.getBoundingClientRect(); return [b.y, b.height]; })"""
    before = explorer.page.evaluate(places)
    refused = ("step", "learning_rate", "momentum", "W2_11", "W2_12")
    for field in refused:
        explorer.box(field).fill("as many words as somebody cares to type")
        explorer.box(field).press("Enter")
    count = """n =>
        document.querySelectorAll('.bpx-side .bpx-problem:not(:empty)').length === n"""
    explorer.page.wait_for_function(count, arg=len(refused))
    assert explorer.page.evaluate(places) == before
    explorer.range("momentum").click()  # through what is said about it
    explorer.page.wait_for_function(count, arg=len(refused) - 1)


def test_forward_back_scrub_and_play(train_xor):
    explorer = train_xor("tab=run&steps=40")
    explorer.action("forward").click()
    explorer.until(step=1)
    explorer.action("back").click()
    explorer.until(step=0)
    explorer.box("step").fill("20")
    explorer.box("step").press("Enter")
    explorer.until(step=20)
    explorer.action("play").click()
    explorer.until(step=40)


def test_keys_step_play_undo_and_reset_from_anywhere(train_xor):
    explorer = train_xor("tab=run&steps=40&step=7")
    press = explorer.page.keyboard.press
    press("Alt+KeyL")  # nothing has the focus
    explorer.until(step=8)
    explorer.range("momentum").press("ArrowRight")
    explorer.until(momentum=0.81)
    press("Alt+KeyZ")
    explorer.until(momentum=0.8)
    press("Alt+KeyK")
    explorer.until(step=40)
    explorer.box("learning_rate").focus()
    press("Alt+KeyR")
    explorer.until(step=7)
    assert explorer.action("reset").get_attribute("aria-keyshortcuts") == "Alt+R"


def test_a_reset_ends_what_plays_and_the_status_has_followed_it(train_xor):
    explorer = train_xor("tab=run&step=7")
    explorer.action("play").click()
    explorer.page.wait_for_function(
        "/Step 1[0-9]/.test(document.querySelector('[role=status]').textContent)"
    )
    explorer.page.keyboard.press("Alt+KeyR")
    explorer.until(step=7)
    explorer.page.wait_for_timeout(300)  # in which the next steps would come
    assert explorer.settings["step"] == explorer.box("step").input_value() == "7"
    assert explorer.action("play").get_attribute("aria-label") == "play"
    assert "Step 7:" in explorer.status


def test_a_run_that_ends_early_ends_the_player_too(train_xor):
    explorer = train_xor("preset=too-fast&tab=run&step=30")
    explorer.action("play").click()
    explorer.page.wait_for_function(
        "document.querySelector('[data-action=play]').ariaLabel === 'play'"
    )
    last = explorer.box("step").input_value()
    assert f"Shown is step {last}" in explorer.status


def test_quick_presses_are_all_heard(train_xor):
    explorer = train_xor("tab=step")
    for rate in ("0.6", "0.7", "0.8"):
        explorer.box("learning_rate").fill(rate)
        explorer.box("learning_rate").press("Enter")
        explorer.until(learning_rate=rate)
    explorer.action("undo").evaluate("b => { b.click(); b.click(); b.click(); }")
    explorer.until(learning_rate="0.5")


def test_a_control_writes_a_number_as_the_language_does(train_xor):
    explorer = train_xor("tab=step&W2_11=0.0004&W2_12=-20000&learning_rate=0.5")
    written = {n: explorer.box(n).input_value() for n in ("W2_11", "W2_12")}
    assert written == {"W2_11": "+4.00 × 10⁻⁴", "W2_12": "−2.00 × 10⁴"}
    assert explorer.box("learning_rate").input_value() == "0.500"


def test_a_weight_in_the_middle_forks_and_undo_goes_back(train_xor):
    explorer = train_xor("tab=step&step=50")
    explorer.range("W2_11").press("ArrowRight")
    explorer.until(step=0)
    explorer.page.wait_for_function(
        "document.querySelector('[role=status]').textContent.includes('from step 50')"
    )
    explorer.action("undo").click()
    explorer.until(step=50)


def test_the_point_can_be_dragged_on_the_surface(train_xor):
    explorer = train_xor("tab=step")
    before = explorer.settings
    box = explorer.page.locator(".bpx-handle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = explorer.page.mouse
    mouse.move(x, y)
    mouse.down()
    for i in range(1, 11):
        mouse.move(x + 4 * i, y - 3 * i)
    mouse.up()
    explorer.page.wait_for_function(
        "(old) => document.querySelector('[data-explorer-canvas]').dataset.settings"
        ".split('&').find((p) => p.startsWith('W2_11=')) !== old",
        arg=f"W2_11={before['W2_11']}",
    )
    explorer.page.wait_for_timeout(300)
    after = explorer.settings
    assert float(after["W2_11"]) > float(before["W2_11"])
    assert float(after["W2_12"]) > float(before["W2_12"])


def test_an_edge_explains_itself_when_pointed_at_or_focused(train_xor):
    explorer = train_xor("tab=look")
    explorer.page.locator('[data-spot="W2_12"]').focus()
    explorer.until(edge="W2_12")
    explorer.page.wait_for_function("location.search.includes('edge=W2_12')")
    explorer.page.wait_for_function(
        "document.querySelector('.bpx-equation').textContent.includes('∂E/∂w²₁₂')"
    )
    explorer.page.keyboard.press("ArrowRight")
    explorer.page.wait_for_function(
        "!document.querySelector('[data-explorer-canvas]').dataset.settings"
        ".includes('edge=W2_12')"
    )


def test_presets_drawer_reset_and_the_address(train_xor):
    explorer = train_xor("tab=step&learning_rate=0.9")
    tabs = explorer.page.locator("[role=tab]")
    first, last = (tabs.nth(i).get_attribute("data-value") for i in (0, -1))
    tabs.and_(explorer.page.locator("[aria-selected=true]")).focus()
    for key, tab in (("End", last), ("ArrowRight", first), ("ArrowLeft", last)):
        explorer.page.keyboard.press(key)
        explorer.until(tab=tab)
    explorer.page.keyboard.press("Home")
    explorer.until(tab=first)
    assert explorer.page.evaluate("document.activeElement.dataset.value") == first
    explorer.page.keyboard.press("ArrowRight")
    explorer.until(tab="step")
    explorer.action("drawer-0").click()
    explorer.action("preset-too-fast").click()
    explorer.until(activation_1="tanh")
    assert "iverged" in explorer.status
    explorer.page.keyboard.press("Escape")
    assert "activation_1=tanh" in explorer.page.url
    explorer.action("reset").click()
    explorer.until(activation_1="sigmoid", learning_rate="0.9")


def test_a_preset_is_not_hidden_by_the_list_it_was_chosen_from(train_xor):
    explorer = train_xor("tab=step")
    presets = explorer.action("drawer-0")
    for name, rate in (("equal", "1.0"), ("hand-set", "0.5")):
        presets.press("Enter")
        explorer.action(f"preset-{name}").press("Enter")
        explorer.until(learning_rate=rate)
        assert presets.get_attribute("aria-expanded") == "false"
        assert not explorer.action(f"preset-{name}").is_visible()
        assert presets.evaluate("button => button === document.activeElement")


def test_a_link_restores_everything_in_a_fresh_browser(train_xor):
    explorer = train_xor("tab=run")
    explorer.action("drawer-0").click()
    explorer.action("preset-equal").click()
    explorer.until(learning_rate="1.0")
    query = explorer.page.url.partition("?")[2]
    again = train_xor(query)
    assert again.settings == explorer.settings
    for _ in range(100):  # both go on computing the run they show
        if again.texts == explorer.texts:
            return
        again.page.wait_for_timeout(100)
    assert again.texts == explorer.texts


@pytest.mark.parametrize(
    "query",
    [
        "learning_rate=<script>alert(1)</script>&step=3",
        "colour=%3Cimg src=x onerror=alert(1)%3E",
        "momentum=nan&learning_rate=1e999&step=-4",
        "x=" + "y" * 20_000,
    ],
)
def test_hostile_links_show_a_sentence_and_a_picture(train_xor, query):
    explorer = train_xor(query)
    explorer.page.on("dialog", lambda _: pytest.fail("a script ran"))
    assert explorer.settings["learning_rate"] == "0.5"
    assert explorer.page.locator("[role=status] *").count() == 0
    assert explorer.texts


def test_axe_finds_nothing_serious(train_xor):
    from axe_playwright_python.sync_playwright import Axe

    explorer = train_xor("tab=step&step=10")
    explorer.action("forward").click()
    explorer.until(step=11)
    found = Axe().run(explorer.page).response["violations"]
    serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []
