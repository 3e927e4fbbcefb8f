"""Edges of measures, windows, days of knowledge and stated numbers: first and last, ties, margins, units."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from builders import WRITTEN, catalog, indicator, known, observations

from loaders.observations import Line, Observations
from loaders.rows import Member
from verdicts.clock import FIRST_DAY, AsOf, Knowledge, latest, parse_as_of
from verdicts.measures import Request, measure
from verdicts.panels import panel
from verdicts.periods import OPEN, Window, ordinals, trailing_mean
from verdicts.rounding import Comparison, agreement_sentence, rounds_to, shown


def run(obs, cat, window=None, day=None, **request):
    asked = Request(**{"indicator": "x", "entity": "USA", **request})
    return measure(known(obs, cat, day), asked, *([window] if window else []))


def ends(*days):
    return np.array(days, "datetime64[D]")


def test_a_window_has_its_first_and_its_last_day():
    days = ends("2000-12-31", "2001-12-31", "2002-12-31")
    assert Window(dt.date(2000, 12, 31), dt.date(2001, 12, 31)).inside(days) == slice(0, 2)
    assert Window(dt.date(2001, 1, 1), dt.date(2002, 12, 30)).inside(days) == slice(1, 2)
    assert Window(start=dt.date(2001, 12, 31)).inside(days) == slice(1, 3)
    assert Window(end=dt.date(2000, 12, 31)).inside(days) == slice(0, 1)
    assert Window(end=dt.date(2002, 12, 31)).until(dt.date(2001, 12, 31)).inside(days) == slice(0, 2)
    assert Window(end=dt.date(2000, 12, 31)).until(dt.date(2001, 12, 31)).inside(days) == slice(0, 1)
    assert Window(dt.date(2003, 1, 1)).until(dt.date(2001, 12, 31)).inside(days) == slice(3, 2)
    assert OPEN.until(None) is OPEN


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        ("A", ["1969-12-31", "1970-12-31", "1971-12-31"]),
        ("A", ["2023-09-30", "2024-09-30", "2025-09-30"]),
        ("Q", ["2023-12-31", "2024-03-31", "2024-06-30"]),
        ("Q", ["2024-06-30", "2024-09-30", "2024-12-31"]),
        ("M", ["2023-12-31", "2024-01-31", "2024-02-29"]),
        ("D", ["2023-12-31", "2024-01-01", "2024-01-02"]),
    ],
)
def test_neighbouring_periods_differ_by_one(frequency, days):
    assert ordinals(ends(*days), frequency).dtype.kind == "i"
    assert np.diff(ordinals(ends(*days), frequency)).tolist() == [1, 1]
    assert np.diff(ordinals(ends(days[0], days[2]), frequency)).tolist() == [2]


def test_a_trailing_mean_needs_all_its_periods_and_no_more():
    line = Line(ends("2000-12-31", "2001-12-31", "2003-12-31", "2004-12-31"), np.array([1.0, 3, 10, 20]))
    found = trailing_mean(line, 2, "A")
    assert (found.dates.astype(str).tolist(), found.values.tolist()) == (["2001-12-31", "2004-12-31"], [2, 15])
    two = Line(line.dates[:2], line.values[:2])
    assert trailing_mean(two, 2, "A").values.tolist() == [2]
    assert len(trailing_mean(two, 3, "A").dates) == 0


def test_the_days_one_may_ask_about_are_from_the_first_to_that_of_the_newest_figures():
    figures = observations({("x", "USA"): [1]})
    last = dt.date(2026, 8, 1)
    for day in (FIRST_DAY, last):
        assert parse_as_of(str(day), figures, WRITTEN) == AsOf(day, WRITTEN)
    for day in (FIRST_DAY - dt.timedelta(days=1), last + dt.timedelta(days=1)):
        with pytest.raises(ValueError, match=f"{day} is not between 1990-01-01 and 2026-08-01"):
            parse_as_of(str(day), figures, WRITTEN)
    for other in ("soon", "20240630", "2024-W26-7", "2024-6-30", "2024-02-30", "2024-06-30 ", "\u0662024-06-30"):
        with pytest.raises(ValueError, match="is not a day"):
            parse_as_of(other, figures, WRITTEN)
    assert parse_as_of("article", figures, WRITTEN) == AsOf(WRITTEN, WRITTEN)
    assert parse_as_of("latest", figures, WRITTEN) == AsOf(last, WRITTEN, latest=True)
    assert latest(Observations(figures.table), WRITTEN) == AsOf(WRITTEN, WRITTEN, latest=True)


def test_a_figure_is_known_on_the_day_its_lag_is_over_and_not_the_day_before():
    # The year 2001 ends on 31 December; a hundred days later it is 10 April 2002.
    obs, cat = observations({("x", "USA"): [1, 2, 3]}), catalog(indicator(lag_days=100))
    assert run(obs, cat, day=dt.date(2002, 4, 10)).values.tolist() == [1, 2]
    assert run(obs, cat, day=dt.date(2002, 4, 9)).values.tolist() == [1]


def test_an_edition_that_was_in_hand_is_known_whole_whatever_its_lag():
    obs = observations({("x", "USA"): [1, 2, 3]})
    early = Observations(obs.table, {"x": replace(obs.provenance["x"], published=dt.date(2003, 12, 31))})
    line = Knowledge(early, catalog(), AsOf(dt.date(2003, 12, 31), WRITTEN)).line("x", "USA")
    assert line.values.tolist() == [1, 2, 3]


def test_margins_of_each_measure():
    # Ten per cent of either side, taken as independent: of a ratio 14.14 % of it; of a gap of 30 and 40 the root of 3^2 and 4^2.
    cat = catalog(indicator(margin_pct=10, margin_shared=0), groups={"TWO": ["USA", "CHN"]})
    obs = observations({("x", "USA"): [30, 60], ("x", "CHN"): [40, 40]})
    ratio = run(obs, cat, measure="ratio", versus_entity="CHN")
    assert (ratio.below, ratio.proportional) == (pytest.approx([0.75 * 0.02**0.5, 1.5 * 0.02**0.5]), True)
    # 30 of 70 and 60 of 100: a part of a whole by s (1 - s) 14.14 %.
    share = run(obs, cat, measure="share", versus_entity="TWO")
    assert share.values == pytest.approx([300 / 7, 60])
    assert share.below == pytest.approx([100 * 3 / 7 * 4 / 7 * 0.02**0.5, 100 * 0.6 * 0.4 * 0.02**0.5])
    gap = run(obs, cat, measure="gap", versus_entity="CHN")
    assert (gap.values.tolist(), gap.below.tolist()) == ([-10, 20], pytest.approx([5, (6**2 + 4**2) ** 0.5]))
    distance = run(obs, cat, measure="distance", versus_entity="CHN")
    assert (distance.values.tolist(), distance.above.tolist()) == ([10, 20], gap.above.tolist())
    # Growth of 30 by 30: the errors of 3 and 6 over 30. An index: both of a tenth.
    growth = run(obs, cat, measure="growth")
    assert (growth.values.tolist(), growth.below) == ([100], pytest.approx([100 * (3**2 + 6**2) ** 0.5 / 30]))
    index = run(obs, cat, measure="index")
    assert (index.values.tolist(), index.unit) == ([100, 200], "2000 = 100")
    assert index.below == pytest.approx([100 * 0.02**0.5, 200 * 0.02**0.5])
    number = run(obs, cat, entity="TWO", measure="effective_number")
    # (30 + 40)^2 / (30^2 + 40^2) and (60 + 40)^2 / (60^2 + 40^2)
    assert number.values == pytest.approx([4900 / 2500, 10000 / 5200])
    assert number.unit == "powers"


def test_the_margin_of_an_effective_number_is_that_of_simulated_errors():
    cat = catalog(indicator(margin_pct=2), groups={"ALL": ["USA", "CHN", "RUS"]})
    sizes = np.array([60.0, 30, 10])
    obs = observations({("x", name): [size] for name, size in zip(("USA", "CHN", "RUS"), sizes, strict=True)})
    draws = sizes * (1 + 0.02 * np.random.default_rng(3).normal(size=(200_000, 3)))
    shares = draws / draws.sum(axis=1, keepdims=True)
    found = run(obs, cat, entity="ALL", measure="effective_number")
    assert found.below[0] == pytest.approx(np.std(1 / (shares**2).sum(axis=1)), rel=0.02)


def test_a_margin_may_be_in_the_unit_and_does_not_grow_with_the_figure():
    cat = catalog(indicator(unit="% a year", margin_abs=0.5))
    found = run(observations({("x", "USA"): [0, -3, 10]}), cat)
    assert (found.below.tolist(), found.above.tolist(), found.proportional) == ([0.5] * 3, [0.5] * 3, False)


def test_published_bounds_are_the_margins_and_where_there_are_none_the_margin_is():
    cat = catalog(indicator(margin_pct=10, low="lo", high="hi"), indicator("lo"), indicator("hi"))
    obs = observations({("x", "USA"): [100, 100, 100], ("lo", "USA"): [80, 120], ("hi", "USA"): [180, 150]})
    found = run(obs, cat)
    # A low estimate of another edition above the figure is no margin below it.
    assert (found.below.tolist(), found.above.tolist()) == ([20, 0, 10], [80, 50, 10])


def test_a_rank_is_open_to_the_places_that_margins_leave_open():
    cat = catalog(indicator(margin_pct=10), groups={"ALL": ["USA", "CHN", "RUS", "DEU"]})
    obs = observations({("x", "USA"): [100], ("x", "CHN"): [115], ("x", "RUS"): [200], ("x", "DEU"): [50]})
    # 90 to 110 beside 103.5 to 126.5: China may stand below; Russia surely stands above, Germany below.
    found = run(obs, cat, measure="rank", versus_entity="ALL")
    assert (found.values.tolist(), found.band.low.tolist(), found.band.high.tolist()) == ([3], [2], [3])


def test_units_of_each_measure():
    cat = catalog(indicator(), indicator("y", unit="people"), indicator("p", unit="% of GDP"))
    obs = observations({(name, "USA"): [4, 8] for name in "xyp"})
    assert run(obs, cat).unit == "tonnes"
    assert run(obs, cat, measure="ratio", versus_entity="USA").unit == "times"
    assert run(obs, cat, measure="ratio", versus_indicator="y").unit == "tonnes per people"
    assert run(obs, cat, measure="share", versus_indicator="y").unit == "%"
    assert run(obs, cat, measure="gap", versus_entity="USA").unit == "tonnes"
    assert run(obs, cat, indicator="p", measure="gap", versus_entity="USA").unit == "percentage points"
    monthly = observations({("x", "USA"): [2, 4, 5]}, "M", "2014-03")
    index = run(monthly, catalog(indicator(frequency="M")), measure="index")
    assert (index.unit, index.values.tolist()) == ("2014-03 = 100", [100, 200, 250])


@pytest.mark.parametrize(
    ("frequency", "first", "n"), [("A", "2000", 1), ("Q", "2000Q1", 4), ("M", "2000-01", 12), ("D", "2001-01-01", 365)]
)
def test_growth_is_on_the_same_period_a_year_before(frequency, first, n):
    obs = observations({("x", "USA"): [100] + [50] * (n - 1) + [110]}, frequency, first)
    found = run(obs, catalog(indicator(frequency=frequency)), measure="growth")
    assert found.values.tolist() == [10]
    assert found.dates.astype("datetime64[Y]").astype(int) + 1970 == int(first[:4]) + 1


def test_who_has_as_much_shares_the_rank_and_nobody_stands_above_himself():
    cat = catalog(groups={"ALL": ["USA", "CHN", "RUS", "DEU"]})
    obs = observations({("x", "USA"): [3], ("x", "CHN"): [3], ("x", "RUS"): [4], ("x", "DEU"): [5]})
    assert run(obs, cat, measure="rank", versus_entity="ALL").values.tolist() == [3]
    assert run(obs, cat, entity="RUS", measure="rank", versus_entity="ALL").values.tolist() == [2]


def test_a_rank_is_among_those_who_are_members_on_the_day():
    left = Member(group="CLUB", entity="RUS", to=dt.date(2005, 6, 1))
    cat = catalog(indicator(lag_days=0), groups={"CLUB": ["USA", "CHN", left]})
    obs = observations({("x", "USA"): [3] * 9, ("x", "CHN"): [2] * 9, ("x", "RUS"): [4] * 9})
    rank = {"measure": "rank", "versus_entity": "CLUB"}
    assert run(obs, cat, day=dt.date(2005, 1, 1), **rank).values.tolist() == [2] * 5
    assert run(obs, cat, day=dt.date(2007, 1, 1), **rank).values.tolist() == [1] * 7


def test_a_group_on_the_other_side_of_a_flow_is_that_of_the_last_day_too():
    left = Member(group="CLUB", entity="RUS", to=dt.date(2000, 6, 1))
    cat = catalog(indicator(lag_days=0), groups={"CLUB": ["CHN", left]})
    obs = observations({("x", "USA", "CHN"): [1, 2], ("x", "USA", "RUS"): [10, 20]})
    flow = {"counterpart": "CLUB"}
    assert run(obs, cat, Window(end=dt.date(2001, 12, 31)), **flow).values.tolist() == [1, 2]
    assert run(obs, cat, Window(end=dt.date(2000, 1, 1)), **flow).values.tolist() == []
    early = observations({("x", "USA", "CHN"): [1, 2], ("x", "USA", "RUS"): [10, 20]}, first="1998")
    assert run(early, cat, Window(end=dt.date(1999, 12, 31)), **flow).values.tolist() == [11, 22]


def test_a_panel_names_its_members_and_holds_a_zero_where_nothing_happened():
    obs = observations({("x", "USA"): [6, None], ("x", "CHN"): [1, 2]})
    groups = {"TWO": ["USA", "CHN"], "THREE": ["USA", "CHN", "RUS"]}
    quiet = known(obs, catalog(indicator(absent="zero"), groups=groups))
    found = panel(quiet, OPEN, "x", "TWO", "")
    assert (found.members, found.without, found.values.tolist()) == (("USA", "CHN"), (), [[6, 1], [0, 2]])
    assert panel(quiet, OPEN, "x", "THREE", "").members == ()
    silent = known(obs, catalog(indicator(), groups=groups))
    # One of two years is less than two thirds of them; without the United States one of two members is left: too few.
    assert panel(silent, OPEN, "x", "TWO", "").members == ()
    assert panel(silent, Window(end=dt.date(2000, 12, 31)), "x", "TWO", "").values.tolist() == [[6, 1]]


def test_how_concentrated_powers_are_is_told_of_what_they_have_over_the_years():
    # Over two years 6 and 2, then 2 and 6: 64 / 40 each time; in single years they have all or nothing.
    cat = catalog(groups={"TWO": ["USA", "CHN"]})
    obs = observations({("x", "USA"): [6, 0, 2], ("x", "CHN"): [0, 2, 4]})
    found = run(obs, cat, entity="TWO", measure="effective_number", smoothing=2)
    assert found.values == pytest.approx([1.6, 1.6])
    assert found.dates.astype(str).tolist() == ["2001-12-31", "2002-12-31"]


def test_an_index_of_negative_figures_keeps_positive_margins():
    obs, cat = observations({("x", "USA"): [-50, -100]}), catalog(indicator(margin_pct=10))
    found = run(obs, cat, measure="index")
    assert found.values.tolist() == [100, 200]
    # A tenth of either, of which nine tenths of the variance are one error: 10 % times the root of 2 x 0.1.
    assert found.below == pytest.approx([100 * 0.1 * 0.2**0.5, 200 * 0.1 * 0.2**0.5])


def test_a_request_names_its_indicators_once_and_takes_from_this_side_what_the_other_lacks():
    one = Request("x", "USA", "CHN", versus_entity="RUS")
    assert (one.versus, one.indicators, one.has_versus) == (("x", "RUS", "CHN"), ("x",), True)
    two = Request("x", "USA", "CHN", versus_indicator="y", versus_counterpart="DEU")
    assert (two.versus, two.indicators, two.has_versus) == (("y", "USA", "DEU"), ("x", "y"), True)
    assert not Request("x", "USA", "CHN").has_versus


@pytest.mark.parametrize(
    ("value", "stated", "agrees"),
    [
        # A half rounds either way; a hair beyond it does not.
        (42.5, "43", True), (42.5, "42", True), (43.5, "43", True), (43.5, "44", True), (42.499, "43", False), (43.501, "43", False),
        (-42.5, "-42", True), (-42.5, "-43", True), (0.25, "0.3", True), (0.25, "0.2", True),
        (164_999, "16E4", True), (165_001, "16E4", False), (1.005, "1.00", True), (1.0051, "1.00", False),
    ],
)  # fmt: skip
def test_a_stated_number_is_wrong_only_if_no_figure_rounds_to_it(value, stated, agrees):
    assert rounds_to(value, Decimal(stated)) == agrees


@pytest.mark.parametrize(
    ("value", "stated", "expected"),
    [
        (42.61239, "43", "42.61"), (42.5, "43", "42.5"), (162_345.6, "16E4", "162,300"), (-1.23456, "1.2", "\N{MINUS SIGN}1.235"),
        (1000, "1E3", "1,000"),
    ],
)  # fmt: skip
def test_ours_is_shown_with_two_digits_more_and_no_more_than_it_has(value, stated, expected):
    assert shown(value, Decimal(stated)) == expected


@pytest.mark.parametrize(
    ("agreeing", "apart", "words"),
    [
        (1, 0, "Of 1 number that publishers print, 1 agrees with the figures here to the digits that are printed."),
        (2, 0, "Of 2 numbers that publishers print, 2 agree with the figures here to the digits that are printed."),
        (1, 1, "Of 2 numbers that publishers print, 1 agrees with the figures here to the digits that are printed; 1 does not."),
        (0, 2, "Of 2 numbers that publishers print, 0 agree with the figures here to the digits that are printed; 2 do not."),
    ],
)  # fmt: skip
def test_how_many_stated_numbers_agree_is_said(agreeing, apart, words):
    stated = SimpleNamespace(number=Decimal("43"))
    found = [Comparison(stated, None, None, ours) for ours in [42.6] * agreeing + [42.4, None][:apart]]
    assert agreement_sentence(found) == words


def test_a_part_of_another_figure_keeps_its_proportion_and_a_part_of_a_whole_does_not():
    obs = observations({("x", "USA"): [1, 2], ("x", "CHN"): [1, 2], ("y", "USA"): [4, 4]})
    cat = catalog(indicator(margin_pct=10), indicator("y"), groups={"PAIR": ["USA", "CHN"]})
    other = run(obs, cat, measure="share", versus_indicator="y")
    assert (other.values.tolist(), other.above.tolist()) == ([25, 50], pytest.approx([2.5, 5]))
    assert other.proportional is True
    assert run(obs, cat, measure="share", versus_entity="PAIR").proportional is False


@pytest.mark.parametrize("years", [(2000, 2002), (2002, 2000)])
def test_bounds_that_members_make_up_are_those_of_their_window_whichever_is_asked_first(years):
    # China leaves in 2001: till then the bounds of both, of 4 and 6 each, lie 2 below and above 10; then one's lie 6 below and none above.
    left = Member(group="PAIR", entity="CHN", **{"to": dt.date(2001, 6, 30)})
    cat = catalog(
        indicator(low="low", high="high"), indicator("low"), indicator("high"), groups={"PAIR": ["USA", left]}
    )
    bounds = {(name, one): [value] * 3 for name, value in (("low", 4), ("high", 6)) for one in ("USA", "CHN")}
    at = known(observations({("x", "PAIR"): [10] * 3, **bounds}), cat)
    found = {year: measure(at, Request("x", "PAIR"), Window(end=dt.date(year, 12, 31))) for year in years}
    assert {year: (set(one.below.tolist()), set(one.above.tolist())) for year, one in found.items()} == {
        2000: ({2}, {2}),
        2002: ({6}, {0}),
    }
