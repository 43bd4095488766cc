"""The places of a class, with kernels that start when the test says so."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from types import SimpleNamespace

import pytest

from explorer.server.kernels import FullError, Kernels, Page


class Class(Kernels):
    """Kernels without processes: numbered, alive until they are ended."""

    def __init__(self, **traits):
        super().__init__(first="first.ipynb", fill_delay=0.0, **traits)
        self.started = []
        self.dead = set()
        self.failing = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def _start(self, notebook, env=None):
        number = str(len(self.started))
        self.started.append(notebook)
        await self.gate.wait()
        if self.failing:
            self.failing -= 1
            raise RuntimeError("no memory")
        self._kernels[number] = number
        return Page(number, notebook)

    async def _is_alive(self, kernel_id):
        return kernel_id in self and kernel_id not in self.dead

    async def shutdown_kernel(self, kernel_id, now=True, restart=False):
        self._forget(kernel_id)
        self._kernels.pop(kernel_id)


def in_a_loop(test):
    """Run a coroutine test; what it leaves running is ended."""

    def run():
        async def bounded():
            async with asyncio.timeout(10):
                await test()

        asyncio.run(bounded())

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


async def settled(kernels):
    while kernels._filling and not kernels._filling.done():
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)


@in_a_loop
async def test_places_count_from_the_asking_not_from_the_start():
    kernels = Class(class_size=3, ahead=0)
    kernels.gate.clear()
    coming = [kernels.admit("a.ipynb") for _ in range(3)]
    with pytest.raises(FullError):
        kernels.admit("a.ipynb")
    kernels.gate.set()
    await asyncio.gather(*coming)
    await asyncio.sleep(0)
    assert kernels.taken == 3
    with pytest.raises(FullError):
        kernels.admit("a.ipynb")


@in_a_loop
async def test_a_place_is_free_as_soon_as_its_visitor_leaves():
    kernels = Class(class_size=1, ahead=1)
    for _ in range(3):
        page = await kernels.admit("a.ipynb")
        await asyncio.sleep(0)
        with pytest.raises(FullError):
            kernels.admit("a.ipynb")
        await kernels.shutdown_kernel(page.kernel_id)


@in_a_loop
async def test_kernels_wait_for_the_first_explorer_and_are_replaced():
    kernels = Class(class_size=5, ahead=2)
    kernels.fill()
    await settled(kernels)
    assert kernels.started == ["first.ipynb"] * 2
    assert (await kernels.admit("first.ipynb")).kernel_id == "0"
    await settled(kernels)
    assert len(kernels._waiting) == 2
    assert (await kernels.admit("other.ipynb")).html == "other.ipynb"


@in_a_loop
async def test_the_pool_recovers_after_the_class_was_full():
    kernels = Class(class_size=2, ahead=2)
    pages = [await kernels.admit("first.ipynb") for _ in range(2)]
    await settled(kernels)
    assert kernels._waiting == []
    await kernels.shutdown_kernel(pages[0].kernel_id)
    await settled(kernels)
    assert len(kernels._waiting) == 1


@in_a_loop
async def test_a_kernel_that_waits_gives_way_when_its_place_is_needed():
    kernels = Class(class_size=2, ahead=2)
    kernels.fill()
    await settled(kernels)
    for _ in range(2):
        await kernels.admit("other.ipynb")
        await settled(kernels)
        assert len(kernels) <= 2
    assert kernels.taken == 2


@in_a_loop
async def test_a_kernel_that_died_while_it_waited_is_passed_over():
    kernels = Class(class_size=5, ahead=2)
    kernels.fill()
    await settled(kernels)
    kernels.dead = {"0"}
    assert (await kernels.admit("first.ipynb")).kernel_id == "1"
    kernels.dead |= {"2", "3"}  # all of the next
    await settled(kernels)
    assert (await kernels.admit("first.ipynb")).kernel_id not in kernels.dead


@in_a_loop
async def test_a_start_that_fails_is_tried_again_and_costs_no_place():
    kernels = Class(class_size=2, ahead=1)
    kernels.failing = 2
    kernels.fill()
    while not any(one.done() for one in kernels._waiting):
        await asyncio.sleep(0.01)
    assert len(kernels.started) == 3
    kernels.failing = 1
    with pytest.raises(RuntimeError):
        await kernels.admit("other.ipynb")
    assert kernels.taken == 0


@in_a_loop
async def test_who_goes_before_the_page_is_there_leaves_no_kernel():
    kernels = Class(class_size=1, ahead=0)
    kernels.gate.clear()
    coming = kernels.admit("a.ipynb")
    kernels.give_up(coming)
    assert kernels.taken == 0  # its place is free before it has started
    kernels.gate.set()
    await coming
    await asyncio.sleep(0.01)
    assert kernels.taken == len(kernels) == 0
    await kernels.admit("a.ipynb")


@in_a_loop
async def test_a_kernel_ends_when_its_page_stays_away():
    kernels = Class(class_size=2, ahead=0, alone_timeout=0.05)
    page = await kernels.admit("a.ipynb")
    await asyncio.sleep(0)
    kernels._kernel_connections[page.kernel_id] = 0
    kernels.notify_connect(page.kernel_id)
    assert not kernels._alone
    kernels.notify_disconnect(page.kernel_id)
    await asyncio.sleep(0.1)
    await kernels.cull_kernel_if_idle(page.kernel_id)
    assert kernels.taken == len(kernels) == 0


@in_a_loop
async def test_a_kernel_that_its_page_has_not_used_for_an_hour_ends():
    kernels = Class(ahead=0, cull_idle_timeout=3600, cull_connected=True)
    page = await kernels.admit("a.ipynb")
    await asyncio.sleep(0)
    kernels._kernel_connections[page.kernel_id] = 0
    kernels.notify_connect(page.kernel_id)
    kind = SimpleNamespace(metadata={})
    kernel = SimpleNamespace(kernel_name="python3", kernel_spec=kind)
    kernels._kernels[page.kernel_id] = kernel
    kernels.start_watching_activity(page.kernel_id)
    await kernels.cull_kernel_if_idle(page.kernel_id)
    assert kernels.taken == 1
    kernel.last_activity -= timedelta(minutes=61)
    await kernels.cull_kernel_if_idle(page.kernel_id)
    assert kernels.taken == len(kernels) == 0
