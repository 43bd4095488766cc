"""Files of other courses: what is recomputed, and what is refused with a sentence."""

from __future__ import annotations

import json
from contextlib import suppress

import numpy as np
import pytest

from explorer.core.network import Layer, Network, backward, forward
from explorer.decks.check import check
from explorer.decks.schema import UnusableError, parse

GRAPH = {
    "inputs": {"a": 2.0, "b": 3.0},
    "nodes": [
        {"id": "y", "expr": "a*b", "args": ["a", "b"]},
        {"id": "z", "expr": "y**2 + a", "args": ["y", "a"]},
    ],
}
NETWORK = {
    "layers": [
        {"W": [[0.1, 0.2], [0.3, 0.4], [0.5, -0.6]], "b": [0.1, 0.0, -0.1],
         "activation": "tanh"},
        {"W": [[1.0, -2.0, 0.5]], "b": [0.25], "activation": "sigmoid"},
    ],
    "X": [[1.0, 0.0, -1.0, 2.0], [0.5, 1.0, 0.0, -0.5]],
    "Y": [[1.0, 0.0, 1.0, 0.0]],
    "loss": "half_se", "loss_scale": 0.3,
}  # fmt: skip
DESCENT = {
    "objective": "x**2 + 2*y", "variables": ["x", "y"], "x0": [1.0, 0.0],
    "rule": "sgd", "lr": 0.25, "n_steps": 2,
}  # fmt: skip


def example(given, name="mine", **values):
    expected = {key: {"value": value} for key, value in values.items()}
    return {"id": name, "given": given, "expected": expected}


def checked(*examples):
    return check(parse(json.dumps(examples)))


def reason(given, **values):
    [text] = checked(example(given, **(values or {"v": 1.0}))).unusable
    return text


def test_a_graph():
    values = {"y": 6, "z": 38, "dz/dy": 12, "dz/da": 1, "dz/db": 24, "dy/da": 3}
    assert checked(example({"graph": GRAPH}, **values)).matching == 1


def test_a_network_in_the_file_s_orientation():
    """Four examples, three units: nothing fits when it is turned the wrong way."""
    layers = [Layer(**layer) for layer in NETWORK["layers"]]
    net, x = Network(tuple(layers)), np.array(NETWORK["X"]).T
    trace = forward(net, x)
    found = backward(net, trace, np.array(NETWORK["Y"]).T, scale=0.3)
    values = {
        "z1": trace.z[0].T, "h2": trace.h[2].T, "fprime1": trace.slope[0].T,
        "dE_dh0": found.dh[0].T, "delta1": found.delta[0].T, "dW1": found.dW[0],
        "db2": found.db[1],
    }  # fmt: skip
    given = {name: value.tolist() for name, value in values.items()}
    assert np.shape(given["z1"]) == (3, 4)
    assert checked(example(NETWORK, E=found.loss, **given)).matching == 1
    turned = example(NETWORK, z1=trace.z[0].tolist())
    assert str(checked(turned).wrong[0]) == (
        "mine: z1: expected 4 values, computed 3 values"
    )


def test_the_cross_entropies_and_a_scale_of_zero():
    bce = {**NETWORK, "loss": "bce", "loss_scale": 1.0}
    delta = [[h - y for h, y in zip(*pair, strict=True)] for pair in _outputs(bce)]
    assert checked(example(bce, delta2=delta)).matching == 1
    assert checked(example({**NETWORK, "loss_scale": 0}, E=0.0)).matching == 1


def _outputs(given):
    layers = [Layer(**layer) for layer in given["layers"]]
    trace = forward(Network(tuple(layers)), np.array(given["X"]).T)
    return [(trace.output[:, 0].tolist(), given["Y"][0])]


def test_an_optimiser():
    values = {
        "trajectory": [[1, 0], [0.5, -0.5], [0.25, -1]],
        "objective_values": [1, -0.75, -1.9375],
        "gradients": [[2, 2], [1, 2]],
        "state": [{}, {}],
    }
    assert checked(example(DESCENT, **values)).matching == 1
    null = {**DESCENT, "alpha": None}
    assert checked(example(null, **values)).matching == 1


