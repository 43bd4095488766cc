"""The plane of two weights: what of a step and of its batch lies in it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.explorers.train_xor.batching import batch_at
from explorer.explorers.train_xor.run import Moment, network_of
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.views.step_arrows import Arrow

Array = NDArray[np.float64]


def plane_points(points: Array, s: TrainXorSettings) -> Array:
    """Return the two coordinates of the plane, shape (k, 2)."""
    names = s.names
    return points[..., [names.index(s.horizontal), names.index(s.vertical)]]


def pair(point: Array, s: TrainXorSettings) -> tuple[float, float]:
    """Return one point's two coordinates of the plane."""
    x, y = plane_points(point, s).tolist()
    return x, y


def distance_off_plane(m: Moment, s: TrainXorSettings) -> float:
    """Return the greatest distance of the path from the plane of the shown network."""
    shown = (s.horizontal, s.vertical)
    others = [i for i, name in enumerate(s.names) if name not in shown]
    path = m.history.parameters[:, others]
    offsets = path[np.isfinite(path).all(axis=1)] - m.network.parameters[others]
    return float(np.sqrt((offsets**2).sum(axis=1)).max(initial=0.0))


def arrows(m: Moment, s: TrainXorSettings) -> list[Arrow]:
    """Return the step about to be taken and its two parts, on the plane."""
    h, k = m.history, m.step
    momentum = 0.0 if s.method == "gradient_descent" else s.momentum
    stored, theta = h.parameters[k], h.theta[k]
    downhill = -s.learning_rate * h.gradient[k]
    kept = momentum * h.velocity[k]
    made = [Arrow("gradient", pair(stored, s), pair(downhill, s))]
    if s.method != "gradient_descent":
        made.append(Arrow("momentum", pair(theta, s), pair(kept, s)))
    made.append(Arrow("step", pair(theta, s), pair(downhill + kept, s)))
    return made


def asked(m: Moment, s: TrainXorSettings) -> tuple[list[int], Array]:
    """Return the batch's examples, from 1, and what each adds to the step, (B, 2)."""
    batch = batch_at(s, network_of(s, np.array(s.start)), m.network, m.x, m.y, m.step)
    vectors = -s.learning_rate * plane_points(batch.gradient, s)
    return (batch.examples + 1).tolist(), vectors
