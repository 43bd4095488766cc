"""How large the gradients are, measured, against depth and the scale of the start.

Deck: S2-28 (saturation and the vanishing gradient): per layer of a sigmoid network the
error signal shrinks by ``abs(w) phi'``, at most 1/4 of the weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, check_at_least, check_option
from explorer.core.many import Progress

_NUMBERS = 131_072  # in a temporary array: 1 MB


@dataclass(frozen=True, eq=False)
class DepthMap:
    """Measured sizes of error signals, arrays read-only.

    Attributes
    ----------
    scales, depths
        The rows, (S,), and the columns, (D,).
    delta
        Root mean square of dE/dz of each layer, (S, D, deepest), the first layer first;
        NaN above a network's own depth and where nothing was computed; infinite or NaN
        where a number overflows.
    computed
        Which rows were computed, (S,).
    """

    scales: Array
    depths: NDArray[np.int64]
    delta: Array
    computed: NDArray[np.bool_]

    @property
    def ratio(self) -> Array:
        """First layer's size over the last one's, (S, D): what is left of the signal.

        1 keeps it, 0 has lost it, above 1 it explodes; NaN where the last one is 0.
        """
        last = np.take_along_axis(self.delta, (self.depths - 1)[None, :, None], axis=2)[
            :, :, 0
        ]
        found = np.full_like(last, np.nan)
        with np.errstate(all="ignore"):
            np.divide(self.delta[:, :, 0], last, out=found, where=last > 0.0)
        return found


def depth_map(
    scales: Sequence[float],
    depths: Sequence[int],
    activation: str = "sigmoid",
    *,
    width: int = 8,
    seeds: int = 50,
    examples: int = 4,
    seed: int = 0,
    progress: Progress | None = None,
) -> DepthMap:
    """Measure how the error signal fades or grows on its way down (S2-28).

    For each scale and depth ``seeds`` networks of equal layers are drawn, weights
    N(0, scale**2 / width) and biases 0, so that scale 1 keeps the variance of a linear
    network. Standard normal inputs go up; at the top dE/dh is standard normal too, and
    backpropagation takes it down: ``delta = dh phi'(z)``, ``dh_below = W^T delta``.

    Parameters
    ----------
    scales
        At least one; finite, at least 0.
    depths
        At least one; numbers of layers, at least 1.
    activation
        Of every layer: linear, sigmoid, tanh, relu or another elementwise one.
    width, seeds, examples
        Units per layer, networks per cell, inputs per network; at least 1.
    seed
        Of the generator, at least 0. All cells share their draws, up to the scale: so
        neighbours differ by what the map is about, not by luck.
    progress
        Called after every row, and stops the map; see `sweeps.Progress`.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    Five layers of sigmoids leave about (1/4)**4 of the signal, rectifiers more:

    >>> sigmoids = depth_map([1.0], [1, 5]).ratio[0]
    >>> rectifiers = depth_map([1.0], [1, 5], "relu").ratio[0]
    >>> bool(0.001 < sigmoids[1] < 0.004), bool(0.2 < rectifiers[1] < 0.3)
    (True, True)
    """
    _check(scales, depths, width, seeds, examples, seed)
    known = [n for n, a in ACTIVATIONS.items() if a.elementwise and a.trainable]
    check_option("activation", activation, known)
    rule, deepest = ACTIVATIONS[activation], max(depths)
    delta = np.full((len(scales), len(depths), deepest), np.nan)
    computed = np.zeros(len(scales), dtype=np.bool_)
    together = max(width + 3 * examples, len(depths) * examples)
    chunk = max(_NUMBERS // (width * together), 1)
    order = np.argsort(depths)[::-1]  # a deeper network has its error on the way first
    begun = np.array([(np.array(depths) > layer).sum() for layer in range(deepest)])
    for row, scale in enumerate(scales):
        squares = np.zeros((len(depths), deepest))
        draws = [np.random.default_rng([seed, part]) for part in range(deepest + 2)]
        for low in range(0, seeds, chunk):
            drawn = min(chunk, seeds - low)
            h, error = (
                rng.standard_normal((drawn, examples, width)) for rng in draws[:2]
            )
            weights, slopes = list[Array](), list[Array]()
            with np.errstate(all="ignore"):
                for rng in draws[2:]:
                    W = rng.standard_normal((drawn, width, width))
                    weights.append(W * (scale / np.sqrt(width)))
                    z = h @ weights[-1].transpose(0, 2, 1)
                    h = rule.value(z)
                    slopes.append(rule.derivative(z))
                dh: Array = np.empty((drawn, 0, examples, width))
                for layer in range(deepest - 1, -1, -1):
                    many = begun[layer]
                    shape = (drawn, many - dh.shape[1], examples, width)
                    starts = np.broadcast_to(error[:, None], shape)
                    dh = np.concatenate([dh, starts], axis=1)
                    signal = dh * slopes[layer][:, None]
                    squares[order[:many], layer] += np.square(signal).sum((0, 2, 3))
                    rows = signal.reshape(drawn, many * examples, width)
                    dh = (rows @ weights[layer]).reshape(signal.shape)
        for column, depth in enumerate(depths):
            mean = squares[column, :depth] / (seeds * examples * width)
            delta[row, column, :depth] = np.sqrt(mean)
        computed[row] = True
        if progress and progress((row + 1) / len(scales)) and row + 1 < len(scales):
            break
    numbers = np.array(scales, dtype=np.float64), np.array(depths, dtype=np.int64)
    for array in (*numbers, delta, computed):
        array.setflags(write=False)
    return DepthMap(*numbers, delta, computed)


def _check(
    scales: Sequence[float],
    depths: Sequence[int],
    width: int,
    seeds: int,
    examples: int,
    seed: int,
) -> None:
    if not len(scales) or not len(depths):
        raise ValueError("scales and depths must hold at least one number each.")
    for scale in scales:
        check_at_least("scales", scale)
    for name, number, least in (
        *(("depths", depth, 1) for depth in depths),
        ("width", width, 1),
        ("seeds", seeds, 1),
        ("examples", examples, 1),
        ("seed", seed, 0),
    ):
        check_at_least(name, number, least)
