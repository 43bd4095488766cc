"""Random expressions as text and, independently, as functions of complex numbers."""

from __future__ import annotations

import cmath
from collections.abc import Callable, Mapping

from hypothesis import strategies as st

Value = Callable[[Mapping[str, complex]], complex]
Part = tuple[str, Value]

INPUTS = ("a", "b")


def logistic(u):
    return 1 / (1 + cmath.exp(-u))


def larger(u, v):
    return u if u.real > v.real else v


BINARY = {
    "({}) + ({})": lambda u, v: u + v,
    "({}) - ({})": lambda u, v: u - v,
    "({})*({})": lambda u, v: u * v,
    "({})/({})": lambda u, v: u / v,
    "(2 + sin({}))**({})": lambda u, v: (2 + cmath.sin(u)) ** v,
}
UNARY = {
    "-({})": lambda u: -u,
    "({})**2": lambda u: u * u,
    "({})**3": lambda u: u * u * u,
    "({})**-1": lambda u: 1 / u,
    "({})**0": lambda u: u**0,
    "({})**(1/2)": cmath.sqrt,
    "exp({})": cmath.exp,
    "log({})": cmath.log,
    "sqrt({})": cmath.sqrt,
    "sin({})": cmath.sin,
    "cos({})": cmath.cos,
    "tanh({})": cmath.tanh,
    "sigmoid({})": logistic,
}
KINKED = {"relu({})": lambda u: larger(u, 0j)}
KINKED_BINARY = {"max({}, {})": larger}


def name(each: str) -> Part:
    return each, lambda values: values[each]


def number(each: float) -> Part:
    return f"({each!r})" if each < 0 else repr(each), lambda values: complex(each)


def apply(form: str, function: Callable[..., complex], *parts: Part) -> Part:
    text = form.format(*(part[0] for part in parts))
    return text, lambda values: function(*(part[1](values) for part in parts))


def expressions(names, *, kinks: bool) -> st.SearchStrategy[Part]:
    unary = {**UNARY, **KINKED} if kinks else UNARY
    binary = {**BINARY, **KINKED_BINARY} if kinks else BINARY
    numbers = st.sampled_from([0.5, 1.0, 2.0, -1.5, 3.0, 1e-3])
    leaves = st.sampled_from(names).map(name) | numbers.map(number)

    def larger_ones(inner):
        one = st.builds(
            lambda item, part: apply(*item, part),
            st.sampled_from(list(unary.items())),
            inner,
        )
        two = st.builds(
            lambda item, first, second: apply(*item, first, second),
            st.sampled_from(list(binary.items())),
            *(inner, inner),
        )
        return one | two

    return st.recursive(leaves, larger_ones, max_leaves=6)


@st.composite
def programs(draw, *, kinks: bool = False):
    """Draw a text of up to three statements, and the value of the last."""
    names, statements, functions = list(INPUTS), [], {}
    for index in range(draw(st.integers(1, 3))):
        text, function = draw(expressions(tuple(names), kinks=kinks))
        statement = f"y{index}"
        statements.append(f"{statement} = {text}")
        functions[statement] = function
        names.append(statement)

    def value(**inputs: complex) -> complex:
        values = dict(inputs)
        for statement, function in functions.items():
            values[statement] = function(values)
        return values[names[-1]]

    return "\n".join(statements), value
