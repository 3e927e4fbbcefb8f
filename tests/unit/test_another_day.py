"""A case whose article was written on another day: whatever speaks of the article goes by that day."""

import dataclasses
import datetime as dt
import re

import feedparser
import pytest
from builders import ARTICLE, catalog, observations, row
from test_feed import move, moved
from travelling import TODAY, dossier_of

from charts.evidence import evidence_chart
from charts.years import years_chart
from exports.feed import atom
from exports.readme import readme
from exports.records import claim_record, claims_record, finding_record
from exports.report import report_html
from exports.review import claim_review
from verdicts.article import Article
from verdicts.clock import AsOf, Knowledge, parse_as_of
from verdicts.findings import find

OLD = Article("E. Older", dt.date(2010, 1, 1), "A column", "trade", "Once", "https://example.org/once")
"""On the day of the event ``break`` of the small catalog."""
FIGURES = [20] * 20
"""Of 2000 to 2019."""


@pytest.fixture(scope="module")
def dossier():
    return dossier_of(FIGURES, kind="forecast", threshold=10, article=OLD)


def test_a_forecast_is_decided_by_figures_of_after_its_own_article(dossier):
    assert dossier.now.label == "leans supported"
    late = dataclasses.replace(ARTICLE, day=dt.date(2019, 12, 31))
    assert dossier_of(FIGURES, kind="forecast", threshold=10, article=late).now.label == "too early"
    assert dossier.then.label == "too early"
    assert dossier.then.as_of == AsOf(OLD.day, OLD.day)


def test_the_choices_of_a_forecast_go_by_the_same_day(dossier):
    assert dossier.choices.headline == dossier.now.label
    late = dataclasses.replace(ARTICLE, day=dt.date(2019, 12, 31))
    assert dossier_of(FIGURES, kind="forecast", threshold=10, article=late).choices.headline == "too early"


def test_on_the_day_itself_a_forecast_comes_too_early_and_the_day_after_it_may_not_be(dossier):
    case, claim = dossier.case, (dossier.claim,)
    days = [OLD.day, OLD.day + dt.timedelta(days=1), dt.date(2011, 6, 1)]
    labels = [case.verdicts(case.as_of(day.isoformat()), claim)[0].label for day in days]
    assert labels == ["too early", "too early", "leans supported"]


def test_the_years_have_that_day_among_them_marked(dossier):
    days = [moment.as_of.day for moment in dossier.moments]
    assert OLD.day in days
    assert {m.label for m in dossier.moments if m.as_of.day <= OLD.day} == {"too early"}
    chart = years_chart(dossier.moments)
    (line,) = [s for s in chart["layout"]["shapes"] if s["type"] == "line"]
    (word,) = [note for note in chart["layout"]["annotations"] if note.get("text") == "Article"]
    assert line["x0"] == line["x1"] == word["x"] == "2010-01-01"


@pytest.mark.parametrize(
    ("written", "words"),
    [(OLD.day, "Break"), (dt.date(2012, 1, 1), "Article")],
    ids=["as an event of that day is called", "where no event is of that day"],
)
def test_a_chart_marks_the_article_s_day(written, words):
    obs, cat = observations({("x", "USA"): FIGURES}), catalog()
    finding = find(row(threshold=10), Knowledge(obs, cat, AsOf(TODAY, written, latest=True)))
    layout = evidence_chart(finding, obs, cat)["layout"]
    marks = [s["x0"] for s in layout["shapes"] if s["type"] == "line" and s["yref"] == "paper"]
    assert marks == [written.isoformat()]
    assert [note["text"] for note in layout["annotations"] if note.get("x") == marks[0]] == [words]


def test_records_name_the_article_and_its_day(dossier):
    stated = {
        "author": "E. Older",
        "published": "2010-01-01",
        "about": "A column",
        "title": "Once",
        "address": "https://example.org/once",
    }
    assert claim_record(dossier)["article"] == stated
    assert finding_record(dossier, "c-x")["article"] == stated
    assert claim_record(dossier)["verdict_as_of_the_article"]["as_of"] == "2010-01-01"
    # A case without a claim is of an article all the same.
    assert claims_record(dossier.case, [])["article"] == stated


