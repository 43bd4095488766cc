"""A moment of the run in all its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from explorer.explorers.train_xor import pictures, surface
from explorer.explorers.train_xor.run import Moment
from explorer.explorers.train_xor.settings import TrainXorSettings
from explorer.views.loss_curve import LossCurveView
from explorer.views.loss_surface import LossSurfaceView
from explorer.views.view import View


def show(
    views: Mapping[str, View],
    window: surface.Window,
    m: Moment,
    s: TrainXorSettings,
    *,
    fine: bool,
) -> None:
    """Show the moment in these views; in a drag, not ``fine``, the window holds."""
    key = (s.horizontal, s.vertical, s.data, s.loss, s.reduction)
    if fine or key != window.key:
        surface.frame(window, m, s)
        window.key = key
    for name, view in views.items():
        if name == "loss_surface":
            ground = cast("LossSurfaceView", view)
            surface.show_surface(ground, window, m, s, fine=fine)
        elif name == "loss_curve":
            curve = cast("LossCurveView", view)
            pictures.show_loss_curve(curve, m, s, hold=not fine)
        else:
            getattr(pictures, f"show_{name}")(view, m, s)
