"""The loss surface: what it shows and writes, and that a blit is a full draw."""

import io
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest

from explorer.language.palette import PALETTES
from explorer.views.loss_surface_3d import LossSurface3DView
from explorer.views.step_arrows import Arrow

from .scenes import (
    SPIRAL,
    WINDOW,
    blit,
    bowl,
    figure,
    outside,
    overlaps,
    show,
    surface_view,
    whole,
)


def texts(view):
    return dict(view.texts())


def test_everything_shown_is_written():
    view = surface_view()
    show(view)
    written = texts(view)
    assert written["title"] == "Loss E"
    assert written["x_label"] == "w¹₁₁"
    assert written["y_label"] == "w¹₁₂"
    assert written["gradient"] == "−η∇E"
    assert written["momentum"] == "α·previous step = 0"
    assert written["step"] == "step taken"
    assert written["magnification"] == "arrows × 10"
    assert written["path"] == "path"
    assert written["later"] == "later"
    assert written["caption"].startswith("The path lies")
    assert "−2" in [text for name, text in view.texts() if name.startswith("x_tick")]
    assert "theta" not in written


def test_a_zero_arrow_is_named_and_not_drawn():
    view = surface_view()
    show(view)
    assert len(view.arrows.shafts) == 2
    assert "α·previous step = 0" in view.alt()


def test_arrows_are_magnified_and_start_where_they_say():
    view = surface_view()
    show(view)
    shaft = view.arrows.shafts[-1]
    assert shaft[:4] == pytest.approx((0.5, -0.4, 0.1, -0.1))
    assert view.arrows.shafts[0].width > shaft.width  # the step lies below its parts


def test_a_nesterov_run_has_two_named_paths():
    view = surface_view()
    arrows = [
        Arrow("momentum", (0.4, -0.3), (0.1, -0.1), "α·previous θ-step"),
        Arrow("gradient", (0.5, -0.4), (-0.04, 0.03), "−η∇E(w)"),
        Arrow("step", (0.4, -0.3), (0.06, -0.07), "θ-step"),
    ]
    show(view, theta_path=SPIRAL * 0.9, arrows=arrows, magnification=1)
    written = texts(view)
    assert written["path"] == "path of w"
    assert written["theta"] == "path of θ"
    assert written["step"] == "θ-step"
    assert written["magnification"] == "arrows to scale"


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_blit_is_a_full_draw(look, scale):
    view = surface_view(look, scale)
    updates = [
        lambda: show(view),
        lambda: show(
            view, point=(1.9, -1.99), pending_from=None, theta_path=SPIRAL / 2
        ),
        lambda: show(view, path=SPIRAL + 9, point=(99.0, 0.2), arrows=[]),
        lambda: show(view, grid=bowl(-1.2), point=(-0.3, 0.2), arrows=[], caption=""),
    ]
    assert (blit(view, updates) == whole(view)).all()


def test_a_point_outside_is_a_whole_ring_at_the_edge_and_a_start_there_is_nowhere():
    view = surface_view()
    show(view, path=SPIRAL + 9, point=(99.0, 0.2), arrows=[])
    (ring,) = view.handle.marks
    assert (ring.x, ring.y) == (view.ax.get_xlim()[1], 0.2)
    assert ring.face == view.palette.halo
    assert view.handle.get_clip_box() is None


def test_only_new_levels_names_or_windows_ask_for_a_new_background():
    view = surface_view()
    show(view)
    view.stale = view.changed = False
    show(view, grid=bowl(1.0), point=(0, 0), path=SPIRAL[:3], caption="Other.")
    assert (view.stale, view.changed) == (False, True)
    show(view, levels=np.linspace(0, 5, 9))
    assert view.stale
    view.stale = False
    show(view, levels=np.linspace(0, 5, 9), names=("w²₁₁", "b¹₁"))
    assert view.stale
    view.stale = False
    view.set_window((-1, 1), (-1, 1))
    assert view.stale


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize(
    "window", [WINDOW, (-12.5, -11.25), (0.001, 0.0012), (-2e5, 1e5)]
)
def test_no_text_collides_or_leaves_the_panel(scale, window):
    view = surface_view(scale=scale)
    view.set_window(window, window)
    show(view, theta_path=SPIRAL, levels=np.geomspace(0.0123, 345.6, 15))
    view.figure.canvas.draw()
    assert overlaps(view) == []
    assert outside(view) == []


def test_the_bar_names_levels_that_differ():
    view = surface_view()
    show(view, levels=np.linspace(0.97, 0.98, 15))
    names = [text for name, text in view.texts() if name.startswith("level_")]
    assert 3 <= len(names) == len(set(names))


