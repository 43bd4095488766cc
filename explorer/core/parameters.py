"""Where each number of a flat parameter vector belongs, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from explorer.core.arrays import Array


class Place(NamedTuple):
    """Where a parameter sits: layer and unit count from 1; ``source`` 0 is the bias."""

    layer: int
    unit: int
    source: int


@lru_cache(maxsize=64)
def places(sizes: tuple[int, ...]) -> dict[str, Place]:
    """Return the place of each parameter by its name, in the order of the flat vector.

    Parameters
    ----------
    sizes
        Units per layer, inputs first: ``(2, 2, 1)``.

    Raises
    ------
    ValueError
        If there are fewer than two layers or a size is not a positive integer.

    Examples
    --------
    >>> places((2, 2, 1))["W1_21"]
    Place(layer=1, unit=2, source=1)
    """
    if len(sizes) < 2 or any(size < 1 for size in sizes):
        raise ValueError(f"sizes must be two or more positive integers, got {sizes}.")
    found: dict[str, Place] = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        order = [(u, s) for u in range(1, n_out + 1) for s in range(1, n_in + 1)]
        order += [(unit, 0) for unit in range(1, n_out + 1)]
        for unit, source in order:
            name = parameter_name(sizes, layer, unit, source)
            found[name] = Place(layer, unit, source)
    return found


def parameter_name(sizes: Sequence[int], layer: int, unit: int, source: int) -> str:
    """Return the name of one parameter; layer and unit from 1, ``source`` 0: the bias.

    Examples
    --------
    >>> parameter_name((2, 2, 1), 1, 2, 1), parameter_name((2, 12, 1), 1, 2, 1)
    ('W1_21', 'W1_2_1')
    """
    if source == 0:
        return f"b{layer}_{unit}"
    gap = "_" if max(sizes[layer - 1], sizes[layer]) > 9 else ""
    return f"W{layer}_{unit}{gap}{source}"


def parameter_names(sizes: Sequence[int]) -> tuple[str, ...]:
    """Return the names of all parameters, layer by layer: W row by row, then b.

    ``W1_21`` is the weight of layer 1 to unit 2 from input 1; in a layer with ten or
    more units on either side it is written ``W1_2_1``.

    Parameters
    ----------
    sizes
        Units per layer, inputs first.

    Raises
    ------
    ValueError
        If there are fewer than two layers or a size is not positive.

    Examples
    --------
    >>> parameter_names((2, 1, 1))
    ('W1_11', 'W1_12', 'b1_1', 'W2_11', 'b2_1')
    """
    return tuple(places(tuple(int(size) for size in sizes)))


def split(sizes: Sequence[int], flat: Array) -> list[tuple[Array, Array]]:
    """Cut a flat vector (P,) into (W, b) of each layer; views, not copies."""
    pieces, start = [], 0
    for n_in, n_out in pairwise(sizes):
        middle, end = start + n_out * n_in, start + n_out * (n_in + 1)
        pieces.append((flat[start:middle].reshape(n_out, n_in), flat[middle:end]))
        start = end
    return pieces
