"""The slider is a Jupyter widget like any other, and no message can break it."""

import math

import ipywidgets
import pytest
import traitlets

from explorer.widgets import Player, Slider, exchange


def say(slider, **content):
    slider._receive(slider, content, [])


def test_a_value_from_the_page_is_announced_once():
    slider, seen = Slider(min=0, max=10), []
    slider.observe(lambda change: seen.append(change["new"]), "value")
    say(slider, kind="value", value=3.5, released=False, sequence=1)
    assert seen == [3.5]
    assert not slider.released


def test_letting_go_without_a_change_is_told_apart():
    slider = Slider(min=0, max=10, value=2.0)
    say(slider, kind="value", value=2.0, released=True, sequence=1)
    assert slider.releases == 1
    assert slider.released


@pytest.mark.parametrize(
    "hostile",
    [math.nan, math.inf, -math.inf, "7", None, True, [1], {"a": 1}, 10**400],
)
def test_nonsense_leaves_the_value(hostile):
    slider = Slider(min=0, max=10, value=2.0)
    say(slider, kind="value", value=hostile, sequence=1)
    assert slider.value == 2.0


def test_the_number_box_takes_spellings_and_explains_refusals():
    slider = Slider(min=0, max=10, value=2.0)
    say(slider, kind="text", text="47/100", sequence=1)
    assert slider.value == 0.47
    say(slider, kind="text", text="<b>many</b>", sequence=2)
    assert slider.value == 0.47
    assert slider.problem
    say(slider, kind="text", text="−0,5", sequence=3)
    assert (slider.value, slider.problem) == (-0.5, "")


def test_the_value_is_written_by_the_language_and_sent_with_the_picture():
    slider = Slider(min=0, max=10, value=2.0, format={"decimals": 2, "sign": True})
    assert slider.get_state()["text"] == "+2.00"
    with exchange.round_():
        say(slider, kind="value", value=0.0004, released=False, sequence=1)
        states, _ = exchange.take()
    assert states[slider.model_id] == {"text": "+4.00 × 10⁻⁴"}


def test_a_value_outside_widens_the_scale_and_is_not_snapped():
    slider = Slider(min=0, max=1, step=0.1, value=0.5)
    slider.value = 3.14159
    assert slider.value == 3.14159
    assert slider.max == 3.14159


def test_bad_traits_are_refused_in_words():
    with pytest.raises(traitlets.TraitError, match="finite number"):
        Slider(value=math.nan)
    with pytest.raises(traitlets.TraitError, match="min > 0"):
        Slider(scale="log", min=0.0, max=1.0, value=0.5)


def test_interact_link_and_interactive_output_accept_it():
    slider, other, seen = Slider(min=0, max=10), ipywidgets.FloatText(), []
    ipywidgets.interactive_output(lambda x: seen.append(x), {"x": slider})
    ipywidgets.link((slider, "value"), (other, "value"))
    ipywidgets.jslink((slider, "value"), (other, "value"))
    ipywidgets.interactive(lambda x: None, x=slider)
    say(slider, kind="value", value=4.0, sequence=1)
    assert other.value == 4.0
    assert seen[-1] == 4.0


def test_states_wait_for_the_picture_and_are_never_lost(monkeypatch):
    sent = []
    monkeypatch.setattr(
        Slider, "_send", lambda self, msg, buffers=None: sent.append(msg)
    )
    slider = Slider(min=0, max=10)
    sent.clear()
    with exchange.round_():
        slider.value = 5.0
        assert sent == []
    assert any(m.get("state", {}).get("value") == 5.0 for m in sent)
    sent.clear()
    with exchange.round_():
        slider.value = 6.0
        states, _ = exchange.take()
    assert states[slider.model_id]["value"] == 6.0
    assert sent == []


def test_every_message_is_answered_even_without_a_picture(monkeypatch):
    sent = []
    monkeypatch.setattr(
        Slider, "_send", lambda self, msg, buffers=None: sent.append(msg)
    )
    slider = Slider(min=0, max=10)
    say(slider, kind="value", value=4.0, sequence=7)
    assert {"kind": "heard", "sequence": 7} in [m.get("content") for m in sent]


def test_the_player_counts_in_whole_steps():
    player = Player(min=0, max=300)
    assert player.integer
    assert player.format == {"decimals": 0}