EXTREMES = {
    "a path that diverges": {"path": np.vstack([SPIRAL, np.full((9, 2), np.nan)])},
    "nothing but NaN": {"path": np.full((4, 2), np.nan), "theta_path": SPIRAL * np.nan},
    "a huge path": {"path": SPIRAL * 1e300},
    "no path": {"path": np.empty((0, 2))},
    "one place": {"path": SPIRAL[:1], "pending_from": 0},
    "a constant grid": {"grid": np.full((41, 41), 0.5), "levels": np.full(13, 0.5)},
    "huge heights": {"grid": bowl() * 1e300, "levels": np.geomspace(1e-3, 1e300, 13)},
    "no heights": {"grid": bowl() * np.nan},
    "a point far away": {"point": (1e300, -1e300)},
    "no point": {"point": (np.nan, np.nan)},
    "a huge arrow": {"arrows": [Arrow("step", (0.5, 0.5), (1e200, -1e300))]},
    "no number": {"arrows": [Arrow("step", (0.5, 0.5), (np.nan, 1))]},
    "a huge magnification": {"magnification": 1e305},
}


@pytest.mark.parametrize("case", EXTREMES)
def test_extremes_are_drawn_without_a_warning(case):
    view = surface_view()
    updates = [lambda: show(view), lambda: show(view, **EXTREMES[case])]
    assert (blit(view, updates) == whole(view)).all()
    assert view.alt()
    (spot,) = view.hotspots()
    left, top, width, height = spot.rect
    assert -20 <= left <= 380
    assert -20 <= top <= 450
    assert width == height >= 24
    assert overlaps(view) == []
    view.figure.savefig(io.BytesIO(), format="svg")


def test_the_handle_can_be_grabbed_where_it_is_drawn():
    view = surface_view()
    show(view)
    (spot,) = view.hotspots()
    assert spot.id == "point"
    assert "w¹₁₁ = +0.50, w¹₁₂ = −0.40" in spot.label
    x, y = view.ax.transData.transform((0.5, -0.4))
    left, top, width, height = spot.rect
    assert left + width / 2 == pytest.approx(x)
    assert view.figure.bbox.height - top - height / 2 == pytest.approx(y)


@pytest.mark.parametrize("format_", ["svg", "pdf"])
def test_a_vector_file_has_real_text_and_real_contours(format_):
    view = surface_view()
    show(view)
    file = io.BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "pdf.fonttype": 42}):
        view.figure.savefig(file, format=format_)
    if format_ == "pdf":
        assert file.getvalue().startswith(b"%PDF")
        return
    root = ElementTree.fromstring(file.getvalue())  # noqa: S314 (our own file)
    space = "{http://www.w3.org/2000/svg}"
    written = {node.text for node in root.iter(f"{space}text")}
    assert {text for _, text in view.texts()} <= written
    assert not list(root.iter(f"{space}image"))
    assert len(list(root.iter(f"{space}path"))) > 20


def test_a_saved_picture_of_another_resolution_has_the_same_layout():
    view = surface_view()
    show(view)
    file = io.BytesIO()
    view.figure.savefig(file, format="png", dpi=200)
    file.seek(0)
    large = matplotlib.image.imread(file)
    assert large.shape[:2] == (860, 720)
    small = whole(view) / 255
    shrunk = large.reshape(430, 2, 360, 2, 4).mean(axis=(1, 3))
    assert np.abs(shrunk - small).mean() < 0.02


def landscape(look="light"):
    made, _ = figure()
    made.clear()
    ax = made.add_axes((0, 0, 1, 1), projection="3d")
    view = LossSurface3DView(ax, PALETTES[look])
    view.set_window(WINDOW, WINDOW)
    return view


def test_the_landscape_shows_the_same():
    view = landscape()
    show(view, theta_path=SPIRAL / 2)
    view.figure.canvas.draw()
    written = texts(view)
    assert written["x_label"] == "w¹₁₁"
    assert written["gradient"] == "−η∇E"
    assert written["theta"] == "path of θ"
    assert view.moving == ()
    assert view.stale
    assert overlaps(view) == []
    assert outside(view) == []
    assert "landscape" in view.alt()


@pytest.mark.parametrize("case", EXTREMES)
def test_the_landscape_bears_extremes(case):
    view = landscape("dark")
    show(view)
    show(view, **EXTREMES[case])
    view.figure.canvas.draw()
    assert view.alt()
