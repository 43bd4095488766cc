"""What Chain shows and says: the core's numbers, the demo, texts that are no graph."""

import re
import time

import pytest

from explorer.core.expansion import slope_of
from explorer.explorers import Chain
from explorer.explorers.chain.captions import polynomial
from explorer.explorers.chain.moment import moment
from explorer.explorers.chain.typed import pretty
from tests.explorers.page import Page

FOUR_PATHS = "a = x**2; b = 3*x; c = a + b; d = c**2; e = 2*c; f = d*e"


@pytest.fixture
def page(monkeypatch):
    return lambda **settings: Page(Chain(**settings), monkeypatch)


def strip(p):
    return " ".join(
        f"{term['symbol']} {term.get('value', '')}".strip()
        for term in p.explorer.equation.terms
    )


def enter(p, text):
    p.tell(p.control("expression"), kind="text", text=text)
    return p.control("expression").problem


# ---- the demo, step by step ----------------------------------------------------------


def test_the_lecture_is_what_opens_and_the_nudge_tells_its_slope(page):
    p = page()
    assert p.texts["graph", "y_slope_0"] == "dy/dx = 4.00"
    p.move("step", 2)
    assert strip(p) == "dz/dx 16.0 = dz/dy│y = 2.00 4.00 · dy/dx│x = 1.00 4.00"
    assert p.texts["graph", "z_value"] == "z = 4.00"
    assert p.texts["graph", "x_back"] == "dz/dx = 16.0"


def test_the_nudge_is_rescaled_at_every_box(page):
    p = page()
    assert p.texts["graph", "x_note"] == "+0.00100"
    assert ("graph", "y_note") not in p.texts
    p.move("step", 1)
    assert p.texts["graph", "y_note"] == "+0.00400"
    assert ("graph", "z_note") not in p.texts
    p.move("step", 2)
    assert p.texts["graph", "z_note"] == "+0.0160"
    assert "16.0 times +0.00100" in p.status


def test_what_arrives_is_not_told_before_the_nudge_is_there(page):
    p = page(input_1=2.0)
    for step in (0, 1):
        p.move("step", step)
        said = " ".join([*p.texts.values(), strip(p), p.status, p.frames[-1]["alt"]])
        said += " ".join(spot["label"] for spot in p.frames[-1]["spots"])
        said += str(p.explorer.table(p.explorer.settings)[2])
        assert "260" not in said
    p.move("step", 2)
    assert p.texts["graph", "x_back"] == "dz/dx = 260"
    p.move("step", 0)
    p.move("tab", "step")  # to look ahead is one's own choice
    assert p.texts["links", "x_back"] == "dz/dx = 260"


def test_a_guess_is_drawn_beside_what_came(page):
    p = page(input_1=2.0)
    p.tell(p.control("prediction"), kind="text", text="0,033")
    assert "you said" not in p.status
    p.move("step", 2)
    assert "Δz: you said +0.0330, it is +0.260." in p.status
    guess = [bar for bar in p.explorer.views["nudges"]._boxes.boxes if bar.face is None]
    assert len(guess) >= 1


def test_the_ratio_settles_on_the_slope(page):
    p = page(step=2, nudge=1.0)
    ratios = []
    for size in (1.0, 0.1, 0.01, 0.001, 0.0001):
        p.move("nudge", size)
        caption = p.texts["nudges", "caption"]
        ratios.append(float(re.search(r"= ([0-9.]+);", caption)[1]))
        assert caption.endswith("dz/dx = 16.00")
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[-1] == pytest.approx(16, rel=1e-3)


def test_both_approaches_give_the_same_slope(page):
    p = page(tab="step")
    caption = p.texts["combined", "caption"]
    assert caption == "z = x² + 2x⁴ + x⁶, so dz/dx = 2x + 8x³ + 6x⁵ = 16.0"
    assert p.texts["links", "caption"] == "dz/dx = 4.00 · 4.00 = 16.0"
    assert "2x + 8x³ + 6x⁵│x = 1.00 16.0" in strip(p)
    assert "x 1.00 → 0.840, z 4.00 → 2.05" in p.status


def test_swapped_boxes_are_another_product(page):
    p = page()
    assert not enter(p, "y = x**2; z = y + y**3")
    p.move("step", 2)
    assert strip(p) == "dz/dx 8.00 = dz/dy│y = 1.00 4.00 · dy/dx│x = 1.00 2.00"


# ---- paths ---------------------------------------------------------------------------


def test_paths_and_the_sweep_are_counted(page):
    p = page(tab="run", expression=FOUR_PATHS)
    m = moment(p.explorer.settings)
    assert sum(path.product for path in m.paths.paths) == m.slope == 480
    assert "4 paths take 12 multiplications" in p.status
    assert "one sweep back takes 6" in p.status
    before = p.frames[-1]["alt"]
    p.move("path", 2)
    assert strip(p).startswith("path 2 of 4:")
    assert p.texts["paths", "path_2_name"].startswith("▸ 2: x→b")
    assert before.count("on the path") < p.frames[-1]["alt"].count("on the path")
    assert strip(p).endswith("= +192")


