"""A lecturer's script for each explorer, replayed in a real browser.

A step is what the hand does (type into the box of a field, press a button, choose a tab
or an option, fill in a row of the ledger) and words that the page must then say: on the
status line, in the equation, in a row of the ledger, or in the picture.
"""

import pytest

from explorer.language.catalogue import EXPLORERS

NOTEBOOKS = {entry.module: entry.notebook for entry in EXPLORERS if entry.available}

DEMOS = {
    "by_hand": [
        (("press", "preset-lecture"), "Which sign has δ?"),
        (("tab", "step"), "inputs and weights are given"),
        (("type", "step", "7"), "E = 0.5000. By which rule?"),
        (("choose", "prediction", "positive"), "Row 7 of"),
        (("type", "step", "9"), "you said positive, it is negative"),
        (("rule", "delta2_1", "multiply"), "multiply along the chain."),
        (("type", "step", "14"), "Deck 2 prints"),
        (("press", "preset-eight"), "h₁ feeds two outputs."),
        (("type", "level", "3"), "Blanks left: 20."),
        (("answer", "dh1_1", "0.0554"), "one of the parallel paths left out"),
        (("answer", "dh1_1", "-0.01905"), "a sum overwritten by its last term"),
        (("answer", "dh1_1", "0.0364"), "✓ number."),
        (("rule", "dh1_1", "add"), "Blanks left: 19."),
        (("hint", "delta1_1"), "Hint 1: What lies between the two ports"),
        (("press", "preset-eight-done"), "E was 0.2984."),
        (("go", "dW2_11"), "∂E/∂w²₁₁ = +0.08217"),
    ],
    "chain": [
        (("press", "preset-lecture"), "dz/dx = 16.0"),
        (("tab", "look"), "Guess, then let it travel."),
        (("press", "forward"), "4.00 times +0.00100"),
        (("press", "forward"), "16.0 times +0.00100"),
        (("press", "preset-at-two"), "how large at z?"),
        (("type", "prediction", "0.033"), "Guess, then let it travel."),
        (("type", "step", "2"), "you said +0.0330, it is +0.260."),
        (("type", "nudge", "0.0001"), "Δz/Δx = 260.0"),
        (("tab", "step"), "dz/dx = 260 both ways."),
        (("tab", "look"), "Behind z"),
        (("press", "preset-swapped"), "the same slope?"),
        (("type", "step", "2"), "8.00 times"),
        (("type", "expression", "z = x.__class__"), "a number may hold one"),
        (("type", "expression", "z = 1/(x - 1)"), "(z = ▸1/(x - 1)): division"),
        (("type", "expression", "z = 3*x"), "dz/dx = 3.00"),
    ],
    "downhill": [
        (("press", "preset-lecture"), "slope here +3.00"),
        (("tab", "look"), "Drag the flag, then step."),
        (("type", "prediction", "0.53"), "you say +0.530"),
        (("press", "forward"), "x: you said +0.530, it is +0.470."),
        (("press", "forward"), "Slope + : x shrinks."),
        (("press", "preset-only-the-slope"), "How far does x go?"),
        (("press", "preset-one-jump"), "Drag the flag, then step."),
        (("press", "forward"), "x = −1.00"),
        (("type", "learning_rate", "0.1"), "It settles"),
        (("press", "preset-for-ever"), "What will step 2 do?"),
        (("press", "forward"), "x = +0.500"),
        (("press", "preset-explodes"), "it explodes"),
        (("type", "step", "30"), "x ="),
    ],
    "fit_a_line": [
        (("press", "preset-lecture"), "its vote for w₁:"),
        (("tab", "look"), "Guess, then step."),
        (("choose", "guess_w1", "up"), "Guess, then step."),
        (("choose", "guess_w2", "up"), "Guess, then step."),
        (("choose", "guess_b", "down"), "You said: w₁ up, w₂ up, b down."),
        (("type", "step", "1"), "w₁: you said up, it is down."),
        (("press", "preset-slide-sign"), "Does the loss fall?"),
        (("type", "step", "1"), "E = 2.00"),
        (("press", "preset-lecture"), "Which weights move?"),
        (("type", "step", "1"), "E = 0."),
        (("press", "preset-too-long"), "Why does the loss rise?"),
        (("type", "step", "1"), "E = 0.720"),
        (("press", "preset-three-votes"), "Who outvotes whom"),
        (("tab", "step"), "∇E = −1/N Σ(y − ŷ)·(x₁, x₂, 1) = (−0.333"),
        (("choose", "reduction", "sum"), "∇E = −Σ(y − ŷ)·(x₁, x₂, 1) = (−1.00"),
    ],
    "saturate": [
        (("press", "preset-draw-the-slope"), "How steep is the curve"),
        (("type", "prediction", "0; 0.1; 0.2; 0.1; 0"), "Drag the five squares"),
        (("tick", "slope"), "φ′(0): you said +0.200, it is +0.250."),
        (("press", "preset-two"), "slope 0.105"),
        (("tab", "look"), "slope 0.105"),
        (("type", "z", "6.5"), "slope 0.00150. Flat: hardly anything comes back."),
        (("tab", "step"), "One step takes w₁ from 0.500000 to 0.499985."),
        (("type", "step", "100"), "After 100 steps z went from 6.50 to 6.48."),
        (("tab", "depth"), "5 layers of sigmoid"),
        (("type", "depth", "5"), "9.77 × 10⁻⁴"),
        (("choose", "activation", "tanh"), "It survives."),
        (("press", "small"), "weights of size 0.01"),
        (("press", "preset-explodes"), "It explodes."),
        (("tab", "boundary"), "draw one straight line."),
        (("choose", "activation", "tanh"), "tanh 60 of 60 right"),
        (("choose", "activation", "linear"), "linear 36 of 60 right"),
    ],
    "score": [
        (("press", "preset-wrong-and-sure"), "405 times as hard."),
        (("tab", "look"), "405 times as hard."),
        (("type", "z", "2"), "δ is +0.0925 and +0.881."),
        (("type", "guess_squared", "2"), "9.52 times as hard."),
        (("type", "guess_entropy", "8"), "9.52 times as hard."),
        (("tab", "step"), "you said"),
        (("tab", "run"), "Raise one score."),
        (("type", "raise_by", "1"), "the others together by"),
        (("press", "preset-lost-minus"), "lacks its minus"),
    ],
    "slices": [
        (("press", "preset-lecture"), "z = 42.25"),
        (("tab", "look"), "slope ∂z/∂w₁ = +13.0"),
        (("type", "w1", "1"), "slope ∂z/∂w₁ = +14.0"),
        (("type", "w1", "0.5"), "slope ∂z/∂w₂ = +39.0"),
        (("type", "prediction", "-0.5; -0.5"), "Guess the step"),
        (("tick", "arrow"), "Δw₁: you said −0.500, it is −0.130."),
        (("tab", "run"), "the corner is a right angle"),
        (("press", "forward"), "z = 27.04"),
        (("press", "preset-one-path"), "What is g′(2)?"),
        (("tab", "step"), "One path is hidden: g′(t) = ?"),
        (("press", "preset-fan-out"), "Both paths add: g′(t) = +16.0."),
        (("press", "preset-stretched"), "misses the minimum"),
    ],
    "matrices": [
        (("tab", "look"), "4 entries to fill in"),
        (("press", "forward"), "1 of 4 filled in"),
        (("press", "preset-batch"), "the mean divides by 3 at the end"),
        (("tab", "step"), "Unfolded"),
        (("type", "collapse", "3"), "and no zeros"),
        (("press", "preset-check"), "The biases are not checked."),
        (("press", "preset-detective"), "✗ b¹₁"),
        (("press", "preset-train"), "to every printed digit"),
        (("choose", "fault", "none"), "0 of the lecture's 9 weights"),
        (("choose", "compare", "here"), "pass."),
    ],
    "steering": [
        (("press", "preset-cliff"), "What sets the limit instead?"),
        (("type", "learning_rate", "0.081"), "Foretold: it diverges"),
        (("choose", "method", "momentum"), "α·Δ before"),
        (("type", "momentum", "0.5"), "(limit 0.120)"),
        (("type", "momentum", "0.9"), "Foretold: it rings (limit 0.152)."),
        (("press", "preset-nesterov-cliff"), "Does Nesterov?"),
        (("type", "step", "0"), "Foretold: it diverges (limit 0.0543)."),
        (("press", "preset-double-well"), "in the deeper valley"),
        (("tab", "run"), "times as far off"),
        (("tab", "look"), "worse valley"),
        (("press", "preset-xor"), "limit 27.4"),
        (("press", "preset-adagrad"), "rows alike"),
    ],
    "train_xor": [
        (("press", "preset-hand-set"), "4 of 4 examples right"),
        (("press", "preset-equal"), "are twins"),
        (("type", "step", "300"), "h¹₁ and h¹₂ are twins"),
        (("press", "preset-too-fast"), "iverged at step"),
        (("press", "preset-hundred"), "How many of 100 starts will solve XOR?"),
        (("type", "prediction", "60"), "You said 60."),
        (("tick", "train_all"), "80 of 100 solved it"),
        (("spot", "seed_10"), "Step 0: loss"),
        (("type", "step", "5000"), "Step 5000: loss 0.2"),
        (("press", "preset-batches"), "examples seen"),
        (("press", "preset-replay"), "1.83 as printed"),
    ],
}


