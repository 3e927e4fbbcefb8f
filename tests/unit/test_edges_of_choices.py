"""Edges of choices and sources in words: what stands in each column that may be varied, and what is said of a figure."""

import datetime as dt

import pytest
from builders import a_claim, catalog, indicator, known, observations, row

from verdicts.choices import change_words, threshold_words, value_words
from verdicts.describe import about_claim, rule_of, said_of, source_of
from verdicts.findings import find


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        # A whole year is told as one: from its first day on, or to its last.
        ("from", dt.date(2001, 1, 1), "2001"), ("from", dt.date(2001, 1, 2), "2 January 2001"), ("from", dt.date(2001, 12, 31), "31 December 2001"),
        ("to", dt.date(2001, 12, 31), "2001"), ("to", dt.date(2001, 1, 1), "1 January 2001"), ("to", dt.date(2001, 11, 30), "30 November 2001"),
        ("from", None, "the first figure"), ("to", None, "the last figure"),
        ("ends", 1, "1 month"), ("ends", 2, "2 months"), ("smoothing", 1, "1 month"), ("smoothing", 12, "12 months"),
        ("threshold", 2.5, "2.5 tonnes"), ("threshold", None, "0 tonnes"),
        ("edition", "", "the newest one"), ("edition", "publication", "that of the article's day"),
        ("indicator", "y", "y"), ("versus_indicator", "y", "y"), ("versus_indicator", "", "x"), ("versus_indicator", None, "x"),
        ("event", "break", "Break (2010)"), ("entity", "CHN", "Chn"), ("among", "WLD", "Wld"), ("counterpart", "", ""),
    ],
)  # fmt: skip
def test_what_stands_in_a_column(column, value, text):
    cat = catalog(indicator(frequency="M"), indicator("y"))
    assert value_words(row(), column, value, "tonnes", cat) == text


@pytest.mark.parametrize(
    ("frequency", "text"), [("A", "2 years"), ("Q", "2 quarters"), ("M", "2 months"), ("D", "2 days")]
)
def test_periods_are_those_of_the_indicator(frequency, text):
    cat = catalog(indicator(frequency=frequency))
    assert {value_words(row(), column, 2, "", cat) for column in ("ends", "smoothing")} == {text}


@pytest.mark.parametrize(
    ("check", "unit", "text"),
    [("at_least", "%", "25%"), ("at_most", "% of GDP", "25% of GDP"), ("rises", "%", "25 points"), ("steps_down", "% of GDP", "25 points"),
     ("unchanged", "2022 = 100", "25 index points"), ("at_least", "rank", "25th"), ("falls", "rank", "25 places")],
)  # fmt: skip
def test_a_line_is_a_level_or_the_size_of_a_change(check, unit, text):
    assert threshold_words(check, 25, unit) == text


def test_a_choice_is_told_beside_what_the_row_has_each_in_its_own_unit():
    one = row(check="rises", threshold=20)
    assert (
        change_words(one, ("threshold", 25.0), "% of GDP", "2022 = 100", catalog())
        == "line 25 index points instead of 20 points"
    )
    assert (
        change_words(one, ("from", dt.date(2001, 1, 1)), "", "", catalog())
        == "start of the period 2001 instead of the first figure"
    )


@pytest.mark.parametrize(
    ("proxy", "text"),
    [
        ("near: budgets: policy", "nearly: budgets: policy"),
        ("direct: it", "directly: it"),
        ("far: a guess", "only loosely: a guess"),
    ],
)
def test_how_directly_a_figure_tests_a_claim(proxy, text):
    at = known(observations({("x", "USA"): [1]}), catalog())
    assert (
        dict(rule_of(find(row(proxy=proxy, weight=0.5), at), at.catalog))["How directly this tests the claim"] == text
    )


def test_of_an_event_its_record_is_the_source():
    at = known(observations({("x", "USA"): [1]}), catalog())
    happened = find(row(check="happened", event="break", indicator="", entity="", threshold=None), at)
    assert source_of(happened, at.observations, at.catalog) == [
        ("Break", [("Event", "Things changed."), ("Documented at", "https://example.org/")])
    ]


def test_a_claim_says_what_was_tested_and_a_judgement_why_nothing_can_be():
    fact, judgement = a_claim(), a_claim(kind="judgement", would_be_true_if="")
    assert [term for term, _ in about_claim(fact)] == ["Kind", "What we tested", "Bear in mind"]
    assert about_claim(judgement)[1:] == [("What we tested", ""), ("Why data cannot settle it", "But.")]
    assert said_of(fact) == "The article claims (our paraphrase)"
    assert (
        said_of(a_claim(voice="a minister", mode="reports"))
        == "The article reports what a minister said (our paraphrase)"
    )


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, ""), ({"margin_pct": 5}, "5% either way"), ({"margin_abs": 0.5}, "0.5 tonnes either way"),
        ({"margin_pct": 5, "margin_why": "so."}, "5% either way; so."),
        ({"low": "y", "high": "y"}, "the source's own low and high estimates"),
        ({"low": "y", "high": "y", "margin_pct": 5}, "the source's own low and high estimates, else 5% either way"),
    ],
)  # fmt: skip
def test_the_margin_of_a_figure_in_words(changes, text):
    cat = catalog(indicator(**changes), indicator("y"))
    at = known(observations({("x", "USA"): [1]}), cat)
    ((_, pairs),) = source_of(find(row(), at), at.observations, cat)
    assert dict(pairs)["Margin of error"] == text
