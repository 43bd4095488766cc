"""Turns the numbers of an example into labels at the places of a layout."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from explorer.language.palette import Palette
from explorer.language.symbols import OURS
from explorer.views.artists.glyphs import face
from explorer.views.artists.numbers import Label
from explorer.views.network_layout import FOOT, Layout, Point
from explorer.views.network_numbers import symbol, write

SMALL = 0.88  # size of notes
_SHRINK = (1.0, 0.92, 0.84, 0.78, 0.73)  # sizes of a number that needs more room
_APART = 0.3  # of a letter's height, from what comes next


@lru_cache(maxsize=4096)
def fit(text: str, font: float, room: float) -> tuple[float, float]:
    """Return the size in pixels that gives a number its room, and its width then."""
    for share in _SHRINK:
        size = font * share
        width = face(round(size, 1), "normal").width(text)
        if width <= room - _APART * font:
            break
    return size, float(width)


class Scribe:
    """Writes into one layout.

    Parameters
    ----------
    layout : Layout
    sizes : tuple of int
        Of the network.
    palette : Palette
    point : float
        Points in a pixel.
    """

    def __init__(
        self,
        layout: Layout,
        sizes: tuple[int, ...],
        palette: Palette,
        point: float,
        notation: str = OURS,
    ) -> None:
        self.layout, self.palette, self.point = layout, palette, point
        self._plain: list[tuple[str, Point, str]] = [
            (name, place, palette.forward) for name, (_, place) in layout.inputs.items()
        ]
        self._signed: list[tuple[str, Point]] = []
        for name, edge in layout.edges.items():
            if edge.value is not None and edge.gradient is not None:
                self._signed.append((name, edge.value))
                self._plain.append((f"d{name}", edge.gradient, palette.backward))
        ports = {"z": palette.forward, "h": palette.forward}
        self._named = [
            (f"{kind}{unit.id[1:]}", place, ports.get(kind, palette.backward))
            for unit in layout.units.values()
            for kind, place in unit.numbers.items()
        ]
        for name, place in layout.ends.items():
            colour = palette.text if name == "E" else palette.target
            self._named.append((name, place, colour))
        words = {"E": "loss ", "y": "★ target "}
        self._symbols = {
            name: words.get(name[0], "") + symbol(name, sizes, notation)
            for name, _, _ in self._named
        }

    def labels(
        self,
        values: Mapping[str, float],
        states: Mapping[str, str],
        marks: Mapping[str, str],
        caption: str,
    ) -> list[Label]:
        """Write every number.

        Parameters
        ----------
        values : mapping
            Number by name, as `network_numbers.read` returns them.
        states : mapping
            "flat", "dead" or nothing by unit.
        marks : mapping
            Colour behind a number, by its name.
        caption : str
            For the lower left corner.
        """
        palette, font, point = self.palette, self.layout.font, self.point
        made = []
        for name, place in self._signed:
            value = values[name]
            made.append(
                self._number(name, value, place, palette.signed(value), "left", marks)
            )
        for name, place, colour in self._plain:
            made.append(self._number(name, values[name], place, colour, "left", marks))
        for name, (x, y), colour in self._named:
            label = self._number(name, values[name], (x, y), colour, "right", marks)
            x -= fit(label.text, font, self.layout.room)[1] + 0.35 * font
            colour = colour if name[0] == "y" else palette.muted
            said, size = f"{name}_symbol", font * point
            text = self._symbols[name]
            made.append(label)
            made.append(Label(said, text, x, y, colour, size, "right", "baseline"))
        for name, word in states.items():
            if word:
                made.append(self._state(name, word))
        y = (0.4 + (self.layout.feet - 1) * FOOT) * font
        x, colour, size = 0.2 * font, palette.muted, SMALL * font * point
        made.append(Label("example", caption, x, y, colour, size, "left", "baseline"))
        return made

    def _number(
        self, name: str, value: float, place: Point, colour: str, ha: str,
        marks: Mapping[str, str],
    ) -> Label:  # fmt: skip
        font, room = self.layout.font, self.layout.room
        text = write(name, value)
        if fit(text, font, room)[0] < font:  # rather closer than smaller
            text = text.replace(" × ", "×")
        size = fit(text, font, room)[0] * self.point
        x, y = place
        return Label(
            name, text, x, y, colour, size, ha, "baseline", "normal", marks.get(name)
        )

    def _state(self, name: str, word: str) -> Label:
        """Write "flat" or "dead" into a body, below its curve if there is room."""
        font = self.layout.font
        x0, y0, x1, y1 = self.layout.units[name].body
        y = (y0 + y1) / 2 - (1.7 * font if y1 - y0 > 5 * font else 0.0)
        return Label(
            f"{name}_state", word, (x0 + x1) / 2, y, self.palette.text,
            0.86 * font * self.point, background=self.palette.panel,
        )  # fmt: skip
