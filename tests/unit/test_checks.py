"""Checks: what each answers on series with a known answer, and what no series may make them say."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from verdicts.checks import CHECKS, Rule, Unanswered, estimate, falls_after, judge, passing
from verdicts.margins import SHARED
from verdicts.measures import Series

EVENT = dt.date(2010, 1, 1)
OF_FIGURES = sorted(set(CHECKS) - {"happened"})
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
VALUES = hnp.arrays(float, st.integers(1, 40), elements=NUMBERS)
ORDER = {"contradicts": 0, "no data": 1, "inconclusive": 1, "supports": 2}
"""From no over undecided to yes."""


def series(values, frequency="A", smoothing=1, margin_pct=0, margin=0.0, shared=SHARED):
    """Figures from 2000 on, each with a margin of ``margin_pct`` of it and ``margin`` in its unit."""
    start = {"A": "2000", "M": "2005-01", "Q": "2004-01"}[frequency]
    step = {"A": "Y", "M": "M", "Q": "M"}[frequency]
    width = 3 if frequency == "Q" else 1
    periods = np.datetime64(start, step) + np.arange(len(values)) * width
    dates = (periods + width).astype("datetime64[D]") - np.timedelta64(1, "D")
    values = np.asarray(values, float)
    margins = np.abs(values) * margin_pct / 100 + margin
    return Series(dates, values, "tonnes", frequency, margins, margins, smoothing, shared=shared)


def outcome(name, of, threshold=1.0, **rule):
    """What a check of figures answers."""
    return judge(name, estimate(name, of, Rule(**{"event": EVENT, **rule})), threshold)


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
def test_a_level_within_its_margin_of_the_threshold_is_too_close_to_call(name, value, expected):
    of = series([0, value], margin_pct=5)
    assert outcome(name, of, threshold=10) == expected
    margin = estimate(name, of, Rule()).interval
    assert (margin.low, margin.high) == pytest.approx((value * 0.95, value * 1.05))


def test_a_level_without_a_margin_meets_its_own_value():
    assert outcome("at_least", series([3]), threshold=3) == "supports"
    assert outcome("at_most", series([3]), threshold=3) == "supports"


def test_a_level_of_several_periods_is_their_mean():
    found = estimate("at_least", series([99, 2, 3, 7], margin=1), Rule(ends=3))
    assert (found.interval.estimate, found.interval.low, found.interval.high, found.n) == (4, 3, 5, 3)


def test_a_change_is_from_the_first_to_the_last_figure_whatever_lies_between():
    found = estimate("rises", series([5, 90, -40, 12]), Rule())
    assert (found.first, found.last, found.interval.estimate, found.n) == (5, 12, 7, 4)
    assert outcome("rises", series([5, 90, -40, 12]), threshold=7) == "supports"
    assert outcome("rises", series([5, 90, -40, 12]), threshold=8) == "contradicts"
    assert outcome("falls", series([12, 0, 5]), threshold=7) == "supports"


def test_a_change_between_longer_ends_is_that_of_their_means():
    found = estimate("rises", series([1, 2, 3, 100, 7, 8, 9]), Rule(ends=3))
    assert (found.first, found.last, found.interval.estimate) == (2, 8, 6)


def test_the_question_of_plain_fact_that_started_it_gets_its_answer():
    """Deaths in Ukraine: none a year in 2000-13, thousands since; UCDP's own bounds are -20 and +80 %."""
    values = np.array([0.0] * 14 + [4000, 1500, 800, 500, 300, 200, 100, 100, 80000, 70000, 60000])
    deaths = series(values)
    deaths = Series(deaths.dates, values, "deaths", "A", values * 0.2, values * 0.8)
    assert outcome("steps_up", deaths, threshold=1000, event=dt.date(2014, 3, 18)) == "supports"


def test_a_change_needs_figures_for_both_of_its_ends():
    assert estimate("rises", series([1]), Rule()) == Unanswered("only 1 year with figures; the test needs 2", 1)
    assert outcome("rises", series([1, 2, 3, 4, 5]), ends=3) == "no data"
    assert outcome("at_least", series([1, 2]), ends=3) == "no data"
    assert (
        estimate("rises", series([1, 2, 3], "M"), Rule(ends=2)).reason == "only 3 months with figures; the test needs 4"
    )


def test_a_step_is_the_difference_of_the_means():
    values = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 11, 12, 11, 12, 11, 12]
    found = estimate("steps_up", series(values), Rule(EVENT))
    assert (found.before, found.after, found.interval.estimate, found.event) == (1.5, 11.5, 10, EVENT)
    assert (found.n, found.later) == (16, 6)
    assert outcome("steps_up", series(values), 10) == "supports"
    assert outcome("steps_up", series(values), 11) == "contradicts"
    assert outcome("steps_down", series(values), 1) == "contradicts"
    assert outcome("unchanged", series(values), 2) == "contradicts"
    assert outcome("unchanged", series(values), 10) == "supports"


def test_one_period_after_an_event_is_enough_and_none_is_not():
    assert outcome("steps_up", series([1] * 10 + [5])) == "supports"
    found = estimate("steps_up", series([1] * 10), Rule(EVENT))
    assert found == Unanswered("no figures after the event", 10)
    assert estimate("steps_up", series([1, 2, 3]), Rule(dt.date(1999, 1, 1))).reason == "no figures before the event"
    with pytest.raises(ValueError, match="at an event"):
        estimate("steps_up", series([1] * 12), Rule())


