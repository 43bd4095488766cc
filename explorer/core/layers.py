"""A network as a value: layers of weights and biases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, check_finite, check_option, frozen, sealed
from explorer.core.parameters import parameter_names, split


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer: ``h = phi(W h_below + b)`` (S3-03; the superscript is E-32's).

    Attributes
    ----------
    W
        Weights, (n_out, n_in): to unit i from unit j, as in PyTorch's ``Linear``.
    b
        Biases, (n_out,).
    activation
        A key of `ACTIVATIONS`.

    Raises
    ------
    ValueError
        If the shapes do not fit, a value is not finite or the activation is unknown.

    Examples
    --------
    >>> Layer([[5.0, -5.0]], [-2.5], "sigmoid").W.shape
    (1, 2)
    """

    W: Array
    b: Array
    activation: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "W", frozen(self.W))
        object.__setattr__(self, "b", frozen(self.b))
        check_option("activation", self.activation, tuple(ACTIVATIONS))
        if self.W.ndim != 2 or self.W.size == 0 or self.b.shape != self.W.shape[:1]:
            raise ValueError(
                "A layer needs W of shape (n_out, n_in) and b of shape (n_out,), "
                f"got {self.W.shape} and {self.b.shape}."
            )
        check_finite("W", self.W)
        check_finite("b", self.b)


@dataclass(frozen=True, eq=False)
class Network:
    """Fully connected layers, the first above the inputs.

    Attributes
    ----------
    layers
        At least one; each takes what the one below it gives.

    Raises
    ------
    ValueError
        If there is no layer or two neighbours do not fit.

    Examples
    --------
    >>> start = [5, -5, -5, 5, -2.5, -2.5, 5, 5, -2.5]  # COMP755's XOR, S3-19, F = 5
    >>> network = Network.from_parameters((2, 2, 1), ("sigmoid", "sigmoid"), start)
    >>> network.replace(W2_11=1.0).layers[1].W.tolist()
    [[1.0, 5.0]]
    """

    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.layers:
            raise ValueError("A network needs at least one layer.")
        for below, above in pairwise(self.layers):
            if above.W.shape[1] != below.W.shape[0]:
                raise ValueError(
                    f"A layer of {below.W.shape[0]} units cannot feed one that takes "
                    f"{above.W.shape[1]}."
                )

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Units per layer, inputs first."""
        return (
            self.layers[0].W.shape[1],
            *(layer.W.shape[0] for layer in self.layers),
        )

    @cached_property
    def activations(self) -> tuple[str, ...]:
        """The activation of each layer, without the inputs."""
        return tuple(layer.activation for layer in self.layers)

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Names in the order of `parameters`."""
        return parameter_names(self.sizes)

    @cached_property
    def parameters(self) -> Array:
        """All weights and biases, (P,), read-only, in the order of the names."""
        parts = [part for layer in self.layers for part in (layer.W.ravel(), layer.b)]
        return sealed(np.concatenate(parts))

    @classmethod
    def from_parameters(
        cls, sizes: Sequence[int], activations: Sequence[str], parameters: ArrayLike
    ) -> Network:
        """Build a network from a flat vector.

        Parameters
        ----------
        sizes
            Units per layer, inputs first, L + 1 of them.
        activations
            One per layer, L of them.
        parameters
            (P,), in the order of `parameter_names`.

        Raises
        ------
        ValueError
            If a length does not fit or a value is not finite.
        """
        flat = np.asarray(parameters, dtype=np.float64)
        count = len(parameter_names(sizes))
        if flat.shape != (count,):
            raise ValueError(
                f"Sizes {tuple(sizes)} need {count} parameters, got shape {flat.shape}."
            )
        if len(activations) != len(sizes) - 1:
            raise ValueError(
                f"Sizes {tuple(sizes)} need {len(sizes) - 1} activations, "
                f"got {len(activations)}."
            )
        pieces = split(sizes, flat)
        pairs = zip(pieces, activations, strict=True)
        return cls(tuple(Layer(W, b, activation) for (W, b), activation in pairs))

    def replace(self, **values: float) -> Network:
        """Return a network with the named parameters changed.

        Raises
        ------
        ValueError
            If the network has no parameter of that name or a value is not finite.
        """
        flat = self.parameters.copy()
        for name, value in values.items():
            flat[self.index(name)] = value
        return Network.from_parameters(self.sizes, self.activations, flat)

    def index(self, name: str) -> int:
        """Position of a named parameter in `parameters`; ValueError if unknown."""
        check_option("parameter", name, self.parameter_names)
        return self.parameter_names.index(name)
