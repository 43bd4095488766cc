"""The bytes of a frame restore the picture exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.widgets.frame import Encoder, Rectangle, decode, pack

OPAQUE = 0xFF000000


def picture(seed, height=40, width=60, colours=5):
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, colours, (height // 4, width // 4)).astype(np.uint32)
    return np.kron(blocks, np.ones((4, 4), np.uint32)) * 7919 | np.uint32(OPAQUE)


@pytest.mark.parametrize("deflate", [False, True])
@given(seed=st.integers(0, 10**6), other=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_what_changed_is_enough_to_follow(deflate, seed, other):
    old, new = picture(seed), picture(other)
    area = Rectangle(8, 4, 44, 30)
    expected = old.copy()
    expected[area.part] = new[area.part]
    part = Encoder(area).encode(new, old)
    page = old.copy()
    if part is not None:
        data, where = pack([part], deflate=deflate)
        decode(page, data, where, deflated=deflate)
    assert np.array_equal(page, expected)


def test_a_whole_picture_needs_no_old_one():
    new = picture(1)
    data, where = pack(
        [Encoder(Rectangle(0, 0, 60, 40)).encode(new, None)], deflate=False
    )
    page = np.zeros_like(new)
    decode(page, data, where, deflated=False)
    assert np.array_equal(page, new)


def test_an_equal_picture_sends_nothing():
    new = picture(1)
    assert Encoder(Rectangle(0, 0, 60, 40)).encode(new, new.copy()) is None


def test_runs_longer_than_two_bytes_are_split():
    new = np.full((300, 500), OPAQUE, np.uint32)
    part = Encoder(Rectangle(0, 0, 500, 300)).encode(new, None)
    assert part.lengths.sum(dtype=int) == 150_000
    page = np.zeros_like(new)
    data, where = pack([part], deflate=False)
    decode(page, data, where, deflated=False)
    assert np.array_equal(page, new)


def test_several_parts_lie_aligned_in_one_buffer():
    old, new = picture(1), picture(2)
    areas = [Rectangle(0, 0, 24, 40), Rectangle(32, 0, 20, 40)]
    parts = [Encoder(area).encode(new, old) for area in areas]
    data, where = pack(parts, deflate=False)
    assert all(rect["offset"] % 4 == 0 for rect in where)
    page = old.copy()
    decode(page, data, where, deflated=False)
    for area in areas:
        assert np.array_equal(page[area.part], new[area.part])
