"""Nothing scrolls, overlaps or is clipped on the page, whatever is shown.

Every preset on every tab of a run. Sizes, looks, and the first step and the last (of a
run that diverges the last before it does) take turns, so that all pairs of them occur:
the whole product would need minutes. What is written inside the picture has the same
test in tests/explorers/test_every_explorer.py, where the places of its texts are known.
"""

import pytest

from explorer.explorers import _presets
from tests.browser.conftest import LAPTOP, PROJECTOR

PRESETS = [preset.name for preset in _presets.read("train_xor")]
TABS = ("look", "step", "run")
WORLDS = [
    (LAPTOP, "light"),
    (PROJECTOR, "dark"),
    (LAPTOP, "dark"),
    (PROJECTOR, "light"),
]

FAULTS = """(within) => {
  const home = within ?? 'body';
  const found = [], texts = [], elsewhere = '.bpx-panel, #notes, .bpx-heard';
  const inside = (n) => n.closest('.bpx-explorer') && !n.closest('.bpx-panel');
  const seen = (n) => n.checkVisibility({visibilityProperty: true});
  for (const n of document.querySelectorAll(`${home} *`)) {
    if (!seen(n) || n.closest(`${elsewhere}, svg, select, math`)) continue;
    const wide = n.scrollWidth - n.clientWidth, tall = n.scrollHeight - n.clientHeight;
    const style = getComputedStyle(n);
    const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    const longer = n.matches('.bpx-scroll') ? 0 : tall; // made to scroll
    if ((clips || n.tagName === 'INPUT') && (wide > 1 || longer > 1)) {
      found.push(`${n.tagName}.${n.className} holds ${wide}, ${tall} too much`);
    }
  }
  const top = document.querySelector(home), page = document.documentElement;
  if (page.scrollHeight > innerHeight + 1 || page.scrollWidth > innerWidth + 1) {
    found.push('the page scrolls');
  }
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !inside(parent) || !seen(parent)) continue;
    if (parent.closest('option, style, .bpx-card, .bpx-scroll, .bpx-heard')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 1) continue;
    texts.push([node.data, box]);
    for (let n = parent; top.contains(n); n = n.parentElement) {
      const edge = n.getBoundingClientRect(), clips = getComputedStyle(n).overflowX;
      if (clips === 'visible') continue;
      if (box.left < edge.left - 1 || box.right > edge.right + 1 ||
          box.top < edge.top - 1 || box.bottom > edge.bottom + 1) {
        found.push(`${node.data} is clipped by ${n.className}`);
      }
    }
  }
  texts.forEach(([a, p], i) => texts.slice(i + 1).forEach(([b, q]) => {
    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const tall = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (wide > 1 && tall > 2) found.push(`${a} and ${b} overlap`);
  }));
  return found;
}"""


def test_a_fault_is_found(train_xor):
    explorer = train_xor("tab=step")
    for rule, fault in (
        (".bpx-status { width: 99px; }", "is clipped by bpx-status"),
        (".bpx-aside { margin-right: -60px; }", "overlap"),
        (".bpx-box { max-width: 40px; min-width: 40px !important; }", "INPUT"),
    ):
        tag = explorer.page.add_style_tag(content=f".bpx-explorer {rule}")
        found = explorer.page.evaluate(FAULTS)
        assert any(fault in one for one in found), (fault, found)
        tag.evaluate("n => n.remove()")
    assert explorer.page.evaluate(FAULTS) == []


@pytest.mark.parametrize("world", range(4))
def test_nothing_scrolls_overlaps_or_is_clipped(train_xor, world):
    size, look = WORLDS[world]
    explorer = train_xor("tab=step", size=size, look=look)
    found, page = [], explorer.page
    for number, preset in enumerate(PRESETS):
        for place, tab in enumerate(TABS):
            if (number + place) % 4 != world:
                continue
            page.eval_on_selector(f'[data-action="preset-{preset}"]', "n => n.click()")
            page.locator(f'.bpx-tabs [data-value="{tab}"]').click()
            explorer.until(tab=tab)
            last = (number // 4 + place) % 2
            explorer.range("step").press("End" if last else "Home")
            explorer.until(step=explorer.settings["steps"] if last else 0)
            page.wait_for_timeout(350)  # the status line waits for the hand
            found += [(preset, tab, last, fault) for fault in page.evaluate(FAULTS)]
    assert found == []


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
@pytest.mark.parametrize(
    "query",
    [
        "tab=step&solid=true",
        "tab=step&method=nesterov&edge=b2_1",
        "tab=seeds&train_all=True&prediction=60",
        "tab=replay",
    ],
)
def test_nor_in_3d_nor_with_other_methods_nor_on_other_tabs(train_xor, query, size):
    explorer = train_xor(f"step=50&{query}", size=size)
    assert explorer.page.evaluate(FAULTS) == []


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
def test_every_drawer_fits(train_xor, size):
    explorer = train_xor("tab=step&step=50", size=size)
    drawers = explorer.page.locator(".bpx-drawers button")
    for i in range(drawers.count()):
        drawers.nth(i).click()
        explorer.page.wait_for_selector(".bpx-panel.bpx-open")
        cut = "all => all.filter((n) => n.scrollWidth > n.clientWidth + 1).length"
        assert explorer.page.eval_on_selector_all(".bpx-open label", cut) == 0
        sideways = "n => n.scrollWidth - n.clientWidth"
        assert explorer.page.eval_on_selector(".bpx-panel.bpx-open", sideways) <= 1
        box = explorer.page.locator(".bpx-panel.bpx-open").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size["height"]
        drawers.nth(i).click()
