"""The decks' numbers are read back from the page: picture, ledger, strip and table.

Every number of a worked example that one of the three explorers shows stands wherever
it is shown with the digits that the example has, so no two places disagree.
"""

import pytest

from explorer.decks.examples import deck_examples
from explorer.explorers import ByHand, Score, Steering
from explorer.language.numbers import significant
from explorer.views.network_numbers import write
from tests.explorers.page import Page

NETWORKS = {
    "S0-12": "deck1",
    "S2-07": "linear331",
    "S2-46": "sigmoid331",
    "S3-21": "xor",
}
UNITS = {
    "z1": "z1_", "h1": "h1_", "z2": "z2_", "h2": "h2_", "dE_dh2": "dh2_",
    "delta2": "delta2_", "dE_dh1": "dh1_", "delta1": "delta1_",
}  # fmt: skip
UNSIGNED = ("h", "E")


def value(id_, name):
    return deck_examples()[id_].expected[name].value


def first_column(id_):
    """Return the numbers of an example's first column by the names of the ledger."""
    found = {}
    for name, start in UNITS.items():
        for i, row in enumerate(value(id_, name), start=1):
            found[f"{start}{i}"] = float(row[0])
    alone = len(value(id_, "z1")[0]) == 1
    for layer in ("1", "2") if alone else ():
        for i, row in enumerate(value(id_, f"dW{layer}"), start=1):
            for j, number in enumerate(row, start=1):
                found[f"dW{layer}_{i}{j}"] = float(number)
        for i, number in enumerate(value(id_, f"db{layer}"), start=1):
            found[f"db{layer}_{i}"] = float(number)
    if alone:
        found["E"] = float(value(id_, "E"))
    return found


@pytest.mark.parametrize("id_", NETWORKS)
def test_both_passes_by_hand(monkeypatch, id_):
    search = f"network={NETWORKS[id_]}&step=60&biases=True"
    p = Page(ByHand(), monkeypatch, search=search)
    expected = first_column(id_)
    lines = {r["id"]: r for r in (*p.explorer.ledger.upper, *p.explorer.ledger.lower)}
    table = dict(zip(lines, p.explorer.table(p.explorer.settings)[2], strict=True))
    assert len(expected) > 8
    in_picture, seen = 0, set()
    for name, number in expected.items():
        signed = not name.startswith(UNSIGNED)
        column = "forward" if name[0] in "zhE" else "back"
        assert lines[name][column] == significant(number, 4, sign=signed), name
        assert table[name][2] == significant(number, 6, sign=True), name
        if ("network", name) in p.texts:
            in_picture += 1
            assert p.texts["network", name].endswith(write(name, number)), name
        kind = name.rstrip("0123456789_")
        if kind not in seen:
            seen.add(kind)
            p.tell(p.explorer.ledger, kind="ledger", act="go", row=name)
            result = p.explorer.equation.terms[0]
            assert result["value"] == significant(number, 4, sign=signed), name
            assert significant(number, 4, sign=signed) in p.status
            p.move("step", 60)
    assert in_picture > 4


STEERED = [
    ("S2-32-2d", "momentum", 0.01, 0.9),
    ("S2-37-2d", "adagrad", 0.1, 0.0),
]


@pytest.mark.parametrize(("id_", "method", "rate", "momentum"), STEERED)
def test_a_run_while_steering(monkeypatch, id_, method, rate, momentum):
    search = f"surface=ravine&x=0.5&y=2&method={method}&learning_rate={rate}"
    p = Page(Steering(), monkeypatch, search=f"{search}&momentum={momentum}&tab=run")
    path, slopes = value(id_, "trajectory"), value(id_, "gradients")
    heights = value(id_, "objective_values")
    rows = p.explorer.table(p.explorer.settings)[2]
    for k, (place, slope, height) in enumerate(
        zip(path, slopes, heights, strict=False)  # the last slope was not used
    ):
        written = [significant(float(n), 6, sign=True) for n in (*place, height)]
        assert rows[k][1:4] == written
        assert rows[k][4:6] == [significant(float(n), 6, sign=True) for n in slope]
    for k in (0, 1, 4):
        p.move("step", k)
        x, y = (significant(float(n), sign=True) for n in path[k])
        assert (
            f"Step {k}: ({x}, {y}), E = {significant(float(heights[k]))}." in p.status
        )
        terms = p.explorer.equation.terms
        found = [t["value"] for t in terms if t["symbol"].startswith("∂E/∂")]
        assert found == [significant(float(n), sign=True) for n in slopes[k]]
        legend = [t for (view, _), t in p.texts.items() if view == "losses"]
        assert f"step {k}: E = {significant(float(heights[k]))}" in legend


@pytest.mark.parametrize("case", range(5))
def test_both_deltas_of_an_output(monkeypatch, case):
    row = value("S2-22", "rows")[case]
    search = f"z={row['z']}&target={row['y']:.0f}&tab=step"
    p = Page(Score(), monkeypatch, search=search)
    squared, entropy = p.explorer.table(p.explorer.settings)[2][:2]
    six = [significant(row[n], 6, sign=True) for n in ("yhat", "E_half_se")]
    assert squared[1:3] == six
    assert squared[4] == significant(row["phi_prime"], 6, sign=True)
    assert squared[5] == significant(row["delta_quadratic"], 6, sign=True)
    assert entropy[2] == significant(row["E_bce"], 6, sign=True)
    assert entropy[5] == significant(row["delta_cross_entropy"], 6, sign=True)
    deltas = [row["delta_quadratic"], row["delta_cross_entropy"]]
    three = [significant(n, sign=True) for n in deltas]
    strip = [t["value"] for t in p.explorer.equation.terms if t.get("role") == "result"]
    assert strip == three
    assert f"δ is {three[0]} and {three[1]}." in p.status
    bars = [t for (view, name), t in p.texts.items() if view == "factors"]
    assert set(three) <= set(bars)


def test_the_softmax_and_all_its_slopes(monkeypatch):
    p = Page(Score(), monkeypatch, search="score_1=1&score_2=2&score_3=3&tab=run")
    rows = p.explorer.table(p.explorer.settings)[2][:3]
    texts = [t for (view, _), t in p.texts.items() if view == "jacobian"]
    for i in range(3):
        share = value("S2-26-softmax", "phi")[i]
        slopes = value("S2-26-softmax", "jacobian")[i]
        delta = value("S2-26-softmax", "delta_cce = J^T dE/dphi")[i]
        assert rows[i][1] == significant(share, 6, sign=True)
        assert rows[i][4] == ", ".join(significant(n, 6, sign=True) for n in slopes)
        assert rows[i][5] == significant(delta, 6, sign=True)
        assert significant(share, sign=True) in [
            t for (view, _), t in p.texts.items() if view == "shares"
        ]
        assert {significant(n, sign=True) for n in slopes} <= set(texts)
    strip = [t["value"] for t in p.explorer.equation.terms if t.get("role") == "path"]
    column = [row[0] for row in value("S2-26-softmax", "jacobian")]
    assert strip == [significant(n, sign=True) for n in column]