def test_a_graph_that_does_not_use_the_input_has_slope_zero(page):
    p = page(tab="run", expression="y = x + 1; z = w**2; u = z", by="1")
    assert p.explorer.settings.inputs == {"x": 1.0, "w": 1.0}
    assert strip(p) == "∂u/∂x 0 = 0"


# ---- typed text ----------------------------------------------------------------------


REFUSED = [
    # What would run, if anything ran.
    ("__import__('os').system('x')", "Character 11 (__import__▸('"),
    ("z = __import__('os')", "Character 5 (z = ▸__import__"),
    ("z = eval(x)", "eval is no function; there are exp, log"),
    ("import os", "Character 8 (import ▸os)"),
    ("z = x.__class__", "Character 6 (z = x▸.__class__)"),
    ("z = ().__class__", "z = (▸).__class__"),
    ("z = x[0]", "z = x▸[0]"),
    ("z[0] = x", "z▸[0] = x"),
    ("z = f(x)", "f is no function"),
    ("z = x(2)", "x is no function"),
    ("z = lambda x: x", "z = lambda ▸x: x"),
    ("z = [y for y in x]", "z = ▸[y for y"),
    ("z = (x if x else 1)", "z = (x ▸if x"),
    ("z = f'{x}'", "z = f▸'{x}'"),
    ("z = (y := x)", "z = (y ▸:= x)"),
    ("z = `x`", "z = ▸`x`"),
    ("z = <b>x</b>", "z = ▸<b>x</b>"),
    ("%s {0} ${x}", "▸%s {0} ${x}"),
    # Much of it.
    ("z = " + "(" * 10**6 + "x" + ")" * 10**6, "at most 160 characters; it is too"),
    ("z = x" + " + x" * 250_000, "too long after 'x + x + x + '"),
    ("\0" * 10**6, "at most 160 characters"),
    ("z = x" + " " * 10**6, "at most 160 characters"),
    ("z = " + "(" * 150, "Character 155"),
    ("z = " + "x" * 150, "a name has at most 20 characters"),
    # No sentence of the language.
    ("z = x^2", "a power is written **"),
    ("  z = x^2", "Character 8 (  z = x▸^2)"),
    ("z = x +", "a number, a name or ( is missing"),
    ("z =\nx", "Character 4 (z =▸⏎x)"),
    ("z == x", "z =▸= x"),
    ("2 = x", "starts with a name"),
    ("z = 2x", "an operator such as + or * is missing"),
    ("", "Character 1 (▸): there is no statement"),
    (" \t  ", "Character 5 (    ▸): there is no statement"),
    (";\n;", "there is no statement"),
    # Letters that look like others, or like nothing.
    ("z = \u0445", "Character 5 (z = ▸\u0445)"),  # a Cyrillic x
    ("z = \uff58", "Character 5 (z = ▸\uff58)"),  # a wide x
    ("z = x\uff0a2", "z = x▸\uff0a2"),  # a wide *
    ("z = x\u00b2", "a power is written **2"),
    ("z = \u202ex", "Character 5 (z = ▸\ufffdx): '\\u202e' has"),
    ("z = x\u200b", "Character 6 (z = x▸\ufffd): '\\u200b' has"),
    ("z = x\0; y = 2", "Character 6 (z = x▸\ufffd; y = 2): '\\x00' has"),
    ("z = \ud800", "Character 5"),
    # Names that are taken.
    ("x = x + 1", "x is not known before x"),
    ("exp = x", "exp is a function"),
    ("y = x; max = y", "Character 8 (y = x; ▸max = y)"),
    ("z = sin + x", "write sin(…)"),
    ("y = x; y = x**2", "y is computed already"),
    ("y = x; x = y", "x is an input already"),
    # Numbers that are none.
    ("z = x*9**9**9**9", "Character 10 (z = x*9**▸9**9**9): a number beyond"),
    ("z = x**99999999*9**9**9**9", "99999*9**▸9**9**9): a number beyond"),
    ("z = x + 2**1e308", "z = x + ▸2**1e308): a number beyond 1.8e308"),
    ("z = x*1e999", "Character 7 (z = x*▸1e999)"),
    ("z = exp(exp(exp(exp(x))))", "Character 5 (z = ▸exp(exp(exp(…): a number"),
    ("y = x; z = y/0", "Character 12 (y = x; z = ▸y/0): division by zero."),
    ("z = 1/(x - 1)", "Character 5 (z = ▸1/(x - 1)): division by zero."),
    ("  z = 1/(x - 1)", "Character 7 (  z = ▸1/"),
    ("z = log(x - 2)", "z = ▸log(x - 2)): the logarithm"),
    ("z = (-x)**0.5", "(z = ▸(-x)**0.5): a power of a negative"),
    # More than the picture holds.
    ("z = 1 + 2", "Character 5 (z = ▸1 + 2): the graph has no input"),
    ("z = 9**9**9**9", "z = ▸9**9**9**9): the graph has no input"),
    ("y = -2; z = y", "Character 6 (y = -▸2; z = y): the graph has no input"),
    ("z = a + b + c + d", "Character 17 (…a + b + c + ▸d): the graph may have 3"),
    (
        ";".join(f"y{k} = x" for k in range(7)),
        ";▸y6 = x): the graph may have 6 boxes, this one has 7",
    ),
    ("a=x;b=a;c=b;d=c;e=d", "Character 17 (…b=a;c=b;d=c;▸e=d): at most 4 boxes"),
    ("k=2;a=x;b=a;c=b;d=c;e=d*k", "▸e=d*k): at most 4 boxes"),
]


