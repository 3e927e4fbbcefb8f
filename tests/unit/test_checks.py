"""Checks: what each answers on series with a known answer, and what no series may make them say."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from verdicts import intervals
from verdicts.checks import CHECKS, Rule, Unanswered, estimate, falls_after, judge
from verdicts.intervals import Interval
from verdicts.measures import Series

RNG = np.random.default_rng(20250217)
EVENT = dt.date(2010, 1, 1)
SERIES = hnp.arrays(float, st.integers(1, 40), elements=st.floats(-1e6, 1e6, allow_nan=False))


def series(values, frequency="A", smoothing=1, margin_pct=0):
    start = {"A": "2000", "M": "2005-01", "Q": "2004-01"}[frequency]
    step = {"A": "Y", "M": "M", "Q": "M"}[frequency]
    first = np.datetime64(start, step)
    periods = first + np.arange(len(values)) * (3 if frequency == "Q" else 1)
    width = 3 if frequency == "Q" else 1
    dates = (periods + width).astype("datetime64[D]") - np.timedelta64(1, "D")
    values = np.asarray(values, float)
    return Series(dates, values, "tonnes", frequency, np.abs(values) * margin_pct / 100, smoothing)


def outcome(name, of, threshold=0.0, **rule):
    """What a check of figures answers."""
    return judge(name, estimate(name, of, Rule(**rule)), threshold)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("at_least", 10.6, "supports"),
        ("at_least", 10.2, "inconclusive"),
        ("at_least", 9.4, "contradicts"),
        ("at_most", 9.4, "supports"),
        ("at_most", 10.2, "inconclusive"),
        ("at_most", 10.6, "contradicts"),
    ],
)
def test_a_level_within_its_margin_of_the_threshold_is_inconclusive(name, value, expected):
    of = series([0, value], margin_pct=5)
    assert outcome(name, of, threshold=10) == expected
    margin = estimate(name, of, Rule()).interval
    assert (margin.low, margin.high) == pytest.approx((value * 0.95, value * 1.05))


def test_a_level_without_a_margin_meets_its_own_value():
    assert outcome("at_least", series([3]), threshold=3) == "supports"
    assert outcome("at_most", series([3]), threshold=3) == "supports"


def test_a_clear_line_rises_by_its_own_change():
    line = series(2.0 * np.arange(11) + 5)
    found = estimate("rises", line, Rule())
    assert outcome("rises", line) == "supports"
    assert (found.interval.estimate, found.first, found.last) == pytest.approx((20, 5, 25))
    assert outcome("falls", series(2.0 * np.arange(11))) == "contradicts"


def test_a_sure_rise_smaller_than_what_counts_is_no_rise_that_counts():
    assert outcome("rises", series(np.arange(11) * 1.0), threshold=11) == "contradicts"
    assert outcome("rises", series(np.arange(11) * 1.0), threshold=10) == "supports"


def test_where_figures_scatter_about_a_line_the_trend_is_the_median_of_all_slopes():
    values = np.arange(20) + RNG.normal(size=20)
    pairs = [(values[j] - values[i]) / (j - i) for i in range(20) for j in range(i + 1, 20)]
    assert estimate("rises", series(values), Rule()).interval.estimate == pytest.approx(np.median(pairs) * 19)


def test_where_each_year_starts_from_the_last_the_trend_is_from_first_to_last():
    walk = (1 + np.random.default_rng(5).normal(size=34)).cumsum()
    found = estimate("rises", series(walk), Rule())
    assert outcome("rises", series(walk)) == "supports"
    assert (found.first, found.last) == pytest.approx((walk[0], walk[-1]))


def test_too_few_points_say_so():
    found = estimate("rises", series([1, 2, 3, 4, 5]), Rule())
    assert found == Unanswered("only 5 years; a trend needs 6", "inconclusive", 5)


def test_overlapping_windows_do_not_multiply_the_evidence():
    smooth = series(np.arange(20.0), smoothing=5)
    found = estimate("rises", smooth, Rule())
    assert (outcome("rises", smooth), found.n) == ("inconclusive", 4)


def test_a_step_is_the_difference_of_the_means():
    values = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 11, 12, 11, 12, 11, 12]
    found = estimate("steps_up", series(values), Rule(EVENT))
    assert outcome("steps_up", series(values), event=EVENT) == "supports"
    assert (found.before, found.after, found.interval.estimate) == pytest.approx((1.5, 11.5, 10))
    assert found.event == EVENT
    assert outcome("steps_down", series(values), event=EVENT) == "contradicts"
    assert outcome("steps_up", series(values), event=EVENT, threshold=20) == "contradicts"
    assert outcome("unchanged", series(values), event=EVENT, threshold=2) == "contradicts"
    assert outcome("unchanged", series(values), event=EVENT, threshold=20) == "supports"


def test_a_step_needs_figures_on_both_sides():
    found = estimate("steps_up", series([1, 2, 3]), Rule(EVENT))
    assert (found.outcome, found.reason) == ("no data", "no figures after the event")
    short = estimate("steps_up", series([1] * 10 + [5, 5]), Rule(EVENT))
    assert (short.outcome, short.reason) == ("inconclusive", "10 years before and 2 after; each side needs 3")
    with pytest.raises(ValueError, match="at an event"):
        estimate("steps_up", series([1] * 10), Rule())


def test_a_period_belongs_to_the_side_its_middle_stands_on():
    years = series([0, 0]).dates
    assert falls_after(years, dt.date(2000, 5, 1), "A").tolist() == [True, True]
    assert falls_after(years, dt.date(2000, 8, 15), "A").tolist() == [False, True]
    months = series([0, 0], "M").dates
    assert falls_after(months, dt.date(2005, 1, 10), "M").tolist() == [True, True]
    assert falls_after(months, dt.date(2005, 1, 25), "M").tolist() == [False, True]


def test_a_count_on_record_changes_by_exactly_what_it_changes():
    members = series([16] * 9 + [19, 26, 26, 26, 26, 28, 28, 28, 28, 29, 30])
    assert estimate("rises", members, Rule(exact=True)).interval == Interval(14, 14, 14)
    assert outcome("rises", members, threshold=10, exact=True) == "supports"
    assert estimate("steps_up", members, Rule(EVENT, exact=True)).interval.exact
    assert outcome("steps_up", members, threshold=5, event=EVENT, exact=True) == "supports"


def test_a_step_of_a_drifting_series_is_held_against_its_usual_changes():
    values = np.concatenate([np.linspace(10, 11, 10), np.linspace(14, 15, 10)])
    assert outcome("steps_up", series(values), event=EVENT) == "supports"
    assert estimate("steps_up", series(values), Rule(EVENT)).interval.estimate == pytest.approx(4)


def test_a_flat_series_neither_rises_nor_steps():
    flat = series([3.0] * 20)
    assert outcome("rises", flat, threshold=1) == "contradicts"
    assert outcome("unchanged", flat, threshold=0.5, event=EVENT) == "supports"


def test_an_empty_series_is_no_data_for_every_check_of_figures():
    for name in CHECKS:
        if name != "happened":
            assert outcome(name, series([]), event=EVENT) == "no data"


@given(SERIES, st.sampled_from(sorted(set(CHECKS) - {"happened"})), st.floats(0, 1e5))
def test_any_series_gets_an_outcome_with_its_statistic_inside_its_interval(values, name, threshold):
    found = estimate(name, series(values), Rule(EVENT))
    assert judge(name, found, threshold) in ("supports", "contradicts", "inconclusive", "no data")
    if isinstance(found, Unanswered):
        assert found.reason
    else:
        of = found.interval
        slack = 1e-6 * max(1.0, abs(of.estimate))
        assert of.low - slack <= of.estimate <= of.high + slack


@given(SERIES)
def test_a_rise_turned_upside_down_is_a_fall(values):
    for up, down in (("rises", "falls"), ("steps_up", "steps_down")):
        rule = {"threshold": 1.0, "event": EVENT}
        assert outcome(up, series(values), **rule) == outcome(down, series(-values), **rule)


@given(SERIES, st.floats(0.001, 1000))
def test_what_is_found_does_not_depend_on_the_unit(values, factor):
    found = estimate("rises", series(values), Rule())
    if not isinstance(found, Unanswered) and abs(found.interval.low) > 1e-9 and abs(found.interval.high) > 1e-9:
        assert outcome("rises", series(values)) == outcome("rises", series(values * factor))


@pytest.mark.parametrize("n", [8, 12, 20, 34, 60])
@pytest.mark.slow
def test_driftless_series_rarely_pass_for_a_trend_or_a_step(n):
    """The level stated in docs/method.md: at most one random walk in eight, one noise in twenty."""
    rng = np.random.default_rng(n)

    def rates(make):
        found = np.zeros(2)
        for _ in range(400):
            values = make()
            found += (
                intervals.trend(np.arange(n), values).change.low > 0,
                intervals.step(values[: n // 2], values[n // 2 :]).low > 0,
            )
        return found / 400

    assert (rates(lambda: rng.normal(size=n).cumsum()) <= 0.125).all()
    assert (rates(lambda: rng.normal(size=n)) <= 0.05).all()


LEVELS_OF_ERROR = {"walk": 0.125, "noise": 0.05}
"""As docs/method.md states them: one false answer in eight for a random walk, one in twenty for noise."""


@pytest.mark.parametrize("kind", LEVELS_OF_ERROR)
@pytest.mark.parametrize("name", sorted(set(CHECKS) - {"happened"}))
@pytest.mark.slow
def test_no_check_says_yes_too_often_where_the_answer_is_no(name, kind):
    """1,000 series without trend or step; for unchanged with a change of just the threshold, for levels a value on it."""
    rng, n, yes = np.random.default_rng(11), 20, 0
    for _ in range(1000):
        values = rng.normal(size=n).cumsum() if kind == "walk" else rng.normal(size=n)
        threshold, margin = 0.0, 0.0
        if name == "unchanged":
            threshold = 2.0
            values[n // 2 :] += threshold
        elif name in ("at_least", "at_most"):
            threshold, margin = float(values[-1]), 1.96
            values = values + rng.normal(size=n)
        found = Series(series(values).dates, values, "units", "A", np.full(n, margin))
        yes += outcome(name, found, threshold=threshold, event=EVENT) == "supports"
    assert yes / 1000 <= LEVELS_OF_ERROR[kind]


def test_a_smooth_rise_that_bends_is_seen():
    rng = np.random.default_rng(4)
    seen = [
        intervals.trend(np.arange(34), 15 / (1 + np.exp(-np.linspace(-4, 4, 34))) + rng.normal(0, 0.25, 34)).change.low
        > 0
        for _ in range(100)
    ]
    assert np.mean(seen) > 0.9


def test_a_trend_of_three_standard_deviations_is_seen_in_thirty_years():
    rng = np.random.default_rng(3)
    seen = [
        intervals.trend(np.arange(30), np.linspace(0, 3, 30) + rng.normal(size=30)).change.low > 0 for _ in range(200)
    ]
    assert np.mean(seen) > 0.9
