"""The bar: what the measured figures are held against, and how they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.benchmarks.figures import Figures

Results = Mapping[tuple[str, str], Figures]  # (scene, server): figures


@dataclass(frozen=True)
class Criterion:
    """One line of the bar; `measure` takes ours, the floor and the baseline."""

    what: str
    measure: Callable[[Figures, Figures, Figures], float]
    must: float
    goal: float | None = None
    at_least: bool = False

    def holds(self, value: float, bound: float) -> bool:
        return value >= bound if self.at_least else value <= bound


CORRECT = (
    Criterion("last picture wrong", lambda ours, *_: ours.wrong, 0),
    Criterion("out of order", lambda ours, *_: ours.disorder, 0),
)
VOILA = (
    Criterion("p50 / baseline", lambda ours, _, base: ours.p50 / base.p50, 0.25),
    Criterion("p95 / floor", lambda ours, floor, _: ours.p95 / floor.p95, 1.6, 1.1),
    Criterion(
        "pictures a second / floor",
        lambda ours, floor, _: ours.rate / floor.rate,
        *(0.8, 0.85, True),
    ),
    Criterion(
        "lag p95 / floor", lambda ours, floor, _: ours.lag95 / floor.lag95, 2, 1.8
    ),
    *CORRECT,
)


def _rate(must: float) -> Criterion:
    return Criterion("pictures a second", lambda ours, *_: ours.rate, must, None, True)


BAR = {
    "voila": VOILA,
    "stock": (*VOILA, _rate(25)),
    "lab": (
        Criterion("p50 / baseline", lambda ours, _, base: ours.p50 / base.p50, 0.3),
        Criterion(
            "pictures a second / floor",
            lambda ours, floor, _: ours.rate / floor.rate,
            *(0.7, None, True),
        ),
        *CORRECT,
    ),
}
FAR = (_rate(15), *CORRECT)  # through a proxy that adds 80 ms of round trip


def table(results: Results) -> Iterator[str]:
    """Yield one line per path, with its ratios to floor and baseline of its server."""
    yield (
        f"{'path':16}{'p50/p95 ms':>12}{'to base':>9}{'to floor':>9}{'pict./s':>9}"
        f"{'of sets':>9}{'lag p50/p95':>13}{'CPU ms':>8}{'KiB':>7}{'wrong':>7}"
        f"{'disorder':>10}"
    )
    for (scene, server), it in results.items():
        base, floor = results.get(("baseline", server)), results.get(("floor", server))
        yield (
            f"{scene + '-' + server:16}{f'{it.p50:.0f}/{it.p95:.0f}':>12}"
            f"{f'{it.p50 / base.p50:.2f}' if base else '–':>9}"
            f"{f'{it.p95 / floor.p95:.2f}' if floor else '–':>9}"
            f"{it.rate:9.1f}{it.moves:9.1f}{f'{it.lag50:.0f}/{it.lag95:.0f}':>13}"
            f"{it.cpu:8.1f}{it.kib:7.1f}{it.wrong:7.0f}{it.disorder:10.0f}"
        )


def verdict(results: Results, far: bool) -> tuple[list[str], bool]:
    """Return a line per criterion that was measured, and whether all musts hold."""
    lines, fine = [], True
    for (scene, server), ours in results.items():
        if scene != "ours":
            continue
        floor, base = results.get(("floor", server)), results.get(("baseline", server))
        for criterion in FAR if far else BAR[server]:
            try:
                value = criterion.measure(ours, floor, base)  # type: ignore[arg-type]
            except AttributeError:  # that reference was not run
                continue
            holds = criterion.holds(value, criterion.must)
            fine &= holds
            sign = "≥" if criterion.at_least else "≤"
            line = f"{server:7}{criterion.what:28}{value:7.2f}"
            line += (
                f"   must {sign} {criterion.must:<5g} {'OK   ' if holds else 'SHORT'}"
            )
            if criterion.goal is not None:
                reached = criterion.holds(value, criterion.goal)
                line += f"   goal {sign} {criterion.goal:<5g} "
                line += "OK" if reached else "short"
            lines.append(line)
    return lines, fine