def test_a_review_is_of_that_article():
    claim = claim_review(dossier_of(FIGURES, threshold=10, article=OLD))["itemReviewed"]
    assert (claim["author"]["name"], claim["datePublished"]) == ("E. Older", "2010-01-01")
    assert claim["appearance"] == {
        "@type": "OpinionNewsArticle",
        "author": {"@type": "Person", "name": "E. Older"},
        "datePublished": "2010-01-01",
        "description": "A column",
        "headline": "Once",
        "url": "https://example.org/once",
    }


def test_the_ids_of_a_feed_begin_on_that_day(dossier):
    feed = feedparser.parse(atom([moved(move("c"))], dossier.case, "", "https://example.net"))
    assert feed.feed.id == "tag:example.net,2010-01-01:verdicts"
    assert feed.entries[0].id.startswith("tag:example.net,2010-01-01:verdicts/")


def test_a_bundle_and_a_report_open_with_it(dossier):
    assert "A column (E. Older, 1 January 2010), claim by claim." in readme([dossier], [], "1", drawn=False)
    page = report_html([dossier], "argument", {})
    assert "An opinion article of 1 January 2010 on trade makes the claims in this report." in page
    assert "17 February 2025" not in page


def test_figures_and_findings_are_each_themselves_whatever_they_hold():
    """Two values with the same arrays are two: to compare them would be to compare arrays, which has no single answer."""
    one, other = (
        dossier_of(FIGURES, threshold=10, alternatives="threshold=5", alternatives_why="as good") for _ in "ab"
    )
    pairs = [
        (one, other),
        (one.case, other.case),
        (one.now, other.now),
        (one.choices, other.choices),
        (one.choices.tests[0], other.choices.tests[0]),
        (one.choices.tests[0].headline, other.choices.tests[0].headline),
        (one.now.findings[0], other.now.findings[0]),
        (one.now.findings[0].result, other.now.findings[0].result),
        (one.now.findings[0].series, other.now.findings[0].series),
    ]
    for mine, yours in pairs:
        assert mine == mine
        assert mine != yours, type(mine)
        assert len({mine, yours, mine}) == 2, type(mine)
    # What holds no arrays is equal by what it says.
    assert one.now.findings[0].estimate == other.now.findings[0].estimate
    assert one.now.as_of == other.now.as_of
    assert {one.case.article: 1} == {other.case.article: 1}


def test_a_day_a_reader_asks_for_knows_when_the_article_was_written():
    obs = observations({("x", "USA"): FIGURES})
    assert parse_as_of("2014-06-30", obs, OLD.day) == AsOf(dt.date(2014, 6, 30), OLD.day)
    assert parse_as_of("article", obs, OLD.day) == AsOf(OLD.day, OLD.day)
    assert parse_as_of("latest", obs, OLD.day) == AsOf(TODAY, OLD.day, latest=True)
    assert parse_as_of("latest", observations({}), OLD.day).day == OLD.day


@pytest.mark.parametrize("day", ["1990-01-01", str(TODAY)])
def test_a_reader_may_ask_for_a_day_from_1990_to_that_of_the_newest_figures(day):
    obs = observations({("x", "USA"): FIGURES})
    assert str(parse_as_of(day, obs, OLD.day).day) == day


@pytest.mark.parametrize("day", ["1989-12-31", str(TODAY + dt.timedelta(days=1))])
def test_a_day_outside_of_those_is_refused_with_both(day):
    told = f"{day} is not between 1990-01-01 and {TODAY}, when the newest figures were retrieved."
    with pytest.raises(ValueError, match=re.escape(told)):
        parse_as_of(day, observations({("x", "USA"): FIGURES}), OLD.day)
