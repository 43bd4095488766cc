"""What is said of the check and of training: the status, the quotient, the table."""

from __future__ import annotations

from typing import Any

from explorer.explorers.matrices import checking
from explorer.explorers.matrices.checking import (
    FAILED,
    KINK,
    ROUNDED,
    Checked,
)
from explorer.explorers.matrices.pictures import fared, signed
from explorer.explorers.matrices.settings import NO_FAULT, MatricesSettings
from explorer.language.numbers import significant
from explorer.language.symbols import parameter, symbol

Table = tuple[str, list[str], list[list[str]]]


def check_sentence(c: Checked, s: MatricesSettings) -> str:
    """Say what passed, what did not, and how the guess fared."""
    return " ".join(filter(None, (_verdict(c, s), fared(s).sentence)))


def _verdict(c: Checked, s: MatricesSettings) -> str:
    of = "weights and biases" if s.biases else "weights"
    count = len(c.check.names)
    if failed := c.named(FAILED):
        at = c.check.names.index(failed[0])
        more = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
        return (
            f"✗ {parameter(failed[0], s.notation)}{more}: backprop says "
            f"{signed(c.check.analytic[at], 3)}, the difference "
            f"{signed(c.check.numeric[at], 3)}."
        )
    if kinks := c.named(KINK):
        mixed = signed(c.check.numeric[c.check.names.index(kinks[0])], 3)
        name = parameter(kinks[0], s.notation)
        return (
            f"{name}: ReLU switches within ε. The difference {mixed} mixes two slopes; "
            "backprop takes φ′(0) = 0."
        )
    if rounded := c.named(ROUNDED):
        return (
            f"≈ {len(rounded)} of {count}: at ε = {significant(s.epsilon, 2)} rounding "
            "alone takes the difference that far off. Smaller is not better."
        )
    if not s.biases:
        return f"All {count} {of} pass. The biases are not checked."
    if s.fault != NO_FAULT:
        return f"All {count} pass: on this network the slip changes nothing."
    return f"All {count} {of} pass."


def quotient(c: Checked, s: MatricesSettings) -> list[dict[str, Any]]:
    """Return the difference of one parameter, with all digits of both losses."""
    name, loss = parameter(c.check.names[c.chosen], s.notation), symbol(
        "loss", s.notation
    )  # fmt: skip
    high, low = c.sides

    def plain(sign: str) -> dict[str, Any]:
        return {"symbol": sign, "role": "plain"}

    def side(sign: str, value: float) -> dict[str, Any]:
        return {"symbol": f"{loss}({name} {sign} ½ε)", "value": significant(value, 15),
                "role": "forward"}  # fmt: skip

    return [
        plain("("), side("+", high), plain("−"), side("−", low), plain(") /"),
        {"symbol": "ε", "value": significant(s.epsilon, 2), "role": "path"}, plain("="),
        {"symbol": "difference", "value": signed(c.check.numeric[c.chosen]),
         "role": "result"},
        {"symbol": "backprop", "value": signed(c.check.analytic[c.chosen]),
         "role": "backward"},
    ]  # fmt: skip


def check_table(s: MatricesSettings) -> Table:
    """Return the check with ten digits and the error at every ε; or the training."""
    heads = ["", "backprop", "difference", "relative error", "says"]
    if s.compare == "train":
        t, printed = checking.trained(s), checking.printed_weights()
        ends = zip(t.names, t.run.positions[-1], t.right.positions[-1], strict=True)
        rows = [
            [
                parameter(name, s.notation),
                signed(value, 10),
                printed[name].replace("-", "−"),
                signed(right, 10),
                "",
            ]
            for name, value, right in ends
        ]
        heads[1:4] = ["this program", "printed", "correct program"]
        return "Weights after 200 steps of training", heads, rows
    c = checking.checked(s)
    rows = [
        [parameter(name, s.notation), signed(of[0], 10), signed(of[1], 10),
         significant(of[2], 3), said]
        for name, *of, said in zip(c.check.names, c.check.analytic, c.check.numeric,
                                   c.check.distance, c.verdicts, strict=True)
    ]  # fmt: skip
    return (
        f"Gradient check at ε = {significant(s.epsilon, 3)}",
        heads,
        [
            *rows,
            *(_sweep_rows(s) if s.compare == "sweep" else ()),
        ],
    )


def _sweep_rows(s: MatricesSettings) -> list[list[str]]:
    """Return the largest errors at every ε, once they are shown."""
    rows, found = [], checking.curve(s)
    for epsilon, *errors in zip(
        found.epsilon, checking.largest(found, "W"), checking.largest(found, "b"),
        strict=True,
    ):  # fmt: skip
        written = [f"weights off by {significant(errors[0], 2)}", ""]
        if s.biases:
            written[1] = f"biases off by {significant(errors[1], 2)}"
        rows.append([f"absolute, at ε = {significant(epsilon, 2)}", *written, "", ""])
    return rows
