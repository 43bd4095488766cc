"""The nodes of an expression graph, made of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from explorer.core.expression_reader import Term
from explorer.core.expressions import Statement
from explorer.core.tokens import ExpressionError, Place

MOST_NODES = 5000

_SHOWN = 40  # characters of a part that a node keeps


@dataclass(frozen=True)
class Node:
    """One operation, number or input.

    Attributes
    ----------
    name
        An input's or a statement's name; ``"y.1"``, ``"y.2"``, ... inside ``y``.
    operator
        A key of `OPERATORS`, ``"input"`` or ``"number"``.
    arguments
        The names of the nodes it works on, in order; one that is used twice is twice
        here.
    box
        The statement it belongs to; empty for an input.
    text
        The part as typed, shortened.
    number
        The value of a number, else None.
    is_fixed
        Whether it is made of numbers alone and has no name of its own: no derivative
        is taken by it.
    place
        Where it begins in what was typed; of an input where it is first used, None if
        it was declared.
    """

    name: str
    operator: str
    arguments: tuple[str, ...]
    box: str
    text: str
    number: float | None = None
    is_fixed: bool = False
    # no part of what the node is, and its text may be long
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def kind(self) -> Literal["input", "number", "operation"]:
        """What it is, in one word."""
        if self.operator == "input":
            return "input"
        return "operation" if self.number is None else "number"


@dataclass(frozen=True)
class Box:
    """A statement as one node with several arguments.

    Attributes
    ----------
    name
        What it computes.
    text
        Its expression, as typed.
    arguments
        The inputs and boxes it uses, each once.
    place
        Where its statement begins in what was typed.
    """

    name: str
    text: str
    arguments: tuple[str, ...]
    place: Place = field(compare=False, repr=False)


class GraphBuilder:
    """Collects nodes and boxes, statement by statement.

    Examples
    --------
    >>> from explorer.core.expressions import parse
    >>> builder = GraphBuilder()
    >>> builder.add("y = x*x", parse("y = x*x")[0])
    >>> [(node.name, node.arguments) for node in builder.nodes.values()]
    [('x', ()), ('y', ('x', 'x'))]
    """

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.boxes: list[Box] = []

    def add_input(self, name: str, place: Place | None = None) -> None:
        """Add an input; ``place`` is where it is first used, if it is not declared."""
        self._add(Node(name, "input", (), "", name, place=place))

    def add(
        self, text: str, statement: Statement, arguments: Sequence[str] | None = None
    ) -> None:
        """Add a statement.

        Parameters
        ----------
        text
            Where the terms of the statement have their places.
        statement
            Its name is new.
        arguments
            The nodes it may use; if None all, and an unknown name becomes an input.

        Raises
        ------
        ExpressionError
            If the name is taken, one in the expression may not be used, or the graph
            has too many nodes.
        """
        name, terms = statement.name, statement.terms
        names = [term for term in terms if term.operator == "name"]
        used = dict.fromkeys(str(term.content) for term in names)
        whose = "" if arguments is None else name
        if arguments is None:
            for term in names:
                each = str(term.content)
                if each not in self.nodes and each != name:
                    self.add_input(each, Place(text, term.start))
        for term in names:
            if term.content not in (self.nodes if arguments is None else arguments):
                reason = f"{term.content} is not known before {name}"
                if arguments is not None:
                    reason = f"{term.content} is not among the args of {name}"
                raise ExpressionError(text, term.start, reason)
        if name in self.nodes:
            taken = "an input" if self.nodes[name].kind == "input" else "computed"
            reason = f"{name} is {taken} already; take another name"
            raise ExpressionError(text, statement.start, reason)
        self._add_terms(text, name, terms, whose)
        whole = text[terms[-1].start : terms[-1].stop]
        once = used if arguments is None else dict.fromkeys(arguments)
        place = Place(text, statement.start, whose)
        self.boxes.append(Box(name, whole, tuple(once), place))

    def _add_terms(
        self, text: str, box: str, terms: tuple[Term, ...], whose: str
    ) -> None:
        at: list[str] = []  # the node of each term
        inner = 0
        for index, term in enumerate(terms):
            is_whole = index == len(terms) - 1
            if term.operator == "name" and not is_whole:
                at.append(str(term.content))
                continue
            inner += 1
            name = box if is_whole else f"{box}.{inner}"
            arguments = tuple(at[argument] for argument in term.arguments)
            operator, number = term.operator, None
            if operator == "name":
                operator, arguments = "copy", (str(term.content),)
            elif operator == "number":
                number = float(term.content or 0.0)
            fixed = all(self.nodes[argument].is_fixed for argument in arguments)
            shown = _shortened(text[term.start : term.stop])
            fixed = fixed and not is_whole
            place = Place(text, term.start, whose)
            self._add(Node(name, operator, arguments, box, shown, number, fixed, place))
            at.append(name)

    def _add(self, node: Node) -> None:
        if len(self.nodes) == MOST_NODES:
            reason = f"a graph has at most {MOST_NODES} nodes, this is one more"
            if node.place is None:
                raise ValueError(f"inputs: {reason}, got {node.name}.")
            raise ExpressionError(node.place.text, node.place.position, reason)
        self.nodes[node.name] = node


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