@pytest.mark.parametrize(
    ("rule", "name", "first", "second"),
    [
        ("momentum", "dw", [-0.5, -0.5], [-0.5, -0.75]),
        ("nesterov", "n", [0.5, 0.5], [0.375, 0.75]),
    ],
)
def test_the_state_of_a_memory(rule, name, first, second):
    given = {**DESCENT, "rule": rule, "alpha": 0.5}
    state = [{name: first}, {name: second}]
    report = checked(example(given, state=state))
    assert report.matching == 1, report.wrong


def test_adagrad_with_eps_0_and_a_slope_of_0():
    given = {**DESCENT, "rule": "adagrad", "objective": "x**2 + 0*y", "n_steps": 1}
    state = [{"sum_g2": [4, 0], "effective_lr": [0.125, 0]}]
    assert checked(example(given, state=state, trajectory=[[1, 0], [0.75, 0]])).matching


def without(given, key):
    return {name: value for name, value in given.items() if name != key}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "given must have one of graph, layers, objective, got none"),
        ({"kind": "network"}, "one of graph, layers, objective, got none"),
        ({"graph": GRAPH, "objective": "x"}, "got graph, objective"),
        ({"graph": 3}, "graph must be an object, got 3"),
        ({"graph": without(GRAPH, "nodes")}, "given must have nodes"),
        ({"graph": {**GRAPH, "nodes": [1]}}, "a node must have id, expr and args"),
        ({"graph": {**GRAPH, "inputs": {"a": "2"}}}, "input a must be a number, got 2"),
        ({"graph": {**GRAPH, "inputs": {"a": 1}}}, "must be inputs or earlier nodes"),
        ({"graph": {**GRAPH, "output": "q"}}, "output must be one of y, z, got 'q'"),
        (without(NETWORK, "X"), "given must have X"),
        ({**NETWORK, "X": [[1.0, 2.0], [3.0]]}, "X must be a list of rows of numbers"),
        ({**NETWORK, "X": [["1", "2"]]}, "X must be a list of rows of numbers"),
        ({**NETWORK, "X": NETWORK["Y"]}, "X and Y must have 2 and 1 rows"),
        ({**NETWORK, "layers": []}, "A network needs at least one layer"),
        ({**NETWORK, "layers": NETWORK["layers"] * 2}, "cannot feed one that takes"),
        ({**NETWORK, "loss": "mse"}, "loss must be one of half_se, bce, cce"),
        ({**NETWORK, "loss_scale": None}, "loss_scale must be a number, got None"),
        (without(DESCENT, "variables"), "given must have variables"),
        ({**DESCENT, "rule": "adam"}, "rule must be one of sgd, momentum"),
        ({**DESCENT, "rule": "momentum"}, "alpha of momentum must be a number"),
        ({**DESCENT, "n_steps": 10**9}, "n_steps must be a whole number from 0 to"),
        ({**DESCENT, "n_steps": 1.5}, "n_steps must be a whole number from 0 to"),
        ({**DESCENT, "x0": [1.0]}, "x0 must have a number for each variable, got 1"),
        ({**DESCENT, "objective": "open(x)"}, "open is no function"),
        ({**DESCENT, "objective": "x.y"}, "a number may hold one, a name none"),
        ({**DESCENT, "objective": "log(x)*y", "x0": [0, 0]}, "character 1 (▸log(x)*y)"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(given, said):
    text = reason(given)
    assert text.startswith("mine: ")
    assert said in text
    assert "\n" not in text


def layer(**changes):
    first = {**NETWORK["layers"][0], **changes}
    return {**NETWORK, "layers": [first, NETWORK["layers"][1]]}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (layer(activation="swish"), "layer 1: activation must be one of linear"),
        (layer(b=[1.0]), "layer 1: A layer needs W of shape"),
        (layer(W=[[[1.0]]]), "W of layer 1 must be a list of rows of numbers"),
        (layer(W=[[True, False]] * 3), "W of layer 1 must be a list of rows"),
        (layer(activation="step"), "step is for the forward pass only"),
        ({**NETWORK, "loss": "cce"}, "needs a softmax output layer, got sigmoid"),
    ],
)
def test_a_layer_that_cannot_be_is_named(given, said):
    assert said in reason(given, dW1=[[1.0]])


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"graph": GRAPH}, "a"),  # given, not computed
        ({"graph": GRAPH}, "dq/da"),
        ({"graph": GRAPH}, "dz/dq"),
        ({"graph": GRAPH}, "z.2"),
        (NETWORK, "h0"),
        (NETWORK, "dW3"),
        (NETWORK, "db0"),
        (NETWORK, "W1"),
        (DESCENT, "x1"),
    ],
)
def test_a_name_that_the_form_has_not_is_named(given, name):
    assert f"{name} is no value of" in reason(given, **{name: 1.0})