def do(explorer, act, *what):
    page = explorer.page
    if act == "press":
        explorer.action(what[0]).evaluate("n => n.click()")  # in a closed drawer too
    elif act == "spot":
        page.locator(f'[data-spot="{what[0]}"]').click()
    elif act == "tab":
        page.locator(f'.bpx-tabs [data-value="{what[0]}"]').click()
    elif act == "type":
        box = page.locator(f'[data-setting="{what[0]}"] input[type=text]').first
        box.fill(what[1])
        box.press("Enter")
    elif act in ("answer", "rule", "hint", "go"):
        do_in_the_ledger(page, act, *what)
    elif act == "tick":
        page.locator(f'[data-setting="{what[0]}"] input').first.click()
    else:
        select = page.locator(f'[data-setting="{what[0]}"] select').first
        select.select_option(what[1])


def do_in_the_ledger(page, act, row, *value):
    part = {"answer": "number"}.get(act, act)
    line = page.locator(f'[data-row="{row}"] [data-part="{part}"]')
    if act == "answer":
        line.fill(value[0])
        line.press("Enter")
    elif act == "rule":
        line.select_option(value[0])
    else:
        line.click()


SAYS = """([canvas, wanted]) => {
  const texts = document.querySelector(canvas).texts.map((t) => t.text);
  const said = [...document.querySelectorAll(
    '[role=status], .bpx-equation, .bpx-note-row')];
  return [...texts, ...said.map((n) => n.innerText)].some((t) => t.includes(wanted));
}"""


@pytest.mark.parametrize("name", DEMOS)
def test_the_script_works_as_written(dashboards, open_page, name):
    explorer = open_page(f"{dashboards}voila/render/{NOTEBOOKS[name]}.ipynb?tab=step")
    explorer.ready()
    for step, words in DEMOS[name]:
        do(explorer, *step)
        wanted = [explorer.canvas, words]
        explorer.page.wait_for_function(SAYS, arg=wanted, timeout=10_000)
    assert explorer.errors == []
