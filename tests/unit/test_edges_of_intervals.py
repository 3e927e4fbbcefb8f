"""Edges of the intervals, held against scipy's own tests, a covariance written out, or a table of Student's t."""

import numpy as np
import pytest
from scipy import stats

from verdicts import intervals


def test_a_drift_has_the_interval_of_the_mean_of_its_changes():
    # Each year starts from where the last one ended: changes 1 2 -1 3 3 2 2 3, mean 15/8. Student's t of eight of them.
    values = np.array([1.0, 2, 4, 3, 6, 9, 11, 13, 16])
    found = intervals.trend(np.arange(9), values)
    expected = stats.ttest_1samp(np.diff(values), 0).confidence_interval(0.95)
    assert found.change.estimate == pytest.approx(15 / 8)
    assert (found.change.low, found.change.high) == pytest.approx((expected.low, expected.high))
    assert found.start == 1


def test_a_jump_is_held_against_the_spread_that_a_random_walk_gives_two_means():
    before, after = np.array([3.0, 2, 1, 4]), np.array([8.0, 6, 4, 2, 1])
    found = intervals.step(before, after)
    # The value in period t of a walk is the sum of t changes, so two values share as many as the earlier one has.
    t = np.arange(9)
    covariance = np.minimum.outer(t, t)
    weights = np.array([-1 / 4] * 4 + [1 / 5] * 5)
    # The usual changes, without the one across the event: -1 -1 3 and -2 -2 -2 -1; their mean is taken as nothing.
    usual = (1 + 1 + 9 + 4 + 4 + 4 + 1) / 7
    half = stats.t.ppf(0.975, 7) * np.sqrt(usual * (weights @ covariance @ weights))
    assert found.estimate == pytest.approx(21 / 5 - 10 / 4)
    assert (found.low, found.high) == pytest.approx((found.estimate - half, found.estimate + half))


def test_an_interval_rests_on_no_fewer_than_four_points_however_alike_they_are():
    before, after = np.array([1.0, 1, 1, 4, 5]), np.array([12.0, 12, 7, 8, 12])
    found = intervals.step(before, after)
    # Residuals -1.4 -1.4 -1.4 1.6 2.6 and 1.8 1.8 -3.2 -2.2 1.8: neighbours' products add up to 11.08, squares to 40.
    # r = 0.277, and 0.277 + (1 + 4 * 0.277) / 10 = 0.4878 once corrected: 10 points count as 10 * 0.5122 / 1.4878 = 3.4,
    # fewer than four. Two of the four go to the two means; Student's t of two degrees of freedom is 4.3027.
    welch = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
    widen = np.sqrt(10 / 4) * 4.3027 / 1.96
    middle = (welch.low + welch.high) / 2
    assert found.high - found.estimate == pytest.approx((welch.high - middle) * widen, rel=1e-4)
    assert found.estimate - found.low == pytest.approx((middle - welch.low) * widen, rel=1e-4)


def test_a_year_that_is_missing_is_no_change_of_one_year():
    # Changes a year: 1 2 -1 3, then 6 in two years, 2 2 3: the mean is from first to last, 15 in nine years.
    values = np.array([1.0, 2, 4, 3, 6, 12, 14, 16, 19])
    found = intervals.trend(np.array([0, 1, 2, 3, 4, 6, 7, 8, 9]), values)
    half = stats.t.ppf(0.975, 7) * np.std([1, 2, -1, 3, 3, 2, 2, 3], ddof=1) / np.sqrt(8)
    assert (found.change.estimate, found.change.half) == pytest.approx((2, half))


def test_where_neighbours_are_alike_an_interval_is_widened_by_what_they_have_in_common():
    # Residuals as above: r = 0.277, corrected 0.277 + (1 + 4 * 0.277) / 10.
    residuals = np.array([-1.4, -1.4, -1.4, 1.6, 2.6, 1.8, 1.8, -3.2, -2.2, 1.8])
    assert intervals.autocorrelation(residuals, fitted=2) == pytest.approx(0.4878)
    assert intervals.autocorrelation(np.zeros(5), fitted=2) == 0
    assert intervals.autocorrelation(np.array([1.0, -1, 1, -1, 1, -1]), fitted=2) == 0
    # A line through sixteen figures, the formulas of Santer et al. (2000) written out.
    periods, values = np.arange(16), np.arange(16) + np.array([2.0, 2, -2, -2] * 4) + np.array([0.5, -0.5] * 8)
    slope, intercept, low, high = stats.theilslopes(values, periods, alpha=0.95)
    rest = values - (intercept + slope * periods)
    r = sum(rest[1:] * rest[:-1]) / sum(rest**2)
    r = max(r + (1 + 4 * r) / 16, 0)
    effective = 16 * (1 - r) / (1 + r)
    assert 4 < effective < 16
    widen = (16 / effective) ** 0.5 * stats.t.ppf(0.975, effective - 2) / stats.norm.ppf(0.975)
    found = intervals.trend(periods, values)
    assert found.change.estimate - found.change.low == pytest.approx((slope - low) * widen)
    assert found.change.high - found.change.estimate == pytest.approx((high - slope) * widen)
    assert found.start == pytest.approx(intercept)


def test_how_alike_neighbours_are_does_not_depend_on_the_unit_and_stays_below_one():
    residuals = np.array([-1.4, -1.4, -1.4, 1.6, 2.6, 1.8, 1.8, -3.2, -2.2, 1.8])
    assert intervals.autocorrelation(residuals / 1e6, fitted=2) == pytest.approx(0.4878)
    assert intervals.autocorrelation(np.linspace(-1, 1, 400), fitted=2) == 0.99


@pytest.mark.parametrize(
    ("before", "after"), [(np.zeros(3), np.zeros(4)), (1e6 + np.array([0, 1e-5, 0]), 3e6 + np.array([0, 0, 1e-5, 0]))]
)
def test_figures_that_do_not_vary_differ_exactly(before, after):
    found = intervals.step(before, after)
    assert found.estimate == pytest.approx(after.mean() - before.mean())
    assert found.low == found.estimate == found.high