def test_a_softmax_has_no_slope_of_one_unit():
    layers = [NETWORK["layers"][0], {**NETWORK["layers"][1], "activation": "softmax"}]
    given = {**NETWORK, "layers": layers}
    assert reason(given, fprime2=[[0.0]]) == (
        "mine: fprime2 is no value of a layer that is a softmax."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON: Expecting value at line 1, column 1"),
        ("[1,", "not JSON"),
        ("{}", "must be a list of examples"),
        ("[]", "must be a list of examples, got none"),
        ("[3]", "example 1 must be an object, got 3"),
        ('[{"given": {}}]', "example 1 must have an id"),
        ('[{"id": "a"}]', "a must have given, an object"),
        ('[{"id": "a", "given": {}}]', "a must have expected, an object"),
        ('[{"id": "a", "given": {}, "expected": {}}]', "a must expect something"),
        ('[{"id": "a", "given": {}, "expected": {"E": 1}}]', "a, E must be an object"),
        ('[{"id": "a", "id": "b"}]', "id stands twice"),
        ('[{"id": "a", "given": {}, "expected": {"E": {"value": NaN}}}]', "NaN"),
        ('[{"id": "a", "given": {"x": 1e999}}]', "a: a number is too large"),
        ("[" * 100_000, "nested too deeply"),
        ("[" + "9" * 5000 + "]", "a number is too long"),
        (f'[{{"id": "a", "given": {{"x": {"[" * 30}{"]" * 30}}}}}]', "more than 20"),
        (
            '[{"id": "a", "given": {}, "expected": {"E": {"value": 1, "rtol": -1}}}]',
            "a, E: rtol must be a number, at least 0, got -1",
        ),
    ],
)
def test_a_file_that_is_none_is_one_sentence(text, said):
    with pytest.raises(UnusableError) as refused:
        parse(text)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_tolerances_are_the_file_s_or_the_default():
    close = example({"graph": GRAPH}, z=38.0 * (1 + 0.9e-9))
    off = example({"graph": GRAPH}, z=38.0 * (1 + 1.1e-9))
    assert checked(close, off).matching == 1
    off["expected"]["z"]["rtol"] = 0.1
    assert checked(close, off).matching == 2


GARBAGE = [None, True, -1, 0, 1e308, 10**400, "", "inf", "\ud800", [], {}, [[]], [{}]]


@pytest.mark.parametrize("form", [{"graph": GRAPH}, NETWORK, DESCENT])
def test_nothing_in_a_file_raises(form):
    """Each part of each form replaced by each piece of garbage."""

    def variants(value):
        yield from GARBAGE
        if isinstance(value, dict | list):
            for key in value if isinstance(value, dict) else range(len(value)):
                for other in variants(value[key]):
                    changed = value.copy()
                    changed[key] = other
                    yield changed

    names = {"z": 1.0, "E": 1.0, "trajectory": [[0.0]], "dz/da": 1.0, "dW1": [[1.0]]}
    count = 0
    for given in variants(form):
        for name, value in names.items():
            text = json.dumps([example(given, **{name: value})])
            with suppress(UnusableError):
                assert check(parse(text)).total == 1
            count += 1
    assert count > 700
