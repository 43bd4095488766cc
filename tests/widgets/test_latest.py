"""Messages that pile up: the newest of a kind counts, and the order is kept."""

import asyncio

from explorer.widgets import Slider, latest


def test_without_a_loop_it_acts_at_once():
    done = []
    for i in range(3):
        latest.soon("a", lambda i=i: done.append(i))
    assert done == [0, 1, 2]


def flood(*kinds):
    """Send messages in one burst; return which were acted on."""
    done = []

    async def burst():
        latest.soon(None, lambda: done.append("first"))
        for place, kind in enumerate(kinds):
            latest.soon(kind, lambda place=place: done.append(place))
        while latest._waiting:
            await asyncio.sleep(0.001)

    asyncio.run(burst())
    assert done.pop(0) == "first"
    return done


def test_of_a_burst_only_the_newest_of_each_kind_counts():
    assert flood("a", "a", "b", "a", "b") == [3, 4]


def test_what_must_not_be_left_out_is_not_and_nothing_passes_it():
    assert flood("a", None, "a", None, "a", "a") == [0, 1, 2, 3, 5]


def test_a_flood_does_not_put_the_picture_off_for_ever():
    done = []

    async def trickle():
        end = asyncio.get_running_loop().time() + 3 * latest.PATIENCE
        while asyncio.get_running_loop().time() < end:
            latest.soon("a", lambda: done.append(1))
            await asyncio.sleep(0)
        while latest._waiting:  # or it would wait in the next test, without a loop
            await asyncio.sleep(0.001)

    asyncio.run(trickle())
    assert len(done) >= 2


def test_a_slider_that_is_flooded_ends_on_the_last_value():
    slider = Slider(value=0.0, max=10.0)
    seen = []
    slider.observe(lambda change: seen.append(change["new"]), "value")

    def message(value, **more):
        content = {"kind": "value", "value": value, "released": False, **more}
        data = {"method": "custom", "content": content}
        return {"content": {"data": data}, "buffers": []}

    async def burst():
        for i in range(500):
            slider._handle_msg(message(i / 100, sequence=i))
        slider._handle_msg(
            {"content": {"data": {"method": "update", "state": {"value": 7.0}}}}
        )
        while latest._waiting:
            await asyncio.sleep(0.001)

    asyncio.run(burst())
    assert slider.value == 7.0
    assert seen[-2:] == [4.99, 7.0]
    assert len(seen) < 10
