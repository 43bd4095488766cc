"""The linear neuron with squared errors: votes of the examples, bowl, curvature.

Decks: S1-01 (the bias is a weight whose input is 1), S1-02 to S1-05, S1-18, E-07, E-08.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from explorer.core.arrays import Array, check_finite, check_option, frozen, matrix
from explorer.core.losses import REDUCTIONS


@dataclass(frozen=True, eq=False)
class LeastSquares:
    """The loss of a linear neuron on some examples, ``E = c sum_n (y_n - y_hat_n)**2``.

    Parameters w are ``(w_1, ..., w_n, b)``; row n of ``inputs`` is ``(x_n, 1)``, and
    ``y_hat = inputs @ w``. By ``half`` and ``reduction`` c is 1/2, 1, 1/(2N) or 1/N.

    Attributes
    ----------
    x, y
        Inputs (N, n) and targets (N,), finite, N at least 1.
    reduction
        ``"sum"`` over the examples or ``"mean"``.
    half
        Whether each squared error is halved.

    Raises
    ------
    ValueError
        If shapes or numbers are not usable or the reduction is unknown.

    Examples
    --------
    S1-05, the signs repaired (E-08):

    >>> one = LeastSquares([[1.0, 0.0]], [2.0])
    >>> one.loss([1.0, 0.0, 2.0]), one.gradient([1.0, 0.0, 2.0]).tolist()
    (0.5, [1.0, 0.0, 1.0])
    """

    x: ArrayLike
    y: ArrayLike
    reduction: str = "mean"
    half: bool = True

    def __post_init__(self) -> None:
        x = np.asarray(self.x, dtype=np.float64)
        if x.ndim != 2 or not x.size:
            raise ValueError(
                f"x must be a matrix with an example per row, got {x.shape}."
            )
        y = np.asarray(self.y, dtype=np.float64)
        if y.shape != (len(x),):
            raise ValueError(f"y must have shape ({len(x)},), got {y.shape}.")
        check_finite("x", x)
        check_finite("y", y)
        check_option("reduction", self.reduction, REDUCTIONS)

    @cached_property
    def inputs(self) -> Array:
        """The inputs with a constant 1 for the bias, (N, n + 1)."""
        x = np.asarray(self.x, dtype=np.float64)
        return frozen(np.column_stack([x, np.ones(len(x))]))

    @cached_property
    def targets(self) -> Array:
        """The targets, (N,)."""
        return frozen(self.y)

    @property
    def factor(self) -> float:
        """What error times input is multiplied by, summed: 1, 2, 1/N or 2/N."""
        each = 1.0 if self.half else 2.0
        return each / len(self.targets) if self.reduction == "mean" else each

    def predictions(self, w: ArrayLike) -> Array:
        """Compute y_hat of every example, (N,), for w (n + 1,)."""
        return np.asarray(self.inputs @ self._point(w))

    def errors(self, w: ArrayLike) -> Array:
        """Compute ``y_hat - y``, (N,)."""
        return self.predictions(w) - self.targets

    def loss(self, w: ArrayLike) -> float:
        """Compute E."""
        return float(self.factor / 2.0 * (self.errors(w) ** 2).sum())

    def votes(self, w: ArrayLike) -> Array:
        """Compute error times input of every example, (N, n + 1) (S1-03).

        ``factor`` times their sum is the gradient.
        """
        return np.asarray(self.errors(w)[:, None] * self.inputs)

    def gradient(self, w: ArrayLike) -> Array:
        """Compute dE/dw, (n + 1,): ``-(1/N) sum_n (y_n - y_hat_n) x_n`` (S1-04)."""
        return np.asarray(self.factor * (self.errors(w) @ self.inputs))

    @cached_property
    def hessian(self) -> Array:
        """The second derivatives, (n + 1, n + 1), the same everywhere."""
        return frozen(self.factor * self.inputs.T @ self.inputs)

    @cached_property
    def curvatures(self) -> Array:
        """The eigenvalues of the hessian, (n + 1,), none below 0, the smallest first.

        A 0 is a direction in which all weights fit equally well.
        """
        values = np.clip(np.linalg.eigvalsh(self.hessian), 0.0, None)
        values[values < 1e-12 * values[-1]] = 0.0
        return frozen(values)

    def nearest_fit(self, w: ArrayLike) -> Array:
        """Return the best weights next to w, (n + 1,), where small steps lead from w.

        Examples
        --------
        Of the exact fits of S1-05, one step with rate 0.5 finds this one:

        >>> one = LeastSquares([[1.0, 0.0]], [2.0])
        >>> one.nearest_fit([1.0, 0.0, 2.0]).round(9).tolist()
        [0.5, 0.0, 1.5]
        """
        start = self._point(w)
        change = np.linalg.lstsq(self.inputs, -self.errors(start), rcond=None)[0]
        return np.asarray(start + change)

    def plane(
        self,
        w: ArrayLike,
        first: int,
        second: int,
        first_values: ArrayLike,
        second_values: ArrayLike,
    ) -> Array:
        """Compute E where two of the parameters vary and the others are those of w.

        Parameters
        ----------
        w
            (n + 1,).
        first, second
            Which two, counted from 0; b is the last.
        first_values, second_values
            (k,) and (m,).

        Returns
        -------
        Array
            (m, k): a row for each of the second values.
        """
        count, point = self.inputs.shape[1], self._point(w)
        if first == second or not {first, second} <= set(range(count)):
            rule = f"two different numbers from 0 to {count - 1}"
            raise ValueError(f"first and second must be {rule}: {first}, {second}.")
        across = np.asarray(first_values, dtype=np.float64) - point[first]
        up = np.asarray(second_values, dtype=np.float64) - point[second]
        errors = (
            self.errors(point)
            + across[None, :, None] * self.inputs[:, first]
            + up[:, None, None] * self.inputs[:, second]
        )
        return np.asarray(self.factor / 2.0 * (errors**2).sum(axis=-1))

    def same_steps(self, rate: float, reduction: str, half: bool) -> float:
        """Return the learning rate that gives the same steps under another convention.

        Examples
        --------
        >>> two = LeastSquares([[1.0], [2.0]], [2.0, 3.0])
        >>> two.same_steps(0.5, "sum", True), two.same_steps(0.5, "mean", False)
        (0.25, 0.25)
        """
        other = LeastSquares(self.x, self.y, reduction, half)
        return rate * self.factor / other.factor

    def _point(self, w: ArrayLike) -> Array:
        return matrix("w", [np.asarray(w, float)], self.inputs.shape[1])[0]
