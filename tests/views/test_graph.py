"""An expression graph: where its boxes stand, what is written, what flows back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.graph_backward import box_edges, sweep
from explorer.core.graph_values import evaluate
from explorer.core.graphs import Graph
from explorer.language.palette import PALETTES
from explorer.views.graph import GraphView
from explorer.views.graph_layout import arrange, place
from explorer.views.graph_parts import GraphEdge, GraphNode, Slope

from .scenes import blit, figure, outside, overlaps, whole

CHAIN = ("y = x + x**3; z = y**2", {"x": 1.0})
SHARED = ("x = t; y = t; f = x**2 + y**3", {"t": 2.0})
GRAPHS = [
    CHAIN,
    SHARED,
    ("y = x1 + 2*x2; z = y**2", {"x1": 1.0, "x2": 3.0}),
    ("y = x*x; z = y*x + x", {"x": 300.0}),
    ("a = x; b = a*x; c = b*x; d = c*x; e = d*x", {"x": -1.7e5}),
    ("p = x; q = 2; z = x*y*u*v", {"x": 1.0, "y": -2.0, "u": 3.0, "v": 0.0}),
]


def pieces(text, inputs, note=""):
    """Return nodes and edges as an explorer makes them."""
    trace = evaluate(Graph.from_text(text), inputs)
    graph, edges = trace.graph, box_edges(trace)
    back = sweep(edges, graph.output).totals
    nodes = [
        GraphNode(
            name, name, text, trace[name], f"{name} is a node",
            tuple(Slope(e.rule, e.factor) for e in edges if e.target == name),
            back.get(name, 0.0), f"d{graph.output}/d{name}", note,
        )
        for name, text in [
            *((name, "") for name in graph.inputs),
            *((box.name, box.text) for box in graph.boxes),
        ]
    ]  # fmt: skip
    wires = [
        GraphEdge(
            f"{e.source}-{e.target}", e.source, e.target,
            e.factor * back.get(e.target, 0.0),
        )
        for e in edges
    ]  # fmt: skip
    return nodes, wires


def made(graph=CHAIN, look="light", size=(620, 430), **more):
    view = GraphView(figure(*size)[1], PALETTES[look], title="Values and slopes")
    view.update(*pieces(*graph), **more)
    return view


def test_the_lectures_numbers_stand_on_the_wires_and_in_the_boxes():
    texts = dict(made().texts())
    assert texts["x_value"] == "x = 1.00"
    assert texts["y_value"] == "y = 2.00"
    assert texts["y_slope_0"] == "dy/dx = 4.00"
    assert texts["z_slope_0"] == "dz/dy = 4.00"
    assert texts["x_back"] == "dz/dx = 16.0"


def test_where_wires_part_each_carries_its_share_and_the_node_the_sum():
    texts = dict(made(SHARED).texts())
    assert (texts["t-x_back"], texts["t-y_back"]) == ("+4.00", "+12.0")
    assert "16.0" in texts["t_back"]


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("size", [(620, 430), (900, 690), (520, 330)])
def test_nothing_overlaps_and_nothing_is_cut_off(graph, size):
    view = made(graph, size=size, caption="A caption.")
    assert overlaps(view) == []
    assert outside(view) == []


NOTED = [
    *GRAPHS[:4],
    ("z = x*y*u", {"x": 1.0, "y": -2.0, "u": 3.0}),
    ("n = w*h; o = sigmoid(n); e = (o - t)**2/2", {"w": 0.4, "h": 0.4, "t": 1.0}),
    ("a = x**2; b = 3*x; c = a + b; d = c**2; e = 2*c; f = d*e", {"x": 1.0}),
]


@pytest.mark.parametrize("graph", NOTED)
def test_notes_have_room_or_give_way_to_the_numbers(graph):
    view = made(size=(1060, 225))
    view.update(*pieces(*graph, note="+0.00100"))
    assert overlaps(view) == []
    assert outside(view) == []
    assert f"{next(iter(graph[1]))}_value" in dict(view.texts()), view.texts()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_an_update_looks_like_a_new_picture(look):
    view = made(look=look)
    again = [pieces(*graph, note="+0.00100") for graph in (SHARED, CHAIN)]
    changes = [
        lambda p=p: view.update(*p, selected=p[0][0].id, caption="c") for p in again
    ]
    assert np.array_equal(blit(view, changes), whole(view))


def test_nodes_can_be_pointed_at_where_they_are():
    view = made()
    spots = view.hotspots()
    assert [spot.id for spot in spots] == ["node-x", "node-y", "node-z"]
    assert [spot.label for spot in spots] == [
        "x is a node",
        "y is a node",
        "z is a node",
    ]
    left = [spot.rect[0] for spot in spots]
    assert left == sorted(left)
    assert "x is a node" in view.alt()


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 9))
    nodes = [f"n{k}" for k in range(count)]
    pairs = [(a, b) for i, a in enumerate(nodes) for b in nodes[i + 1 :]]
    links = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return nodes, links


@given(graphs())
@settings(derandomize=True, deadline=None, max_examples=60)
def test_wires_go_to_the_right_and_boxes_do_not_meet(graph):
    nodes, links = graph
    found = arrange(nodes, links)
    at = {name: k for k, column in enumerate(found.columns) for name in column}
    assert set(nodes) <= set(at)
    for source, target in links:
        way = [at[name] for name in (source, *found.lanes[source, target], target)]
        assert way == list(range(way[0], way[-1] + 1))
    sizes = dict.fromkeys(nodes, (30.0, 20.0))
    gaps = [20.0] * len(found.columns)
    boxes = place(found, sizes, gaps, (1000.0, 1000.0), 10.0)
    for i, (a0, b0, a1, b1) in enumerate(boxes.values()):
        for c0, d0, c1, d1 in list(boxes.values())[i + 1 :]:
            assert a1 <= c0 or c1 <= a0 or b1 <= d0 or d1 <= b0


def test_where_it_is_only_low_letters_shrink_before_words_go():
    written = dict(made(size=(1600, 160)).texts())
    assert written["y_name"] == "y = x + x**3"
    assert written["x_value"] == "x = 1.00"
