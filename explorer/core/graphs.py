"""Expression graphs: who works on whom.

Decks: S0-03 to S0-11 (nodes and chains), S3-09 (fan-out), S3-10 (several inputs).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.core.arrays import check_option
from explorer.core.expressions import Statement, checked_name, parse, parse_expression
from explorer.core.graph_nodes import Box, GraphBuilder, Node
from explorer.core.tokens import ExpressionError


@dataclass(frozen=True)
class Graph:
    """A directed graph without cycles; every node is one operation.

    Attributes
    ----------
    nodes
        Inputs, numbers and operations, arguments before what works on them.
    boxes
        The statements: a coarser view of the same graph.
    output
        The name of the box whose derivatives are asked for.
    """

    nodes: tuple[Node, ...]
    boxes: tuple[Box, ...]
    output: str

    @classmethod
    def from_text(cls, text: str) -> Graph:
        """Read what a student typed; the output is the last statement.

        A name that no statement computes is an input: one node, however often used.

        Raises
        ------
        ExpressionError
            If the text is no such graph; with the place in the text.

        Examples
        --------
        S0-06:

        >>> graph = Graph.from_text("y = x + x**3; z = y**2")
        >>> graph.inputs, [box.name for box in graph.boxes], graph.output
        (('x',), ['y', 'z'], 'z')
        >>> for node in graph.nodes[1:4]:
        ...     print(node.name, node.operator, node.arguments)
        y.1 number ()
        y.2 ** ('x', 'y.1')
        y + ('x', 'y.2')
        """
        builder = GraphBuilder()
        for statement in parse(text):
            builder.add(text, statement)
        return cls._of(builder)

    @classmethod
    def from_nodes(
        cls,
        nodes: Sequence[Mapping[str, Any]],
        inputs: Iterable[str],
        output: str | None = None,
    ) -> Graph:
        """Read nodes that come one by one, as in a file of worked examples.

        Parameters
        ----------
        nodes
            In order, each with ``id``, ``expr`` (an expression without a name) and
            ``args``: the inputs and earlier nodes that the expression may use.
        inputs
            The names that need a value.
        output
            The id of a node; the last one if None.

        Raises
        ------
        ExpressionError
            If an expression is none, or uses a name that is not in ``args``.
        ValueError
            If the form is not this one; the sentence names the node.

        Examples
        --------
        S3-09, where t is used twice and z not at all:

        >>> graph = Graph.from_nodes([
        ...     {"id": "x", "expr": "t", "args": ["t"]},
        ...     {"id": "y", "expr": "t", "args": ["t"]},
        ...     {"id": "z", "expr": "1", "args": []},
        ...     {"id": "f", "expr": "x**2 + y**3 + z**4", "args": ["x", "y", "z"]},
        ... ], inputs=["t"])
        >>> [(box.name, box.arguments) for box in graph.boxes]
        [('x', ('t',)), ('y', ('t',)), ('z', ()), ('f', ('x', 'y', 'z'))]
        """
        builder = GraphBuilder()
        for name in inputs:
            builder.add_input(checked_name(name))
        for node in nodes:
            _add_node(builder, node)
        if not builder.boxes:
            raise ValueError("nodes must be at least one, got none.")
        if output is not None:
            check_option("output", output, [box.name for box in builder.boxes])
        return cls._of(builder, output)

    @classmethod
    def _of(cls, builder: GraphBuilder, output: str | None = None) -> Graph:
        boxes = tuple(builder.boxes)
        return cls(tuple(builder.nodes.values()), boxes, output or boxes[-1].name)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names that need a value."""
        return tuple(node.name for node in self.nodes if node.operator == "input")


def _add_node(builder: GraphBuilder, node: Mapping[str, Any]) -> None:
    if not isinstance(node, Mapping) or not {"id", "expr", "args"} <= node.keys():
        raise ValueError(f"a node must have id, expr and args, got {node!r:.60}.")
    name, text, arguments = checked_name(node["id"]), node["expr"], node["args"]
    if not isinstance(text, str):
        raise ValueError(f"expr of node {name} must be a text, got {text!r:.40}.")
    if not isinstance(arguments, (list, tuple)):
        raise ValueError(f"args of node {name} must be a list, got {arguments!r:.40}.")
    for argument in arguments:
        if checked_name(argument) not in builder.nodes:
            raise ValueError(
                f"args of node {name} must be inputs or earlier nodes, got {argument}."
            )
    try:
        builder.add(text, Statement(name, parse_expression(text), 0), arguments)
    except ExpressionError as error:
        raise ExpressionError(text, error.position, error.reason, name) from None
