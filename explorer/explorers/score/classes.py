"""How three scores and their shares become pictures and words."""

from __future__ import annotations

from typing import Any

from explorer.explorers.score.scoring import Shares
from explorer.explorers.score.settings import ScoreSettings
from explorer.explorers.score.words import placed, signed
from explorer.language.numbers import significant
from explorer.language.symbols import component, lowered, symbol
from explorer.views.bars import Bar, BarsView
from explorer.views.matrix import MatrixView

_OFF = frozenset((i, j) for i in range(3) for j in range(3) if i != j)


class SharesView(BarsView):
    """The softmax of three scores."""

    name = "shares"
    title = "Shares of the three scores"


class JacobianView(MatrixView):
    """Its nine slopes."""

    name = "jacobian"
    title = "All nine slopes"


class ClassPushView(BarsView):
    """What two losses send back to the scores."""

    name = "class_push"
    title = "The push on each score"


def show_shares(view: BarsView, found: Shares, s: ScoreSettings) -> None:
    """Show the shares; hollow bars are those before one score was raised."""
    z = symbol("z", s.notation)
    raised = s.raise_by != 0
    bars = [
        Bar(
            f"share_{i + 1}",
            f"{component('prediction', i + 1, s.notation)} of {z}{lowered(i + 1)} "
            f"{placed(found.z[i])}",
            float(found.now.shares[i]),
            before=float(found.before.shares[i]) if raised else None,
        )
        for i in range(3)
    ]
    moved = [
        f"{component('prediction', i + 1, s.notation)} "
        f"{signed(found.now.shares[i] - found.before.shares[i])}"
        for i in range(3)
    ]
    view.update(
        bars, top=1.0,
        caption="Change: " + ", ".join(moved) if raised else "They add up to 1.",
    )  # fmt: skip


def show_jacobian(view: MatrixView, found: Shares, s: ScoreSettings) -> None:
    """Show the Jacobian; the column of the raised score has a strong edge."""
    outputs = [component("prediction", i, s.notation) for i in (1, 2, 3)]
    z = symbol("z", s.notation)
    inputs = [f"∂/∂{z}{lowered(i)}" for i in (1, 2, 3)]
    a = symbol("prediction", s.notation)
    caption = f"{a}ᵢ(1 − {a}ᵢ) on the diagonal, −{a}ᵢ{a}ⱼ elsewhere."
    if s.diagonal:
        caption = "Printed: the diagonal. Six slopes are missing."
    view.update(
        found.jacobian, outputs, inputs, top=0.25,
        marked={(i, found.raised) for i in range(3)},
        struck=_OFF if s.diagonal else (), caption=caption,
    )  # fmt: skip


def show_push(view: BarsView, found: Shares, s: ScoreSettings) -> None:
    """Show the deltas of the cross-entropy and of the half squared error."""
    now, z = found.now, symbol("z", s.notation)
    used = now.diagonal_delta if s.diagonal else now.delta
    bars = [
        Bar(f"entropy_{i + 1}", f"cross-ent.  {z}{lowered(i + 1)}", float(used[i]),
            before=float(now.delta[i]) if s.diagonal else None)
        for i in range(3)
    ] + [
        Bar(f"squared_{i + 1}", f"½ squared  {z}{lowered(i + 1)}",
            float(now.squared_delta[i]))
        for i in range(3)
    ]  # fmt: skip
    caption = (
        "Hollow: with all nine slopes."
        if s.diagonal
        else f"Losses: cross-entropy {significant(now.cross_entropy)}, "
        f"½ squared {significant(now.half_squared)}."
    )
    view.update(bars, top=1.0, caption=caption)


def sentence(found: Shares, s: ScoreSettings) -> str:
    """Say what raising one score did."""
    k = found.raised
    if s.diagonal:
        deltas = ", ".join(signed(v) for v in found.now.diagonal_delta)
        return f"With the diagonal alone δ would be ({deltas}): two hear nothing."
    if s.raise_by:
        share = component("prediction", k + 1, s.notation)
        moved = found.now.shares[k] - found.before.shares[k]
        return (
            f"{share} changes by {signed(moved)}, the others together by "
            f"{signed(-moved)}."
        )
    deltas = ", ".join(signed(v) for v in found.now.delta)
    return f"Right class {s.right}: δ = ŷ − y = ({deltas}). Raise one score."


def equation(found: Shares, s: ScoreSettings) -> list[dict[str, Any]]:
    """Return the push on the raised score through all three shares."""
    k, z = found.raised, symbol("z", s.notation)
    name = f"∂{{}}/∂{z}{lowered(k + 1)}"
    terms: list[dict[str, Any]] = []
    for i in range(3):
        share = component("prediction", i + 1, s.notation)
        terms += [
            {"symbol": name.format(share), "value": signed(found.jacobian[i, k]),
             "role": "path"},
            {"symbol": "+" if i < 2 else "=", "role": "plain"},
        ]  # fmt: skip
    total = found.jacobian[:, k].sum()
    nothing = "0" if abs(total) < 1e-12 else signed(total)
    return [*terms, {"symbol": "change of all", "value": nothing, "role": "result"}]
