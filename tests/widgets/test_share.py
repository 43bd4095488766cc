"""The code of a link, read by a decoder that knows nothing of who wrote it."""

import re

import numpy as np
import pytest

from explorer.widgets import Share

zxingcpp = pytest.importorskip("zxingcpp")


def read(path, width, scale=4):
    """Draw the path as the page does, unit squares on white, and decode it."""
    picture = np.full((width, width), 255, np.uint8)
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        picture[int(y), int(x) : int(x) + int(run)] = 0
    found = zxingcpp.read_barcodes(np.kron(picture, np.ones((scale, scale), np.uint8)))
    return [code.text for code in found]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8866/voila/render/01-downhill.ipynb",
        "https://hub.example/user/ü/voila/render/10-train-xor.ipynb?a=%2B1&b=η,β",
        "https://x.example/?"
        + "&".join(f"W{i}=0.30000000000000004" for i in range(26)),
    ],
)
def test_it_holds_the_very_address(address):
    share = Share()
    share.receive({"kind": "address", "address": address})
    assert share.address == address
    assert share.note == ""
    assert read(share.code, share.modules) == [address]


@pytest.mark.parametrize("length", [900, 3000, 100_000])
def test_a_long_link_is_a_sentence(length):
    share = Share()
    share.receive({"kind": "address", "address": "https://x/?" + "y" * (length - 11)})
    assert (share.code, share.modules) == ("", 0)
    assert str(length) in share.note
    share.receive({"kind": "address", "address": "https://x/"})
    assert share.code
    assert share.note == ""


@pytest.mark.parametrize("nonsense", [None, 7, [], {"a": 1}])
def test_what_is_no_address_is_passed_over(nonsense):
    share = Share()
    share.receive({"kind": "address", "address": nonsense})
    assert share.code == ""
