"""What hands do to Train XOR's pictures and buttons beside moving a control."""

from __future__ import annotations

from typing import Any

from explorer.explorers._base import Explorer
from explorer.explorers.train_xor.parameters import PARAMETERS
from explorer.explorers.train_xor.seeds import drawn
from explorer.explorers.train_xor.seeds_shown import SPOT
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.explorers.train_xor.starts import Start
from explorer.widgets.pointing import SpotEvent

_POINT = "point"  # id of the loss surface's handle


def fill(explorer: Any, start: Start) -> None:
    """Fill all parameters and go to step 0."""
    hidden = start.hidden or explorer.settings.hidden
    seed, f = round(explorer.start_seed.value), explorer.start_f.value
    made = start.make(hidden, seed, f).tolist()
    names = explorer.settings.replace(hidden=hidden).names
    values: dict[str, Any] = dict(zip(names, made, strict=True))
    drag = not explorer.start_f.released
    explorer.take_from(
        lambda: explorer.store.update(drag=drag, step=0, hidden=hidden, **values)
    )


def open_seed(explorer: Explorer[TrainXorSettings], seed: int) -> None:
    """Show the run of one network of the gallery, from its start."""
    s = explorer.settings
    start = dict(zip(s.names, drawn(s.drawn, s.hidden)[seed].tolist(), strict=True))
    plain = {"data": "xor", "batch": "all", "sampling": "shuffled"}
    values: dict[str, Any] = {**start, **plain, "gradient_below": 0.0, "step": 0}
    explorer.take_from(lambda: explorer.store.update(tab="run", **values))


def answer(explorer: Explorer[TrainXorSettings], event: SpotEvent) -> None:
    """Explain the edge pointed at, put a pressed one on an axis, drag the point."""
    s, name = explorer.settings, event.id
    if name.startswith(SPOT):
        if event.event == "press":
            open_seed(explorer, int(name.removeprefix(SPOT)))
    elif name == _POINT:
        explorer.move_handle(event, s.horizontal, s.vertical)
    elif name in PARAMETERS and event.event == "point":
        explorer.take(drag=True, edge=name)
    elif name in PARAMETERS and event.event == "press":
        others = {s.horizontal, s.vertical} - {name}
        vertical = s.horizontal if s.horizontal in others else s.vertical
        explorer.take(horizontal=name, vertical=vertical, edge=name)
