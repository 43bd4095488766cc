"""What may be typed, and where it is said to be wrong."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from explorer.core.graph_nodes import MOST_NODES
from explorer.core.graph_values import UndefinedError, evaluate
from explorer.core.graphs import Graph
from explorer.core.tokens import LONGEST_TEXT, ExpressionError


def value(expression, **inputs):
    return evaluate(Graph.from_text(f"z = {expression}"), inputs)["z"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        *[("2 + 3*4", 14), ("(2 + 3)*4", 20), ("10 - 4 - 3", 3), ("16/4/2", 2)],
        *[("2**3**2", 512), ("-2**2", -4), ("(-2)**2", 4), ("2**-1", 0.5)],
        *[("2*-3", -6), ("--3", 3), ("-2*3 + 1", -5), ("2**-2**2", 0.0625)],
        *[("2 - -3**2*2", 20), ("-(1 + 2)", -3), (".5 + 2. + 1e-1", 2.6)],
        *[("max(1, 2)*3", 6), ("max(-1, -(2))", -1), ("max(max(1, 5), 2)", 5)],
        *[("relu(-3) + relu(2)", 2), ("sqrt(9)", 3), ("log(exp(2))", 2)],
        *[("sin(0) + cos(0)", 1), ("tanh(0)", 0), ("sigmoid(0)", 0.5)],
        *[("0**0", 1), ("(-3)**0", 1), ("(-8)**3", -512), ("3 − 2·4×5", -37)],
    ],
)
def test_python_s_precedences(expression, expected):
    assert value(expression) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "y = x1 + 2*x2; z = y**2",
            "y = x1 + 2*x2\nz = y**2\n",
            ";;y=x1+2*x2;\nz=y**2;",
        ],
        "\ty = x1 +\u00a02 * x2\r\n\r\nz = y ** 2",
    ],
)
def test_statements_end_with_a_semicolon_or_the_line(text):
    graph = Graph.from_text(text)
    assert graph.inputs == ("x1", "x2")
    assert [box.name for box in graph.boxes] == ["y", "z"]
    assert evaluate(graph, {"x1": 1, "x2": 3})["z"] == 49.0


REFUSED = {
    # The text with a ^ before the character at fault, and a part of the reason.
    "^": "no statement",
    "\n ; \n^": "no statement",
    "z^": "= is missing",
    "x^**2 + 1": "= is missing",
    "^3 = x": "starts with a name",
    "^= 3": "starts with a name",
    "z = ^": "a number, a name or ( is missing",
    "z = x + ^": "a number, a name or ( is missing",
    "z = x + ^* 2": "a number, a name or ( is missing",
    "z = x +^\ny = 2": "a number, a name or ( is missing",
    "z =^= x": "a number, a name or ( is missing",
    "z = (^)": "a number, a name or ( is missing",
    "z = exp(^)": "a number, a name or ( is missing",
    "z = ^+x": "a number, a name or ( is missing",
    "z = ^(x": "never closed",
    "z = (x + ^(y\n)": "never closed",
    "z = x^)": "no ( is open",
    "z = x^, y": "no ( is open",
    "z = (x^, y)": "takes 1 argument",
    "z = sin(x^, y)": "sin takes 1 argument",
    "z = max(x^)": "max takes 2 arguments",
    "z = max(x, y^, 2)": "max takes 2 arguments",
    "z = 2^x": "an operator",
    "z = x ^y": "an operator",
    "z = 3^(x)": "an operator",
    "z = (x)^(y)": "an operator",
    "z = 1_000".replace("_", "^_"): "an operator",
    "z = 0^x10": "an operator",
    "z = x ^= 2": "an operator",
    "z = x ^if y else 2": "an operator",
    "^sin = 3": "sin is a function",
    "z = ^sin": "write sin(…)",
    "z = ^max + 1": "write max(…)",
    "z = ^f(x)": "f is no function; there are exp, log",
    "z = ^__import__('os')": "__import__ is no function",
    "z = ^eval(x)": "eval is no function",
    "z = a^.b": "'.' has no meaning",
    "z = x^²": "a power is written **2",
    "z = x^[0]": "'[' has no meaning",
    "z = ^'a'": "has no meaning",
    "z = ^σ": "'σ' has no meaning",
    "z = ^\uff11": "has no meaning",
    "z = x ^# y": "'#' has no meaning",
    "z = ^1e999": "beyond 1.8e308",
    "z = ^abcdefghijklmnopqrstuvwxyz": "at most 20 characters",
    "z = ^z + 1": "z is not known before z",
    "y = x; ^y = 2": "y is computed already",
    "z = y; ^y = 2": "y is an input already",
    "y = 1; z = ^w(y)": "w is no function",
    "z = ^\ud800": "has no meaning",
    "z^\x00 = 1": "has no meaning",
}


@pytest.mark.parametrize("marked", REFUSED)
def test_an_error_points_at_the_character(marked):
    position = marked.index("^")
    text = marked[:position] + marked[position + 1 :]
    with pytest.raises(ExpressionError) as caught:
        Graph.from_text(text)
    error = caught.value
    assert (error.text, error.position) == (text, position)
    assert REFUSED[marked] in error.reason
    sentence = str(error)
    assert sentence.startswith(f"Character {position + 1} (")
    assert "▸" in sentence
    assert sentence.endswith(".")
    assert sentence.isprintable()


def test_a_caret_is_told_to_be_two_stars():
    with pytest.raises(
        ExpressionError, match=r"Character 6 .*written \*\*\."
    ) as caught:
        Graph.from_text("z = x^2")
    assert caught.value.position == 5


def test_long_texts_are_refused_at_the_limit():
    for text in ("(" * 10**6, "z = " + "x + " * 25_000, "\n" * 10**5):
        with pytest.raises(ExpressionError, match="at most 5000 characters") as caught:
            Graph.from_text(text)
        assert caught.value.position == LONGEST_TEXT
        assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 2400 + "x" + ")" * 2400,
        "-" * 4000 + "x",
        "x" + "+x" * 2400,
        "x" + "**1" * 1600,
        "relu(" * 800 + "x" + ")" * 800,
        "max(1," * 600 + "x" + ")" * 600,
    ],
)
def test_no_depth_is_too_deep(expression):
    graph = Graph.from_text(f"z = {expression}")
    assert evaluate(graph, {"x": 1.0})["z"] >= 1.0
    assert len(repr(graph)) < 4_000_000


def test_unclosed_parentheses_of_any_number():
    with pytest.raises(ExpressionError, match="is missing") as caught:
        Graph.from_text("z=" + "(" * 4000)
    assert caught.value.position == 4002


PIECES = st.sampled_from(
    [
        *["x", "y", "z", "=", ";", "\n", "+", "-", "*", "/", "**", "(", ")", ",", " "],
        *["1", "0", "2.5", "1e308", "exp", "log(", "sqrt(", "max(", "relu(", ".", "é"],
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60)))
@example("z = 10**10**10")
@settings(max_examples=400, deadline=None, derandomize=True)
def test_any_text_gives_a_graph_or_a_place(text):
    error = refusal(lambda: Graph.from_text(text), ExpressionError)
    if error is not None:
        assert 0 <= error.position <= len(text)
        assert str(error).isprintable()
        return
    graph = Graph.from_text(text)
    inputs = dict.fromkeys(graph.inputs, -1.5)
    error = refusal(lambda: evaluate(graph, inputs), UndefinedError)
    if error is not None:
        assert error.node in {box.name for box in graph.boxes}
        assert error.place.text == text
        assert text[error.place.position :].startswith(error.text.rstrip("…"))


def refusal(action, kind):
    try:
        action()
    except kind as error:
        return error
    return None


def node(name, expression, *arguments):
    return {"id": name, "expr": expression, "args": list(arguments)}


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ([], "at least one, got none"),
        (["z"], "must have id, expr and args, got 'z'"),
        ([{"id": "z", "expr": "1"}], "must have id, expr and args"),
        ([node("2z", "1")], "a name must have letters.* got '2z'"),
        ([node("exp", "1")], "be no function, got 'exp'"),
        ([node(["z"], "1")], "a name must have"),
        ([node("z", 3)], "expr of node z must be a text, got 3"),
        ([{"id": "z", "expr": "x", "args": "x"}], "args of node z must be a list"),
        ([node("z", "1", "q")], "inputs or earlier nodes, got q"),
        ([node("z", "1", "z")], "inputs or earlier nodes, got z"),
        ([node("z", "1", None)], "a name must have"),
        ([node("y", "x*2", "x"), node("z", "1", "y.1")], "got 'y.1'"),
        ([node("z", "1"), node("z", "2")], "Node z, character 1 .*computed already"),
        ([node("x", "1")], "Node x, character 1 .*x is an input already"),
        ([node("z", "x + y", "x")], "Node z, character 5 .*not among the args of z"),
        ([node("z", "1; 2")], "Node z, character 4 .*one expression is enough"),
        ([node("z", "")], "Node z, character 1 .*is missing"),
        (
            [node("z", "-" * 4900 + "x", "x"), node("y", "-" * 200 + "x", "x")],
            "Node y, character 101 .*5000 nodes",
        ),
    ],
)
def test_nodes_of_another_form_are_refused(nodes, message):
    assert MOST_NODES == 5000
    with pytest.raises(ValueError, match=message):
        Graph.from_nodes(nodes, inputs=["x"])


def test_too_many_inputs_name_the_one_too_many():
    names = [f"x{k}" for k in range(MOST_NODES + 1)]
    with pytest.raises(ValueError, match=r"at most 5000 nodes.* got x5000"):
        Graph.from_nodes([node("z", "1")], names)


def test_what_has_no_value_is_shown_in_its_own_text():
    graph = Graph.from_nodes([node("y", "2"), node("z", "3 + y/x", "x", "y")], ["x"])
    with pytest.raises(UndefinedError) as caught:
        evaluate(graph, {"x": 0.0})
    sentence = "Node z, character 5 (3 + ▸y/x): division by zero."
    assert str(caught.value) == sentence


def test_an_unknown_output_is_refused():
    with pytest.raises(ValueError, match="output must be one of z, got 'q'"):
        Graph.from_nodes([node("z", "1")], [], "q")
