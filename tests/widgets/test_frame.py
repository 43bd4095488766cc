"""The bytes of a frame restore the picture exactly."""

import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.widgets.frame import catch_up, decode

OPAQUE = 0xFF000000


def picture(seed, height=40, width=60, colours=5):
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, colours, (height // 4, width // 4)).astype(np.uint32)
    return np.kron(blocks, np.ones((4, 4), np.uint32)) * 7919 | np.uint32(OPAQUE)


@pytest.mark.parametrize("deflated", [False, True])
@given(seed=st.integers(0, 10**6), other=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_what_changed_is_enough_to_follow(deflated, seed, other):
    sent, new = picture(seed), picture(other)
    page = sent.copy()
    data = catch_up(sent, new)
    decode(page, zlib.compress(data) if deflated else data, deflated=deflated)
    assert np.array_equal(page, new)
    assert np.array_equal(sent, new)


def test_only_what_changed_is_sent():
    old = picture(1)
    new = old.copy()
    new[7, 11] ^= 1
    new[9, 20:30] = OPAQUE | 1
    assert len(catch_up(old, new)) == 2 * 8


def test_a_whole_picture_follows_from_nothing():
    new = picture(1)
    page = np.zeros_like(new)
    decode(page, catch_up(np.zeros_like(new), new), deflated=False)
    assert np.array_equal(page, new)


def test_an_equal_picture_sends_nothing():
    new, page = picture(1), picture(1)
    data = catch_up(new.copy(), new)
    assert data == b""
    decode(page, data, deflated=False)
    assert np.array_equal(page, new)


@pytest.mark.parametrize("length", [1, 254, 255, 256, 510, 511, 100_000])
def test_runs_longer_than_a_byte_counts_are_split(length):
    new = np.full((300, 500), OPAQUE, np.uint32)
    new.reshape(-1)[333 : 333 + length] += 5
    for old in (np.full_like(new, OPAQUE), np.zeros_like(new)):
        page = old.copy()
        decode(page, catch_up(old, new), deflated=False)
        assert np.array_equal(page, new)


def test_a_row_goes_on_in_the_next():
    old = np.full((4, 10), OPAQUE, np.uint32)
    new = old.copy()
    new[1, 8:] = new[2, :3] = OPAQUE | 9
    assert len(catch_up(old, new)) == 8
