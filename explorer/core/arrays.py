"""Arrays that stay finite: arithmetic that saturates instead of overflowing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LARGEST = float(np.finfo(np.float64).max)


def frozen(values: ArrayLike) -> Array:
    """Return a read-only float64 copy of ``values``.

    Examples
    --------
    >>> frozen([1, 2]).flags.writeable
    False
    """
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def sealed(array: Array) -> Array:
    """Return ``array`` itself, made read-only: for arrays that nobody else holds."""
    array.setflags(write=False)
    return array


def saturated(array: Array) -> Array:
    """Replace infinities by the largest finite number of the same sign.

    Examples
    --------
    >>> saturated(np.array([-np.inf, 2.0])).tolist()
    [-1.7976931348623157e+308, 2.0]
    """
    return np.minimum(np.maximum(array, -LARGEST), LARGEST)  # np.clip is slower


def product(a: Array, b: Array) -> Array:
    """Matrix product that saturates instead of overflowing.

    Parameters
    ----------
    a, b
        Finite matrices, shapes (m, k) and (k, n).

    Returns
    -------
    Array
        ``a @ b``, shape (m, n), finite. Where a term or a partial sum overflows, the
        product is computed at a smaller scale first, so that ``1e308*10 - 1e308*10``
        is 0 and not NaN.

    Examples
    --------
    >>> product(np.array([[1e308, 1e308]]), np.array([[10.0], [-10.0]])).tolist()
    [[0.0]]
    """
    with np.errstate(all="ignore"):
        result = a @ b
        if np.isfinite(result).all():
            return result
        a_scale = max(1.0, float(np.abs(a).max()))
        b_scale = max(1.0, float(np.abs(b).max()))
        small = (a / a_scale) @ (b / b_scale)
        return saturated(saturated(small * a_scale) * b_scale)


def total(array: Array, axis: int | None = None) -> Array:
    """Sum that saturates instead of overflowing; ``array`` must be finite.

    Examples
    --------
    >>> float(total(np.array([1e308, 1e308, -1e308, -1e308])))
    0.0
    """
    with np.errstate(all="ignore"):
        result = np.asarray(array.sum(axis=axis))
        if np.isfinite(result).all():
            return result
        scale = max(1.0, float(np.abs(array).max()))
        return saturated(np.asarray((array / scale).sum(axis=axis)) * scale)


def matrix(
    name: str, values: ArrayLike, columns: int, rows: int | None = None
) -> Array:
    """Check data and return it as a read-only float64 matrix, examples in rows.

    Parameters
    ----------
    name
        What the error message calls the data.
    values
        Anything of shape (N, columns).
    columns, rows
        The numbers of columns and rows that are needed; ``rows=None`` means any N >= 1.

    Raises
    ------
    ValueError
        If the shape differs or a value is not finite; the sentence names the value.

    Examples
    --------
    >>> matrix("x", [[0, 1]], columns=2).shape
    (1, 2)
    """
    array = np.asarray(values, dtype=np.float64)
    wanted = f"({'N' if rows is None else rows}, {columns})"
    right = array.ndim == 2 and array.shape[1] == columns
    if right and not len(array):
        raise ValueError(f"{name} needs at least one example, got shape {array.shape}.")
    if not right or (rows is not None and array.shape[0] != rows):
        raise ValueError(f"{name} must have shape {wanted}, got {array.shape}.")
    check_finite(name, array)
    return array if not array.flags.writeable else frozen(array)


def check_finite(name: str, array: Array) -> None:
    """Raise a ValueError that names the first value that is not finite."""
    finite = np.isfinite(array)
    if not finite.all():
        value = array[~finite].flat[0]
        raise ValueError(f"{name} must be finite, got {value}.")


def check_option(name: str, value: str, options: Sequence[str]) -> None:
    """Raise a ValueError that names the options if ``value`` is not one of them."""
    if value not in options:
        raise ValueError(f"{name} must be one of {', '.join(options)}, got {value!r}.")


def check_at_least(name: str, value: float, least: float = 0.0) -> None:
    """Raise a ValueError if a number is not finite or below ``least``."""
    if not least <= value < np.inf:
        raise ValueError(f"{name} must be finite and at least {least:g}, got {value}.")


def check_share(name: str, value: float) -> None:
    """Raise a ValueError if a number is not at least 0 and less than 1."""
    if not 0.0 <= value < 1.0:
        raise ValueError(f"{name} must be at least 0 and less than 1, got {value}.")
