"""Somebody else, who only wants a page: how long the server keeps them waiting."""

from __future__ import annotations

import asyncio
import time
from typing import Self

from tests.load.visitor import Visitor


class Bystander:
    """Asks for the landing page and moves a slider, again and again.

    Attributes
    ----------
    worst : dict
        The longest wait in seconds for each of the two.
    """

    def __init__(self, url: str, pause: float = 0.1) -> None:
        self.visitor = Visitor(url)
        self.pause = pause
        self.stays = True
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.worst = {"landing page": 0.0, "new frame": 0.0}
        self.rounds = 0

    async def _watch(self) -> None:
        while self.stays:
            await self._time("landing page", self.visitor.get(self.visitor.url))
            value = 0.5 + (self.rounds % 50) / 100
            move = self.visitor.move("learning_rate", value, released=False)
            await self._time("new frame", move)
            self.rounds += 1
            await asyncio.sleep(self.pause)

    async def _time(self, what: str, doing) -> None:
        began = time.perf_counter()
        try:
            await asyncio.wait_for(doing, 30)
        finally:
            self.worst[what] = max(self.worst[what], time.perf_counter() - began)

    async def __aenter__(self) -> Self:
        await self.visitor.arrive()
        self._task = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop after this round; what went wrong on the way is raised here."""
        self.stays = False  # a request that is cancelled would keep its socket open
        await self._task
        await self.visitor.leave()