def test_stretches_that_share_figures_are_counted_once():
    """Five-year means: of the ten that end in 2010 to 2019 only those of 2014 and 2019 share none."""
    found = estimate("steps_up", series(np.arange(20.0), smoothing=5), Rule(EVENT))
    assert (found.before, found.after, found.n, found.later) == (6.5, 16.5, 4, 10)


def test_a_period_belongs_to_the_side_its_middle_stands_on():
    years = series([0, 0]).dates
    assert falls_after(years, dt.date(2000, 5, 1), "A").tolist() == [True, True]
    assert falls_after(years, dt.date(2000, 8, 15), "A").tolist() == [False, True]
    months = series([0, 0], "M").dates
    assert falls_after(months, dt.date(2005, 1, 10), "M").tolist() == [True, True]
    assert falls_after(months, dt.date(2005, 1, 25), "M").tolist() == [False, True]


def test_an_empty_series_is_no_data_for_every_check_of_figures():
    for name in OF_FIGURES:
        assert outcome(name, series([])) == "no data"


@given(VALUES, st.sampled_from(OF_FIGURES), st.floats(0, 1e5), st.floats(0, 1e3), st.integers(1, 4))
def test_any_series_gets_an_answer_with_its_statistic_inside_its_bounds(values, name, threshold, margin, ends):
    found = estimate(name, series(values, margin=margin), Rule(EVENT, 1 if name.startswith(("step", "un")) else ends))
    assert judge(name, found, threshold) in ORDER
    if isinstance(found, Unanswered):
        assert found.reason
    else:
        assert found.interval.low <= found.interval.estimate <= found.interval.high


@given(VALUES, st.floats(0.01, 1e4), st.floats(0, 100), st.integers(1, 4))
def test_a_row_and_its_mirror_never_both_say_yes_and_answer_alike_upside_down(values, threshold, margin, ends):
    for up, down, rule in (("rises", "falls", {"ends": ends}), ("steps_up", "steps_down", {})):
        of = series(values, margin=margin)
        assert {outcome(up, of, threshold, **rule), outcome(down, of, threshold, **rule)} != {"supports"}
        assert outcome(up, of, threshold, **rule) == outcome(down, series(-values, margin=margin), threshold, **rule)


@given(
    VALUES, st.sampled_from(OF_FIGURES), st.floats(0.01, 1e4), st.floats(0, 100), st.sampled_from([1e-3, 0.7, 60, 1e9])
)
def test_what_is_found_does_not_depend_on_the_unit(values, name, threshold, margin, factor):
    in_other = series(values * factor, margin=margin * factor)
    assert outcome(name, series(values, margin=margin), threshold) == outcome(name, in_other, threshold * factor)


@given(VALUES, st.sampled_from(["rises", "falls", "steps_up", "steps_down", "at_least", "at_most"]),
       st.floats(0.01, 1e4), st.floats(0, 30), st.floats(0, 1e5))  # fmt: skip
def test_a_further_value_in_the_same_direction_never_weakens_an_answer(values, name, threshold, margin_pct, beyond):
    assume(len(values) > 1)
    values = np.abs(values)
    further = values.max() + beyond if name in ("rises", "steps_up", "at_least") else max(values.min() - beyond, 0)
    before = outcome(name, series(values, margin_pct=margin_pct), threshold)
    after = outcome(name, series([*values, further], margin_pct=margin_pct), threshold)
    assert ORDER[after] >= ORDER[before] or before == "no data"


@given(
    st.data(), st.sampled_from(OF_FIGURES), st.floats(0.01, 1e4), st.floats(0, 1e3), st.integers(1, 3), st.floats(0, 1)
)
def test_noise_inside_the_margins_turns_no_yes_into_a_no_and_no_no_into_a_yes(
    data, name, threshold, margin, ends, shared
):
    """Noise as the margins describe it: a part that all periods share, and one of each period's own."""
    values = data.draw(hnp.arrays(float, st.integers(6, 20), elements=st.floats(-1e4, 1e4)))
    rule = {"ends": 1 if name in ("steps_up", "steps_down", "unchanged") else ends}
    common = data.draw(st.floats(-1, 1)) * margin * shared**0.5
    own = data.draw(hnp.arrays(float, len(values), elements=st.floats(-1, 1))) * margin * (1 - shared) ** 0.5
    exact, noisy = (series(v, margin=margin, shared=shared) for v in (values, values + common + own))
    assert {outcome(name, one, threshold, **rule) for one in (exact, noisy)} != {"supports", "contradicts"}


@given(VALUES, st.sampled_from(OF_FIGURES), st.floats(0.01, 1e4))
def test_as_many_pass_as_would_each_say_yes_without_doubt(values, name, threshold):
    from verdicts.checks import judge_at
    from verdicts.intervals import Interval

    one_by_one = sum(judge_at(name, Interval(v, v, v), threshold) == "supports" for v in values.tolist())
    assert passing(name, values, threshold) == one_by_one
