"""A link says exactly what it was made from; a hostile one is read quickly."""

import math
import time
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.state import Page, declared, from_link, to_link, to_query

from .examples import Walk

OUTPUTS = declared(Walk)["output"].options


def read(text, base=None):
    settings, _, sentences = from_link(Walk, text, base)
    return settings, sentences


walks = st.builds(
    Walk,
    learning_rate=st.floats(1e-6, 1e4),
    weight=st.floats(-1e300, 1e300),
    steps=st.integers(1, 5000),
    step=st.integers(0, 5000),
    seed=st.integers(0, 2**63),
    loss=st.just("half_squared"),
    output=st.sampled_from(OUTPUTS),
    solid=st.booleans(),
)


@given(walks)
def test_the_way_there_and_back_changes_nothing(settings):
    for written in (to_link(settings), to_query(settings), "?" + to_link(settings)):
        back, page, sentences = from_link(Walk, written)
        assert back == settings
        assert repr(back) == repr(settings)
        assert page == Page()
        assert sentences == ()


@given(walks, walks)
def test_a_whole_query_does_not_depend_on_its_base(settings, base):
    assert read(to_query(settings), base) == (settings, ())


def test_defaults_are_left_out_of_the_link_only():
    assert to_link(Walk()) == ""
    assert (
        to_link(Walk(learning_rate=1e-5, solid=True))
        == "learning_rate=1e-05&solid=true"
    )
    assert to_link(Walk(weight=1e16)) == "weight=1e%2B16"
    names = [pair.split("=")[0] for pair in to_query(Walk()).split("&")]
    assert names == list(declared(Walk))


def test_numbers_are_never_rounded():
    assert to_link(Walk(weight=0.1 + 0.2)) == "weight=0.30000000000000004"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Walk()),
        ("?", Walk()),
        ("&&=&", Walk()),
        ("weight=3", Walk(weight=3.0)),
        ("weight=−0,5", Walk(weight=-0.5)),
        ("weight=47/100", Walk(weight=0.47)),
        ("weight=1e+16", Walk(weight=1e16)),
        ("weight=%2B3", Walk(weight=3.0)),
        ("step=1e2", Walk(step=100)),
        ("step=007", Walk(step=7)),
        ("solid=1", Walk(solid=True)),
        ("solid=Yes", Walk(solid=True)),
        ("solid=0", Walk()),
        ("weight=1&weight=2", Walk(weight=2.0)),
        ("https://here.example/voila/render/10.ipynb?weight=3#top", Walk(weight=3.0)),
        ("/voila/render/10.ipynb?weight=3", Walk(weight=3.0)),
        ("https://here.example/a=b/?weight=3", Walk(weight=3.0)),
        ("step=400", Walk(step=300)),
        ("step=400&steps=400", Walk(step=400, steps=400)),
    ],
)
def test_what_people_write_is_understood(text, expected):
    assert read(text) == (expected, ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("weight=abc", "weight must be a finite number, got 'abc'; weight stays 0."),
        ("weight=", "weight must be a finite number, got ''; weight stays 0."),
        ("weight", "weight must be a finite number, got ''; weight stays 0."),
        ("weight=nan", "weight must be a finite number, got 'nan'; weight stays 0."),
        ("weight=-inf", "weight must be a finite number, got '-inf'; weight stays 0."),
        (
            "weight=1e400",
            "weight must be a finite number, got '1e400'; weight stays 0.",
        ),
        (
            "weight=1_000",
            "weight must be a finite number, got '1_000'; weight stays 0.",
        ),
        ("weight=٣", "weight must be a finite number, got '٣'; weight stays 0."),
        ("weight=true", "weight must be a finite number, got 'true'; weight stays 0."),
        ("step=2.5", "step must be a whole number, got 2.5; step stays 0."),
        (
            "learning_rate=99999",
            "learning_rate must lie in [1e-06, 10000], got 99999.0; "
            "learning_rate stays 0.5.",
        ),
        ("solid=maybe", "solid must be true or false, got 'maybe'; solid stays false."),
        (
            "loss=<b>mse</b>",
            "loss must be one of half_squared, bce; got '<b>mse</b>'; "
            "loss stays half_squared.",
        ),
        ("look=blue", "look must be light or dark, got 'blue'."),
        ("<script>=1", "Unknown in the link: '<script>'."),
        ("a=1&b=1&a=2", "Unknown in the link: 'a', 'b'."),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_holds(text, sentence):
    settings, sentences = read(f"steps=50&{text}&seed=9")
    assert settings == Walk(steps=50, seed=9)
    assert sentences == (sentence,)


def test_a_refused_value_keeps_what_the_base_has():
    settings, sentences = read("weight=x&steps=50", Walk(weight=2.5))
    assert settings == Walk(weight=2.5, steps=50)
    assert sentences[0].endswith("weight stays 2.5.")


def test_of_values_that_do_not_go_together_most_are_kept():
    settings, sentences = read("output=tanh&loss=bce&weight=1")
    assert settings == Walk(loss="bce", weight=1)
    assert len(sentences) == 1
    assert "needs a sigmoid output" in sentences[0]


def test_values_that_only_go_together_are_taken_together():
    base = Walk(output="tanh")
    assert read("loss=bce&output=sigmoid", base) == (Walk(loss="bce"), ())
    settings, sentences = read("loss=bce&output=sigmoid&weight=x", base)
    assert settings == Walk(loss="bce")
    assert len(sentences) == 1


def test_the_page_has_its_own_options():
    settings, page, sentences = from_link(Walk, "look=dark&weight=1")
    assert (settings, page, sentences) == (Walk(weight=1), Page(look="dark"), ())


def test_parts_are_hidden_settings_locked_and_both_come_back():
    asked = "hide=weight,table&lock=step,%20seed&mode=projector"
    _, page, sentences = from_link(Walk, asked, parts=("table",))
    wanted = Page(mode="projector", hide=("weight", "table"), lock=("step", "seed"))
    assert (page, sentences) == (wanted, ())
    link = to_link(Walk(weight=1), page)
    assert link == "weight=1.0&hide=weight,table&lock=step,seed&mode=projector"
    assert from_link(Walk, link, parts=("table",)) == (Walk(weight=1), page, ())


def test_a_preset_is_where_the_settings_begin():
    presets = {"far": {"weight": 9.0, "steps": 50}}
    found = from_link(Walk, "steps=20&preset=far", presets=presets)
    assert found == (Walk(weight=9.0, steps=20), Page(preset="far"), ())
    *_, sentences = from_link(Walk, "preset=near", presets=presets)
    assert sentences == ("There is no preset 'near'. There are far.",)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("mode=big", ("mode must be projector, got 'big'.",)),
        ("hide=<b>,weight", ("Nothing to hide is called '<b>'.",)),
        ("lock=table", ("Nothing to lock is called 'table'.",)),
        ("hide=a,b,c,d,e", ("Nothing to hide is called 'a', 'b', 'c' and 2 more.",)),
        ("hide=,,&lock=", ()),
        ("preset=<b>", ("There is no preset '<b>'.",)),
        (
            "lock=" + ",".join(f"k{i}" for i in range(300)),
            (
                "Nothing to lock is called 'k0', 'k1', 'k2' and 57 more.",
                "Only the first 60 names of lock are read.",
            ),
        ),
    ],
)
def test_a_strange_option_is_named_and_the_rest_holds(text, sentences):
    found = from_link(Walk, f"{text}&weight=1", parts=("table",))
    assert found[0] == Walk(weight=1)
    assert found[2] == sentences
    assert set(found[1].hide) <= {"weight"}
    assert found[1].lock == ()


