"""Edges of the checks: just enough figures, bounds that touch the threshold, what a result says of how it was reached."""

import datetime as dt

import numpy as np
import pytest
from test_checks import series

from verdicts.checks import Rule, Unanswered, estimate, judge, judge_at, thin, unsure
from verdicts.intervals import Interval

EVENT = dt.date(2010, 1, 1)


def sides(found):
    """What a level, a trend or a step says: the estimate, its bounds, and on how much it rests."""
    return found.interval.estimate, found.interval.low, found.interval.high, found.n


def test_a_level_rests_on_the_last_figure_and_on_as_many_periods_as_it_is_smoothed_over():
    found = estimate("at_least", series([1, 2, 4], smoothing=3, margin_pct=25), Rule())
    assert sides(found) == (4, 3, 5, 3)


def test_six_figures_are_enough_for_a_trend_and_five_are_not():
    found = estimate("rises", series([0, 1, 2, 3, 4, 5]), Rule())
    assert (judge("rises", found, 0), found.n, found.interval.estimate) == ("supports", 6, pytest.approx(5))
    few = estimate("rises", series([0, 1, 2, 3, 4]), Rule())
    assert few == Unanswered("only 5 years; a trend needs 6", "inconclusive", 5)


def test_three_figures_on_each_side_are_enough_for_a_step_and_two_are_not():
    # 2007 to 2012: three before 2010, three after; without 2012 two.
    found = estimate("steps_up", series([0] * 7 + [1, 2, 3, 7, 8, 9]), Rule(event=EVENT))
    assert found.n == 13
    just = estimate("steps_up", _from_2007([1, 2, 3, 7, 8, 9]), Rule(event=EVENT))
    # Means 2 and 8; Welch with equal spread: se = sqrt(1/3 + 1/3), 4 degrees of freedom, t = 2.776: 6 +- 2.27 before widening.
    assert (judge("steps_up", just, 0), just.n, just.interval.estimate, just.before, just.after) == (
        "supports",
        6,
        6,
        2,
        8,
    )
    assert just.interval.low < 6 - 2.2 < 6 + 2.2 < just.interval.high
    few = estimate("steps_up", _from_2007([1, 2, 3, 7, 8]), Rule(event=EVENT))
    assert few == Unanswered("3 years before and 2 after; each side needs 3", "inconclusive", 5)


@pytest.mark.parametrize(("event", "which"), [(dt.date(2001, 1, 1), "before"), (dt.date(2020, 1, 1), "after")])
def test_a_step_without_figures_on_one_side_is_no_data_and_says_which_is_missing(event, which):
    found = estimate("steps_up", _from_2007([1, 2, 3, 4]), Rule(event=event))
    assert found == Unanswered(f"no figures {which} the event", "no data", 4)


def test_a_count_on_record_steps_by_the_difference_of_its_means_without_an_interval():
    found = estimate("steps_up", _from_2007([1, 2, 3, 7, 8, 9]), Rule(event=EVENT, exact=True))
    assert sides(found) == (6, 6, 6, 6)
    rise = estimate("rises", _from_2007([1, 5, 2, 8, 3, 9]), Rule(exact=True))
    assert sides(rise) == pytest.approx((8, 8, 8, 6))
    assert (rise.first, rise.last) == pytest.approx((1, 9))


@pytest.mark.parametrize(
    ("name", "statistic", "low", "high", "threshold", "outcome"),
    [
        # A bound on the threshold is at least it and at most it, and no more than touches it from the other side.
        ("at_least", 6, 5, 7, 5, "supports"),
        ("at_least", 4, 3, 5, 5, "inconclusive"),
        ("at_least", 4, 3, 4.9, 5, "contradicts"),
        ("at_most", 4, 3, 5, 5, "supports"),
        ("at_most", 6, 5, 7, 5, "inconclusive"),
        ("at_most", 6, 5.1, 7, 5, "contradicts"),
        # A rise is sure where the interval is all above nothing, and counts from the threshold on.
        ("rises", 2, 0.1, 4, 2, "supports"),
        ("rises", 1.9, 0.1, 4, 2, "inconclusive"),
        ("rises", 2, 0, 4, 2, "inconclusive"),
        ("rises", 1, 0.5, 2, 2, "inconclusive"),
        ("rises", 1, 0.5, 1.9, 2, "contradicts"),
        ("rises", -1, -2, 0, 0, "inconclusive"),
        ("rises", -1, -2, -0.1, 0, "contradicts"),
        ("rises", -1, -2, -0.1, -3, "contradicts"),
        ("falls", -2, -4, -0.1, 2, "supports"),
        ("falls", -2, -4, 0, 2, "inconclusive"),
        ("falls", -1, -1.9, -0.5, 2, "contradicts"),
        ("falls", -1, -2, -0.5, 2, "inconclusive"),
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
def test_bounds_that_touch_the_threshold(name, statistic, low, high, threshold, outcome):
    assert judge_at(name, Interval(statistic, low, high), threshold) == outcome


def test_of_windows_that_overlap_every_nth_is_kept_from_the_last_one_back():
    # 2000 to 2007, smoothed over three years: 2001, 2004 and 2007 share nothing.
    dates, values = thin(series([0, 1, 2, 3, 4, 5, 6, 7], smoothing=3))
    assert values.tolist() == [1, 4, 7]
    assert dates.astype("datetime64[Y]").astype(str).tolist() == ["2001", "2004", "2007"]


@pytest.mark.parametrize(
    ("values", "frequency", "smoothing", "words"),
    [
        ([1], "A", 1, "only 1 year; a trend needs 6"),
        ([1, 2], "Q", 1, "only 2 quarters; a trend needs 6"),
        ([1, 2, 3], "M", 1, "only 3 months; a trend needs 6"),
        ([1, 2, 3], "A", 5, "only 1 separate stretch of 5 years; a trend needs 6"),
        ([1, 2, 3], "A", 2, "only 2 separate stretches of 2 years; a trend needs 6"),
    ],
)
def test_too_few_figures_are_told_in_their_own_periods(values, frequency, smoothing, words):
    assert estimate("rises", series(values, frequency, smoothing), Rule()).reason == words


@pytest.mark.parametrize(
    ("name", "of", "rule", "threshold", "words"),
    [
        ("at_least", lambda: series([10], margin_pct=10), Rule(), 10, "nearer to the threshold than the figures are exact"),
        ("rises", lambda: series([0, 9, 1, 8, 0, 9, 2, 8]), Rule(), 1, "the interval is too wide to tell"),
        (
            "unchanged", lambda: _from_2007([1, 2, 3, 2, 3, 4]), Rule(event=EVENT), 1,
            "the interval reaches across the limit of what counts as a change",
        ),
    ],
)  # fmt: skip
def test_an_answer_that_is_neither_yes_nor_no_says_why(name, of, rule, threshold, words):
    assert judge(name, estimate(name, of(), rule), threshold) == "inconclusive"
    assert unsure(name) == words


def _from_2007(values):
    """Yearly figures from 2007 on."""
    whole = series([0] * 7 + list(values))
    kept = whole.dates >= np.datetime64("2007-01-01")
    return type(whole)(whole.dates[kept], whole.values[kept], whole.unit, "A", whole.margins[kept])
