"""What Score the output says: the status line, the equation, the data table."""

from __future__ import annotations

import math
from typing import Any

from explorer.explorers.score.scoring import Both
from explorer.explorers.score.settings import ScoreSettings
from explorer.language.numbers import fixed, significant
from explorer.language.symbols import derivative, symbol


def signed(value: float) -> str:
    """Write a number with its sign."""
    return significant(float(value), sign=True)


def placed(value: float) -> str:
    """Write a z or a score as its control does."""
    return fixed(float(value), sign=True)


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
    here = f"{z} = {placed(s.z)}, target {s.target}:"
    if math.isnan(second):
        return (
            f"{here} ½ squared {delta} = {signed(first)}; the cross-entropy has no "
            "value, the output is outside 0 to 1."
        )
    told = f"{here} {delta} is {signed(first)} and {signed(second)}."
    if s.lost_minus:
        return f"{told} The printed loss lacks its minus. Its push is turned round."
    if s.output == "linear":
        return f"{told} Not a sound pair{_nought(b, s) or ': no slope cancels.'}"
    times = significant(second / first) if first else "–"
    return f"{told} The cross-entropy pushes {times} times as hard."


def _nought(b: Both, s: ScoreSettings) -> str:
    """Say what counts at the very target."""
    at = float(b.squared.prediction[0]) == float(s.target)
    return ". Here 0·ln 0 counts as 0." if at else ""


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
