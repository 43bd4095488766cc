"""What stands under the pictures of Chain."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.explorers.chain.moment import Moment
from explorer.explorers.chain.settings import ChainSettings
from explorer.explorers.chain.typed import pretty
from explorer.language.numbers import significant
from explorer.language.symbols import raised


def polynomial(coefficients: Iterable[float], name: str) -> str:
    """Write a polynomial, the lowest power first.

    >>> polynomial([0.0, 2.0, 0.0, -8.0], "x")
    '2x − 8x³'
    """
    written = ""
    for power, number in enumerate(coefficients):
        if number == 0:
            continue
        size = significant(abs(number))
        if "." in size and "×" not in size:
            size = size.rstrip("0").rstrip(".")
        letter = pretty(name) + (raised(power) if power > 1 else "") if power else ""
        size = "" if letter and size == "1" else size
        sign = "−" if number < 0 else "+"
        written += (
            f" {sign} {size}{letter}"
            if written
            else (f"{'−' if number < 0 else ''}{size}{letter}")
        )
    return written or "0"


def expanded(m: Moment) -> str:
    """Say what the first approach does with this graph."""
    up, across = pretty(m.output), pretty(m.name)
    if m.expanded is None:
        ratio = significant(m.nudged.ratio(m.output))
        start = f"{up} is no short polynomial in {across}; the nudge measures "
        return f"{start}Δ{up}/Δ{across} = {ratio}."
    whole = polynomial(m.expanded.whole, m.name)
    slope = polynomial(m.expanded.derivative, m.name)
    value = significant(m.expanded.slope)
    return f"{up} = {whole}, so {m.symbol(m.name)} = {slope} = {value}"


def chain(m: Moment) -> str:
    """Say what the second approach does: multiply along paths, add them up."""
    products = [
        " · ".join(significant(edge.factor) for edge in reversed(path.edges))
        for path in m.paths.paths
    ]
    together = " + ".join(product or "1" for product in products)
    if len(together) > 60 or not together:
        together = f"the sum over {m.paths.count} paths"
    return f"{m.symbol(m.name)} = {together} = {significant(m.slope)}"


def nudge(m: Moment, s: ChainSettings) -> str:
    """Say the ratio that settles on the slope when the nudge shrinks."""
    if s.step < len(m.boxes):
        return f"{pretty(m.boxes[s.step])} comes next. How long will it be there?"
    ratio = significant(m.nudged.ratio(m.output), 4)
    ends = f"Δ{pretty(m.output)}/Δ{pretty(m.name)}"
    return f"{ends} = {ratio}; {m.symbol(m.name)} = {significant(m.slope, 4)}"


def paths(m: Moment, listed: int) -> str:
    """Compare the work of both ways to get the slope."""
    count, rest = m.paths.count, m.paths.count - listed
    more = f"{rest} more are not listed. " if rest else ""
    one = "1 path takes" if count == 1 else f"{count} paths take"
    products = m.paths.multiplications
    times = "multiplication" if products == 1 else "multiplications"
    return (
        f"{more}{one} {products} {times} for "
        f"{m.symbol(m.name)}; one sweep back takes {m.back.multiplications} "
        "for all slopes."
    )
