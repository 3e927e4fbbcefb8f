"""The slopes and the steps that intervals start from, held against those of scipy.stats."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from verdicts.intervals import LEVEL, NORMAL, UPPER, theil_sen, welch

# Whole numbers for ties, others for none; not so small that their squares vanish.
FIGURES = st.integers(-5, 5).map(float) | st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-6)
SIDE = hnp.arrays(float, st.integers(2, 25), elements=FIGURES)


@st.composite
def lines(draw):
    """Ascending periods, with gaps, and a value for each."""
    steps = draw(st.lists(st.integers(1, 4), min_size=2, max_size=40))
    return np.cumsum(steps), draw(hnp.arrays(float, len(steps), elements=FIGURES))


@given(lines())
def test_a_slope_and_its_bounds_are_those_of_scipy_ties_and_gaps_included(line):
    periods, values = line
    expected = stats.theilslopes(values, periods, alpha=LEVEL)
    assert theil_sen(periods, values) == pytest.approx(
        (expected.slope, expected.low_slope, expected.high_slope), rel=1e-12, abs=0
    )


@pytest.mark.slow
@given(SIDE, SIDE)
def test_the_width_of_a_step_is_that_of_scipys_welch_test(before, after):
    if np.ptp(before) == np.ptp(after) == 0:
        assert welch(before, after) == 0
        return
    with np.errstate(all="ignore"):
        interval = stats.ttest_ind(after, before, equal_var=False).confidence_interval(LEVEL)
    # What the subtraction of means of some size leaves of the half width.
    exact = 1e-12 * max(np.abs(before).max(), np.abs(after).max())
    assert welch(before, after) == pytest.approx((interval.high - interval.low) / 2, rel=1e-12, abs=exact)


def test_a_slope_by_hand():
    # Slopes between 0, 1, 5 and 2: 1, 4, -3, 5/2, 1/2, 2/3; in order -3, 1/2, 2/3, 1, 5/2, 4, so the median is 5/6. The
    # variance of Kendall's tau for four is 4 * 3 * 13 / 18 = 26/3, and (6 - 1.96 * 2.944) / 2 = 0.11 and 5.89: from
    # the first (none is below it) to the last.
    assert theil_sen(np.arange(4), np.array([0.0, 1, 5, 2])) == pytest.approx((5 / 6, -3, 4))


def test_figures_too_close_for_their_squares_have_no_width():
    assert welch(np.array([0.0, 0, 5e-324]), np.array([0.0, 0, 0])) == 0


def test_the_quantile_of_the_normal_distribution_is_that_of_the_tables():
    assert UPPER == 0.975
    assert pytest.approx(1.959963984540054, abs=1e-15) == NORMAL
