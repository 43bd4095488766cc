"""The short part: a few visitors and strangers on the real server.

The long part, with forty visitors and all the figures: ``python -m tests.load``.
"""

import asyncio

import pytest

from explorer.language.catalogue import EXPLORERS
from tests.benchmarks import servers
from tests.load import flood, links
from tests.load.findings import percentile
from tests.load.hand import stray
from tests.load.visitor import Visitor

AVAILABLE = [entry for entry in EXPLORERS if entry.available]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with servers.running("explorer", tmp_path_factory.mktemp("class")) as running:
        yield running


@pytest.fixture
def url(server):
    return f"{server.url}/"


def short(findings):
    """Return what does not hold; the figures of the long part are not asked for."""
    return [str(one) for one in findings if not one.holds]


@pytest.mark.parametrize("entry", AVAILABLE, ids=lambda entry: entry.module)
def test_whatever_a_hand_does_the_picture_is_of_the_settings(entry):
    fault, done = stray(entry, seed=1, actions=8)
    assert not fault, done[-5:]


def test_visitors_at_once_each_see_their_own(url):
    async def come():
        people = [Visitor(url, query=f"tab=step&step={n}") for n in range(1, 5)]
        await asyncio.gather(*(one.arrive() for one in people))
        moves = [one.move("learning_rate", n / 10) for n, one in enumerate(people, 2)]
        took = await asyncio.gather(*moves)
        for n, one in enumerate(people, 2):
            assert one.settings["step"] == str(n - 1)
            assert one.settings["learning_rate"] == repr(n / 10)
            assert await one.picture_is_right()
            assert one.faults == []
        await asyncio.gather(*(one.leave() for one in people))
        return percentile(took, 0.95)

    assert asyncio.run(come()) < 5


def test_a_closed_page_gives_its_kernel_back(server, url):
    async def come_and_go():
        await server.rest(1, patience=30)  # the kernel that waits is there
        before = links.pids(server)
        one = Visitor(url, notebook="09-steering", query="")
        await one.arrive()
        assert len(links.pids(server)) > len(before)
        await one.leave()
        return await links.gone(server, before)

    assert asyncio.run(come_and_go()) < 5


def test_the_last_of_many_messages_is_what_is_shown(url):
    from tests.load.drags import messages

    assert short(asyncio.run(messages(url, 200))) == []


def test_nobody_but_an_owner_runs_code(url, tmp_path):
    assert short(asyncio.run(flood.refuse(url, tmp_path / "canary"))) == []


def test_what_one_client_sends_keeps_nobody_waiting(url):
    found = asyncio.run(flood.flood(url, scale=0.05))
    # a machine with other work is slow; a server that is stuck is stuck for longer
    assert [str(one) for one in found if one.unit == "s" and one.value > 5] == []


def test_only_public_files_are_given(server):
    assert short(asyncio.run(links.outside(server))) == []


def test_a_link_s_secret_stays_in_its_page(server):
    assert short(asyncio.run(links.secrets(server, 4))) == []
