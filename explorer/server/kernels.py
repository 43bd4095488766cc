"""The kernels of a class: so many and no more, some ahead of their visitors, none left.

A visitor takes a place when the page is asked for, keeps it while its kernel lives, and
leaves it when the page is closed. Places that nobody has taken may hold kernels that
wait with the explorer already run; they never learn who comes.
"""

from __future__ import annotations

import asyncio
import logging
import os
from asyncio import Task
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from weakref import WeakSet

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Float, Integer, Unicode
from voila.notebook_renderer import NotebookRenderer

_log = logging.getLogger(__name__)
_PROCESSORS = os.cpu_count() or 1
_ENV = {"OPENBLAS_NUM_THREADS": "1", **os.environ}  # forty kernels share the processors
#: As it comes, ipykernel composes three lines of a log for each message and drops them.
ARGUMENTS = [
    "--IPKernelApp.outstream_class=explorer.server.output.OutStream",
    "--IPKernelApp.logging_config={'loggers': {'IPKernelApp': {'level': 'WARNING'}}}",
]


class FullError(Exception):
    """Every place is taken."""


class GoneError(Exception):
    """Who asked for the page did not wait for it."""


@dataclass(frozen=True)
class Page:
    """A notebook that has run: its kernel, and its HTML below the head."""

    kernel_id: str
    html: str


def _kernel_of(page: Task[Page]) -> str:
    """Return the kernel of a page that has started, else nothing."""
    if not page.done() or page.cancelled() or page.exception():
        return ""
    return page.result().kernel_id


