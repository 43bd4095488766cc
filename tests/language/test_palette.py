"""Colours can be told from what they lie on and from one another, and never alone."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from explorer.language import palette as language
from explorer.language.palette import DARK, LIGHT, PALETTES, css_variables

LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])

TEXT = [
    "text", "muted", "accent", "positive", "negative", "forward", "backward", "target",
    "guess", "flat", "edge", "focus",
]  # fmt: skip
ON_THE_SURFACE = [
    "gradient_step", "momentum_step", "actual_step", "stored_path", "theta_path",
    "pending_path", "point", "guess",
]  # fmt: skip
LINES = ["border", "path", "edge", "focus", *ON_THE_SURFACE]


def linear(colour):
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(first, second):
    """WCAG 2.2: between 1 and 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


# What people without one kind of cone see; Machado, Oliveira and Fernandes (2009).
SIGHT = {
    "usual": np.eye(3),
    "protan": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deutan": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritan": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip


def lab(rgb):
    to_xyz = [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.9505],
    ]
    xyz = np.array(to_xyz) @ rgb / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(first, second):
    """CIE76, the smallest over all kinds of sight."""
    seen = [
        [lab(np.clip(sight @ linear(colour), 0, 1)) for colour in (first, second)]
        for sight in SIGHT.values()
    ]
    return min(float(np.linalg.norm(a - b)) for a, b in seen)


def test_the_formulas_are_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#FFFFFF")) == pytest.approx([100, 0, 0], abs=0.02)


@LOOKS
@pytest.mark.parametrize("name", TEXT)
def test_text_can_be_read(look, name):
    for ground in (look.background, look.panel):
        assert contrast(getattr(look, name), ground) >= 4.5


@LOOKS
def test_text_on_the_accent_can_be_read(look):
    assert contrast(look.background, look.accent) >= 4.5


@LOOKS
@pytest.mark.parametrize("name", LINES)
def test_lines_can_be_seen(look, name):
    for ground in (look.background, look.panel):
        assert contrast(getattr(look, name), ground) >= 3


@LOOKS
@pytest.mark.parametrize("name", ON_THE_SURFACE)
def test_what_lies_on_the_loss_surface_stands_out_everywhere(look, name):
    colour = getattr(look, name)
    assert contrast(colour, look.halo) >= 3  # what it touches
    for height in look.loss_colours:  # neither melts into the surface with the other
        assert max(contrast(colour, height), contrast(look.halo, height)) >= 2.4


@LOOKS
def test_grid_lines_stay_behind(look):
    assert 1.2 <= contrast(look.grid, look.panel) <= 2


@LOOKS
@pytest.mark.parametrize(
    "names",
    [
        ("positive", "negative", "forward", "backward"),
        ("gradient_step", "momentum_step", "actual_step", "guess"),
    ],
)
def test_colours_differ_for_every_kind_of_sight(look, names):
    for first, second in combinations(names, 2):
        assert difference(getattr(look, first), getattr(look, second)) >= 20


@LOOKS
def test_the_loss_map_is_cividis_and_rises(look):
    map_ = colormaps["cividis"]
    n = len(look.loss_colours)
    assert 16 <= n <= 32
    assert [c.lower() for c in look.loss_colours] == [
        to_hex(map_(i / (n - 1))) for i in range(n)
    ]
    heights = [luminance(colour) for colour in look.loss_colours]
    assert heights == sorted(heights)


@LOOKS
def test_the_signed_map_is_centred(look):
    n = len(look.signed_colours)
    assert n % 2 == 1
    assert look.signed_colours[n // 2] == look.panel
    assert look.signed_colours[0] == look.negative
    assert look.signed_colours[-1] == look.positive


@LOOKS
def test_a_sign_never_relies_on_colour(look):
    values = (-2.0, 2.0)
    assert {look.signed(v) for v in values} == {look.positive, look.negative}
    assert [language.dash(v) for v in values] == ["dashed", "solid"]
    assert [language.mark(v) for v in values] == ["−", "+"]
    assert (look.signed(0.0), language.mark(0.0)) == (look.muted, "")


@LOOKS
def test_a_class_never_relies_on_colour(look):
    first, second = look.classes
    assert first.marker != second.marker
    assert first.word != second.word
    for mark in look.classes:
        assert mark.marker in Line2D.markers
        assert contrast(mark.fill, mark.edge) >= 7
        for ground in look.signed_colours:
            assert max(contrast(mark.fill, ground), contrast(mark.edge, ground)) >= 3


def test_both_looks_have_every_colour_as_a_property_of_the_page():
    for look in PALETTES.values():
        names = css_variables(look)
        assert names["--bpx-text"] == look.text
        assert names["--bpx-gradient-step"] == look.gradient_step
        assert set(TEXT) <= {name.removeprefix("--bpx-") for name in names}
        for colour in names.values():
            assert colour == colour.upper()
            assert len(linear(colour)) == 3
    assert css_variables(LIGHT).keys() == css_variables(DARK).keys()
