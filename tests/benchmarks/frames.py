"""What a frame of a drag costs the kernel: every explorer, tab and slider in view.

``python -m tests.benchmarks.frames``              all of them, about a minute
``python -m tests.benchmarks.frames slices score`` some explorers

No browser: the messages are a page's, the answers are thrown away. Times are of the
processor, the median and the 95th percentile of 15 frames in ms; the slowest first.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest

import explorer.explorers
from explorer.language.catalogue import EXPLORERS
from explorer.state import declared
from explorer.widgets import Slider
from tests.explorers.page import Page

FRAMES = 15
Line = tuple[float, float, str]


def measured(made: type, patch: pytest.MonkeyPatch) -> Iterator[Line]:
    """Yield median, 95th percentile and name of each slider on each tab."""
    for tab in made.tabs:
        page = Page(made(), patch, search=f"tab={tab}")
        for field, declaration in declared(made.settings_type).items():
            control = page.control(field)
            if not isinstance(control, Slider) or control.hidden:
                continue
            low, high = declaration.range
            spent = []
            for number in range(FRAMES + 5):
                share = 0.2 + 0.6 * number / FRAMES
                value = low + share * (high - low)
                if declaration.kind == "integer":
                    value = round(value)
                seen, start = len(page.frames), time.process_time()
                page.move(field, value, released=False)
                if number >= 5 and len(page.frames) > seen:
                    spent.append(1000 * (time.process_time() - start))
            page.press("reset")
            if spent:
                p50, p95 = np.percentile(spent, [50, 95])
                yield float(p50), float(p95), f"{made.name} {tab}: {field}"


def main() -> int:
    wanted = sys.argv[1:]
    lines: list[Line] = []
    with pytest.MonkeyPatch.context() as patch:
        for entry in EXPLORERS:
            if entry.available and (not wanted or entry.module in wanted):
                made = getattr(explorer.explorers, entry.class_name)
                lines += measured(made, patch)
    for p50, p95, name in sorted(lines, reverse=True):
        print(f"{p50:8.1f} {p95:8.1f}   {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
