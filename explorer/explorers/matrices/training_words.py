"""What is said of training with this program: status and equation."""

from __future__ import annotations

from typing import Any

from explorer.explorers.matrices import checking
from explorer.explorers.matrices.checking import (
    Trained,
)
from explorer.explorers.matrices.settings import FAULTS, NO_FAULT, MatricesSettings
from explorer.language.numbers import significant
from explorer.language.symbols import symbol


def training_sentence(t: Trained, s: MatricesSettings) -> str:
    """Say whether it learned, and whether the weights are the printed ones."""
    printed = checking.printed_weights()
    same = sum(
        f"{value:.{len(printed[name].partition('.')[2])}f}" == printed[name]
        for name, value in zip(t.names, t.run.positions[-1], strict=True)
    )
    slip = "Without a slip" if s.fault == NO_FAULT else f"With “{FAULTS[s.fault]}”"
    told = f"{slip}: {t.learned} of 1000 right after 200 steps."
    if same == len(printed):
        return f"{told} These are the lecture's weights, to every printed digit."
    return f"{told} {same} of the lecture's {len(printed)} weights come out."


def training_equation(t: Trained, s: MatricesSettings) -> list[dict[str, Any]]:
    """Return the loss before and after, and the outputs at XOR's corners."""
    loss, a = symbol("loss", s.notation), symbol("prediction", s.notation)
    first, last = t.run.objective[0], t.run.objective[-1]
    corners = [
        {"symbol": f"{a} of {corner}", "value": significant(float(value)),
         "role": "forward"}
        for corner, value in zip(("00", "01", "10", "11"), t.corners, strict=True)
    ]  # fmt: skip
    return [
        {"symbol": f"{loss} before", "value": significant(first, 4), "role": "forward"},
        {"symbol": "→", "role": "plain"},
        {"symbol": f"{loss} after", "value": significant(last, 4), "role": "result"},
        *corners,
    ]  # fmt: skip
