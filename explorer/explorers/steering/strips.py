"""The strip over all learning rates, and the rate of every step."""

from __future__ import annotations

import numpy as np

from explorer.core.forecast import Forecast
from explorer.explorers.steering.runs import Course, rates_of
from explorer.explorers.steering.settings import SteeringSettings
from explorer.explorers.steering.sweep import STEPS, Strip
from explorer.language.numbers import significant
from explorer.language.symbols import symbol
from explorer.views.curve import Band, Curve, CurveView, Point

_ABOVE, _NEVER = 1.09 * STEPS, 1.18 * STEPS
"""Where a rate stands that does not settle in time, and where the strip ends."""
_FLAT = (50.0, 14.0, 66.0, 26.0)  # margins of a view that has half the height


class RatesView(CurveView):
    """The learning rate of every step."""

    name = "rates"
    title = "Learning rate of every step"
    margins = _FLAT


class StripView(CurveView):
    """How many steps every learning rate takes."""

    name = "strip"
    title = "Every rate: steps until it settles"
    margins = _FLAT


def show_strip(view: StripView, found: Strip, s: SteeringSettings) -> None:
    """Show the strip with the present rate on it, which is a handle."""
    palette, eta = view.palette, symbol("learning_rate", s.notation)
    left, right = float(found.rates[0]), float(found.rates[-1])
    view.set_window((left, right), (0.0, _NEVER))
    here = float(np.log10(s.learning_rate))
    there = np.isfinite(found.steps)
    at = min(max(here, left), right)
    nearest = int(np.abs(found.rates - at).argmin())
    taken = found.steps[nearest]
    written = "not in time" if np.isnan(taken) else f"{taken:.0f} steps"
    if s.asks:
        view.update([], [], caption="it comes after your guess", words="Covered.",
                    names=(f"log₁₀ of {eta}", "steps"))  # fmt: skip
        return
    bands = (Band(found.limit, right, "diverges"),) if found.limit < right else ()
    rate = significant(s.learning_rate)
    best = ""
    if there.any():
        fastest = int(np.nanargmin(found.steps))
        fast = significant(float(10.0 ** found.rates[fastest]), 2)
        best = f"fastest: {eta} about {fast}, {found.steps[fastest]:.0f} steps"
    view.update(
        [Curve("steps", found.rates, found.steps, "", palette.text, "solid", 2.2)],
        [Point("rate", here, _ABOVE if np.isnan(taken) else float(taken),
               f"{eta} = {rate}: {written}", palette.accent, size=6.0,
               hollow=bool(np.isnan(taken)),
               handle=f"{eta} = {rate}; drag it or use the arrow keys")],
        bands=bands,
        names=(f"log₁₀ of {eta}", "steps"),
        caption=best or f"no rate settles in {STEPS} steps",
        words=f"Steps until it settles for every learning rate; at {rate}: {written}.",
    )  # fmt: skip


def show_rates(
    view: RatesView,
    all_: list[Course],
    s: SteeringSettings,
    coming: Forecast | None,
) -> None:
    """Show the rate of every step, AdaGrad's of each weight, and the limit."""
    palette, c = view.palette, all_[0]
    eta = symbol("learning_rate", s.notation)
    own = rates_of(c)
    steps, k = np.arange(len(own)), c.shown(s.step)
    if c.told.method == "adagrad":
        curves = [
            Curve("of_x", steps, own[:, 0], f"{eta} of x", palette.text),
            Curve("of_y", steps, own[:, 1], f"{eta} of y", palette.backward, "dashed"),
        ]
        top = float(own.max())
    else:
        curves = [Curve("rate", steps, own[:, 0], eta, palette.text)]
        top = float(own.max())
    if coming is not None and not s.asks and np.isfinite(coming.limit):
        limit = f"limit {significant(coming.limit)}"
        if coming.limit < 3.0 * top:
            top = max(top, coming.limit)
            curves.append(Curve("limit", [0, s.steps], [coming.limit] * 2, limit,
                                palette.target, "dotted", 1.8))  # fmt: skip
    view.set_window((0.0, float(s.steps)), (0.0, round_up(1.1 * top)))
    now = " and ".join(significant(float(n)) for n in dict.fromkeys(own[k].tolist()))
    view.update(
        curves,
        [Point("now", k, float(own[k, 0]), f"step {k}: {eta} = {now}", palette.accent,
               size=5.5)],
        names=("step", eta),
        words=f"Learning rate of every step: {now} at step {k}.",
    )  # fmt: skip


def round_up(top: float) -> float:
    """Return the next of 1, 2, 5 times a power of ten, which holds still in a drag."""
    power = 10.0 ** np.floor(np.log10(max(top, 1e-12)))
    return float(next(n * power for n in (1.0, 2.0, 5.0, 10.0) if n * power >= top))
