"""The data table of Score the output: everything that its pictures show."""

from __future__ import annotations

import numpy as np

from explorer.core.losses import LOSSES
from explorer.core.pairings import TWO_LOSSES, score
from explorer.explorers.score.scoring import STEPS, Both, Shares, ways
from explorer.explorers.score.settings import ScoreSettings
from explorer.language.numbers import significant

Table = tuple[str, list[str], list[list[str]]]
Rows = list[list[str]]
_NAMES = "½ squared", "cross-entropy"


def table(b: Both, found: Shares, s: ScoreSettings) -> Table:
    """Return every number of the open tab first, then those of the others."""
    one, classes = [*_output(b, s), *_walks(s), *_ends(s)], _classes(found, s)
    rows = [*classes, *one] if s.tab == "run" else [*one, *classes]
    caption = "Mean of N examples: E = 1/(2N)·Σ(y − ŷ)². Here N = 1; 0·ln 0 counts as 0"
    return caption, ["", "ŷ", "loss", "∂E/∂ŷ", "slope φ′", "δ"], rows


def _six(value: float) -> str:
    return significant(float(value), 6, sign=True)


def _output(b: Both, s: ScoreSettings) -> Rows:
    """Return what both losses say of the output, and the square without its ½."""
    rows = [
        [f"{s.output}, {name}", *map(_six, (of.prediction[0], of.loss[0])),
         *map(_six, (of.loss_slope[0], of.slope[0], of.delta[0]))]
        for name, of in zip(_NAMES, (b.squared, b.entropy), strict=True)
    ]  # fmt: skip
    mean = LOSSES["mean_squared"]
    a, y = b.squared.prediction[:, None], np.array([[float(s.target)]])
    by_output, slope = mean.derivative(a, y)[0, 0], b.squared.slope[0]
    numbers = a[0, 0], mean.value(a, y)[0], by_output, slope, by_output * slope
    return [*rows, [f"{s.output}, (ŷ − y)² without the ½", *map(_six, numbers)]]


def _walks(s: ScoreSettings) -> Rows:
    """Return where each loss has moved z, and what it says there."""
    rows = []
    for name, loss, run in zip(_NAMES, TWO_LOSSES, ways(s), strict=True):
        if run is None:
            continue
        z = float(run.positions[-1, 0])
        of = score(s.output, loss, z, float(s.target), minus=not s.lost_minus)
        numbers = of.prediction, of.loss, of.loss_slope, of.slope, of.delta
        steps = STEPS if run.diverged_at is None else run.diverged_at
        label = f"{name} after {steps} steps: z = {_six(z)}"
        rows.append([label, *(_six(number[0]) for number in numbers)])
    return rows


def _ends(s: ScoreSettings) -> Rows:
    """Return both losses where an output is exactly 0 or 1."""
    rows = []
    for name, loss in zip(_NAMES, TWO_LOSSES, strict=True):
        for place in (0.0, 1.0):
            of = score("linear", loss, place, float(s.target))
            cells = (of.prediction[0], of.loss[0], of.loss_slope[0])
            end = f"{name} at ŷ = {place:.0f}, target {s.target}"
            rows.append([end, *map(_six, cells), "", ""])
    return rows


def _classes(found: Shares, s: ScoreSettings) -> Rows:
    """Return shares, slopes and pushes of the three scores, and what was before."""
    now, rows = found.now, []
    for i in range(3):
        slopes = ", ".join(_six(v) for v in found.jacobian[i])
        rows.append(
            [f"softmax {i + 1}: score {_six(found.z[i])}", _six(now.shares[i]),
             _six(now.cross_entropy), "", slopes, _six(now.delta[i])]
        )  # fmt: skip
    others = [("½ squared", now, now.half_squared, now.squared_delta)]
    if s.diagonal:
        others.append(("diagonal alone", now, now.cross_entropy, now.diagonal_delta))
    if s.raise_by:
        before = found.before
        others.append(("before", before, before.cross_entropy, before.delta))
    for name, of, loss, delta in others:
        rows += [
            [f"{name}, softmax {i + 1}", _six(of.shares[i]), _six(loss), "", "",
             _six(delta[i])]
            for i in range(3)
        ]  # fmt: skip
    return rows
