"""The loss of every step of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from explorer.language.numbers import significant
from explorer.language.symbols import symbol
from explorer.views.artists.legend import Entry
from explorer.views.artists.marks import Mark, Marks
from explorer.views.artists.strokes import Stroke, Strokes
from explorer.views.plot import PlotView

if TYPE_CHECKING:
    from explorer.language.palette import Palette

_LOWEST = 1e-12  # on a log scale; a loss of exactly 0 has no place there
_HIGHEST = 1e12  # of the scale; a diverging run leaves it
_TITLE = "Loss E of every step"
_SWATCHES = {"dashed": "dashes", "dotted": "dots"}


class Other(NamedTuple):
    """A run to compare with: its loss at every step and where those stand across.

    ``style`` is dashed or dotted.
    """

    name: str
    passed: NDArray[np.float64]
    loss: NDArray[np.float64]
    style: str


class LossCurveView(PlotView):
    """The loss against the step, the shown step marked, what is ahead of it grey."""

    name = "loss_curve"
    digits = 3  # of the loss, in words
    height: ClassVar[str] = ""
    """What is drawn, if it is nobody's loss."""
    margins = (56.0, 14.0, 85.0, 28.0)

    def __init__(
        self, ax: Axes, palette: Palette, scale: float = 1.0, title: str = _TITLE
    ) -> None:
        super().__init__(ax, palette, scale, title)
        self._ahead = self._line(palette.pending_path, 2.0, 11)
        self._past = self._line(palette.text, 2.2, 12)
        self._here = Marks(ax, zorder=20, clip=False)
        self._others = Strokes(ax, zorder=10)
        self.moving = (
            self._others, self._ahead, self._past, self._here, *self.legend.moving
        )  # fmt: skip
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(True)
        self._window: tuple[object, ...] = ()
        self._words = ""
        self.use_letters(self.notation)

    def use_letters(self, notation: str) -> None:
        """Name the loss as the notation does."""
        super().use_letters(notation)
        self._loss = self.height or f"loss {symbol('loss', notation)}"
        title = self._loss[0].upper() + self._loss[1:]
        self.retitle(self._title.replace("Loss E", title))
        self.set_axis_names("step", self._loss)

    def update(
        self,
        loss: ArrayLike,
        computed: int,
        step: int,
        diverged_at: int | None,
        log: bool,
        total: int | None = None,
        hold: bool = False,
        passed: ArrayLike | None = None,
        against: str = "step",
        end: str = "",
        others: Sequence[Other] = (),
    ) -> None:
        """Show another run or another step.

        Parameters
        ----------
        loss : array_like, shape (k + 1,)
            Of every step computed; NaN from a divergence on.
        computed : int
            The last step computed.
        step : int
            The step shown.
        diverged_at : int or None
        log : bool
            Whether the loss has a logarithmic scale.
        total : int, optional
            Steps of the whole run; ``computed`` by default.
        hold : bool
            Keep the window while something is dragged.
        passed : array_like, shape (total + 1,), optional
            Where each step stands across; the steps themselves by default.
        against : str
            What that is called.
        end : str
            Why the run ended where it did; its last step is marked with it.
        others : sequence of Other
            Runs to compare with, drawn behind.
        """
        values = np.asarray(loss, float)
        values = np.clip(values, _LOWEST if log else -_HIGHEST, _HIGHEST)
        total = max(computed if total is None else total, 1)
        until = total if diverged_at is None else min(total, 2 * diverged_at + 1)
        across = np.arange(total + 1.0) if passed is None else np.asarray(passed, float)
        steps = across[: values.size]
        self._fit(values, float(across[until]), log, against, hold=hold)
        heights = np.log10(values) if log else values
        self._ahead.set_data(steps[step:], heights[step:])
        self._past.set_data(steps[: step + 1], heights[: step + 1])
        here = float(np.asarray(loss, float)[step])
        top = self.ax.get_ylim()[1]
        above = bool(heights[step] > top)  # then it points there from the edge
        size = self.scale
        self._show_others(others, log)
        point, halo = self.palette.point, self.palette.halo
        marks = [
            Mark("triangle" if above else "circle", float(steps[step]),
                 min(float(heights[step]), top), 5.5 * size, point, halo, 1.5 * size)
        ]  # fmt: skip
        if end:
            last = (float(steps[-1]), min(float(heights[-1]), top))
            marks.insert(0, Mark("square", *last, 5 * size, halo, point, 1.5 * size))
        self._here.set_marks(marks)
        entries = [
            Entry("here", "circle", self.palette.point,
                  f"step {step}: {significant(here, self.digits)}", 4.0 * size),
        ]  # fmt: skip
        if np.isfinite(values[step + 1 :]).any():
            grey = self.palette.pending_path
            entries.append(Entry("ahead", "line", grey, "still ahead", 2 * size))
        if end:
            entries.append(Entry("end", "square", halo, end, 4.0 * size, point))
        entries += [
            Entry(
                f"other_{i}", _SWATCHES[o.style], self.palette.muted, o.name, 2 * size
            )
            for i, o in enumerate(others)
        ]
        said = ["▲ above this picture"] * above
        if diverged_at is not None:
            said.append(f"diverged at step {diverged_at}")
        caption = "; ".join(said)
        what = "Height" if self.height else "Loss"
        self._words = (
            f"{what} at step {step} of {total}: "
            f"{significant(here, self.digits)}. {caption}"
        )
        if end:
            self._words = f"{self._words.strip()} The run {end} at step {computed}."
        if others:
            ends = [f"{o.name} {significant(float(o.loss[-1]))}" for o in others]
            self._words += f" Other runs end at: {', '.join(ends)}."
        self.set_names(entries, caption)
        self.changed = True

    def alt(self) -> str:
        """Say what the loss is at the step shown."""
        return self._words.strip()

    def _line(self, colour: str, width: float, zorder: float) -> Line2D:
        line = Line2D([], [], color=colour, linewidth=width * self.scale, zorder=zorder)
        self.ax.add_line(line)
        return line

    def _show_others(self, others: Sequence[Other], log: bool) -> None:
        """Draw the runs to compare with."""
        if not others and not self._others.strokes:
            return
        strokes = []
        for other in others:
            values = np.clip(other.loss, _LOWEST if log else -_HIGHEST, _HIGHEST)
            heights = np.log10(values) if log else values
            colour, width = self.palette.muted, 1.8 * self.scale
            strokes.append(Stroke(other.passed, heights, colour, width, other.style))
        self._others.set_strokes(strokes)

    def _fit(
        self, values: np.ndarray, until: float, log: bool, against: str, *, hold: bool
    ) -> None:
        """Choose the window; ticks are powers of ten on a log scale."""
        if hold and self._window[:3] == (until, log, against):
            return
        seen = values[np.isfinite(values)]
        seen = (
            seen[np.abs(seen) < 20 * abs(seen[0]) + 1] if seen.size else np.array([1.0])
        )
        top = float(seen.max(initial=1e-9)) * 1.08
        bottom = min(0.0, 1.08 * float(seen.min(initial=0.0)))
        if log:
            top = float(np.ceil(np.log10(top)))
            bottom = min(float(np.floor(np.log10(seen.min()))), top - 1)
        top = float(f"{top:.2g}")
        window = (until, log, against, round(bottom, 3), top)
        if window != self._window:
            self._window = window
            self.set_limits((0.0, until), (bottom, top))
            self.set_axis_names(
                against, f"log₁₀ of {self._loss}" if log else self._loss
            )