def test_what_is_no_graph_is_refused_beside_its_box(page):
    p = page()
    before, picture = p.explorer.settings, p.texts
    for typed, said in REFUSED:
        start = time.perf_counter()
        sentence = enter(p, typed)
        assert time.perf_counter() - start < 1.0, typed[:40]
        assert said in sentence, typed[:40]
        if len(typed) <= 160:
            assert re.match(r"Character \d+ \(.*▸.*\): .*\.$", sentence), sentence
        assert sentence.isprintable()
        assert len(sentence) < 200
        assert p.status == sentence
        assert p.explorer.settings == before
        assert p.texts == picture
    assert not enter(p, "y = 3*x")
    assert p.texts["graph", "y_value"] == "y = 3.00"


def test_what_looks_hostile_and_is_a_graph_is_drawn(page):
    p = page()
    for typed in (
        "z = " + "(" * 70 + "x" + ")" * 70,
        "z = " + "-" * 150 + "x",
        "lambda = x",
        "z = 2**x**1e308",
        "z = x**-1e308",
        "z = 0*x*1e308*1e308",
        "z = 1e-320*x",
        ";;y = x;\r\n\tz = y;;",
    ):
        assert not enter(p, typed), typed
        assert p.explorer.settings.expression == typed.strip().rstrip(";")
        assert not re.search(r"\b(nan|inf)\b", " ".join(p.texts.values())), typed


def test_an_input_without_a_value_is_refused_and_the_slider_goes_back(page):
    p = page(expression="z = 1/x")
    p.move("input_1", 0.0)
    assert "Character 5 (z = ▸1/x): division by zero." in p.status
    assert p.explorer.settings.input_1 == 1.0


def test_a_missing_slope_is_a_dash_and_a_note(page):
    p = page(tab="run", expression="z = sqrt(x)", input_1=0.0)
    assert "no slope: division by zero" in p.status
    assert p.texts["graph", "z_slope_0"] == "dz/dx = –"


# ---- controls ------------------------------------------------------------------------


def test_pressing_an_input_nudges_it_and_a_box_lets_the_nudge_there(page):
    p = page(expression="y = x1 + 2*x2; z = y**2", input_2=3.0)
    p.spot("node-x2", "press")
    assert strip(p).startswith("∂z/∂x₂ ?")
    assert p.control("by").options[1] == ["2", "x₂"]
    p.spot("node-y", "press")
    assert p.explorer.settings.step == 1
    assert p.texts["graph", "y_note"] == "+0.00200"


def test_only_controls_that_do_something_are_in_view(page):
    p = page()
    assert p.beside == ["tab", "expression", "input_1", "step", "nudge", "prediction"]
    assert p.explorer.page.parts["options"].hidden
    p.move("tab", "run")
    assert p.beside == ["tab", "expression", "input_1", "path", "evaluated"]
    assert not p.explorer.page.parts["options"].hidden
    p.move("tab", "step")
    assert p.beside[-2:] == ["learning_rate", "evaluated"]


def test_another_graph_starts_anew(page):
    p = page(step=2)
    enter(p, "z = x**2")
    assert p.explorer.settings.step == 0


def test_without_numbers_only_letters_stay(page):
    p = page(evaluated=False, tab="step")
    assert strip(p) == "dz/dx = dz/dy · dy/dx"


# ---- writing -------------------------------------------------------------------------


def test_expressions_are_written_as_people_do():
    assert pretty("a**2 - 3*x_1**10") == "a² − 3·x₁¹⁰"
    assert pretty("x**2.5 + x**-1") == "x**2.5 + x**−1"


def test_polynomials_are_written_from_the_constant_up():
    assert polynomial([1.0, -1.0, 0.5], "x") == "1 − x + 0.5x²"
    assert polynomial(slope_of([3.0], 1.0)[0], "x") == "0"
