from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ElementTree
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from explorer.core.datasets import xor
from explorer.core.factors import weight_factors
from explorer.core.network import Network, backward, forward, parameter_names
from explorer.language.numbers import parse
from explorer.language.palette import PALETTES
from explorer.views.network import NetworkView
from tests.views.scenes import blit, outside, overlaps, whole

SIZES = [(330, 380, 1.0), (340, 400, 1.0), (480, 430, 1.0), (820, 760, 1.5)]
HIDDEN = (1, 2, 3, 4, 5, 8)
SIGMOIDS = ("sigmoid", "sigmoid")
EXTREMES = [
    (0.5, SIGMOIDS),
    (12.34, SIGMOIDS),
    (300.0, SIGMOIDS),
    (4e-5, ("tanh", "sigmoid")),
    (8e5, ("relu", "linear")),
]


def network(
    hidden: int = 2, scale: float = 2.0, seed: int = 1, activations: Any = SIGMOIDS
) -> Network:
    sizes = (2, hidden, 1)
    rng = np.random.default_rng(seed)
    parameters = rng.normal(0, scale, len(parameter_names(sizes)))
    return Network.from_parameters(sizes, activations, parameters)


def view(width: int = 340, height: int = 400, scale: float = 1.0, look: str = "light"):
    figure = Figure(figsize=(width / 100, height / 100), dpi=100)
    FigureCanvasAgg(figure)
    return NetworkView(figure.add_axes((0, 0, 1, 1)), PALETTES[look], scale)


def show(
    made: NetworkView, net: Network, selected: str | None = "W1_11", example: int = 2,
    x: Any = None,
) -> tuple[Any, ...]:  # fmt: skip
    inputs, y = xor()
    inputs = inputs if x is None else np.asarray(x)
    trace = forward(net, inputs)
    gradients = backward(net, trace, y)
    factors = None
    if selected is not None:
        factors = weight_factors(net, trace, gradients, selected, example)
    made.update(net, trace, gradients, example, selected, factors, y)
    return trace, gradients, y


def test_every_number_is_the_cores() -> None:
    made, net = view(), network()
    trace, gradients, y = show(made, net)
    written = dict(made.texts())
    expected = dict(zip(net.parameter_names, net.parameters, strict=True))
    for name, slope in zip(
        net.parameter_names, gradients.example_gradient[2], strict=True
    ):
        expected[f"d{name}"] = slope
    for layer, i in [(1, 1), (1, 2), (2, 1)]:
        expected |= {
            f"z{layer}_{i}": trace.z[layer - 1][2, i - 1],
            f"h{layer}_{i}": trace.h[layer][2, i - 1],
            f"delta{layer}_{i}": gradients.delta[layer - 1][2, i - 1],
            f"dh{layer}_{i}": gradients.dh[layer][2, i - 1],
        }
    expected |= {"x_1": 1.0, "x_2": 0.0, "y_1": y[2, 0], "E": gradients.example_loss[2]}
    assert len(expected) == 34
    for name, value in expected.items():
        rounding = 0.0051 * (1 if name[0] in "Wbz" else abs(value))
        assert parse(written[name]) == pytest.approx(value, abs=rounding), name


def test_signs_are_always_written_and_dashes_follow_them() -> None:
    made = view()
    show(made, network())
    written = dict(made.texts())
    for name, value in made.values.items():
        if name[0] not in "xyE" and value != 0:
            assert written[name][0] == ("+" if value > 0 else "−"), name
    paths = {id(path): name for name, path in made._paths.items()}
    dashes = {
        paths[id(w.path)]: w.dashed for w in made.wires.wires if id(w.path) in paths
    }
    assert dashes == {n: made.values[n] < 0 for n in network().parameter_names}


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_meets_whatever_it_says(
    width: int, height: int, scale: float, hidden: int
) -> None:
    made = view(width, height, scale)
    x = np.array([[0, 0], [0, 1], [-1.04, 0.93], [-1.23e-5, 9.9]])
    nets = [
        network(hidden, size, seed, activations)
        for size, seed in [
            (0.5, 1),
            (12.34, 2),
            (4e-5, 3),
            (3e3, 4),
            (8e5, 5),
            (0.0, 6),
        ]
        for activations in (SIGMOIDS, ("relu", "linear"), ("tanh", "sigmoid"))
    ]
    for k, net in enumerate(nets):
        names = net.parameter_names
        for selected in (None, names[k % len(names)], names[-1 - k % len(names)]):
            show(made, net, selected, 2 + k % 2, x)
            assert (overlaps(made), outside(made)) == ([], []), (selected, k)


