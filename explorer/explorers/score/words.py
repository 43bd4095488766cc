"""What Score the output says: the status line, the equation, the data table."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from explorer.core.losses import LOSSES
from explorer.core.pairings import TWO_LOSSES, score
from explorer.explorers.score.scoring import Both, Shares
from explorer.explorers.score.settings import ScoreSettings
from explorer.language.numbers import significant
from explorer.language.symbols import derivative, symbol

Table = tuple[str, list[str], list[list[str]]]


def signed(value: float) -> str:
    """Write a number with its sign."""
    return significant(float(value), sign=True)


def pairing(s: ScoreSettings) -> str:
    """Say whether the losses may stand behind this output unit."""
    delta, a = symbol("delta", s.notation), symbol("prediction", s.notation)
    error = f"{a} − {symbol('target', s.notation)}"
    if s.output == "sigmoid":
        slope = symbol("slope", s.notation)
        return f"Cross-entropy: {delta} = {error}; {slope} cancels, it is not 1."
    return f"Sound: linear with ½ squared, {delta} = {error}. Not with cross-entropy."


def sentence(b: Both, s: ScoreSettings) -> str:
    """Say what each loss tells the unit."""
    z, delta = symbol("z", s.notation), symbol("delta", s.notation)
    first, second = b.pushes
    here = f"{z} = {signed(s.z)}, target {s.target}:"
    if math.isnan(second):
        return (
            f"{here} ½ squared {delta} = {signed(first)}; the cross-entropy has no "
            "value, the output is outside 0 to 1."
        )
    told = f"{here} {delta} is {signed(first)} and {signed(second)}."
    if s.lost_minus:
        return f"{told} The printed loss lacks its minus: its push is turned round."
    if s.output == "linear":
        return f"{told} Not a sound pair: no slope cancels. {_nought(b, s)}".strip()
    times = significant(second / first) if first else "–"
    return f"{told} The cross-entropy pushes {times} times as hard."


def _nought(b: Both, s: ScoreSettings) -> str:
    """Say what counts at the very target."""
    at = float(b.squared.prediction[0]) == float(s.target)
    return "Here both losses are 0: 0·ln 0 counts as 0." if at else ""


def equation(b: Both, s: ScoreSettings) -> list[dict[str, Any]]:
    """Return both deltas, factor by factor; what cancels stands in both fractions."""
    a, y = symbol("prediction", s.notation), symbol("target", s.notation)
    delta, slope = symbol("delta", s.notation), symbol("slope", s.notation)
    one, other = b.squared, b.entropy

    def term(name: str, value: float, role: str) -> dict[str, str]:
        return {"symbol": name, "value": signed(value), "role": role}

    def plain(name: str, role: str = "plain") -> dict[str, str]:
        return {"symbol": name, "role": role}

    first = [
        plain("½ squared:", "aside"), term(delta, one.delta[0], "result"), plain("="),
        term(f"{a} − {y}", one.loss_slope[0], "backward"), plain("·"),
        term(slope, one.slope[0], "path"), plain("cross-entropy:", "aside"),
        term(delta, other.delta[0], "result"), plain("="),
    ]  # fmt: skip
    if s.output == "linear" or s.lost_minus:
        by_output = derivative(a, s.notation)
        return [
            *first, term(by_output, other.loss_slope[0], "backward"), plain("·"),
            term(slope, other.slope[0], "path"),
        ]  # fmt: skip
    return [
        *first, term(f"{a} − {y}", one.loss_slope[0], "backward"), plain("·"),
        term(f"1/{slope}", 1 / other.slope[0], "path"), plain("·"),
        term(slope, other.slope[0], "path"),
    ]  # fmt: skip


def table(b: Both, found: Shares, s: ScoreSettings) -> Table:
    """Return every number of both outputs, and both losses at the very target."""
    six = lambda v: significant(float(v), 6, sign=True)  # noqa: E731
    rows = [
        [f"{s.output}, {name}", *map(six, (of.prediction[0], of.loss[0])),
         *map(six, (of.loss_slope[0], of.slope[0], of.delta[0]))]
        for name, of in (("½ squared", b.squared), ("cross-entropy", b.entropy))
    ]  # fmt: skip
    mean = LOSSES["mean_squared"]
    a, y = b.squared.prediction[:, None], np.array([[float(s.target)]])
    by_output = mean.derivative(a, y)[0, 0]
    rows.append(
        [f"{s.output}, (ŷ − y)² without the ½", six(a[0, 0]), six(mean.value(a, y)[0]),
         six(by_output), six(b.squared.slope[0]), six(by_output * b.squared.slope[0])]
    )  # fmt: skip
    for loss, name in zip(TWO_LOSSES, ("½ squared", "cross-entropy"), strict=True):
        for place in (0.0, 1.0):
            of = score("linear", loss, place, float(s.target))
            cells = (of.prediction[0], of.loss[0], of.loss_slope[0])
            end = f"{name} at ŷ = {place:.0f}, target {s.target}"
            rows.append([end, *map(six, cells), "", ""])
    now = found.now
    for i in range(3):
        row = ", ".join(six(v) for v in found.jacobian[i])
        rows.append(
            [f"softmax {i + 1}: score {six(found.z[i])}", six(now.shares[i]),
             six(now.cross_entropy), "", row, six(now.delta[i])]
        )  # fmt: skip
    caption = "Mean of N examples: E = 1/(2N)·Σ(y − ŷ)². Here N = 1; 0·ln 0 counts as 0"
    return caption, ["", "ŷ", "loss", "∂E/∂ŷ", "slope φ′", "δ"], rows
