"""No text of a picture collides with another or leaves its panel, whatever is shown."""

import itertools

import pytest

from explorer.explorers import TrainXor, _presets
from tests.explorers.page import Page
from tests.views.scenes import outside, overlaps

PRESETS = _presets.read("train_xor")
TABS = tuple(TrainXor.tabs)
# what the canvas has of a laptop, a projector, and JupyterLab beside its file browser
SIZES = ((1062, 466), (1524, 757), (910, 380))
WORLDS = tuple(itertools.product(SIZES, ("light", "dark")))


@pytest.mark.parametrize("number", range(len(PRESETS)), ids=[p.name for p in PRESETS])
def test_no_text_collides_leaves_its_panel_or_is_cut(monkeypatch, number):
    """All presets, tabs and steps; sizes and looks take turns, so that all pairs occur.

    The last step of a run that diverges is the last before it does.
    """
    preset, found = PRESETS[number], []
    for turn, (tab, last) in enumerate(itertools.product(TABS, (False, True))):
        size, look = WORLDS[(number + turn) % len(WORLDS)]
        page = Page(TrainXor(), monkeypatch, size=size, look=look, search=f"tab={tab}")
        page.press(f"preset-{preset.name}")
        page.move("step", page.explorer.settings.steps if last else 0)
        for view in page.explorer.views.values():
            cut = [text for _, text in view.texts() if text.endswith("…")]
            bad = [*overlaps(view), *outside(view), *cut]
            found += [(tab, last, size, look, view.name, one) for one in bad]
    assert found == []


@pytest.mark.parametrize(("size", "look"), WORLDS[::2])
def test_nor_in_3d_nor_with_two_paths(monkeypatch, size, look):
    page = Page(
        TrainXor(), monkeypatch, size=size, look=look,
        search="tab=step&step=20&method=nesterov&learning_rate=2",
    )  # fmt: skip
    for solid in (False, True):
        page.move("solid", solid)
        for view in page.explorer.views.values():
            assert overlaps(view) == []
            assert outside(view) == []