class Kernels(AsyncMappingKernelManager):
    """The places of a class, each with a kernel or free for one.

    Attributes
    ----------
    class_size : int
        How many visitors there may be at once; kernels that wait count when a visitor
        needs their place, so that there are never more kernels than this.
    ahead, first, link : int, str, str
        How many kernels wait, with which notebook, and with the picture of which link.
    alone_timeout : float
        Seconds after which a kernel ends that no page is connected to.
    """

    class_size = Integer(40, config=True)
    ahead = Integer(1, config=True)
    first = Unicode(config=True)
    link = Unicode(config=True)
    alone_timeout = Float(60.0, config=True)
    start_timeout = Float(60.0, config=True)
    fill_delay = Float(3.0, config=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._taken: set[str] = set()  # kernels of visitors
        self._alone: dict[str, float] = {}  # of these, since when without a page
        self._coming: set[Task[Page]] = set()  # visitors whose kernel is still to come
        self._waiting: list[Task[Page]] = []
        self._unwanted: WeakSet[Any] = (
            WeakSet()
        )  # pages given up before they were there
        self._filling: Task[None] | None = None
        self._tasks: set[Task[None]] = set()
        self._quiet_from = 0.0
        # Each start keeps a processor busy; more at once would only finish later.
        self._starting = asyncio.Semaphore(_PROCESSORS + 1)

    # ---- visitors --------------------------------------------------------------------

    @property
    def taken(self) -> int:
        """How many places are taken, those of kernels still to start included."""
        return len(self._taken) + len(self._coming)

    def admit(self, notebook: str) -> Task[Page]:
        """Take a place; the task ends with the page.

        Raises
        ------
        FullError
            If there is no place.
        """
        if self.taken >= self.class_size:
            raise FullError
        self._quiet_from = monotonic() + self.fill_delay
        coming = asyncio.create_task(self._page_for(notebook))
        self._coming.add(coming)
        coming.add_done_callback(self._arrived)
        return coming

    def _arrived(self, coming: Task[Page]) -> None:
        kernel_id = _kernel_of(coming)
        if coming in self._coming and kernel_id in self:
            self._taken.add(kernel_id)
            self._alone[kernel_id] = monotonic()
        self._coming.discard(coming)
        self.fill()

    async def _page_for(self, notebook: str) -> Page:
        while notebook == self.first and self._waiting:
            ahead = self._waiting.pop(0)
            await asyncio.wait([ahead])  # nearer to its end than a new one
            if await self._is_alive(_kernel_of(ahead)):
                return ahead.result()
        while self._waiting and self.taken + len(self._waiting) > self.class_size:
            self.give_up(self._waiting.pop())
        return await self._start(notebook)

    def give_up(self, page: Task[Page]) -> None:
        """Free the place of a page that nobody waits for, and end its kernel.

        That happens when it has started: to cancel the task could leave a process
        behind that nobody knows of.
        """
        self._unwanted.add(page)
        self._coming.discard(page)
        page.add_done_callback(self._end_kernel_of)

    def _end_kernel_of(self, page: Task[Page]) -> None:
        if (kernel_id := _kernel_of(page)) in self:
            self._later(self.shutdown_kernel(kernel_id))

    # ---- kernels that wait -----------------------------------------------------------

    def fill(self) -> None:
        """See to it that kernels wait where places are free."""
        if self._filling is None or self._filling.done():
            self._filling = asyncio.create_task(self._fill())

    async def _fill(self) -> None:
        while len(self._waiting) < min(self.ahead, self.class_size - self.taken):
            starting = sum(not one.done() for one in self._waiting)
            quiet = not self._coming and monotonic() > self._quiet_from
            if quiet and starting < _PROCESSORS:
                # nobody waits for it yet, so it may draw (explorers/_pictured.py)
                env = {**_ENV, "BACKPROP_EXPLORER_AHEAD": self.link}
                ahead = asyncio.create_task(self._start(self.first, env))
                self._waiting.append(ahead)
                ahead.add_done_callback(self._started_ahead)
            else:  # pages that are coming up go first
                await asyncio.sleep(0.05)

    def _started_ahead(self, ahead: Task[Page]) -> None:
        problem = ahead.exception()
        if problem and ahead not in self._unwanted:
            _log.error("No kernel could be started ahead: %s", problem)
            if ahead in self._waiting:
                self._waiting.remove(ahead)
            self._quiet_from = monotonic() + self.fill_delay
            self.fill()

    # ---- kernels ---------------------------------------------------------------------

    async def _start(self, notebook: str, env: Mapping[str, str] = _ENV) -> Page:
        """Start a kernel, run the notebook in it, and return the page."""
        async with self._starting:
            if asyncio.current_task() in self._unwanted:
                raise GoneError
            renderer = self._renderer(notebook)
            await renderer.initialize()
            name = renderer.notebook.metadata.kernelspec.name
            kernel_id = await self.start_kernel(
                kernel_name=name, env=env, cwd=self.root_dir, extra_arguments=ARGUMENTS
            )
            kernel = self.get_kernel(kernel_id)
            try:
                async with asyncio.timeout(self.start_timeout):
                    html = await renderer.generate_content_str(kernel_id, kernel)
                if not await self._is_alive(kernel_id):
                    raise RuntimeError(f"the kernel of {notebook} has died")
            except BaseException:
                if kernel_id in self:
                    await self.shutdown_kernel(kernel_id)
                raise
        return Page(kernel_id, html)

    def _renderer(self, notebook: str) -> NotebookRenderer:
        app: Any = self.parent
        return NotebookRenderer(
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=notebook,
            template_paths=app.template_paths,
            config_manager=app.config_manager,
            contents_manager=app.contents_manager,
            base_url=app.base_url,
            kernel_spec_manager=app.kernel_spec_manager,
            page_config=app.page_config,
        )

    async def _is_alive(self, kernel_id: str) -> bool:
        if kernel_id not in self:
            return False
        kernel: Any = self.get_kernel(kernel_id)
        return bool(await kernel.is_alive())

    async def shutdown_kernel(  # type: ignore[override]
        self, kernel_id: str, now: bool = True, restart: bool = False
    ) -> None:
        """End a kernel at once: it has nothing to save. Its place is free from now."""
        self._forget(kernel_id)
        await super().shutdown_kernel(kernel_id, now=now, restart=restart)

    def _handle_kernel_died(self, kernel_id: str) -> None:
        self._later(self.shutdown_kernel(kernel_id))

    def _forget(self, kernel_id: str) -> None:
        self._taken.discard(kernel_id)
        self._alone.pop(kernel_id, None)
        self._waiting = [
            page for page in self._waiting if _kernel_of(page) != kernel_id
        ]
        self.fill()

    def _later(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(what)
        self._tasks.add(task)  # the loop itself would not keep it
        task.add_done_callback(self._tasks.discard)

    def start_watching_activity(self, kernel_id: str) -> None:
        """Take a kernel as used from now on.

        What its page says afterwards the connection notes. To listen to the kernel, as
        it comes, is to receive and unpack every picture once more.
        """
        kernel: Any = self.get_kernel(kernel_id)
        kernel.reason, kernel.execution_state = "", "idle"
        kernel.last_activity = datetime.now(UTC)

    def notify_connect(self, kernel_id: str) -> None:
        """Note that a page is connected."""
        super().notify_connect(kernel_id)
        self._alone.pop(kernel_id, None)

    def notify_disconnect(self, kernel_id: str) -> None:
        """Note that a page is gone; it may come back, if only its line was cut."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self._taken and not self._kernel_connections.get(kernel_id):
            self._alone[kernel_id] = monotonic()

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel whose page is gone, or that nobody has used for long."""
        since = self._alone.get(kernel_id)
        if since is not None and monotonic() - since > self.alone_timeout:
            await self.shutdown_kernel(kernel_id)
        elif kernel_id in self._taken:
            await super().cull_kernel_if_idle(kernel_id)