def test_small_networks_show_all_numbers_and_large_ones_those_asked_for() -> None:
    for width, height, scale in SIZES:
        made = view(width, height, scale)
        show(made, network())
        ids = dict(made.texts())
        assert all(n in ids and f"d{n}" in ids for n in network().parameter_names)
    made = view(480, 430)
    show(made, network(8), "W1_32")
    ids = dict(made.texts())
    assert {"W1_31", "W1_32", "b1_3", "dW1_32", "W2_13", "dW2_13"} <= set(ids)
    assert not {"W1_11", "b1_1", "W2_12"} & set(ids)
    assert {"z1_3", "dh1_3", "h1_1", "delta1_1"} <= set(ids)
    assert "z1_1" not in ids


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_numbers_are_large_enough(width: int, height: int, scale: float) -> None:
    made = view(width, height, scale)
    show(made, network())
    assert made.layout is not None
    assert made.layout.font >= 10.8 * scale


def test_powers_of_ten_stand_closer_before_they_are_written_smaller() -> None:
    made = view(540, 760, 1.5)
    show(made, network(scale=4e-5))
    plain = {label.id: label.size for label in made.numbers.labels}["x_1"]
    drawn = [one for one in made.numbers.labels if "10" in one.text and "×" in one.text]
    assert drawn
    assert all(" × " not in one.text for one in drawn if one.size < plain)
    assert all(one.size >= 0.8 * plain for one in drawn)
    published = dict(made.texts())
    assert all(" × 10" in published[one.id] for one in drawn)


def test_wires_keep_clear_of_numbers() -> None:
    made = view()
    show(made, network(2, 12.0), selected=None)
    assert made.layout is not None
    labels = {n: box for n, _, box in made.text_extents() if not n.startswith("key")}
    left, bottom = made.ax.bbox.x0, made.ax.bbox.y0
    for wire in made.wires.wires:
        half = wire.width / 0.72 / 2
        line = np.add(wire.path.interpolated(20).vertices, (left, bottom))
        for name, (x0, y0, x1, y1) in labels.items():
            if name.endswith("_state"):
                continue
            inside = (line[:, 0] > x0) & (line[:, 0] < x1)
            inside &= (line[:, 1] > y0 - half) & (line[:, 1] < y1 + half)
            assert not inside.any(), name


def test_selection_is_blue_its_ways_orange_and_the_rest_faded() -> None:
    made, net = view(), network()
    show(made, net, "W1_21")
    palette = made.palette
    colours = {id(wire.path): wire for wire in made.wires.wires}
    by_name = {name: colours[id(path)] for name, path in made._paths.items()}
    assert by_name["W1_21"].colour == palette.edge
    assert by_name["W2_12"].colour == palette.path
    assert by_name["W1_21"].width == max(wire.width for wire in by_name.values())
    assert {
        w.colour for n, w in by_name.items() if n not in ("W1_21", "W2_12")
    }.isdisjoint({palette.positive, palette.negative, palette.edge, palette.path})
    assert made.wires.wires[-1] is by_name["W1_21"]  # above all others
    marked = {label.id for label in made.numbers.labels if label.background}
    assert marked >= {"W1_21", "dW1_21", "x_1", "z1_2", "W2_12", "z2_1", "dh2_1"}
    show(made, net, None)
    assert not any(w.colour in (palette.edge, palette.path) for w in made.wires.wires)
    assert not any(label.background for label in made.numbers.labels)


