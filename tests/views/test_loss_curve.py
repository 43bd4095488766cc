"""The loss curve: the shown step, what is ahead, both scales, runs that diverge."""

import numpy as np
import pytest

from explorer.language.palette import PALETTES
from explorer.views.loss_curve import LossCurveView

from .scenes import blit, figure, outside, overlaps, whole

FALLING = 2.0 * 0.97 ** np.arange(301.0)
DIVERGED = np.where(np.arange(301) < 40, 1.5 ** np.arange(301.0), np.nan)


def made(look="light", size=(320, 430), scale=1.0):
    return LossCurveView(figure(*size)[1], PALETTES[look], scale)


def show(view, loss=FALLING, step=50, diverged_at=None, log=False, **more):
    view.update(loss, len(loss) - 1, step, diverged_at, log, **more)


def test_the_curve_is_the_history_and_the_point_the_shown_step():
    view = made()
    show(view, step=50)
    assert np.array_equal(
        view._past.get_xydata(), np.column_stack([np.arange(51), FALLING[:51]])
    )
    assert np.array_equal(
        view._ahead.get_xydata(),
        np.column_stack([np.arange(50, 301), FALLING[50:]]),
    )
    assert view._here.marks[0][1:3] == (50, FALLING[50])
    written = dict(view.texts())
    assert written["here"] == "step 50: 0.436"
    assert written["ahead"] == "still ahead"
    assert view.alt() == "Loss at step 50 of 300: 0.436."


def test_a_log_scale_shows_powers_of_ten():
    view = made()
    show(view, log=True)
    assert view._past.get_ydata() == pytest.approx(np.log10(FALLING[:51]))
    assert view.axis_names == ("step", "log₁₀ of loss E")
    assert view.ax.get_ylim() == (-4.0, 1.0)


def test_at_the_end_nothing_is_ahead():
    view = made()
    show(view, step=300)
    assert "ahead" not in dict(view.texts())


def test_a_run_that_is_not_finished_leaves_room_for_the_rest():
    view = made()
    show(view, FALLING[:80], step=20, total=300)
    assert view.ax.get_xlim() == (0, 300)
    assert view._ahead.get_xdata()[-1] == 79


def test_a_divergence_is_named_and_the_window_keeps_to_the_start():
    view = made()
    show(view, DIVERGED, step=39, diverged_at=40)
    beyond = "▲ above this picture; diverged at step 40"
    assert dict(view.texts())["caption"] == beyond
    assert "diverged at step 40" in view.alt()
    assert view.ax.get_ylim()[1] < 30
    assert view.ax.get_xlim() == (0, 81)
    assert view._here.marks[0].y == view.ax.get_ylim()[1]
    assert view._here.marks[0].shape == "triangle"
    assert "ahead" not in dict(view.texts())
    show(view, DIVERGED, step=5, diverged_at=40)
    assert view._here.marks[0].shape == "circle"
    assert dict(view.texts())["caption"] == "diverged at step 40"


def test_the_window_holds_while_something_is_dragged():
    view = made()
    show(view)
    before = view.ax.get_ylim()
    view.stale = False
    show(view, FALLING * 3, hold=True)
    assert (view.ax.get_ylim(), view.stale) == (before, False)
    show(view, FALLING * 3)
    assert view.ax.get_ylim()[1] > 2 * before[1]
    assert view.stale


EXTREMES = {
    "one step": {"loss": FALLING[:1], "step": 0},
    "all zero": {"loss": np.zeros(20), "step": 3},
    "nothing but NaN": {"loss": np.full(20, np.nan), "step": 0, "diverged_at": 0},
    "huge": {"loss": FALLING * 1e300, "step": 9},
    "tiny": {"loss": FALLING * 1e-300, "step": 9},
    "infinite in the end": {"loss": np.append(FALLING, np.inf), "step": 3},
    "diverged": {"loss": DIVERGED, "step": 39, "diverged_at": 40},
    "exploding": {"loss": 10.0 ** np.arange(-300, 300), "step": 500},
    "constant": {"loss": np.full(5001, 0.5), "step": 5000},
}


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("case", EXTREMES)
def test_a_blit_is_a_full_draw_also_of_extremes(case, log):
    size = ((320, 430), 1.0) if log else ((460, 720), 1.44)
    view = made("dark" if log else "light", *size)
    updates = [lambda: show(view), lambda: show(view, log=log, **EXTREMES[case])]
    assert (blit(view, updates) == whole(view)).all()
    assert overlaps(view) == []
    assert outside(view) == []
    assert "nan" not in view.alt()
