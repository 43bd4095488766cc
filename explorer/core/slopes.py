"""What a chain of equal slopes makes of an error: the vanishing gradient on paper.

Deck: S2-28.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.activations import ACTIVATIONS
from explorer.core.arrays import Array, check_at_least, check_option, sealed

_STEEPEST = {"relu": 1.0, "leaky_relu": 1.0}  # z; the others are steepest at 0


def slope_products(
    activation: str, depths: Sequence[int], z: float | None = None
) -> Array:
    """Return ``phi'(z)**n``: what a chain of n units makes of an error (S2-28).

    Parameters
    ----------
    activation
        An elementwise one.
    depths
        Numbers of units, n, at least 0.
    z
        Of every unit; where phi is steepest if left out.

    Returns
    -------
    Array
        (D,), read-only. Weights are left out; `depths` measures with them.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> [f"{number:.3g}" for number in slope_products("sigmoid", [5, 10, 20])]
    ['0.000977', '9.54e-07', '9.09e-13']
    """
    known = [n for n, a in ACTIVATIONS.items() if a.elementwise]
    check_option("activation", activation, known)
    for depth in depths:
        check_at_least("depths", depth)
    at = _STEEPEST.get(activation, 0.0) if z is None else z
    if not np.isfinite(at):
        raise ValueError(f"z must be finite, got {z}.")
    slope = ACTIVATIONS[activation].derivative(np.array(float(at)))
    with np.errstate(all="ignore"):
        return sealed(np.power(slope, np.array(depths, dtype=np.float64)))
