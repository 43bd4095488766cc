"""Many short texts that change at every frame, drawn from kept glyph pictures.

A text of matplotlib costs about 0.7 ms to draw; here a text is put together from
pictures of its digits and words, each drawn once by matplotlib's own Agg renderer, and
costs some microseconds. Digits are a whole number of pixels wide, so numbers neither
jitter nor change their width. A renderer other than Agg gets real text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.transforms import Bbox, Transform
from numpy.typing import NDArray

from explorer.views.artists import STILL, Placing, pixels_per_point
from explorer.views.artists.glyphs import FAMILY, Face, Word, face

Image = NDArray[np.uint8]
Box = tuple[float, float, float, float]


class Label(NamedTuple):
    """One text: what it says, where, and how.

    ``x, y`` are in the coordinates of the artist's transform; ``dx, dy`` move the text
    from there by points. ``va`` is top, center, baseline or bottom, and speaks of the
    height of a digit, not of the ink. ``background`` fills a box behind the text,
    ``halo`` surrounds its strokes.
    """

    id: str
    text: str
    x: float
    y: float
    colour: str
    size: float = 8.6
    ha: str = "center"
    va: str = "center"
    weight: str = "normal"
    background: str | None = None
    halo: str | None = None
    dx: float = 0.0
    dy: float = 0.0


class Stamp(NamedTuple):
    """How a text looks, wherever it stands: images, each with its place from there."""

    face: Face
    word: Word
    images: tuple[tuple[int, int, Image], ...]


class Placed(NamedTuple):
    """A label in pixels: the left end of its baseline, rounded."""

    label: Label
    stamp: Stamp
    x: int
    y: int


class Numbers(Artist):
    """The texts of one view, all drawn together.

    Parameters
    ----------
    ax : Axes
        Where the artist is added.
    transform : Transform, optional
        Coordinates of the labels; display pixels (origin bottom left) by default.
    zorder : float
        Above everything that stands still, so that a blit equals a full draw.
    """

    def __init__(
        self, ax: Axes, transform: Transform | None = None, zorder: float = 30.0
    ) -> None:
        super().__init__()
        self.labels: tuple[Label, ...] = ()
        self.set_zorder(zorder)
        self.set_transform(transform or STILL)
        self._placing = Placing(self.get_transform())
        ax.add_artist(self)
        self.set_clip_on(False)

    def set_labels(self, labels: Sequence[Label]) -> None:
        """Replace all texts; empty ones and places that are not finite are left out."""
        self.labels = tuple(label for label in labels if label.text)
        self.stale = True

    def texts(self) -> list[tuple[str, str]]:
        """Return (id, text) of everything written."""
        return [(label.id, label.text) for label in self.labels]

    def window_extents(self) -> list[tuple[str, str, Box]]:
        """Return (id, text, (x0, y0, x1, y1)), the ink in display pixels."""
        figure = self.get_figure(root=True)
        dpi = 100.0 if figure is None else figure.dpi
        found: list[tuple[str, str, Box]] = []
        for label, stamp, x, y in self._place(dpi / 72):
            left, bottom, right, top = stamp.word.ink
            box = (x + left, y + bottom, x + right, y + top)
            found.append((label.id, label.text, box))
        return found

    def get_window_extent(self, renderer: RendererBase | None = None) -> Bbox:
        """Return the box around all texts (matplotlib asks for tight layouts)."""
        boxes = [Bbox.from_extents(*box) for *_, box in self.window_extents()]
        return Bbox.union(boxes) if boxes else Bbox.null()

    def draw(self, renderer: RendererBase) -> None:
        """Draw every text; real text unless the renderer is Agg."""
        if not self.get_visible() or not self.labels:
            return
        gc = renderer.new_gc()
        if isinstance(renderer, RendererAgg):
            for _, stamp, x, y in self._place(renderer.dpi / 72):
                for dx, dy, image in stamp.images:
                    renderer.draw_image(gc, x + dx, y + dy, image)
        else:
            for placed in self._place(pixels_per_point(renderer)):
                self._write(renderer, placed)
        gc.restore()
        self.stale = False

    def _place(self, pixels: float) -> list[Placed]:
        """Find the pixels of each label; ``pixels`` is the length of a point."""
        if not self.labels:
            return []
        points = self._placing([(label.x, label.y) for label in self.labels])
        placed = []
        for label, (x, y) in zip(self.labels, points.tolist(), strict=True):
            if not (abs(x) < 1e6 and abs(y) < 1e6):
                continue
            _, text, _, _, colour, size, ha, va, weight, behind, halo, dx, dy = label
            stamp = _stamp(text, colour, size * pixels, weight, behind, halo)
            x += dx * pixels - stamp.word.width * _AHEAD[ha]
            y += dy * pixels + stamp.face.drop(va)
            placed.append(Placed(label, stamp, round(x), round(y)))
        return placed

    def _write(self, renderer: RendererBase, placed: Placed) -> None:
        label, pixels = placed.label, pixels_per_point(renderer)
        x = placed.x + placed.stamp.word.width * _AHEAD[label.ha]
        properties = FontProperties(family=FAMILY, size=label.size, weight=label.weight)
        text = Text(
            x, placed.y, label.text, color=label.colour, fontproperties=properties,
            ha=label.ha, va="baseline", parse_math=False,
        )  # fmt: skip
        if self.figure is not None:
            text.set_figure(self.figure)
        behind = label.background or label.halo
        if behind:  # a stroke around the letters would turn them into outlines
            text.set_bbox(
                {"facecolor": behind, "edgecolor": "none", "pad": 1.5 * pixels}
            )
        text.draw(renderer)


_AHEAD = {"left": 0.0, "center": 0.5, "right": 1.0}


@lru_cache(maxsize=4000)
def measure(text: str, size: float, dpi: float, weight: str = "normal") -> float:
    """Return the width of a text in points."""
    return face(round(size * dpi / 72, 1), weight).width(text) * 72 / dpi


@lru_cache(maxsize=4000)
def _stamp(
    text: str,
    colour: str,
    pixels: float,
    weight: str,
    background: str | None,
    halo: str | None,
) -> Stamp:
    """Return the pictures of a text and of what lies behind it."""
    letters = face(round(pixels, 1), weight)
    word = letters.word(text)
    images = []
    if background:
        pad = max(2, round(letters.pixels / 5))
        chip = _chip(letters.capital + 2 * pad, word.width + 2 * pad, background)
        images.append((-pad, -pad, chip))
    if halo:
        rim = letters.rim(text)
        images.append((rim.left, rim.bottom, _fill(rim.mask, halo)))
    images.append((word.left, word.bottom, _fill(word.mask, colour)))
    return Stamp(letters, word, tuple(images))


@lru_cache(maxsize=500)
def _chip(rows: int, columns: int, colour: str) -> Image:
    mask = np.full((rows, columns), 255, np.uint8)
    mask[:: rows - 1, :: columns - 1] = 80
    return _fill(mask, colour)


def _fill(mask: Image, colour: str) -> Image:
    """Return a picture of one colour with this coverage."""
    colour32, alpha = _packed(colour)
    image = np.full(mask.shape, colour32).view(np.uint8).reshape(*mask.shape, 4)
    image[..., 3] = mask if alpha == 255 else mask.astype(np.uint16) * alpha // 255
    return image


@lru_cache(maxsize=500)
def _packed(colour: str) -> tuple[np.uint32, int]:
    parts = [round(255 * part) for part in to_rgba(colour)]
    return np.array(parts, np.uint8).view(np.uint32)[0], parts[3]
