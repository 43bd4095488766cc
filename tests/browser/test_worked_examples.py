"""The decks' numbers in a real page: picture, ledger, strip and table never disagree.

One example of each kind; ``tests/explorers/test_worked_examples.py`` has all of them.
"""

import pytest

from explorer.decks.examples import deck_examples
from explorer.language.numbers import significant
from explorer.views.network_numbers import write
from tests.browser.test_demos import NOTEBOOKS
from tests.explorers.test_worked_examples import first_column

WHOLE = """row => {  // whether nothing that it stands in cuts it off
  const end = (node) => node.getBoundingClientRect().bottom;
  for (let node = row.parentElement; node; node = node.parentElement) {
    const cuts = getComputedStyle(node).overflowY !== "visible";
    if (cuts && end(node) < end(row) - 1) return false;
  }
  return true;
}"""
READ = """() => {
  const canvas = document.querySelector('[data-explorer-canvas]');
  const all = (query) => [...document.querySelectorAll(query)];
  const cells = (row) => [...row.cells].map((cell) => cell.textContent);
  return {
    picture: canvas.texts.map(({ view, id, text }) => [view, id, text]),
    alt: canvas.querySelector('canvas').getAttribute('aria-label'),
    status: document.querySelector('[role=status]').innerText,
    strip: document.querySelector('.bpx-equation').innerText,
    ledger: Object.fromEntries(
      all('.bpx-ledger tr[data-row]:not(.bpx-note-row)').map(
        (row) => [row.dataset.row, cells(row)])),
    table: all('.bpx-panel-table .bpx-table tbody tr').map(cells),
  };
}"""


@pytest.fixture
def read(dashboards, open_page):
    """Return a function that opens a page and its table and returns a reader."""

    def open_(name, query):
        explorer = open_page(
            f"{dashboards}voila/render/{NOTEBOOKS[name]}.ipynb?{query}"
        )
        explorer.ready().action("table").click()
        page = explorer.page
        page.wait_for_selector(".bpx-panel-table .bpx-table tbody tr")

        def read_():
            found = page.evaluate(READ)
            found["picture"] = {(view, id_): t for view, id_, t in found["picture"]}
            return found

        return page, read_

    return open_


def value(id_, name):
    return deck_examples()[id_].expected[name].value


def six(*numbers):
    return [significant(float(n), 6, sign=True) for n in numbers]


def test_both_passes_of_a_network(read):
    page, now = read("by_hand", "network=deck1&step=60&biases=True")
    found, expected = now(), first_column("S0-12")
    table = dict(zip(found["ledger"], found["table"], strict=True))
    drawn = 0
    for name, number in expected.items():
        written = significant(number, 4, sign=not name.startswith(("h", "E")))
        assert found["ledger"][name][2 if name[0] in "zhE" else 3] == written, name
        assert six(number)[0] in table[name], name
        if ("network", name) in found["picture"]:
            drawn += 1
            assert found["picture"]["network", name].endswith(write(name, number))
    assert drawn > 4
    for name in ("z1_1", "h2_1", "E", "delta2_1", "dh1_1", "delta1_1", "dW1_11"):
        written = significant(expected[name], 4, sign=not name.startswith(("h", "E")))
        go = page.locator(f'[data-row="{name}"] [data-part="go"]')
        go.evaluate("button => button.click()")  # the table lies over it
        page.wait_for_function(
            """([name, wanted]) => {
              const row = document.querySelector(`[data-row="${name}"]`);
              const said = document.querySelector('[role=status]').innerText;
              const strip = document.querySelector('.bpx-equation').innerText;
              return row.classList.contains('bpx-now')
                && said.includes(wanted) && strip.includes(wanted);
            }""",
            arg=[name, written],
            timeout=10_000,
        )
    page.emulate_media(media="print")
    assert page.locator(".bpx-ledger tr").last.evaluate(WHOLE)
    page.emulate_media(media="screen")
    assert not page.locator(".bpx-ledger tr").last.evaluate(WHOLE)  # here it scrolls


def test_a_graph_of_two_boxes(read):
    _, now = read("chain", "tab=look&input_1=1&step=2")
    found, id_ = now(), "S0-06"
    x, y, z = found["table"]
    written = {name: significant(value(id_, name)) for name in ("y", "z", "dz/dx")}
    assert [x[4], y[2], z[2]] == [
        significant(value(id_, name), 6) for name in ("dz/dx", "y", "z")
    ]
    for slope, row in (("dy/dx", y), ("dz/dy", z)):
        written[slope] = significant(value(id_, slope))
        assert row[3] == f"{slope} {significant(value(id_, slope), 6)}"
        assert written[slope] in found["strip"]
    for name, number in written.items():
        assert f"{name} = {number}" in found["picture"].values()
    assert written["dz/dx"] in found["strip"]
    assert written["dz/dx"] in found["status"]


def test_a_run_of_momentum(read):
    search = "surface=ravine&x=0.5&y=2&method=momentum&learning_rate=0.01&momentum=0.9"
    _, now = read("steering", f"{search}&step=4&tab=run")
    found, id_ = now(), "S2-32-2d"
    path, heights = value(id_, "trajectory"), value(id_, "objective_values")
    slopes = value(id_, "gradients")
    for k, slope in enumerate(slopes):
        assert found["table"][k][1:6] == six(*path[k], heights[k], *slope)
    height = significant(float(heights[4]))
    assert f"step 4: E = {height}" in found["picture"].values()
    assert f"E = {height}." in found["status"]
    assert height in found["alt"]
    assert all(significant(float(n), sign=True) in found["strip"] for n in slopes[4])


def test_both_deltas_of_an_output(read):
    row = value("S2-22", "rows")[0]
    _, now = read("score", f"z={row['z']}&target={row['y']:.0f}&tab=step")
    found = now()
    for line, delta in enumerate(("delta_quadratic", "delta_cross_entropy")):
        assert found["table"][line][5] == six(row[delta])[0]
        three = significant(row[delta], sign=True)
        assert three in found["picture"].values()
        assert three in found["strip"]
        assert three in found["status"]


def test_all_slopes_of_the_softmax(read):
    _, now = read("score", "score_1=1&score_2=2&score_3=3&tab=run")
    found = now()
    jacobian = value("S2-26-softmax", "jacobian")
    for line, slopes in zip(found["table"][:3], jacobian, strict=True):
        assert line[4] == ", ".join(six(*slopes))
        three = {significant(float(n), sign=True) for n in slopes}
        assert three <= set(found["picture"].values())
        assert significant(float(slopes[0]), sign=True) in found["strip"]


def test_the_gradient_of_a_layer_in_matrices(read):
    _, now = read("matrices", "preset=lecture")
    found = now()
    table = " ".join(cell for line in found["table"] for cell in line)
    for number in (float(n) for row in value("S1-12", "dW1") for n in row):
        assert six(number)[0] in table
        assert significant(number, 2, sign=True) in " ".join(found["picture"].values())


def test_the_lectures_whole_training(read):
    _, now = read("train_xor", "preset=replay")
    found = now()
    table = " ".join(cell for line in found["table"] for cell in line)
    for name in ("W1", "W2"):
        for number in (float(n) for row in value("S3-26", name) for n in row):
            assert significant(number, 6, sign=True)[:7] in table, name
            drawn = significant(number, 3, sign=True)
            assert any(drawn in text for text in found["picture"].values()), name
    for [number] in value("S3-26", "b1"):
        assert significant(float(number), 5, sign=True) in found["strip"]
