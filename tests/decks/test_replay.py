"""COMP755's run as printed and as it should have been: decks.md's numbers."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.datasets import comp755_xor, xor
from explorer.core.network import forward
from explorer.core.starts import comp755_start
from explorer.core.training import train
from explorer.decks.replay import RATE, STEPS, comp755_network, replay


def test_as_printed_every_digit_comes_out():  # S3-26
    last = replay(True).positions[-1]
    places = [7, 7, 8, 7, 8, 8, 8, 8, 8]
    printed = [
        *["-3.2933533", "-3.3736506", "-6.57363912", "-6.7182171"],
        *["4.72145779", "3.46844846", "9.89952122", "-9.51866265", "-4.20933528"],
    ]
    shown = [f"{value:.{p}f}" for value, p in zip(last, places, strict=True)]
    assert shown == printed
    outputs = forward(comp755_network(last), xor()[0]).output[:, 0]
    assert [f"{value:.12g}" for value in outputs] == [
        *["0.0258780857113", "0.96419601442", "0.966669564212", "0.0487062060114"],
    ]


def test_as_printed_the_hidden_biases_keep_their_distance():  # E-31
    biases = replay(True).positions[:, 4:6]
    distance = biases[:, 0] - biases[:, 1]
    np.testing.assert_allclose(distance, 1.2530093325557936, rtol=1e-12)


def test_right_it_is_the_run_of_training():  # S3-26c
    start, right = comp755_network(comp755_start()), replay(False)
    history = train(start, *comp755_xor(), learning_rate=RATE, steps=STEPS)
    close = {"rtol": 1e-6, "atol": 1e-6}
    np.testing.assert_allclose(right.positions, history.parameters, **close)
    assert right.objective[-1] == pytest.approx(1.6498645841861515, rel=1e-6)


def test_both_start_alike_and_part_at_the_first_step():
    printed, right = replay(True), replay(False)
    assert (printed.positions[0] == right.positions[0]).all()
    assert printed.objective[0] == right.objective[0]
    differs = printed.gradients[0] != right.gradients[0]
    assert differs.nonzero()[0].tolist() == [4]  # the first hidden bias alone
