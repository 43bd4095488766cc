"""The same start with other batches, to be drawn beside the run."""

from __future__ import annotations

from functools import lru_cache

from explorer.explorers.train_xor.batching import passed, size
from explorer.explorers.train_xor.run import new_run, run_key
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.views.loss_curve import Other

_NAMES = {"1": "online", "2": "batches of 2", "10": "batches of 10"}
_STYLES = ("dashed", "dotted")


def others(s: TrainXorSettings) -> tuple[Other, ...]:
    """Return up to two runs that differ from the one shown in their batches alone.

    They make as many updates; so against examples seen those with small batches end
    early.
    """
    count = s.examples
    sampling = "shuffled" if s.sampling == "priority" else s.sampling
    ways = [
        s.replace(batch=batch, sampling=sampling)
        for batch in ("1", "2" if count < 10 else "10", "all")
    ]
    ways = [way for way in ways if size(way, count) != size(s, count)]
    return tuple(
        _run(_Key(way), _NAMES.get(way.batch, "all examples"), style)
        for way, style in zip(ways, _STYLES, strict=False)
    )


class _Key:
    """Settings that are equal where the run and its axis are."""

    def __init__(self, s: TrainXorSettings) -> None:
        self.settings, self._key = s, (run_key(s), s.against)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._key == other._key


@lru_cache(maxsize=8)
def _run(key: _Key, name: str, style: str) -> Other:
    s = key.settings
    run = new_run(s)
    run.advance(run.steps)
    loss = run.history.loss
    return Other(name, passed(s, s.examples)[: len(loss)], loss, style)
