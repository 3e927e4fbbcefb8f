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
