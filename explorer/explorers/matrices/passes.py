"""What Matrices and check computes of both passes: every quantity by its name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from explorer.core.arrays import Array
from explorer.core.jacobians import MatrixForm, activation_jacobian, matrix_form
from explorer.core.layers import Layer, Network
from explorer.core.network import Gradients, Trace, backward, forward
from explorer.explorers.matrices.nets import MOST, Net, drawn, printed
from explorer.explorers.matrices.operations import layer_of
from explorer.explorers.matrices.settings import MatricesSettings


@dataclass(frozen=True, eq=False)
class Passes:
    """Both passes of a few examples.

    Attributes
    ----------
    net
        The network, with all of its examples.
    trace, gradients
        Of the first examples; E adds over them.
    joined
        The same for the E that is chosen, sum or mean.
    """

    net: Net
    trace: Trace
    gradients: Gradients
    joined: Gradients

    @property
    def network(self) -> Network:
        """The network alone."""
        return self.net.network

    @property
    def count(self) -> int:
        """How many examples were run."""
        return len(self.trace.x)

    def batch(self, name: str) -> Array:
        """Return a quantity of all examples, one column for each.

        Parameters
        ----------
        name : str
            As in `operations`; a gradient is that of the batch.
        """
        if name.endswith(".T"):
            return self.batch(name[:-2]).T
        at = layer_of(name)
        if name[0] in "xy":
            return self.trace.x.T if name == "x" else self.net.y[: self.count].T
        kinds = {
            "z": self.trace.z,
            "slope": self.trace.slope,
            "delta": self.gradients.delta,
            "dW": self.joined.dW,
            "db": self.joined.db,
        }
        kind = name[:-1]
        if kind in ("h", "dh"):
            return (self.trace.h if kind == "h" else self.gradients.dh)[at].T
        if kind in ("W", "b"):
            layer = self.network.layers[at - 1]
            return layer.W if kind == "W" else layer.b[:, None]
        found = kinds[kind][at - 1]
        return found[:, None] if kind == "db" else found if kind == "dW" else found.T

    def single(self, name: str) -> Array:
        """Return the same of the first example alone, a column or a matrix."""
        if name.endswith(".T"):
            return self.single(name[:-2]).T
        at = layer_of(name)
        if name.startswith("jacobian"):
            return activation_jacobian("softmax", self.trace.z[at - 1][0])
        if name.startswith("dW"):
            return self.gradients.example_outer[at - 1][0]
        if name.startswith("db"):
            return self.gradients.delta[at - 1][:1].T
        values = self.batch(name)
        return values if name[0] in "Wb" else values[:, :1]

    @cached_property
    def forms(self) -> tuple[MatrixForm, MatrixForm]:
        """The first example's derivative by each layer's weights, as a product."""
        first, second = (
            matrix_form(self.network, self.trace, self.gradients, layer, 0)
            for layer in (1, 2)
        )
        return first, second


def net_of(s: MatricesSettings) -> Net:
    """Return the network of these settings with all of its examples."""
    if s.network == "own":
        net = drawn(s.inputs, s.hidden, s.outputs, s.seed)
    else:
        net = printed()[s.network]
    if not s.softmax:
        return net
    first, second = net.network.layers
    shared = Layer(second.W, second.b, "softmax")
    return Net(Network((first, shared)), net.x, net.y)


def data_of(s: MatricesSettings) -> tuple[Array, Array]:
    """Return the examples that the check runs: a thousand of COMP755's training."""
    net = net_of(s)
    return (
        (net.x, net.y)
        if len(net.x) > MOST
        else (net.x[: s.examples], net.y[: s.examples])
    )


_KEY = (
    *("network", "inputs", "hidden", "outputs", "seed"),
    *("softmax", "examples", "reduction"),
)


def key(s: MatricesSettings) -> tuple[object, ...]:
    """Return the settings on which both passes depend."""
    return tuple(getattr(s, name) for name in _KEY)


@lru_cache(maxsize=32)
def _passes(of: tuple[object, ...]) -> Passes:
    s = MatricesSettings(**dict(zip(_KEY, of, strict=True)))  # type: ignore[arg-type]
    net = net_of(s)
    x, y = net.x[: s.examples], net.y[: s.examples]
    trace = forward(net.network, x)
    return Passes(
        net,
        trace,
        backward(net.network, trace, y),
        backward(net.network, trace, y, reduction=s.reduction),
    )


def passes(s: MatricesSettings) -> Passes:
    """Return both passes of these settings."""
    return _passes(key(s))
