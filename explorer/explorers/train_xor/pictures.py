"""How a moment of the run becomes pictures: what each view is told."""

from __future__ import annotations

import numpy as np

from explorer.core.activations import ACTIVATIONS, is_saturated
from explorer.core.network import forward
from explorer.explorers.train_xor.batching import passed
from explorer.explorers.train_xor.compare import others
from explorer.explorers.train_xor.run import Moment
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.language.numbers import significant
from explorer.views.activation import ActivationView, UnitOnCurve
from explorer.views.decision_map import DecisionMapView
from explorer.views.loss_curve import LossCurveView
from explorer.views.network import NetworkView

_MAP = (-0.5, 1.5)  # of both inputs
_CELLS = 41
_AGAINST = {"updates": "step", "epochs": "epoch", "examples": "examples seen"}


def show_network(view: NetworkView, m: Moment, s: TrainXorSettings) -> None:
    """Tell the network about this moment."""
    view.update(
        *(m.network, m.trace, m.gradients, m.example, s.edge, m.factors, m.y),
        twins=[f"h1_{unit}" for unit in m.twins],
    )


def show_activation(view: ActivationView, m: Moment, s: TrainXorSettings) -> None:
    """Tell the activation curves where every unit sits."""
    units, share = [], {}
    for layer, name in enumerate(m.network.activations, start=1):
        z, h = m.trace.z[layer - 1], m.trace.h[layer]
        flat = is_saturated(name, z)
        share[layer] = (int(flat.sum()), flat.size)
        slope = ACTIVATIONS[name].derivative(z)
        for unit in range(z.shape[1]):
            units.append(
                UnitOnCurve(
                    label=f"h{layer}_{unit + 1}",
                    layer=layer,
                    z=float(z[m.example, unit]),
                    h=float(h[m.example, unit]),
                    slope=float(slope[m.example, unit]),
                    saturated=bool(flat[m.example, unit]),
                )
            )
    layer, to = int(s.edge[1]), s.edge.split("_")[1][0]
    view.update(m.network.activations, units, m.example, share, f"h{layer}_{to}")


def show_loss_curve(
    view: LossCurveView, m: Moment, s: TrainXorSettings, *, hold: bool = False
) -> None:
    """Tell the loss curve how far the run is."""
    h = m.history
    view.update(
        *(h.loss, h.steps, m.step, h.diverged_at, s.log_loss),
        total=s.steps,
        hold=hold,
        passed=None if s.against == "updates" else passed(s, len(m.x)),
        against=_AGAINST[s.against],
        end=ending(m, s),
        others=others(s) if s.compare and not hold else (),
    )


def ending(m: Moment, s: TrainXorSettings) -> str:
    """Say which rule stopped the run, if one was asked for and the run has ended."""
    if m.flat:
        return f"stopped: gradient below {significant(s.gradient_below)}"
    if s.gradient_below and m.history.stopped_by == "steps":
        return f"stopped: after {s.steps} steps"
    return ""


def show_decision_map(view: DecisionMapView, m: Moment, s: TrainXorSettings) -> None:
    """Tell the decision map what the network says everywhere."""
    values = np.linspace(*_MAP, _CELLS)
    across, up = np.meshgrid(values, values)
    inputs = np.column_stack([across.ravel(), up.ravel()])
    output = forward(m.network, inputs).output.reshape(_CELLS, _CELLS)
    answer = float(m.trace.output[m.example, 0])
    view.update(output, _MAP, _MAP, m.x, m.y, m.example, answer)
