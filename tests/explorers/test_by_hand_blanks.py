"""What the levels of Backprop by hand ask, and what is said to an answer."""

import pytest

from explorer.core.ledger import RULES
from explorer.exercises import mistake_name, numbers_of, read
from explorer.explorers import ByHand
from explorer.explorers.by_hand import hints
from explorer.explorers.by_hand.settings import ByHandSettings
from explorer.explorers.by_hand.typed import answers_of, read_answers
from explorer.explorers.by_hand.work import work

EXPLORER = ByHand


def lines(p):
    made = p.explorer.ledger
    return {line["id"]: line for line in (*made.upper, *made.lower)}


def enter(p, row, number="", rule="unsaid"):
    content = {"act": "answer", "row": row, "number": number, "rule": rule}
    p.tell(p.explorer.ledger, kind="ledger", **content)
    return lines(p)[row]["note"]


def hint(p, row):
    p.tell(p.explorer.ledger, kind="ledger", act="hint", row=row)
    return lines(p)[row]["note"]


def rows_of(s):
    return {row.name: row for row in work(s).ledger.rows}


@pytest.mark.parametrize(
    ("level", "stages"),
    [
        (0, set()),
        (1, {"update"}),
        (2, {"update", "gradient"}),
        (3, {"update", "gradient", "dh", "hidden_delta"}),
        (4, set(RULES)),
    ],
)
def test_a_level_leaves_these_rows_to_the_student_all_at_once(page, level, stages):
    p = page(f"network=eight&level={level}&step=60")
    s = p.explorer.settings
    wanted = {n for n, row in rows_of(s).items() if row.stage in stages}
    asked = {n for n, line in lines(p).items() if line["asks"] == "both"}
    assert asked == wanted
    assert work(s).known == set(rows_of(s)) - wanted
    for name in wanted:
        assert lines(p)[name]["made_of"] == ""
        assert lines(p)[name]["back"] == ""
    if level:
        assert f"Blanks left: {len(wanted)}." in p.status


def test_a_blank_takes_number_and_rule_in_any_order(page):
    p = page("network=eight&level=4&step=1")
    assert "z¹₁ = ? Your turn" in p.status
    assert enter(p, "z1_2", "0,3925").startswith("✓ number.")
    assert "↺ rule: not yet." in enter(p, "z1_1", "0.3775", "against")
    assert enter(p, "z1_1", "0.3775", "add") == ""
    line = lines(p)["z1_1"]
    assert (line["forward"], line["asks"]) == ("+0.3775", "")
    assert line["made_of"].startswith("w¹₁₁ · x₁")
    assert "z¹₁ = +0.3775, multiply and add over the wires." in p.status
    assert answers_of(p.explorer.settings.answers)["z1_2"] == ("0.3925", "unsaid")
    assert ("network", "z1_1") in p.texts
    assert ("network", "z1_2") not in p.texts


def test_the_last_answer_says_that_none_is_left(page):
    s = ByHandSettings(network="eight", level=1, step=60)
    values = {n: r for n, r in rows_of(s).items() if r.stage == "update"}
    p = page("network=eight&level=1&step=60")
    for name, row in values.items():
        enter(p, name, repr(row.value), "against")
    assert "✓ No blank is left." in p.status
    assert lines(p)["step_W1_11"]["back"].startswith("−4.386")


def test_answers_are_undone_linked_and_dropped_with_other_numbers(page):
    p = page("network=eight&level=4&step=1")
    enter(p, "z1_1", "0.3775", "add")
    assert "answers=z1_1" in p.explorer.link
    p.press("undo")
    assert p.explorer.settings.answers == ""
    enter(p, "z1_1", "0.3775", "add")
    p.move("level", 2)
    assert p.explorer.settings.answers
    p.move("seed", 4)
    assert p.explorer.settings.answers == ""


def test_what_cannot_be_read_is_said_in_its_row_and_is_no_attempt(page):
    p = page("network=eight&level=4&step=1")
    before = p.explorer.settings
    assert "number" in enter(p, "z1_1", "<b>x</b>")
    assert p.explorer.settings == before
    first = hint(p, "z1_1")
    assert hints.TOO_SOON in hint(p, "z1_1")
    enter(p, "z1_1", "ha")
    assert hints.TOO_SOON in hint(p, "z1_1")
    assert first.startswith("Hint 1: ")


