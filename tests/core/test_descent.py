"""Descent on any function: the decks' numbers, the record, and where it ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.adaptive import AdaGrad
from explorer.core.descent import descend
from explorer.core.landscapes import LANDSCAPES
from explorer.core.optimisers import GradientDescent, HeavyBall
from explorer.core.rules import METHODS, RULES, rule_of
from explorer.core.stability import step_limit
from explorer.core.stopping import Stopping
from explorer.core.torch_forms import TorchHeavyBall
from tests.core.cases import optimiser_example

DECKS = {"sgd": "gradient_descent", "momentum": "momentum", "nesterov": "nesterov"}
FUNCTIONS = {
    "(x+1)**2": (lambda w: (w[0] + 1) ** 2, lambda w: 2 * (w + 1)),
    "(w1+3*w2)**2": (
        lambda w: (w[0] + 3 * w[1]) ** 2,
        lambda w: 2 * (w[0] + 3 * w[1]) * np.array([1.0, 3.0]),
    ),
    "w**4-2*w**2+0.3*w": (
        lambda w: w[0] ** 4 - 2 * w[0] ** 2 + 0.3 * w[0],
        lambda w: 4 * w**3 - 4 * w + 0.3,
    ),
}


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def deck_rule(given):
    if given["rule"] == "adagrad":
        return AdaGrad(eps=0.0)
    return rule_of(DECKS[given["rule"]], given.get("alpha") or 0.0)


def deck_state(run):
    """The names of worked_examples.json: dw, n, sum_g2 and effective_lr."""
    rows = [
        {name: v[t] for name, v in run.state.items()}
        for t in range(1, len(run.positions))
    ]
    if run.rule.name == "gradient_descent":
        return [{} for _ in rows]
    if run.rule.name == "momentum":
        return [{"dw": row["velocity"]} for row in rows]
    if run.rule.name == "nesterov":
        return [{"n": -row["velocity"]} for row in rows]
    return [
        {
            "sum_g2": row["root"] ** 2,
            "effective_lr": run.rule.rates(row, run.learning_rates[0]),
        }
        for row in rows
    ]


@pytest.mark.parametrize(
    "name",
    [
        "S2-32a",
        "S2-32a-2d",
        "S2-32",
        "S2-32-2d",
        "S2-41",
        "S2-41-2d",
        "S2-37",
        "S2-37-2d",
    ],
)
def test_the_decks_rules_on_the_decks_functions(name):
    given, expected = optimiser_example(name)
    functions = FUNCTIONS[given["objective"]]
    numbers = (deck_rule(given), given["lr"], given["n_steps"])
    run = descend(*functions, given["x0"], *numbers)
    assert (run.steps, run.stopped_by, run.diverged_at) == (10, "steps", None)
    close(run.positions, expected["trajectory"]["value"])
    close(run.objective, expected["objective_values"]["value"])
    close(run.gradients[:-1], expected["gradients"]["value"])
    for found, row in zip(deck_state(run), expected["state"]["value"], strict=True):
        assert found.keys() == row.keys()
        for key, values in row.items():
            close(found[key], values)


def test_one_step():  # S0-04
    given, expected = optimiser_example("S0-04")
    numbers = (given["x0"], GradientDescent(), given["lr"], given["n_steps"])
    run = descend(*FUNCTIONS["(x+1)**2"], *numbers)
    found = (run.gradients[0], run.positions[1], *run.objective)
    for name, value in zip(("grad0", "x1", "y0", "y1"), found, strict=True):
        close(value, expected[name]["value"])


def test_regimes():  # S2-33
    given, expected = optimiser_example("S2-33")
    for rate in given["lrs"]:
        numbers = (given["x0"], GradientDescent(), rate, given["n_steps"])
        run = descend(*FUNCTIONS["(x+1)**2"], *numbers)
        close(run.positions, expected["trajectories"]["value"][str(rate)])
        factor = expected["contraction_factor_1-2lr"]["value"][str(rate)]
        close(run.positions[1:] + 1, factor * (run.positions[:-1] + 1))
    limits = expected["stability_limits"]["value"].values()
    close([step_limit(method, 2.0, 0.9) for method in METHODS], list(limits))


def test_the_deck_keeps_its_velocity_when_the_rate_drops_and_pytorch_does_not():
    given, expected = optimiser_example("S2-32c")
    schedule, steps = given["lrs"].__getitem__, len(given["lrs"])
    for key, kind in (("deck_form", HeavyBall), ("pytorch_form", TorchHeavyBall)):
        numbers = (given["x0"], kind(given["alpha"]), schedule, steps)
        run = descend(*FUNCTIONS["(x+1)**2"], *numbers)
        close(run.positions, expected[key]["value"])
        assert run.learning_rates.tolist() == given["lrs"]


def test_momentum_out_of_a_local_minimum():  # S2-34
    given, expected = optimiser_example("S2-34")
    well = FUNCTIONS[given["objective"]]
    low, _, high = expected["stationary_points"]["value"]
    close(
        [well[0]([w]) for w in (low, high)],
        np.delete(expected["values_there"]["value"], 1),
    )
    for share in given["alphas"]:
        numbers = (given["x0"], HeavyBall(share), given["lr"], given["n_steps"])
        run = descend(*well, *numbers)
        close(run.positions[:11, 0], expected["first_10_by_alpha"]["value"][str(share)])
        last = run.positions[-1, 0]
        close(last, expected["final_w_by_alpha"]["value"][str(share)])
        place = "global" if abs(last - low) < abs(last - high) else "local"
        assert place == expected["ends_in"]["value"][str(share)]


def test_a_record_is_read_only_and_each_row_is_before_its_update():
    run = descend(*FUNCTIONS["(w1+3*w2)**2"], [0.5, 2.0], HeavyBall(0.9), 0.01, 7)
    assert run.positions.shape == run.gradients.shape == (8, 2)
    assert (run.objective.shape, run.learning_rates.shape) == ((8,), (7,))
    assert not run.velocity[0].any()
    np.testing.assert_allclose(np.diff(run.positions, axis=0), run.velocity[1:])
    arrays = (run.positions, run.objective, run.gradients, run.velocity)
    for array in (*arrays, run.learning_rates, *run.state.values()):
        assert not array.flags.writeable
    with pytest.raises(TypeError):
        run.state["velocity"] = run.velocity


def test_a_small_gradient_stops_also_on_a_plateau():  # S2-10
    def sigmoid(w):
        return 1 / (1 + np.exp(-w[0]))

    def slope(w):
        return [sigmoid(w) * (1 - sigmoid(w))]

    stopping = Stopping(500, gradient_below=1e-3)
    valley = descend(*FUNCTIONS["(x+1)**2"], 0.5, GradientDescent(), 0.1, stopping)
    plateau = descend(sigmoid, slope, 12.0, GradientDescent(), 0.1, stopping)
    assert (valley.stopped_by, plateau.stopped_by, plateau.steps) == (
        *("gradient", "gradient"),
        0,
    )
    sizes = np.abs(valley.gradients[:, 0])
    assert (sizes[:-1] >= 1e-3).all()
    assert sizes[-1] < 1e-3


def test_divergence_is_where_the_next_row_would_be():
    run = descend(*FUNCTIONS["(x+1)**2"], 0.5, GradientDescent(), 1.5, 100)
    size = 1.5 * 2.0 ** np.arange(40)
    assert run.diverged_at == np.argmax(
        np.abs(-1 + size * (-1.0) ** np.arange(40)) > 1e6
    )
    assert (run.stopped_by, len(run.positions)) == ("diverged", run.diverged_at)
    far = descend(*FUNCTIONS["(x+1)**2"], 0.5, GradientDescent(), 1.5, 100, np.inf)
    assert (far.stopped_by, far.steps) == ("steps", 100)
    np.testing.assert_array_equal(far.positions[: len(run.positions)], run.positions)


def test_a_memory_that_overflows_has_diverged():
    def slope(w):
        return [1e308]

    run = descend(lambda w: 1e308 * w[0], slope, 0.5, AdaGrad(), 0.01, 20)
    assert (run.diverged_at, run.stopped_by) == (4, "diverged")  # sqrt(4) 1e308


def test_a_gradient_may_be_written_into_one_array():
    buffer = np.zeros(1)

    def slope(w):
        return np.multiply(2, w + 1, out=buffer)

    run = descend(FUNCTIONS["(x+1)**2"][0], slope, 0.5, GradientDescent(), 0.1, 5)
    np.testing.assert_allclose(run.gradients, 2 * (run.positions + 1))


@pytest.mark.parametrize("name", sorted(set(LANDSCAPES) - {"saddle"}))
def test_landscapes_are_functions_to_descend(name):
    land = LANDSCAPES[name]
    stopping = Stopping(20_000, gradient_below=1e-9, norm="euclidean")
    rule, rate = HeavyBall(0.9), 5.0 if name == "xor" else 5e-4
    run = descend(land.value, land.gradient, land.start, rule, rate, stopping)
    assert run.stopped_by == "gradient"
    assert np.abs(run.objective[-1] - land.value(land.minima)).min() < 1e-12


EXTREME = st.sampled_from([0.0, -0.0, 5e-324, 1e-200, 0.3, -2.0, 1e150, -1e200, 1e308])


@given(
    st.sampled_from(sorted(RULES)),
    st.lists(EXTREME, min_size=1, max_size=3),
    st.sampled_from([0.0, 0.5, 1e3, 1e308]),
    st.sampled_from([0.0, 5e-324, 0.1, 3.0, 1e308]),
    st.sampled_from([1e6, np.inf]),
    st.sampled_from([-1e308, 1e-200, 1.0, 1e200]),
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_extremes_give_a_result_a_divergence_or_a_sentence(
    method, start, momentum, rate, bound, scale
):
    def objective(w):
        return scale * (w**2).sum()

    def gradient(w):
        return 2 * scale * w

    rule = AdaGrad(eps=0.0) if method == "adagrad" else rule_of(method, momentum)
    x0 = np.array(start)
    with np.errstate(all="ignore"):
        numbers = [objective(x0), *gradient(x0)]
    if not np.isfinite(numbers).all() or np.abs(x0).max() > bound:
        with pytest.raises(ValueError, match="x0 must be where objective and gradient"):
            descend(objective, gradient, start, rule, rate, 20, bound)
        return
    run = descend(objective, gradient, start, rule, rate, 20, bound)
    arrays = (run.positions, run.objective, run.gradients, run.learning_rates)
    for array in (*arrays, *run.state.values()):
        assert np.isfinite(array).all()
    assert np.abs(run.positions).max() <= bound
    assert (run.diverged_at is None) == (run.stopped_by == "steps") == (run.steps == 20)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"x0": [np.nan]}, "x0 must be one or more finite numbers"),
        ({"x0": []}, "x0 must be one or more finite numbers"),
        ({"x0": [[1.0]]}, "x0 must be one or more finite numbers"),
        ({"x0": [1e200]}, "x0 must be where objective and gradient are finite"),
        ({"x0": [2e6]}, r"within 1e\+06 of 0, got \[2000000.0\]"),
        ({"learning_rate": -1.0}, "learning_rate must be finite and at least 0"),
        ({"steps": -1}, "steps must be at least 0"),
        (
            {"objective": lambda w: [1.0, 2.0]},
            "objective must return one number, got 2",
        ),
        ({"gradient": lambda w: [1.0, 2.0]}, r"gradient must have shape \(1,\)"),
    ],
)
def test_bad_arguments_are_refused(changes, sentence):
    objective, gradient = FUNCTIONS["(x+1)**2"]
    plain = {"objective": objective, "gradient": gradient, "x0": [0.5]}
    with pytest.raises(ValueError, match=sentence):
        descend(rule=GradientDescent(), **{**plain, **changes})
