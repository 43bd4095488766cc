"""Ten thousand changes of each explorer: what its kernel holds stays what it was."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import psutil

import explorer.explorers
from explorer.language.catalogue import Entry
from explorer.state import declared
from tests.benchmarks.memory import MUST_GROWTH, WARM_UP, pss
from tests.benchmarks.servers import Server
from tests.load.findings import Finding
from tests.load.visitor import Visitor

PLACES = 97  # along each slider; a prime, so that sliders meet in many ways


async def updates(server: Server, entries: list[Entry], count: int) -> list[Finding]:
    """Move the sliders of each explorer so many times, after a thousand times more."""
    found = []
    for entry in entries:
        found += await _one(server, entry, count)
    return found


async def _one(server: Server, entry: Entry, count: int) -> list[Finding]:
    async with Visitor(f"{server.url}/", entry.notebook, "") as visitor:
        kernel = next(k for k in server.kernels() if visitor.kernel in _line(k))
        moves = _moves(visitor, entry)
        await _make(visitor, moves, WARM_UP)
        before = _held(kernel, visitor)
        await _make(visitor, moves, count)
        after = _held(kernel, visitor)
        wrong = not await visitor.picture_is_right()
        faults = len(visitor.faults)
    growth, files, widgets = (b - a for a, b in zip(before, after, strict=True))
    return [
        Finding(f"{entry.module}: {count} updates", growth, MUST_GROWTH, "MB"),
        Finding("   files and sockets more than before", files, 0),
        Finding("   widgets more than before", widgets, 0),
        Finding("   errors, wrong in the end", faults + wrong, 0),
    ]


def _line(kernel: psutil.Process) -> str:
    return " ".join(kernel.cmdline())


def _held(kernel: psutil.Process, visitor: Visitor) -> tuple[float, int, int]:
    """Return memory (MB), open files and sockets, and widgets."""
    return pss(kernel) * 2**20 / 1e6, kernel.num_fds(), len(visitor.models)


def _moves(visitor: Visitor, entry: Entry) -> Iterator[tuple[str, float]]:
    """Return what is moved and where to: the numbers that can be, in turn."""
    made = getattr(explorer.explorers, entry.class_name)
    fields = {
        name: declaration
        for name, declaration in declared(made.settings_type).items()
        if declaration.kind in ("number", "integer") and _is_there(visitor, name)
    }
    for i, name in enumerate(itertools.cycle(fields)):
        low, high = fields[name].range
        value = low + (high - low) * (i * 31 % PLACES) / (PLACES - 1)
        whole = fields[name].kind == "integer"
        yield name, round(value) if whole else float(f"{value:.3g}")


def _is_there(visitor: Visitor, name: str) -> bool:
    control = visitor.models[visitor.control(name)]
    return not any(control.get(state) for state in ("hidden", "disabled", "gone"))


async def _make(
    visitor: Visitor, moves: Iterator[tuple[str, float]], count: int
) -> None:
    """Drag for nine updates, let go with the tenth."""
    for i, (name, value) in enumerate(itertools.islice(moves, count)):
        await visitor.move(name, value, released=i % 10 == 9)
        if visitor.unfinished:
            await visitor.finish()
