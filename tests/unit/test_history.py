"""Through the years: the rule of today with what was known at each year end."""

import dataclasses
import datetime as dt

import pytest
from builders import ARTICLE, WRITTEN, a_claim, catalog, observations, row, table

from verdicts.argument import Argument
from verdicts.case import Case
from verdicts.clock import AsOf, latest
from verdicts.doubt import editions_sentence, years_sentence
from verdicts.history import FIRST_YEAR, through_the_years


def claim(kind="fact"):
    return a_claim(kind=kind)


def history(values, kind="fact", published=None, **changes):
    obs = observations({("x", "USA"): values})
    if published:
        rows = {name: dataclasses.replace(p, published=published) for name, p in obs.provenance.items()}
        obs = dataclasses.replace(obs, provenance=rows)
    return through_the_years(claim(kind), [row(threshold=10, **changes)], obs, catalog(), latest(obs, WRITTEN))


def at(moments, year):
    return next(m for m in moments if m.as_of.day == dt.date(year, 12, 31))


def test_the_days_are_year_ends_the_articles_day_and_now_in_order():
    days = [m.as_of.day for m in history([1])]
    assert days == sorted(days)
    assert days[0] == dt.date(FIRST_YEAR, 12, 31)
    assert WRITTEN in days
    assert days[-1] == dt.date(2026, 8, 1)
    assert len(days) == (2025 - FIRST_YEAR + 1) + 2


def test_a_figure_counts_from_when_it_was_published():
    # 2000 to 2004; the figure of 2003 is the first above ten, and comes out 100 days after its year.
    moments = history([1, 2, 3, 12, 13])
    assert at(moments, 1999).label == "no data"
    assert at(moments, 2002).label == "leans contradicted"
    assert at(moments, 2003).label == "leans contradicted"
    assert at(moments, 2004).label == "leans supported"


def test_a_case_has_the_history_of_each_of_its_claims():
    rows = [row(threshold=10), row(id="d-x", claim="d", threshold=1)]
    argument = Argument(*map(table, ([], [a_claim(), a_claim(id="d")], rows, [], [])))
    case = Case(ARTICLE, catalog(), argument, observations({("x", "USA"): [1, 2, 3, 12, 13]}))
    one, other = map(case.history, argument.claims.rows)
    assert [at(one, year).label for year in (1999, 2003, 2004)] == ["no data", "leans contradicted", "leans supported"]
    assert [at(other, year).label for year in (1999, 2003, 2004)] == ["no data", "leans supported", "leans supported"]
    assert (one[-1].as_of, one[-1].label) == (case.now, "leans supported")


def test_a_forecast_is_open_before_the_article():
    moments = history([20] * 26, kind="forecast")
    assert {m.label for m in moments if m.as_of.day <= WRITTEN} == {"too early"}
    assert moments[-1].label == "leans supported"


@pytest.mark.parametrize(("kind", "label"), [("fact", "leans contradicted"), ("forecast", "leans supported")])
def test_what_came_after_the_article_counts_for_a_forecast_alone(kind, label):
    # Years 2000 to 2025; only the last, which came out in 2026, is above ten.
    assert history([1] * 25 + [20], kind)[-1].label == label


@pytest.mark.parametrize(("published", "of_the_time"), [(dt.date(2005, 6, 1), 1), (dt.date(2020, 6, 1), 0)])
def test_an_edition_is_of_the_time_once_it_was_published(published, of_the_time):
    moment = at(history([20] * 10, published=published), 2010)
    assert (moment.scored, moment.of_the_time) == (1, of_the_time)


def test_a_level_of_a_period_with_an_end_is_asked_once_that_has_come():
    moments = history([20] * 26, to="2010")
    assert at(moments, 2009).label == "no data"
    assert at(moments, 2010).label == "leans supported"
    assert at(history([20] * 26, to="2010", **{"from": "2001"}), 2005).label == "leans supported"


def test_aid_to_a_war_is_not_judged_before_the_war(case):
    moments = case.history(case.argument.claim["aid-fuels-war"])
    assert {m.label for m in moments if m.as_of.day.year < 2014} == {"no data"}


def test_an_event_on_record_is_of_its_time():
    changes = {"check": "happened", "event": "break", "indicator": "", "entity": "", "threshold": None}
    obs = observations({("x", "USA"): [1]})
    moments = through_the_years(claim(), [row(**changes)], obs, catalog(), latest(obs, WRITTEN))
    assert (at(moments, 2012).scored, at(moments, 2012).of_the_time) == (1, 1)


def test_context_has_no_part():
    assert all(m.scored == 0 for m in history([20] * 10, weight=0))


def test_the_years_in_words():
    assert years_sentence(history([20] * 26)) == (
        "The verdict would have been the same on every date since 2001: leans supported."
    )
    assert years_sentence(history([1, 2, 3, 12, 13])).endswith("it has changed once since.")
    last = years_sentence(history([20] * 27, kind="forecast"))
    assert last.startswith("There is a verdict for one date only, 1 August 2026")
    assert years_sentence(history([])) == "There is no verdict for any year."


def test_editions_in_words():
    old = history([20] * 10, published=dt.date(1990, 1, 1))
    assert editions_sentence(old) == "All answers rest on figures as they had been published at the time."
    assert editions_sentence(history([20] * 10, published=dt.date(2026, 7, 1))).startswith(
        "All answers rest on today's data"
    )
    assert "% of the answers rest on figures as published at the time" in editions_sentence(
        history([20] * 10, published=dt.date(2015, 1, 1))
    )


@pytest.mark.slow
def test_the_two_dates_of_every_claim_agree_with_its_verdicts(case, standings):
    for standing in standings:
        moments = {m.as_of.day: m for m in case.history(standing.now.claim)}
        assert moments[WRITTEN].label == standing.then.label
        assert moments[case.now.day].label == standing.now.label


@pytest.mark.slow
def test_every_day_a_reader_can_ask_for_has_an_answer(case):
    """Early days leave windows empty and groups without members' figures: no claim may fail on them."""
    for year in (1990, 1993, 1997, 2003, 2011):
        assert len(case.verdicts(AsOf(dt.date(year, 1, 1), WRITTEN))) == len(case.argument.claims.rows)
