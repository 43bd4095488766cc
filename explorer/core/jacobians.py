"""The matrix form of backpropagation: a chain of Jacobians for one example.

Decks: S1-11 to S1-17 (deck 2's five factors and its 3-tensor), S2-26 (softmax).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, check_option, product, sealed
from explorer.core.layers import Network
from explorer.core.network import Gradients, Trace
from explorer.core.paths import RAISED
from explorer.core.softmax import softmax_jacobian


@dataclass(frozen=True, eq=False)
class MatrixFactor:
    """One matrix of the chain.

    Attributes
    ----------
    symbol
        How it is written: ``∂E/∂ŷ``, ``∂ŷ/∂z²``, ``∂z²/∂h¹`` or ``∂z¹/∂W¹``.
    value
        A row per unit above, a column per unit (or weight) below; read-only.
    diagonal
        Whether it is diagonal because the activation acts on each unit alone: then the
        product with it is the elementwise product with its diagonal (S1-14).
    """

    symbol: str
    value: Array
    diagonal: bool = False


@dataclass(frozen=True, eq=False)
class MatrixForm:
    """The derivative of an example's E by one layer's weights, as a matrix product.

    Attributes
    ----------
    factors
        From the loss down: dE/dy_hat (1, n_L), then per layer dh/dz (n, n) and dz/dh
        below, which is W, and at last the unfolded dz/dW (n_l, n_l n_l-1).
    products
        The first factor, the product of the first two, and so on: all have one row.
    gradient
        The last product, folded to the shape of W, (n_l, n_l-1).
    """

    factors: tuple[MatrixFactor, ...]
    products: tuple[Array, ...]
    gradient: Array


def activation_jacobian(name: str, z: ArrayLike) -> Array:
    """Differentiate a layer's activations by its pre-activations (S1-14, S2-26).

    Parameters
    ----------
    name
        A key of `ACTIVATIONS`.
    z
        One example's pre-activations, (n,), finite.

    Returns
    -------
    Array
        ``J_ij = dh_i/dz_j``, (n, n), read-only: ``diag(phi'(z))``, full for a softmax.

    Raises
    ------
    ValueError
        If there is no such activation.

    Examples
    --------
    >>> activation_jacobian("relu", [2.0, -1.0]).tolist()
    [[1.0, 0.0], [0.0, 0.0]]
    >>> activation_jacobian("softmax", [0.0, 0.0]).tolist()
    [[0.25, -0.25], [-0.25, 0.25]]
    """
    check_option("activation", name, tuple(ACTIVATIONS))
    z = np.asarray(z, dtype=np.float64)
    if ACTIVATIONS[name].elementwise:
        return sealed(np.diag(ACTIVATIONS[name].derivative(z)))
    return sealed(softmax_jacobian(z))


def weight_tensor(h: ArrayLike, units: int) -> Array:
    """Differentiate the pre-activations of a layer by its weights (S1-13).

    Parameters
    ----------
    h
        What the layer multiplies for one example, (n_in,).
    units
        How many units it has, n_out.

    Returns
    -------
    Array
        ``T_ikj = dz_i/dw_kj = 1[i = k] h_j``, (n_out, n_out, n_in), read-only.

    Examples
    --------
    >>> weight_tensor([1.0, 0.5], 2).tolist()
    [[[1.0, 0.5], [0.0, 0.0]], [[0.0, 0.0], [1.0, 0.5]]]
    """
    h = np.asarray(h, dtype=np.float64)
    return sealed(np.eye(units)[:, :, None] * h)


def unfolded(tensor: Array) -> Array:
    """Unfold a weight tensor to ``I kron h^T``, (n_out, n_out n_in): S1-15.

    Columns are the weights row by row, as in `Network.parameters`.

    Examples
    --------
    >>> unfolded(weight_tensor([1.0, 0.5], 2)).tolist()
    [[1.0, 0.5, 0.0, 0.0], [0.0, 0.0, 1.0, 0.5]]
    """
    return tensor.reshape(len(tensor), -1)


def matrix_form(
    network: Network, trace: Trace, gradients: Gradients, layer: int, example: int
) -> MatrixForm:
    """Write the derivative by one layer's weights as a product of matrices (S1-12).

    Parameters
    ----------
    network, trace, gradients
        A network and its two passes.
    layer
        Whose weights, from 1.
    example
        A row of the data, from 0.

    Raises
    ------
    ValueError
        If there is no such layer or example.

    Notes
    -----
    The second product is taken from ``gradients.delta``, which is the same but exact
    where dE/dy_hat saturates behind a cross-entropy.

    Examples
    --------
    S1-20: rectifier below, linear output, x = (1, 0), target 2.

    >>> from explorer.core.network import Layer, backward, forward
    >>> hidden = Layer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], "relu")
    >>> network = Network((hidden, Layer([[1.0, 2.0]], [0.0], "linear")))
    >>> trace = forward(network, [[1.0, 0.0]])
    >>> form = matrix_form(network, trace, backward(network, trace, [[2.0]]), 1, 0)
    >>> [factor.symbol for factor in form.factors]
    ['∂E/∂ŷ', '∂ŷ/∂z²', '∂z²/∂h¹', '∂h¹/∂z¹', '∂z¹/∂W¹']
    >>> form.gradient.tolist()
    [[-1.0, 0.0], [0.0, 0.0]]
    """
    for name, value, first, last in (
        ("layer", layer, 1, len(network.layers)),
        ("example", example, 0, len(trace.x) - 1),
    ):
        if not first <= value <= last:
            raise ValueError(f"{name} must be from {first} to {last}, got {value}.")
    factors = [MatrixFactor("∂E/∂ŷ", gradients.dh[-1][example : example + 1])]
    upper = "ŷ"
    for depth in range(len(network.layers), layer - 1, -1):
        name, z = trace.activations[depth - 1], trace.z[depth - 1][example]
        lower = f"z{str(depth).translate(RAISED)}"
        slope, alone = activation_jacobian(name, z), ACTIVATIONS[name].elementwise
        factors.append(MatrixFactor(f"∂{upper}/∂{lower}", slope, alone))
        if depth > layer:
            upper = f"h{str(depth - 1).translate(RAISED)}"
            below = network.layers[depth - 1].W
            factors.append(MatrixFactor(f"∂{lower}/∂{upper}", below))
    W, below = network.layers[layer - 1].W, trace.h[layer - 1][example]
    spread = unfolded(weight_tensor(below, len(W)))
    factors.append(MatrixFactor(f"∂{lower}/∂W{lower[1:]}", spread))
    products = [factors[0].value, gradients.delta[-1][example : example + 1]]
    for factor in factors[2:]:
        products.append(sealed(product(products[-1], factor.value)))
    return MatrixForm(tuple(factors), tuple(products), products[-1].reshape(W.shape))
