"""The exercise drawer in a real Chromium, by keyboard alone."""

from explorer.exercises import read

ITEMS = read("train_xor").items


def says(explorer, words):
    explorer.page.wait_for_function(
        "(words) => document.querySelector('.bpx-exercise').innerText.includes(words)",
        arg=words,
        timeout=20_000,
    )


def test_an_exercise_is_done_by_keyboard_and_stays_through_a_reset(train_xor):
    from axe_playwright_python.sync_playwright import Axe

    explorer = train_xor("tab=step&step=10")
    page = explorer.page
    explorer.action("drawer-exercises").press("Enter")
    box = page.get_by_role("textbox", name="Your answer")
    assert page.get_by_role("group", name=ITEMS[0].question).is_visible()
    box.fill("<b>0.5</b>")
    box.press("Enter")
    says(explorer, "is not a number")
    assert page.locator(".bpx-exercise b").count() == 0
    box.fill("0,5")
    box.press("Enter")
    says(explorer, ITEMS[0].mistakes[2].hint)
    hint = explorer.action("exercise-hint")
    hint.press("Enter")
    says(explorer, ITEMS[0].hints[0])
    hint.press("Enter")
    says(explorer, "Try an answer first")
    assert page.locator(".bpx-hints li").count() == 1
    box.fill("0.149")
    explorer.action("exercise-check").press("Space")
    says(explorer, "✓ That matches.")
    explorer.action("reset").press("Enter")
    assert box.input_value() == "0.149"
    assert page.locator("[role=status]").count() == 1
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []

    for number in (2, 3):
        explorer.action("exercise-next").press("Enter")
        says(explorer, f"{number} of {len(ITEMS)}")
    first = page.get_by_role("radio").first
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    says(explorer, ITEMS[2].mistakes[0].hint)
    focusable = page.locator(".bpx-exercise :is(input, button)")
    marked = page.locator(".bpx-exercise [data-lm-suppress-shortcuts=true]")
    assert focusable.count() == marked.count() == 8
    explorer.action("exercise-previous").press("Enter")
    explorer.action("exercise-previous").press("Enter")
    says(explorer, "✓ That matches.")
    assert box.input_value() == "0.149"
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert explorer.errors == []


def test_every_known_mistake_gets_its_hint_and_two_fast_clicks_open_one(
    dashboards, open_page
):
    item = next(item for item in read("downhill").items if item.id == "E1.b")
    explorer = open_page(f"{dashboards}voila/render/01-downhill.ipynb").ready()
    explorer.action("drawer-exercises").click()
    while explorer.page.locator(".bpx-exercise legend").inner_text() != item.question:
        explorer.action("exercise-next").click()
        explorer.page.wait_for_timeout(150)
    explorer.action("exercise-hint").dblclick()
    says(explorer, "Try an answer first")
    assert explorer.page.locator(".bpx-hints li").all_inner_texts() == [item.hints[0]]
    box = explorer.page.get_by_role("textbox", name="Your answer")
    for mistake in item.mistakes:
        box.fill(str(mistake.answer))
        box.press("Enter")
        says(explorer, mistake.hint)
    assert explorer.errors == []
