"""Noise in a gradient: repeatable, unbiased, absent at 0."""

import numpy as np
import pytest

from explorer.core.noise import noisy


def slope(x):
    return 2.0 * x


def test_equal_seeds_make_equal_runs_and_other_seeds_others():
    x = np.array([1.0, -2.0])
    first, again, other = (noisy(slope, 0.5, seed) for seed in (3, 3, 4))
    drawn = [first(x) for _ in range(5)]
    assert np.array_equal(drawn, [again(x) for _ in range(5)])
    assert not np.array_equal(drawn, [other(x) for _ in range(5)])
    assert not np.array_equal(drawn[0], drawn[1])


def test_it_is_unbiased_and_as_wide_as_asked():
    rough = noisy(slope, 0.5, 1)
    drawn = np.array([rough(np.array([1.0, -2.0])) for _ in range(4000)])
    assert drawn.mean(axis=0) == pytest.approx([2.0, -4.0], abs=0.05)
    assert drawn.std(axis=0) == pytest.approx([0.5, 0.5], abs=0.03)


def test_without_spread_the_gradient_is_itself():
    assert noisy(slope, 0.0, 1) is slope


@pytest.mark.parametrize("spread", [-1.0, np.nan, np.inf])
def test_a_spread_that_is_none_is_refused(spread):
    with pytest.raises(ValueError, match="spread"):
        noisy(slope, spread, 1)
