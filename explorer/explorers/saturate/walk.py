"""The node of two inputs that the settings describe, and its way downhill."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from explorer.core.node import Blame, Node
from explorer.core.node_descent import Descent, descend_node
from explorer.explorers.saturate.settings import SaturateSettings
from explorer.language.symbols import symbol

_IN_A_DRAG = 300  # steps that are computed while the hand moves


@lru_cache(maxsize=8)
def _run(
    node: tuple[Any, ...], w: tuple[float, float], rate: float, steps: int
) -> Descent:
    return descend_node(_node(*node), w, rate, steps)


def _node(x1: float, x2: float, kind: str, later: float, target: float | None) -> Node:
    return Node(np.array([x1, x2]), kind, later, target)


class Walk:
    """The node these settings describe, its run, and the step shown."""

    def __init__(self, s: SaturateSettings, *, dragging: bool = False) -> None:
        target = s.target if s.loss == "half_squared" else None
        self.dragging = dragging
        self.node = (s.x1, s.x2, s.activation, s.later, target)
        steps = min(s.steps, _IN_A_DRAG) if dragging else s.steps
        self.run = _run(self.node, (s.w1, s.w2), s.learning_rate, steps)
        self.step = min(s.step, self.run.steps)
        self.w = self.run.positions[self.step]

    @property
    def blame(self) -> Blame:
        """The factors at the step shown."""
        return _node(*self.node).blame(self.w)

    @property
    def first(self) -> Blame:
        """The factors at the start."""
        return _node(*self.node).blame(self.run.positions[0])


def factors(b: Blame, s: SaturateSettings) -> list[tuple[str, str, float]]:
    """Return id, words and value of every factor, then of the two products."""
    n = s.notation
    loss, w, x = symbol("loss", n), symbol("weight", n), symbol("input", n)
    slope = f"{symbol('slope', n)}({symbol('z', n)})"
    return [
        ("error", f"error ∂{loss}/∂{symbol('prediction', n)}", b.error),
        ("later", "later weight v", b.later),
        ("slope", f"slope {slope}", b.slope),
        ("x1", f"input {x}₁", float(b.x[0])),
        ("x2", f"input {x}₂", float(b.x[1])),
        ("g1", f"= ∂{loss}/∂{w}₁", float(b.gradient[0])),
        ("g2", f"= ∂{loss}/∂{w}₂", float(b.gradient[1])),
    ]
