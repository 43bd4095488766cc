"""The ledger's rows are what the two passes computed; each follows from its parts."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.layers import Network
from explorer.core.ledger import RULES, STAGES, ledger
from explorer.core.network import backward, batch_loss, forward
from explorer.core.parameters import parameter_names
from explorer.core.unit_check import unit_quotients


def network_of(sizes, activations, seed):
    count = len(parameter_names(sizes))
    flat = np.random.default_rng(seed).normal(size=count)
    return Network.from_parameters(sizes, activations, flat)


SIZES = st.lists(st.integers(1, 3), min_size=2, max_size=4)


def case(sizes, seed, activation="sigmoid"):
    rng = np.random.default_rng(seed + 1)
    net = network_of(tuple(sizes), (activation,) * (len(sizes) - 1), seed)
    return net, rng.normal(size=sizes[0]).tolist(), rng.normal(size=sizes[-1]).tolist()


@settings(derandomize=True, max_examples=25, deadline=None)
@given(SIZES, st.integers(0, 99), st.sampled_from(["sigmoid", "tanh", "linear"]))
def test_every_sum_of_products_is_its_value(sizes, seed, activation):
    net, x, y = case(sizes, seed, activation)
    made = ledger(net, x, y, 0.3, net.parameter_names, net.parameter_names)
    for row in made.rows:
        if row.stage in ("h", "loss", "error", "after"):
            continue
        total = sum(math.prod(made.values[n] for n in p) for p in row.products)
        sign = -1 if row.stage == "update" else 1
        assert sign * total == pytest.approx(row.value, rel=1e-9, abs=1e-12), row.name


@settings(derandomize=True, max_examples=25, deadline=None)
@given(SIZES, st.integers(0, 99))
def test_rows_use_only_what_stands_above_them(sizes, seed):
    net, x, y = case(sizes, seed)
    made = ledger(net, x, y, 0.3, net.parameter_names, net.parameter_names)
    names = [row.name for row in made.rows]
    assert len(set(names)) == len(names)
    for place, row in enumerate(made.rows):
        assert row.stage in STAGES
        assert row.stage in RULES
        parts = {n for p in row.products for n in p} | set(row.reuses)
        assert not parts & set(names[place:])


def test_values_are_those_of_the_two_passes_and_of_the_update():
    net, x, y = case((2, 3, 2), 5)
    moving = [n for n in net.parameter_names if n.startswith("W2")]
    made = ledger(net, x, y, 0.3, net.parameter_names, moving)
    gradients = backward(net, forward(net, [x]), [y])
    of = {row.name: row.value for row in made.rows}
    assert [of[f"d{n}"] for n in net.parameter_names] == gradients.parameters.tolist()
    assert {n for n in of if n.startswith("step_")} == {f"step_{n}" for n in moving}
    flat = net.parameters.copy()
    for name in moving:
        flat[net.index(name)] += of[f"step_{name}"]
    moved = Network.from_parameters(net.sizes, net.activations, flat)
    assert of["after"] == batch_loss(forward(moved, [x]), [y])


def test_one_edge_needs_its_way_and_nothing_beside_it():
    net, x, y = case((2, 2, 2), 1)
    made = ledger(net, x, y, 0.3, net.parameter_names, net.parameter_names)
    needed = made.needed("dW2_11")
    assert {"dW2_11", "delta2_1", "dh2_1", "h2_1", "z2_1", "h1_1", "z1_2"} <= needed
    assert not {"delta2_2", "dh1_1", "h2_2", "E"} & needed
    assert {"delta2_1", "delta2_2", "dh1_1"} <= made.needed("dW1_11")
    with pytest.raises(ValueError, match="dW9_11"):
        made.needed("dW9_11")


@pytest.mark.parametrize("rate", [math.nan, math.inf])
def test_a_rate_must_be_finite(rate):
    net, x, y = case((1, 1), 0)
    with pytest.raises(ValueError, match="learning_rate must be finite"):
        ledger(net, x, y, rate, [], [])


def test_what_moves_must_be_asked_for():
    net, x, y = case((1, 1), 0)
    with pytest.raises(ValueError, match="moving must be among asked, got W1_11"):
        ledger(net, x, y, 0.1, [], ["W1_11"])


@settings(derandomize=True, max_examples=20, deadline=None)
@given(SIZES, st.integers(0, 99), st.sampled_from(["sigmoid", "tanh", "relu"]))
def test_quotients_of_the_units_are_delta_and_dh(sizes, seed, activation):
    net, x, y = case(sizes, seed, activation)
    gradients = backward(net, forward(net, [x]), [y])
    for name, (value, kink) in unit_quotients(net, x, y).items():
        kind, _, unit = name.partition("_")
        layer = int(kind[-1])
        arrays = gradients.delta[layer - 1] if "delta" in kind else gradients.dh[layer]
        if not kink:
            right = arrays[0, int(unit) - 1]
            assert value == pytest.approx(right, rel=1e-4, abs=1e-8)


def test_a_width_must_be_positive():
    net, x, y = case((1, 1), 0)
    with pytest.raises(ValueError, match="epsilon must be positive"):
        unit_quotients(net, x, y, 0.0)
