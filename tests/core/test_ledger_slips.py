"""The wrong numbers that a row of the ledger invites are those that hands write."""

import pytest

from explorer.core.layers import Layer, Network
from explorer.core.ledger import ledger
from explorer.core.ledger_slips import slips

EIGHT = Network(
    (
        Layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35], "sigmoid"),
        Layer([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60], "sigmoid"),
    )
)
X, Y, RATE = (0.05, 0.10), (0.01, 0.99), 0.5
NAMES = [n for n in EIGHT.parameter_names if n[0] == "W"]
MADE = ledger(EIGHT, X, Y, RATE, NAMES, NAMES)


def of(name):
    row = next(row for row in MADE.rows if row.name == name)
    return slips(EIGHT, MADE, row)


@pytest.mark.parametrize(
    ("row", "slip", "value"),
    [
        ("z1_1", "MB", 0.15 * 0.05 + 0.20 * 0.10),
        ("z1_1", "M10", 0.15 * 0.05 + 0.35),
        ("z1_1", "M10c", 0.20 * 0.10 + 0.35),
        ("h1_1", "MZ", 0.3775),
        ("E", "MH", 2 * 0.298371109),
        ("dh2_1", "M2b", -0.741365),
        ("delta2_1", "MD", 0.741365),
        ("delta2_1", "ME", 0.186816),
        ("dW2_11", "M9b", 0.138499),
        ("dW2_11", "M9", 0.0553994),
        ("dW2_11", "MD", 0.439830),
        ("dh1_1", "M10", 0.0553994),
        ("dh1_1", "M10c", -0.0190491),
        ("dh1_1", "M20", 0.0382552),
        ("dh1_1", "M19", 0.0302322),
        ("delta1_1", "M7", 0.00833252),
        ("dW1_11", "MV", 0.000877135),
        ("step_W1_11", "M2", 0.000219284),
        ("step_W1_11", "M3b", -0.000438568),
        ("step_W1_11", "M3", -0.5),
    ],
)
def test_the_slips_of_the_eight_weights(row, slip, value):
    assert dict(of(row))[slip] == pytest.approx(value, rel=1e-4)


def test_no_slip_has_the_rows_own_value():
    for row in MADE.rows:
        assert row.value not in [value for _, value in slips(EIGHT, MADE, row)]


def test_every_row_but_none_without_a_way_has_slips():
    assert all(slips(EIGHT, MADE, row) for row in MADE.rows)


def test_a_network_of_another_shape_has_slips_too():
    net = Network(
        (
            Layer([[1.0, -2.0, 0.5]], [0.1], "tanh"),
            Layer([[2.0], [0.3]], [0, 0], "relu"),
        )
    )
    asked = net.parameter_names
    made = ledger(net, (1.0, 2.0, -1.0), (0.0, 1.0), 0.1, asked, asked)
    for row in made.rows:
        assert all(value != row.value for _, value in slips(net, made, row))