def test_one_blank_alone_is_filled_in_after_its_last_hint(page):
    p = page("network=eight&level=4&step=1")
    left = len(work(p.explorer.settings).blank)
    for attempt in ("", "0.1", "0.2"):
        enter(p, "z1_1", attempt)
        hint(p, "z1_1")
    assert lines(p)["z1_1"]["asks"] == "both"
    hint(p, "z1_1")
    line = lines(p)["z1_1"]
    assert (line["asks"], line["forward"]) == ("", "+0.3775")
    assert len(work(p.explorer.settings).blank) == left - 1


def test_the_next_hint_opens_after_another_attempt_only(page):
    p = page("network=eight&level=4&step=1")
    assert "Hint 1: Which wires" in hint(p, "z1_1")
    enter(p, "z1_1", "0.1")
    assert "Hint 2: Multiply and add over the wires" in hint(p, "z1_1")
    assert hints.TOO_SOON in hint(p, "z1_1")
    enter(p, "z1_1", "0.2")
    assert "+0.3775." in hint(p, "z1_1")
    assert lines(p)["z1_1"]["note"].endswith(hints.FILLS)
    assert "Hint" not in lines(p)["z1_2"]["note"]
    p.move("seed", 2)
    assert lines(p)["z1_1"]["note"] == ""


KEYED = {
    "E7.b": "delta2_1", "E7.c": "dW2_12", "E7.f": "h1_1", "E7.g": "delta2_1",
    "E7.h": "dW2_11", "E7.i": "dh1_1", "E7.j": "delta1_1", "E7.k": "dW1_11",
    "E7.l": "step_W1_11",
}  # fmt: skip
WRONG = [
    pytest.param(KEYED[item.id], mistake, id=f"{item.id} {mistake.answer}")
    for item in read("by_hand").items
    if item.id in KEYED
    for mistake in item.mistakes
]


@pytest.mark.parametrize(("row", "mistake"), WRONG)
def test_a_blank_knows_every_wrong_answer_of_the_exercises(page, request, row, mistake):
    relu = request.node.callspec.id.startswith(("E7.b", "E7.c"))
    network = "relu" if relu else "eight"
    p = page(f"network={network}&level=4&step=1&learning_rate=0.5")
    said = enter(p, row, repr(mistake.answer))
    assert any(mistake_name(one) in said for one in mistake.ids), said


def test_the_exercises_speak_of_this_network():
    assert numbers_of("E7.f")["x"] == [0.05, 0.10]


def test_no_sentence_is_long_or_blames(page):
    p = page("network=linear331&level=4&step=1&biases=True")
    w = work(p.explorer.settings)
    said = [*hints._LOOK.values(), *hints._RULE.values(), *hints._SLIPS.values()]
    said += [hints.rung(row, w, "ours", n) for row in w.ledger.rows for n in (0, 1)]
    for sentence in said:
        assert len(sentence.split()) <= 25
        assert "wrong" not in sentence.lower()


def test_a_worked_row_asks_for_its_rule_only(page):
    p = page("network=eight&step=3")
    assert lines(p)["h1_1"]["asks"] == "rule"
    assert "h¹₁ = 0.5933. By which rule?" in p.status
    assert enter(p, "h1_1", "", "add") == "↺ rule: not yet."
    assert enter(p, "h1_1", "", "evaluate") == "✓ rule."
    assert "h¹₁ = 0.5933, evaluate locally." in p.status
    p.move("step", 4)
    assert lines(p)["h1_1"]["asks"] == ""


@pytest.mark.parametrize("text", ["z1_1:3", "z1_1=1:nothing", "x=1:", "z1_1=1e999:"])
def test_answers_that_mean_nothing_are_refused(text):
    with pytest.raises(ValueError, match=r"number|write"):
        read_answers(text)


def test_answers_are_read_as_they_are_stored():
    stored = read_answers("z1_1 = 0,5 : add; h1_1=:; E=:evaluate")
    assert stored == "z1_1=0.5:add; E=:evaluate"
    assert read_answers(stored) == stored
