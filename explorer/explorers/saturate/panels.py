"""The panels of Squash and saturate by name."""

from __future__ import annotations

from explorer.views.bars import BarsView
from explorer.views.curve import CurveView
from explorer.views.decision_map import DecisionMapView
from explorer.views.heat_map import HeatMapView


class FunctionCurve(CurveView):
    """φ above φ′."""

    name = "function"
    margins = (50.0, 14.0, 36.0, 28.0)
    title = "The function and its tangent"


class SlopeCurve(CurveView):
    """φ′ below φ, over the same z."""

    name = "slope"
    margins = (50.0, 14.0, 66.0, 28.0)
    title = "Its slope"


class SlopeBars(BarsView):
    """The slopes of all functions at one z."""

    name = "functions"
    title = "Slopes at this z"


class NodeCurve(CurveView):
    """Where the node sits on φ."""

    name = "node"
    title = "The node"


class BlameBars(BarsView):
    """One gradient as a product."""

    name = "blame"
    title = "Which factor is small?"


class ProgressCurve(CurveView):
    """The loss over the steps."""

    name = "progress"
    title = "Progress"


class ChainCurve(CurveView):
    """What arrives against the number of layers."""

    name = "chain"
    title = "Layer by layer"


class ArrivalMap(HeatMapView):
    """What arrives over depth and start."""

    name = "arrival"
    title = "What arrives"


class SignalBars(BarsView):
    """The signal of every layer of one kind of network."""

    name = "signal"
    margins = (10.0, 10.0, 52.0, 28.0)
    title = "In each layer"


class StraightMap(DecisionMapView):
    """What a network of linear hidden units answers."""

    name = "straight"
    title = "Linear inside"


class BentMap(DecisionMapView):
    """What a network of the chosen hidden units answers."""

    name = "bent"
    title = "φ inside"


class LossesCurve(CurveView):
    """The losses of both networks over the training steps."""

    name = "losses"
    title = "Loss"