@pytest.mark.parametrize(
    ("activation", "weight", "word"),
    [("sigmoid", 9.0, "flat"), ("tanh", -9.0, "flat"), ("relu", -1.0, "dead"),
     ("relu", 1.0, ""), ("linear", 9.0, ""), ("sigmoid", 1.0, "")],
)  # fmt: skip
def test_flat_and_dead_units_are_named(
    activation: str, weight: float, word: str
) -> None:
    made = view()
    net = network(activations=(activation, "linear")).replace(
        W1_11=weight, W1_12=0.0, b1_1=0.0
    )
    show(made, net)
    assert dict(made.texts()).get("h1_1_state", "") == word
    assert (f"is {word}" in made.alt()) == bool(word)
    hatched = [w for w in made.wires.wires if w.path is made._hatches["h1_1"]]
    assert bool(hatched) == bool(word)


def test_hotspots_name_every_weight_bias_and_unit() -> None:
    made = view()
    net = network().replace(W1_12=-0.5)
    show(made, net, "W1_12", example=1)
    spots = {spot.id: spot for spot in made.hotspots()}
    assert set(spots) == {*net.parameter_names, "h1_1", "h1_2", "h2_1"}
    written = dict(made.texts())
    effect = "lowers" if made.values["dW1_12"] < 0 else "raises"
    assert spots["W1_12"].label == (
        f"Weight w¹₁₂ from x₂ to h¹₁: −0.50, gradient {written['dW1_12']}; "
        f"a nudge up {effect} E"
    )
    assert spots["b2_1"].label.startswith("Bias b²₁ of ŷ: ")
    assert spots["h2_1"].label.startswith("Output unit ŷ: z²₁ ")
    boxes = [spot.rect for spot in spots.values()]
    for (a, b, c, d), (e, f, g, h) in itertools.combinations(boxes, 2):
        assert (
            a + c <= e + 1e-6
            or e + g <= a + 1e-6
            or b + d <= f + 1e-6
            or f + h <= b + 1e-6
        )
    for left, top, width, height in boxes:
        assert left >= 0
        assert top >= 0
        assert left + width <= 340
        assert top + height <= 400
        assert min(width, height) >= 24  # WCAG 2.5.8
    ends = {n: box for n, _, box in made.text_extents()}
    left, top, width, height = spots["W1_12"].rect
    x0, y0, x1, y1 = ends["dW1_12"]
    assert left <= x0
    assert x1 <= left + width + 1
    assert top <= 400 - y1
    assert 400 - y0 <= top + height


def test_alt_states_the_example() -> None:
    made = view()
    show(made, network(), None, example=1)
    assert made.alt().startswith("Network 2-2-1, example 2: x₁ = 0, x₂ = 1, ŷ = ")
    assert "Selected" not in made.alt()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("hidden", [2, 8])
def test_a_blit_equals_a_full_draw(look: str, hidden: int) -> None:
    made = view(look=look)
    show(made, network(hidden))
    blitted = blit(
        made,
        [
            lambda: show(made, network(hidden, 7.0, 4), example=1),
            lambda: show(made, network(hidden, 30.0, 5), "W2_12", example=3),
        ],
    )
    assert np.array_equal(blitted, whole(made))


def test_only_another_shape_or_function_is_laid_out_anew() -> None:
    made = view()
    show(made, network())
    made.stale = False
    layout = made.layout
    for seed, selected, example in [(2, "W2_11", 0), (3, None, 1), (4, "b1_2", 3)]:
        show(made, network(seed=seed), selected, example)
        assert made.layout is layout
        assert not made.stale
    show(made, network(activations=("tanh", "sigmoid")))
    assert made.stale
    still = len(made.ax.get_children())
    for hidden in (3, 2):
        show(made, network(hidden))
    assert len(made.ax.get_children()) <= still


def test_saved_as_real_text_without_a_warning() -> None:
    made = view()
    show(made, network())
    with BytesIO() as file, rc_context({"svg.fonttype": "none"}):
        made.figure.savefig(file, format="svg")
        root = ElementTree.fromstring(file.getvalue().decode())  # noqa: S314
    text = re.sub(r"\s+", " ", " ".join(root.itertext()))
    assert dict(made.texts())["W1_11"] in text


@pytest.mark.parametrize("size", [1e-300, 1e5, 1e100, 1e300])
def test_extremes_raise_no_warning(size: float) -> None:
    made = view()
    for activations in (SIGMOIDS, ("relu", "linear"), ("tanh", "tanh")):
        show(made, network(2, size, 3, activations))
        made.figure.canvas.draw()
        assert not any(re.search("nan|inf", text) for _, text in made.texts())
