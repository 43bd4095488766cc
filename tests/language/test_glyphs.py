"""Every character the language can produce exists in DejaVu Sans."""

import math

import pytest
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font

from explorer.language import catalogue, numbers, palette, symbols


@pytest.fixture(scope="module", params=["normal", "bold"])
def characters(request):
    path = findfont(FontProperties(family="DejaVu Sans", weight=request.param))
    font = FT2Font(path)
    assert font.family_name == "DejaVu Sans"
    return {chr(code) for code in font.get_charmap()}


def everything():
    for notation in symbols.NOTATIONS:
        for idea in symbols.NOTATIONS["ours"]:
            yield symbols.symbol(idea, notation)
        for idea in ("z", "h", "slope", "delta", "dh"):
            yield symbols.unit(idea, 1234567890, 1234567890, notation)
        yield symbols.parameter("W10_11_12", notation)
        yield symbols.derivative(symbols.parameter("b1_1"), notation)
    for exponent in (-308, -45, -3, 4, 67, 308):
        yield numbers.significant(-1.23 * 10**exponent)
        yield numbers.fixed(4.56 * 10**exponent, sign=True)
    for value in (math.nan, math.inf, -math.inf, 0.0, 1234.567890):
        yield numbers.significant(value, 9)
    for value in (-1, 0, 1):
        yield palette.mark(value)
    for entry in catalogue.EXPLORERS:
        yield entry.title + entry.question


def test_the_font_has_every_glyph(characters):
    for text in everything():
        assert set(text) <= characters, text