@pytest.mark.parametrize(
    "key", ["token", "_xsrf", "theme", "template", "voila-theme", "Token", "voila-x"]
)
def test_what_belongs_to_the_server_is_never_named(key):
    settings, page, sentences = from_link(Walk, f"{key}=s3cret&weight=1&other=s3cret")
    assert settings == Walk(weight=1)
    assert sentences == ("Unknown in the link: 'other'.",)
    assert "s3cret" not in repr((settings, page, sentences)) + to_link(settings)


MARKUP = "<img src=x onerror=alert(1)>\"'&lt;\n\r\x00\x1b\u202e\ud800</script>"

LONG = {
    "60 kB value": "weight=" + "9" * 60_000,
    "60 kB unknown": "x" * 60_000,
    "1 MB word": "x" * 1_000_000,
    "1 MB value": "weight=" + "1," * 500_000,
    "1 MB of ampersands": "&" * 1_000_000,
    "1 MB of percents": "%" * 1_000_000,
    "1 MB of escapes": "weight=" + "%F0" * 333_333,
    "1 MB of questions": "?" * 1_000_000,
    "1 MB of choices": "loss=" + "bce" * 333_333,
    "10,000 unknown": "&".join(f"k{i}=1" for i in range(10_000)),
    "10,000 refused": "&".join(["weight=1e999"] * 10_000),
    "10,000 long keys": "&".join(f"{'k' * 300}{i}=1" for i in range(10_000)),
    "digits": "seed=" + "9" * 60_000,
    "powers": "weight=" + "10^" * 20_000,
    "exponent": "weight=1e" + "9" * 60_000,
    "fraction": "weight=" + "1/" * 30_000,
    "markup": urlencode({MARKUP.replace("\ud800", ""): MARKUP.replace("\ud800", "")}),
    "raw markup": f"{MARKUP}={MARKUP}&loss={MARKUP}&weight={MARKUP}",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_hostile_links_are_quick_and_short_of_words(text):
    began = time.perf_counter()
    settings, sentences = read(text)
    assert time.perf_counter() - began < 0.5  # 1 ms where this was written
    assert settings == Walk()
    assert all(sentence.isprintable() for sentence in sentences)
    assert all(len(sentence) < 250 for sentence in sentences)
    assert len(sentences) <= 7
    "".join(sentences).encode()


def test_many_refusals_are_counted():
    text = "&".join(f"{name}=<>" for name in declared(Walk))
    settings, sentences = read(text)
    assert settings == Walk()
    assert len(sentences) == 5
    assert sentences[-1] == "4 more values refused."


def test_many_strangers_are_counted():
    _, sentences = read("&".join(f"{'k' * 50}{i}" for i in range(10)))
    assert sentences[0].endswith("…' and 6 more.")
    assert len(sentences[0]) < 200


@given(st.text(max_size=300))
def test_no_text_can_break_it(text):
    for written in (text, f"weight={text}", f"?{text}=1&step={text}", f"loss={text}"):
        settings, sentences = read(written)
        assert math.isfinite(settings.weight)
        assert all(sentence.isprintable() for sentence in sentences)


@pytest.mark.parametrize("text", [None, 3, b"weight=1", ["weight=1"]])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(ValueError, match="text must be a query string, got "):
        from_link(Walk, text)
