"""The curvature of a network's loss: its Hessian, exactly.

Decks: S0-10 (a Hessian of two weights), S2-33 (why one rate is too high); the method is
B. A. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6
(1994), 147-160.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.activations import sigmoid_slope, tanh_slope
from explorer.core.arrays import Array, sealed
from explorer.core.layers import Network
from explorer.core.losses import LOSSES
from explorer.core.network import Gradients, Trace, backward, forward

_CELLS = 262_144  # numbers per temporary array, 2 MB: more directions go in chunks

SECOND: dict[str, Callable[[Array], Array]] = {
    "linear": np.zeros_like,
    "sigmoid": lambda z: -sigmoid_slope(z) * np.tanh(0.5 * z),
    "tanh": lambda z: -2.0 * np.tanh(z) * tanh_slope(z),
    "relu": np.zeros_like,
    "leaky_relu": np.zeros_like,
}
"""phi''(z) of what acts on each unit alone; 0 at the kink of a rectifier, as beside."""


def hessian(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
) -> Array:
    """Compute the matrix of the second derivatives of E by all parameters.

    Column j is the derivative of the gradient along parameter j, `hessian_products` of
    the unit vectors; exact but for rounding, no differences are taken.

    Parameters
    ----------
    network, x, y, loss, reduction
        As for `network.backward`.

    Returns
    -------
    Array
        (P, P), symmetric, read-only, in the order of the names.

    Raises
    ------
    ValueError
        If an argument is not usable or an entry overflows.

    Examples
    --------
    S0-10's ``(w1 x1 + w2 x2)**2`` is twice the half squared error for target 0, so this
    is half of ``2 [[1, 3], [3, 9]]`` (the third row and column are the bias's):

    >>> from explorer.core.layers import Layer
    >>> neuron = Network((Layer([[0.5, 2.0]], [0.0], "linear"),))
    >>> hessian(neuron, [[1.0, 3.0]], [[0.0]]).tolist()
    [[1.0, 3.0, 1.0], [3.0, 9.0, 3.0], [1.0, 3.0, 1.0]]
    """
    identity = np.eye(len(network.parameters))
    found = hessian_products(network, x, y, identity, loss, reduction)
    return sealed(0.5 * (found + found.T))


def hessian_products(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    directions: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
) -> Array:
    """Multiply the Hessian by directions without forming it.

    Both passes are differentiated along a direction V of the parameters (R{.} in the
    source, a dot here), forward ``z' = W h' + V h + v``, ``h' = phi'(z) z'``, then back
    ``dh' = W^T delta' + V^T delta``, ``delta' = phi'(z) dh' + phi''(z) z' dh`` and at
    last ``dW' = delta' h^T + delta h'^T``.

    Parameters
    ----------
    network, x, y, loss, reduction
        As for `hessian`.
    directions
        (K, P), finite; what is curved along one is ``d . (H d) / (d . d)``.

    Returns
    -------
    Array
        H d of each direction, (K, P), read-only.

    Raises
    ------
    ValueError
        If an argument is not usable or a number overflows.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> neuron = Network((Layer([[0.5]], [0.0], "linear"),))
    >>> hessian_products(neuron, [[2.0], [1.0]], [[0.0], [0.0]], [[1.0, 0.0]]).tolist()
    [[5.0, 3.0]]
    """
    along, count = np.asarray(directions, dtype=np.float64), len(network.parameters)
    if along.ndim != 2 or along.shape[1] != count or not np.isfinite(along).all():
        raise ValueError(
            f"directions must be finite, of shape (K, {count}), got {along.shape}."
        )
    trace = forward(network, x)
    gradients = backward(network, trace, y, loss, reduction)
    scale = _bend(loss, np.asarray(y, dtype=np.float64))
    scale = scale / len(trace.x) if reduction == "mean" else scale
    chunk = max(_CELLS // (len(trace.x) * max(network.sizes)), 1)
    found = np.empty_like(along)
    with np.errstate(all="ignore"):
        for low in range(0, len(along), chunk):
            some = slice(low, low + chunk)
            _products(network, trace, gradients, loss, scale, along[some], found[some])
    if not np.isfinite(found).all():
        raise ValueError("The Hessian overflows at these parameters.")
    return sealed(found)


def _bend(loss: str, y: Array) -> Array:
    """Return what h' is multiplied by at the top: for dh', at_z losses for delta'."""
    if loss == "categorical_cross_entropy":  # delta = y_hat sum_j y_j - y
        return np.asarray(y.sum(axis=1, keepdims=True))
    return np.array(2.0 / y.shape[1] if loss == "mean_squared" else 1.0)


def _products(
    network: Network,
    trace: Trace,
    gradients: Gradients,
    loss: str,
    scale: Array,
    directions: Array,
    out: Array,
) -> None:
    """Fill ``out`` with H d; a dotted array is (K, N, n) where its own is (N, n)."""
    layers, count = network.layers, len(directions)
    at, moved = 0, []
    for layer in layers:
        ends = at + layer.W.size, at + layer.W.size + layer.b.size
        into = directions[:, at : ends[0]].reshape(count, *layer.W.shape)
        moved.append((into, directions[:, None, ends[0] : ends[1]]))
        at = ends[1]
    h_dots, z_dots = [np.zeros((count, *trace.x.shape))], list[Array]()
    for depth, (layer, (into, shift)) in enumerate(zip(layers, moved, strict=True)):
        z_dot = h_dots[-1] @ layer.W.T + trace.h[depth] @ into.transpose(0, 2, 1)
        z_dot += shift
        z_dots.append(z_dot)
        if layer.activation == "softmax":
            h = trace.h[depth + 1]
            h_dots.append(h * (z_dot - (h * z_dot).sum(axis=-1, keepdims=True)))
        else:
            h_dots.append(trace.slope[depth] * z_dot)
    dh_dot = scale * h_dots[-1]
    pieces = []
    for depth in range(len(layers) - 1, -1, -1):
        delta, dh, z_dot = (
            gradients.delta[depth],
            gradients.dh[depth + 1],
            z_dots[depth],
        )
        if depth == len(layers) - 1 and LOSSES[loss].at_z is not None:
            delta_dot = scale * h_dots[-1]
        elif layers[depth].activation == "softmax":  # delta = h (dh - sum_j h_j dh_j)
            h, h_dot = trace.h[depth + 1], h_dots[depth + 1]
            shared = (h * dh).sum(axis=-1, keepdims=True)
            shared_dot = (h_dot * dh + h * dh_dot).sum(axis=-1, keepdims=True)
            delta_dot = h_dot * (dh - shared) + h * (dh_dot - shared_dot)
        else:
            second = SECOND[layers[depth].activation](trace.z[depth])
            delta_dot = trace.slope[depth] * dh_dot + second * z_dot * dh
        weight_dot = (
            delta_dot.transpose(0, 2, 1) @ trace.h[depth] + delta.T @ h_dots[depth]
        )
        pieces += [delta_dot.sum(axis=1), weight_dot.reshape(count, -1)]
        dh_dot = delta_dot @ layers[depth].W + delta @ moved[depth][0]
    np.concatenate(pieces[::-1], axis=1, out=out)
