"""Examples as one text: what a student types, and what dragging writes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from explorer.language.numbers import parse
from explorer.widgets.pointing import SpotEvent

Example = tuple[float, ...]
"""One or two inputs, then the target."""

MOST = 8
"""Examples, at most: as many as have room as bars."""
FARTHEST = 20.0
"""Size of an input or target, at most."""
EDITS = {
    "add": ("Add example", "Put one more example beside the others"),
    "remove": ("Remove", "Take away the example that is shown"),
    "double": ("List every example twice", "Copy them all"),
}
"""What can be done to the examples: a button's label and help."""
_NUDGE = 0.1  # of an arrow key
_CORNERS = ((1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0))


@lru_cache(maxsize=64)
def read(text: str) -> tuple[Example, ...]:
    """Read examples such as ``1, 2; 2, 3.5`` (line) or ``1, 0, 2`` (two inputs).

    Raises
    ------
    ValueError
        One sentence that names the example and the rule.
    """
    parts = [part.strip("()[] \t") for part in text.replace("\n", ";").split(";")]
    parts = [part for part in parts if part]
    if not 1 <= len(parts) <= MOST:
        raise ValueError(
            f"write 1 to {MOST} examples, parted by semicolons, such as 1, 2; 2, 3.5"
            f" (there are {len(parts)})"
        )
    found = tuple(_one(n, part) for n, part in enumerate(parts, start=1))
    if len({len(example) for example in found}) > 1:
        raise ValueError("all examples must have the same number of inputs")
    return found


def _one(number: int, part: str) -> Example:
    written = part.split(",") if "," in part else part.split()
    if len(written) not in (2, 3):
        raise ValueError(
            f"example {number} must be x, y or x₁, x₂, y; it has {len(written)} values"
        )
    values = tuple(round(parse(value), 4) + 0.0 for value in written)
    for value in values:
        if abs(value) > FARTHEST:
            raise ValueError(
                f"example {number} must lie within ±{FARTHEST:g}, got {value:g}"
            )
    return values


def write(examples: Sequence[Example]) -> str:
    """Write examples as they are stored; `read` reads them back."""
    return "; ".join(
        ", ".join(f"{round(min(max(v, -FARTHEST), FARTHEST), 4) + 0.0:.10g}" for v in e)
        for e in examples
    )


def tidy(text: str) -> str:
    """Return a text of examples as a setting stores it."""
    return write(read(text))


def one_more(examples: Sequence[Example], target: float) -> tuple[Example, ...]:
    """Add an example: at the next free place along x, or the next corner, target 1."""
    if len(examples[0]) == 2:
        right = max(x for x, _ in examples)
        x = right + 1 if right + 1 <= FARTHEST else right - 1
        return (*examples, (x, round(target, 1)))
    taken = {example[:2] for example in examples}
    free = [corner for corner in _CORNERS if corner not in taken]
    return (*examples, (*(free or _CORNERS)[0], 1.0))


def edited(
    examples: Sequence[Example], act: str, shown: int
) -> tuple[tuple[Example, ...], int]:
    """Return the examples after an act of `EDITS`, and which one is shown then."""
    rest = tuple(e for n, e in enumerate(examples, start=1) if n != shown)
    if act == "remove":
        return rest, min(shown, max(len(rest), 1))
    if act == "double":
        return tuple(e for e in examples for _ in (1, 2)), shown
    mean = sum(example[-1] for example in examples) / len(examples)
    return one_more(examples, mean), min(len(examples) + 1, MOST)


def moved(
    examples: Sequence[Example], number: int, event: SpotEvent
) -> tuple[Example, ...]:
    """Move one example, counted from 1, to where it is dragged or nudged."""
    x, y = examples[number - 1]
    if event.event == "nudge":
        step = _NUDGE * (0.1 if event.fine else 1.0)
        there = (x + event.dx * step, y + event.dy * step)
    else:
        there = (round(event.x, 2), round(event.y, 2))
    return (*examples[: number - 1], there, *examples[number:])
