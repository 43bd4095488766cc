"""Planes of two parameters, of random directions and of a path; the loss over them.

For the last two see H. Li et al., "Visualizing the loss landscape of neural nets",
NeurIPS 2018, sections 3 and 7.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, check_at_least, sealed
from explorer.core.layers import Network
from explorer.core.plane import Plane, path_points
from explorer.core.surfaces import axis_values, checked_losses

__all__ = ["Plane", "loss_over", "parameter_plane", "path_plane", "random_plane"]

_SPREAD = 1_048_576  # parameters at all points of a band of rows: 8 MB


def parameter_plane(network: Network, first: str, second: str) -> Plane:
    """Return the plane of two parameters through a network, for comparison.

    Raises
    ------
    ValueError
        If a name is unknown or given twice.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> network = Network((Layer([[3.0, 4.0]], [5.0], "linear"),))
    >>> parameter_plane(network, "W1_11", "b1_1").point(1.0, 2.0).tolist()
    [4.0, 4.0, 7.0]
    """
    if first == second:
        raise ValueError(f"A plane needs two different parameters, got {first} twice.")
    identity = np.eye(len(network.parameters))
    rows = identity[network.index(first)], identity[network.index(second)]
    return Plane(network.parameters, *rows)


def random_plane(origin: ArrayLike, seed: int = 0) -> Plane:
    """Return a plane through a point in two random directions.

    Standard normal draws made orthonormal: every direction is equally likely, and in
    many dimensions a path hardly moves in any of them.

    Parameters
    ----------
    origin
        (P,), finite, P at least 2.
    seed
        Seed of the generator (numpy's ``default_rng``), at least 0.

    Raises
    ------
    ValueError
        If an argument is not usable.

    Examples
    --------
    >>> plane = random_plane(np.zeros(9), seed=1)
    >>> float(np.abs(plane.directions @ plane.directions.T - np.eye(2)).max()) < 1e-12
    True
    """
    point = np.asarray(origin, dtype=np.float64)
    if point.ndim != 1 or point.size < 2:
        raise ValueError(f"origin must have shape (P,), P >= 2, got {point.shape}.")
    check_at_least("seed", seed)
    drawn = np.random.default_rng(seed).standard_normal((point.size, 2))
    u, v = np.linalg.qr(drawn)[0].T
    return Plane(point, u, v)


def path_plane(path: ArrayLike) -> Plane:
    """Return the plane that explains most of a path: its two principal directions.

    The plane goes through the mean of the points, along the first two right singular
    vectors of the points less their mean (principal component analysis). No other
    plane explains more.

    Parameters
    ----------
    path
        (k, P), finite, k >= 1, P >= 2; rows of NaN after a divergence are left out by
        the caller.

    Returns
    -------
    Plane
        u is where the path moves most, and it points from start to end.

    Raises
    ------
    ValueError
        If the path is not usable.

    Notes
    -----
    Even the path of a random walk is explained to more than half by two directions
    (J. Antognini and J. Sohl-Dickstein, NeurIPS 2018): look at `Plane.distances`.

    Examples
    --------
    >>> plane = path_plane([[0.0, 0.0, 1.0], [2.0, 0.0, 1.0], [4.0, 0.0, 1.0]])
    >>> plane.origin.tolist(), plane.u.round(12).tolist()
    ([2.0, 0.0, 1.0], [1.0, 0.0, 0.0])
    """
    points = path_points(path)
    origin = points.mean(axis=0)
    # Two rows of zeros: a single point, or two, still needs two directions.
    padded = np.concatenate([points - origin, np.zeros((2, points.shape[1]))])
    directions = np.linalg.svd(padded, full_matrices=False)[2][:2]
    signs = np.where(directions @ (points[-1] - points[0]) < 0.0, -1.0, 1.0)
    u, v = directions * signs[:, None]
    return Plane(sealed(origin), u, v)


def loss_over(
    plane: Plane,
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    along: ArrayLike,
    up: ArrayLike,
    loss: str = "half_squared",
    reduction: str = "sum",
) -> Array:
    """Compute the loss of all examples over any plane, ``origin + a u + b v``.

    Parameters
    ----------
    plane
        With as many parameters as the network has.
    network
        Gives the sizes and activations; the parameters are the plane's.
    x, y, loss, reduction
        As for `surfaces.loss_plane`.
    along, up
        The values of a, (n,), and of b, (m,), finite.

    Returns
    -------
    Array
        E, shape (m, n), read-only: a row per b. Overflow saturates.

    Raises
    ------
    ValueError
        If an argument is not usable.

    Examples
    --------
    >>> from explorer.core.layers import Layer
    >>> neuron = Network((Layer([[0.5, 2.0]], [0.0], "linear"),))
    >>> plane = parameter_plane(neuron, "W1_11", "W1_12")
    >>> loss_over(plane, neuron, [[1.0, 3.0]], [[0.0]], [0.0, -6.5], [0.0]).tolist()
    [[21.125, 0.0]]
    """
    names = network.parameter_names
    if plane.origin.shape != (len(names),):
        raise ValueError(
            f"plane must have {len(names)} parameters, got {plane.origin.size}."
        )
    a, b = axis_values("along", along), axis_values("up", up)
    band = max(_SPREAD // (a.size * len(names)), 1)
    rows = []
    for low in range(0, b.size, band):
        some = b[low : low + band, None]
        parts = zip(names, plane.origin, plane.u, plane.v, strict=True)
        varied = {name: (o + a * u + some * v)[None] for name, o, u, v in parts}
        shape = (len(some), a.size)
        rows.append(checked_losses(network, x, y, varied, shape, loss, reduction))
    return sealed(np.concatenate(rows))
