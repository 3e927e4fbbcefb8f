"""Edges of the checks: bounds that touch the threshold, and the noise of arithmetic."""

import datetime as dt

import numpy as np
import pytest
from test_checks import outcome, series

from verdicts.checks import Rule, estimate, falls_after, judge_at
from verdicts.intervals import Interval


@pytest.mark.parametrize(
    ("name", "statistic", "low", "high", "threshold", "answer"),
    [
        # A bound on the threshold is at least it and at most it, and no more than touches it from the other side.
        ("at_least", 6, 5, 7, 5, "supports"),
        ("at_least", 4, 3, 5, 5, "inconclusive"),
        ("at_least", 4, 3, 4.9, 5, "contradicts"),
        ("at_least", 0, 0, 0, 0, "supports"),
        ("at_most", 0, 0, 0, 0, "supports"),
        ("at_most", 4, 3, 5, 5, "supports"),
        ("at_most", 6, 5, 7, 5, "inconclusive"),
        ("at_most", 6, 5.1, 7, 5, "contradicts"),
        # A rise counts where all that the doubt leaves open is at least the threshold.
        ("rises", 3, 2, 4, 2, "supports"),
        ("rises", 3, 1.9, 4, 2, "inconclusive"),
        ("rises", 1, 0, 2, 2, "inconclusive"),
        ("rises", 1, 0.5, 1.9, 2, "contradicts"),
        ("rises", -3, -4, -2, 2, "contradicts"),
        ("steps_up", 3, 2, 4, 2, "supports"),
        ("steps_up", 1, 0.5, 1.9, 2, "contradicts"),
        ("falls", -3, -4, -2, 2, "supports"),
        ("falls", -3, -4, -1.9, 2, "inconclusive"),
        ("falls", -1, -2, 0, 2, "inconclusive"),
        ("falls", -1, -1.9, 0, 2, "contradicts"),
        ("steps_down", -3, -4, -2, 2, "supports"),
        ("steps_down", 3, 2, 4, 2, "contradicts"),
        # Unchanged is an interval that stays within the threshold either way, its ends on it included.
        ("unchanged", 0, -2, 2, 2, "supports"),
        ("unchanged", 0, -2.1, 2, 2, "inconclusive"),
        ("unchanged", 0, -2, 2.1, 2, "inconclusive"),
        ("unchanged", 3, 2, 4, 2, "inconclusive"),
        ("unchanged", 3, 2.1, 4, 2, "contradicts"),
        ("unchanged", -3, -4, -2, 2, "inconclusive"),
        ("unchanged", -3, -4, -2.1, 2, "contradicts"),
    ],
)  # fmt: skip
def test_bounds_that_touch_the_threshold(name, statistic, low, high, threshold, answer):
    assert judge_at(name, Interval(statistic, low, high), threshold) == answer


def test_the_noise_of_arithmetic_decides_nothing():
    # In binary 0.3 - 0.1 is a little under 0.2, and 1.1 - 1.0 a little over 0.1.
    assert outcome("rises", series([0.1, 0.3]), 0.2) == "supports"
    assert outcome("falls", series([0.3, 0.1]), 0.2) == "supports"
    assert outcome("unchanged", series([1.0] * 10 + [1.1] * 10), 0.1) == "supports"


def test_ends_may_touch_and_not_overlap():
    found = estimate("rises", series([1, 3, 5, 7]), Rule(ends=2))
    assert (found.first, found.last) == (2, 6)
    assert outcome("rises", series([1, 3, 5]), ends=2) == "no data"


def test_a_level_rests_on_as_many_periods_as_it_is_smoothed_over_and_its_ends_add():
    assert estimate("at_least", series([1, 2, 4], smoothing=3), Rule()).n == 3
    assert estimate("at_least", series([1, 2, 4], smoothing=3), Rule(ends=2)).n == 4


def test_periods_after_an_event_are_counted_in_single_periods():
    after = estimate("steps_up", series([0] * 10 + [1, 1, 1]), Rule(dt.date(2010, 1, 1)))
    assert (after.n, after.later) == (13, 3)


@pytest.mark.parametrize(
    ("values", "frequency", "words"),
    [
        ([1], "A", "only 1 year with figures; the test needs 8"),
        ([1, 2], "Q", "only 2 quarters with figures; the test needs 8"),
        ([1, 2, 3], "M", "only 3 months with figures; the test needs 8"),
    ],
)
def test_too_few_figures_are_told_in_their_own_periods(values, frequency, words):
    assert estimate("rises", series(values, frequency), Rule(ends=4)).reason == words


@pytest.mark.parametrize(("check", "needed"), [("at_least", 3), ("at_most", 3), ("rises", 6), ("falls", 6)])
def test_how_many_figures_a_check_needs_is_told(check, needed):
    found = estimate(check, series([1, 2]), Rule(ends=3))
    assert (found.reason, found.n) == (f"only 2 years with figures; the test needs {needed}", 2)


@pytest.mark.parametrize(
    ("frequency", "end", "middle"),
    [("A", "2000-12-31", "2000-07-02"), ("Q", "2001-03-31", "2001-02-14"), ("M", "2001-01-31", "2001-01-16"), ("D", "2001-01-31", "2001-01-31")],
)  # fmt: skip
def test_a_period_falls_after_what_happened_in_its_middle_and_not_what_happened_the_day_after(frequency, end, middle):
    day = dt.date.fromisoformat(middle)
    ends = np.array([end], "datetime64[D]")
    assert falls_after(ends, day, frequency).tolist() == [True]
    assert falls_after(ends, day + dt.timedelta(days=1), frequency).tolist() == [False]


def test_an_estimate_is_exact_where_its_doubt_has_no_width():
    assert [Interval(2, *ends).exact for ends in ((2, 2), (1, 3), (2, 3), (1, 2))] == [True, False, False, False]
