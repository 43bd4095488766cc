"""The activation view: every unit on its curve, the flat ends hatched and named."""

import numpy as np
import pytest

from explorer.core.activations import ACTIVATIONS, is_saturated, saturated_intervals
from explorer.language.numbers import significant
from explorer.language.palette import PALETTES
from explorer.views.activation import ActivationView, UnitOnCurve

from .scenes import blit, figure, outside, overlaps, whole

KINDS = ("linear", "sigmoid", "tanh", "relu", "leaky_relu")
Z = (-0.96, -0.39, 0.13)


def made(look="light", size=(269, 430), scale=1.0):
    return ActivationView(figure(*size)[1], PALETTES[look], scale)


def units_at(z, kinds):
    """Put two hidden units and one output unit at these places."""
    made_ = []
    for label, here in zip(("h1_1", "h1_2", "h2_1"), z, strict=True):
        layer = int(label[1])
        activation = ACTIVATIONS[kinds[layer - 1]]
        at = np.array(here)
        flat = bool(is_saturated(activation.name, at))
        value, slope = float(activation.value(at)), float(activation.derivative(at))
        made_.append(UnitOnCurve(label, layer, here, value, slope, flat))
    return made_


def show(view, z=Z, kinds=("sigmoid", "sigmoid"), share=None, selected="h1_2"):
    share = share or {1: (0, 8), 2: (0, 4)}
    view.update(kinds, units_at(z, kinds), 1, share, selected)


def test_every_unit_is_a_dot_on_its_curve():
    view = made()
    show(view, kinds=("tanh", "sigmoid"))
    assert [mark[1:3] for mark in view._dots.marks] == [
        (-0.96, np.tanh(-0.96)),
        (-0.39, np.tanh(-0.39)),
        (0.13, ACTIVATIONS["sigmoid"].value(np.array(0.13))),
    ]
    written = dict(view.texts())
    for unit in units_at(Z, ("tanh", "sigmoid")):
        assert written[f"slope_{unit.label}"].endswith(significant(unit.slope))
    assert "h¹₂ at z −0.390" in view.alt()


@pytest.mark.parametrize("z", [(-1.81, -0.4, -0.12), (-0.96, -0.39, 0.13)])
@pytest.mark.parametrize("kind", ["sigmoid", "tanh"])
def test_no_name_lies_on_a_curve_or_on_the_tangent(z, kind):
    view = made()
    show(view, z, (kind, kind), selected="h1_1")
    lines = [line.get_xydata() for line in view.ax.lines if len(line.get_xdata()) > 2]
    (tangent,) = view._tangent.strokes
    lines.append(
        np.linspace((tangent.x[0], tangent.y[0]), (tangent.x[1], tangent.y[1]))
    )
    x, y = view.ax.transData.transform(np.concatenate(lines)).T
    for _, name, (x0, y0, x1, y1) in view._names.window_extents():
        assert not ((x > x0) & (x < x1) & (y > y0) & (y < y1)).any(), name


def test_a_name_far_from_its_dot_has_a_line_to_it():
    view = made()
    show(view, (-0.2, -0.19, -0.18))
    near, far = [], 0
    for label in view._names.labels:
        (far := far + 1) if abs(label.dy) > label.size else near.append(label)
    assert near
    assert len(view._leaders.strokes) == far > 0


def test_the_curves_are_the_functions_and_their_slopes():
    view = made()
    show(view, kinds=("tanh", "relu"))
    curves = [line.get_xydata() for line in view.ax.lines if len(line.get_xdata()) > 2]
    assert len(curves) == 4
    for curve, kind in zip(curves, ("tanh", "tanh", "relu", "relu"), strict=True):
        assert curve[0, 0] == -8
        assert curve[-1, 0] == 8
        z = curve[:, 0]
        drawn = (ACTIVATIONS[kind].value(z), ACTIVATIONS[kind].derivative(z))
        assert any(np.array_equal(curve[:, 1], values) for values in drawn)


def test_the_tangent_has_the_slope_of_the_chosen_unit():
    view = made()
    show(view, selected="h2_1")
    ((x0, x1), (y0, y1), *_) = view._tangent.strokes[0]
    unit = units_at(Z, ("sigmoid", "sigmoid"))[2]
    assert (y1 - y0) / (x1 - x0) == pytest.approx(unit.slope)
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == pytest.approx((unit.z, unit.h))


def bands(view):
    """Return the ends and the hatch of everything that is hatched."""
    found = {}
    for patch in view.ax.patches:
        if hatch := patch.get_hatch():
            left, width = patch.get_x(), patch.get_width()
            found.setdefault(hatch[0], []).append((left, left + width))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_flat_ends_are_hatched_and_named(kind):
    view = made()
    show(view, kinds=(kind, kind))
    wanted = np.clip(saturated_intervals(kind), -8, 8).reshape(-1, 2)
    assert np.allclose(np.reshape(bands(view).get("/", []), (-1, 2)), wanted)
    word = "dead" if kind == "relu" else "flat"
    written = [text for name, text in view.texts() if name.startswith("flat")]
    assert written == [word] * len(wanted)


def test_layers_that_differ_are_hatched_each_in_its_own_direction():
    view = made()
    show(view, kinds=("tanh", "sigmoid"))
    hatched = bands(view)
    for hatch, kind in (("/", "tanh"), ("\\", "sigmoid")):
        wanted = np.clip(saturated_intervals(kind), -8, 8)
        assert np.allclose(hatched[hatch], wanted)
    written = [text for name, text in view.texts() if name.startswith("flat")]
    assert written == ["tanh flat"] * 2 + ["sigmoid flat"] * 2


def test_a_flat_unit_says_so_and_so_does_its_layer():
    view = made()
    show(view, z=(-9.0, 0.3, 1.0), share={1: (3, 8), 2: (0, 4)})
    assert dict(view.texts())["slope_h1_1"] == "h¹₁  φ′ 1.23 × 10⁻⁴ flat"
    assert "1.23 × 10⁻⁴, flat" in view.alt()
    assert "layer 1: 3 of 8 flat" in view.alt()


@pytest.mark.parametrize("size", [((269, 430), 1.0), ((380, 720), 1.44)])
@pytest.mark.parametrize("second", KINDS)
@pytest.mark.parametrize("first", KINDS)
def test_a_blit_is_a_full_draw_and_no_text_collides(first, second, size):
    view = made("dark" if first == second else "light", *size)
    updates = [
        lambda: show(view),
        lambda: show(view, (-700.0, 0.0, 9.4), (first, second), {1: (1, 8), 2: (4, 4)}),
    ]
    assert (blit(view, updates) == whole(view)).all()
    assert overlaps(view) == []
    assert outside(view) == []


@pytest.mark.parametrize(
    "z", [(0.0, 0.0, 0.0), (1e300, -1e300, 1e-300), (7.9, 7.9, 8.1), (-8, -7.8, -7.9)]
)
@pytest.mark.parametrize("kind", KINDS)
def test_extremes_are_drawn_without_a_warning(kind, z):
    view = made()
    show(view, z, (kind, kind), {1: (2000, 2000), 2: (0, 1000)}, selected=None)
    view.figure.canvas.draw()
    assert overlaps(view) == []
    assert outside(view) == []
    assert view.alt()


def test_only_another_activation_asks_for_a_new_background():
    view = made()
    show(view)
    view.stale = view.changed = False
    show(view, z=(1.0, 2.0, 3.0))
    assert (view.stale, view.changed) == (False, True)
    show(view, kinds=("relu", "sigmoid"))
    assert view.stale
